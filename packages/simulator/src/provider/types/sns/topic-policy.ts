import { TOPIC_RULES } from "../../../account/sns/topic-rules";
import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { ARN, REGION, replacing, required } from "../../schema";
import { unless } from "../gone";

/** A topic's policy. A topic is never without: deleted, it becomes the one that every topic begins with. */
export const TOPIC_POLICY: ResourceType = {
    token: "aws:sns/topicPolicy:TopicPolicy",
    inputs: {
        arn: replacing(required(ARN)),
        policy: required({ schema: { kind: "policy" } }),
        region: REGION,
    },
    computedOutputs: ["owner"],

    async create(inputs, context) {
        const arn = inputs.string("arn");
        const policy = inputs.string("policy");
        await attempt(`creating SNS Topic Policy (${arn})`, () =>
            context.account.sns(context.region).setAttributes(arn, { policy }),
        );
        return arn;
    },

    async read(id, context) {
        const topic = await attempt(`reading SNS Topic Policy (${id})`, () =>
            unless([TOPIC_RULES.notFound], () => context.account.sns(context.region).get(id)),
        );
        return topic && { arn: topic.arn, owner: context.account.accountId, policy: topic.settings.policy };
    },

    async update(id, { news, changed }, context) {
        if (changed("policy")) {
            await attempt(`updating SNS Topic Policy (${id})`, () =>
                context.account.sns(context.region).setAttributes(id, { policy: news.string("policy") }),
            );
        }
    },

    async delete(id, _state, context) {
        const sns = context.account.sns(context.region);
        await attempt(`deleting SNS Topic Policy (${id})`, () =>
            unless([TOPIC_RULES.notFound], () => sns.setAttributes(id, { policy: sns.defaultPolicy(id) })),
        );
    },
};
