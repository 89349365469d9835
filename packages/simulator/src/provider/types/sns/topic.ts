import { TOPIC_RULES } from "../../../account/sns/topic-rules";
import type { TopicSettings } from "../../../account/sns/topic";
import { attempt } from "../../attempt";
import { JSON_TEXT } from "../../json-text";
import type { PropertyReader } from "../../property-reader";
import { NotModelledError } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import { BOOLEAN, computed, INTEGER, MAP, oneOf, REGION, replacing, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";
import { nameOf, nameRead } from "../named";

/** A standard topic. FIFO topics, archives and delivery status logging are not modelled. */
export const TOPIC: ResourceType = {
    token: "aws:sns/topic:Topic",
    inputs: {
        contentBasedDeduplication: { ...BOOLEAN, default: false },
        deliveryPolicy: JSON_TEXT,
        displayName: STRING,
        fifoTopic: replacing({ ...BOOLEAN, default: false }),
        kmsMasterKeyId: STRING,
        name: replacing(computed(STRING)),
        namePrefix: replacing(computed(STRING)),
        policy: computed({ schema: { kind: "policy" } }),
        region: REGION,
        signatureVersion: computed(INTEGER),
        tags: MAP,
        tracingConfig: computed(oneOf(["Active", "PassThrough"])),
    },
    computedOutputs: ["arn", "beginningArchiveTime", "owner"],
    taggable: true,
    autoName: { property: "name", maxLength: 256, prefixProperty: "namePrefix" },

    async create(inputs, context) {
        if (inputs.boolean("fifoTopic") || inputs.boolean("contentBasedDeduplication")) {
            throw new NotModelledError("a FIFO topic");
        }
        const name = nameOf(inputs, context);
        const { arn } = await attempt(`creating SNS Topic (${name})`, () =>
            context.account.sns(context.region).create(name, settingsOf(inputs), tagsToSend(inputs, context)),
        );
        return arn;
    },

    async read(id, context, prior) {
        const topic = await attempt(`reading SNS Topic (${id})`, () =>
            unless([TOPIC_RULES.notFound], () => context.account.sns(context.region).get(id)),
        );
        return (
            topic && {
                arn: topic.arn,
                beginningArchiveTime: "",
                contentBasedDeduplication: false,
                deliveryPolicy: topic.settings.deliveryPolicy ?? null,
                displayName: topic.settings.displayName,
                fifoTopic: false,
                kmsMasterKeyId: topic.settings.kmsMasterKeyId ?? null,
                ...nameRead(topic.name),
                owner: context.account.accountId,
                policy: topic.settings.policy,
                signatureVersion: topic.settings.signatureVersion,
                tracingConfig: topic.settings.tracingConfig,
                ...tagsRead(topic.tags, context, prior),
            }
        );
    },

    async update(id, { news, changed }, context) {
        const sns = context.account.sns(context.region);
        if (changed("deliveryPolicy", "displayName", "kmsMasterKeyId", "policy", "signatureVersion", "tracingConfig")) {
            const keyAndTexts = {
                displayName: news.optionalString("displayName") ?? "",
                kmsMasterKeyId: news.optionalString("kmsMasterKeyId"),
                deliveryPolicy: news.optionalString("deliveryPolicy"),
            };
            await attempt(`updating SNS Topic (${id})`, () =>
                sns.setAttributes(id, { ...keyAndTexts, ...settingsOf(news) }),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for SNS Topic (${id})`, () => sns.setTags(id, tagsToSend(news, context)));
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting SNS Topic (${id})`, () => context.account.sns(context.region).delete(id));
    },
};

/** What the program says, and nothing of what it does not: that SNS chooses, or keeps. */
function settingsOf(inputs: PropertyReader): Partial<TopicSettings> {
    const texts = ["deliveryPolicy", "displayName", "kmsMasterKeyId", "policy", "tracingConfig"] as const;
    const settings: { -readonly [Name in keyof TopicSettings]?: TopicSettings[Name] } = {};
    for (const name of texts) {
        const text = inputs.optionalString(name);
        if (text !== undefined && text !== "") {
            settings[name] = text;
        }
    }
    const signatureVersion = inputs.optionalNumber("signatureVersion");
    return signatureVersion === undefined ? settings : { ...settings, signatureVersion };
}
