import { AwsError } from "../../../account/core/aws-error";
import type { Queue, QueueSettings } from "../../../account/sqs/queue";
import { QUEUE_RULES } from "../../../account/sqs/queue-rules";
import { attempt } from "../../attempt";
import { JSON_TEXT } from "../../json-text";
import type { PropertyReader } from "../../property-reader";
import { NotModelledError, type PropertyMap } from "../../resource-provider";
import type { ResourceContext, ResourceType } from "../../resource-type";
import { between, BOOLEAN, computed, MAP, REGION, replacing, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";
import { nameOf, nameRead } from "../named";

/** A standard queue; FIFO queues are not modelled. */
export const QUEUE: ResourceType = {
    token: "aws:sqs/queue:Queue",
    inputs: {
        contentBasedDeduplication: { ...BOOLEAN, default: false },
        delaySeconds: { ...between(0, 900), default: 0 },
        fifoQueue: replacing({ ...BOOLEAN, default: false }),
        kmsDataKeyReusePeriodSeconds: computed(between(60, 86_400)),
        kmsMasterKeyId: STRING,
        maxMessageSize: { ...between(1024, 1_048_576), default: 262_144 },
        messageRetentionSeconds: { ...between(60, 1_209_600), default: 345_600 },
        name: replacing(computed(STRING)),
        namePrefix: replacing(computed(STRING)),
        policy: computed({ schema: { kind: "policy" } }),
        receiveWaitTimeSeconds: { ...between(0, 20), default: 0 },
        redriveAllowPolicy: computed(JSON_TEXT),
        redrivePolicy: computed(JSON_TEXT),
        region: REGION,
        sqsManagedSseEnabled: computed(BOOLEAN),
        tags: MAP,
        visibilityTimeoutSeconds: { ...between(0, 43_200), default: 30 },
    },
    computedOutputs: ["arn", "url"],
    taggable: true,
    autoName: { property: "name", maxLength: 80, prefixProperty: "namePrefix" },

    check(inputs) {
        const both = inputs["kmsMasterKeyId"] !== undefined && inputs["sqsManagedSseEnabled"] !== undefined;
        const reason = '"kms_master_key_id": conflicts with sqs_managed_sse_enabled';
        return both ? [{ property: "kmsMasterKeyId", reason }] : [];
    },

    async create(inputs, context) {
        if (inputs.boolean("fifoQueue") || inputs.boolean("contentBasedDeduplication")) {
            throw new NotModelledError("a FIFO queue");
        }
        const name = nameOf(inputs, context);
        const { url } = await attempt(`creating SQS Queue (${name})`, () =>
            onceNameIsFree(context, () =>
                context.account.sqs(context.region).create(name, settingsOf(inputs), tagsToSend(inputs, context)),
            ),
        );
        return url;
    },

    async read(id, context, prior) {
        const queue = await attempt(`reading SQS Queue (${id})`, () =>
            unless([QUEUE_RULES.notFound], () => context.account.sqs(context.region).get(id)),
        );
        return queue && { ...propertiesOf(queue), ...tagsRead(queue.tags, context, prior) };
    },

    async update(id, { news, changed }, context) {
        const sqs = context.account.sqs(context.region);
        if (changed(...Object.keys(QUEUE.inputs).filter((name) => name !== "tags"))) {
            const kmsMasterKeyId = news.optionalString("kmsMasterKeyId");
            await attempt(`updating SQS Queue (${id})`, () =>
                sqs.setAttributes(id, { kmsMasterKeyId, ...settingsOf(news) }),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for SQS Queue (${id})`, () => sqs.setTags(id, tagsToSend(news, context)));
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting SQS Queue (${id})`, () =>
            unless([QUEUE_RULES.notFound], () => context.account.sqs(context.region).delete(id)),
        );
    },
};

/** The provider asks again for 70 seconds where a queue of the name was deleted a moment ago (queueCreatedTimeout). */
async function onceNameIsFree({ account: { clock } }: ResourceContext, create: () => Promise<Queue>): Promise<Queue> {
    for (const start = clock.now(); ; clock.advance(10_000)) {
        try {
            return await create();
        } catch (error) {
            const tooSoon = error instanceof AwsError && error.rule?.id === QUEUE_RULES.deletedRecently.id;
            if (!tooSoon || clock.now() - start >= 70_000) {
                throw error;
            }
        }
    }
}

/** What the program says, and nothing of what it does not: that SQS chooses, or keeps. */
function settingsOf(inputs: PropertyReader): Partial<QueueSettings> {
    const text = (name: string): string | undefined => inputs.optionalString(name);
    const said: { readonly [Name in keyof QueueSettings]: QueueSettings[Name] | undefined } = {
        delaySeconds: inputs.optionalNumber("delaySeconds"),
        maximumMessageSize: inputs.optionalNumber("maxMessageSize"),
        messageRetentionPeriod: inputs.optionalNumber("messageRetentionSeconds"),
        receiveMessageWaitTimeSeconds: inputs.optionalNumber("receiveWaitTimeSeconds"),
        visibilityTimeout: inputs.optionalNumber("visibilityTimeoutSeconds"),
        kmsMasterKeyId: text("kmsMasterKeyId"),
        kmsDataKeyReusePeriodSeconds: inputs.optionalNumber("kmsDataKeyReusePeriodSeconds"),
        sqsManagedSse: inputs.optionalBoolean("sqsManagedSseEnabled"),
        policy: text("policy"),
        redrivePolicy: text("redrivePolicy"),
        redriveAllowPolicy: text("redriveAllowPolicy"),
    };
    return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== ""));
}

function propertiesOf({ name, arn, url, settings }: Queue): PropertyMap {
    return {
        arn,
        contentBasedDeduplication: false,
        delaySeconds: settings.delaySeconds,
        fifoQueue: false,
        kmsDataKeyReusePeriodSeconds: settings.kmsDataKeyReusePeriodSeconds,
        kmsMasterKeyId: settings.kmsMasterKeyId ?? null,
        maxMessageSize: settings.maximumMessageSize,
        messageRetentionSeconds: settings.messageRetentionPeriod,
        ...nameRead(name),
        policy: settings.policy ?? "",
        receiveWaitTimeSeconds: settings.receiveMessageWaitTimeSeconds,
        redriveAllowPolicy: settings.redriveAllowPolicy ?? "",
        redrivePolicy: settings.redrivePolicy ?? "",
        sqsManagedSseEnabled: settings.sqsManagedSse,
        url,
        visibilityTimeoutSeconds: settings.visibilityTimeout,
    };
}
