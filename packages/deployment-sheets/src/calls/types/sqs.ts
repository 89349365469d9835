// terraform-provider-aws, internal/service/sqs: queue.go, queue_policy.go, attribute_funcs.go.
import { isTagged, MissingPropertyError, type Place, type StackResource, text } from "../../stack/stack-resource";
import { type CallRule, on, when } from "../call";

export const queue: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tagged = isTagged(resource);
    return {
        create: [...on("sqs", "CreateQueue", arn), ...when(tagged, on("sqs", "TagQueue", arn))],
        read: on("sqs", "GetQueueAttributes ListQueueTags", arn),
        update: [...on("sqs", "SetQueueAttributes", arn), ...when(tagged, on("sqs", "TagQueue UntagQueue", arn))],
        delete: on("sqs", "DeleteQueue", arn),
    };
};

export const queuePolicy: CallRule = (resource, place) => {
    const arn = queueArn(resource, place);
    const write = on("sqs", "SetQueueAttributes", arn);
    return { create: write, read: on("sqs", "GetQueueAttributes", arn), update: write, delete: write };
};

/** `https://sqs.us-east-1.amazonaws.com/123456789012/alerts` */
function queueArn(resource: StackResource, { partition, region }: Place): string {
    const [, accountId, name] = /\/(\d{12})\/([^/]+)$/.exec(text(resource, "queueUrl")) ?? [];
    if (accountId === undefined || name === undefined) {
        throw new MissingPropertyError(resource, "queueUrl");
    }
    return `arn:${partition}:sqs:${region}:${accountId}:${name}`;
}
