import { QUEUE_RULES } from "../../../account/sqs/queue-rules";
import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { REGION, replacing, required, STRING } from "../../schema";
import { unless } from "../gone";

/** A queue's policy: the queue's own resource tells it, too, and takes it for no difference. */
export const QUEUE_POLICY: ResourceType = {
    token: "aws:sqs/queuePolicy:QueuePolicy",
    inputs: {
        policy: required({ schema: { kind: "policy" } }),
        queueUrl: replacing(required(STRING)),
        region: REGION,
    },
    computedOutputs: [],

    async create(inputs, context) {
        const url = inputs.string("queueUrl");
        const policy = inputs.string("policy");
        await attempt(`creating SQS Queue Policy (${url})`, () =>
            context.account.sqs(context.region).setAttributes(url, { policy }),
        );
        return url;
    },

    async read(id, context) {
        const queue = await attempt(`reading SQS Queue Policy (${id})`, () =>
            unless([QUEUE_RULES.notFound], () => context.account.sqs(context.region).get(id)),
        );
        const policy = queue?.settings.policy;
        return policy === undefined ? undefined : { policy, queueUrl: id };
    },

    async update(id, { news, changed }, context) {
        if (changed("policy")) {
            await attempt(`updating SQS Queue Policy (${id})`, () =>
                context.account.sqs(context.region).setAttributes(id, { policy: news.string("policy") }),
            );
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting SQS Queue Policy (${id})`, () =>
            unless([QUEUE_RULES.notFound], () =>
                context.account.sqs(context.region).setAttributes(id, { policy: undefined }),
            ),
        );
    },
};
