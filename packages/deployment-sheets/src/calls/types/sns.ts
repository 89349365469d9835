// terraform-provider-aws, internal/service/sns: topic.go, topic_policy.go, topic_subscription.go.
import { isTagged, text } from "../../stack/stack-resource";
import { type CallRule, on, when } from "../call";

export const topic: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tagged = isTagged(resource);
    return {
        create: [...on("sns", "CreateTopic SetTopicAttributes", arn), ...when(tagged, on("sns", "TagResource", arn))],
        read: on("sns", "GetTopicAttributes ListTagsForResource", arn),
        update: [...on("sns", "SetTopicAttributes", arn), ...when(tagged, on("sns", "TagResource UntagResource", arn))],
        delete: on("sns", "DeleteTopic", arn),
    };
};

/** Deleting one puts the default policy back. */
export const topicPolicy: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const write = on("sns", "SetTopicAttributes", arn);
    return { create: write, read: on("sns", "GetTopicAttributes", arn), update: write, delete: write };
};

/** IAM authorizes what is about a subscription on its topic. */
export const topicSubscription: CallRule = (resource) => {
    const arn = text(resource, "topic");
    return {
        create: on("sns", "Subscribe", arn),
        read: on("sns", "GetSubscriptionAttributes", arn),
        update: on("sns", "SetSubscriptionAttributes", arn),
        delete: on("sns", "Unsubscribe", arn),
    };
};
