// terraform-provider-aws, internal/service/logs: group.go, resource_policy.go; internal/service/cloudwatch: metric_alarm.go.
import { isTagged, optionalText, text } from "../../stack/stack-resource";
import { type CallRule, on, when } from "../call";

/**
 * Actions on a log group name it with `:*` behind it; those on tags without (CloudWatch Logs User Guide, "Amazon Resource
 * Names (ARNs)").
 */
export const logGroup: CallRule = (resource) => {
    const arn = text(resource, "arn").replace(/:\*$/, "");
    const group = `${arn}:*`;
    const tagged = isTagged(resource);
    const retention = resource.properties["retentionInDays"];
    const keepsFor = when(typeof retention === "number" && retention > 0, on("logs", "PutRetentionPolicy", group));
    const hasKey = optionalText(resource, "kmsKeyId") !== undefined;
    return {
        create: [
            ...on("logs", "CreateLogGroup", group),
            ...keepsFor,
            ...when(hasKey, on("logs", "AssociateKmsKey", group)),
            ...when(tagged, on("logs", "TagResource", arn)),
        ],
        read: [...on("logs", "DescribeLogGroups", "*"), ...on("logs", "ListTagsForResource", arn)],
        update: [
            ...keepsFor,
            ...when(hasKey, on("logs", "AssociateKmsKey", group)),
            ...when(tagged, on("logs", "TagResource UntagResource", arn)),
        ],
        delete: on("logs", "DeleteLogGroup", group),
    };
};

export const logResourcePolicy: CallRule = () => {
    const write = on("logs", "PutResourcePolicy", "*");
    return {
        create: write,
        read: on("logs", "DescribeResourcePolicies", "*"),
        update: write,
        delete: on("logs", "DeleteResourcePolicy", "*"),
    };
};

export const metricAlarm: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tagged = isTagged(resource);
    return {
        create: [...on("cloudwatch", "PutMetricAlarm", arn), ...when(tagged, on("cloudwatch", "TagResource", arn))],
        read: on("cloudwatch", "DescribeAlarms ListTagsForResource", arn),
        update: [
            ...on("cloudwatch", "PutMetricAlarm", arn),
            ...when(tagged, on("cloudwatch", "TagResource UntagResource", arn)),
        ],
        delete: on("cloudwatch", "DeleteAlarms", arn),
    };
};
