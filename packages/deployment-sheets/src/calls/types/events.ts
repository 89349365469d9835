// terraform-provider-aws, internal/service/events: rule.go, target.go.
import { isTagged, optionalText, type Place, type StackResource, text } from "../../stack/stack-resource";
import { type CallRule, on, passRole, when } from "../call";

export const eventRule: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tagged = isTagged(resource);
    return {
        create: [...on("events", "PutRule", arn), ...when(tagged, on("events", "TagResource", arn))],
        read: on("events", "DescribeRule ListTagsForResource", arn),
        update: [...on("events", "PutRule", arn), ...when(tagged, on("events", "TagResource UntagResource", arn))],
        delete: on("events", "DeleteRule", arn),
    };
};

export const eventTarget: CallRule = (resource, place) => {
    const arn = ruleArn(resource, place);
    const write = [
        ...on("events", "PutTargets", arn, { "events:TargetArn": text(resource, "arn") }),
        ...passRole(optionalText(resource, "roleArn"), "events.amazonaws.com"),
    ];
    return {
        create: write,
        read: on("events", "ListTargetsByRule", arn),
        update: write,
        delete: on("events", "RemoveTargets", arn),
    };
};

/** A rule of the default bus has no bus in its ARN. */
function ruleArn(resource: StackResource, { partition, region, accountId }: Place): string {
    const bus = optionalText(resource, "eventBusName")?.split("/").at(-1) ?? "default";
    const path = bus === "default" ? "" : `${bus}/`;
    return `arn:${partition}:events:${region}:${accountId}:rule/${path}${text(resource, "rule")}`;
}
