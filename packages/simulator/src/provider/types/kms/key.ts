import { attempt } from "../../attempt";
import { NotModelledError } from "../../resource-provider";
import { HalfMade, type ResourceType } from "../../resource-type";
import { BOOLEAN, computed, INTEGER, MAP, notRead, oneOf, REGION, replacing, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";

/** A symmetric key. Other kinds (customKeyStoreId, xksKeyId, multiRegion, asymmetric ones) are not modelled. */
export const KEY: ResourceType = {
    token: "aws:kms/key:Key",
    inputs: {
        bypassPolicyLockoutSafetyCheck: notRead({ ...BOOLEAN, default: false }),
        customerMasterKeySpec: replacing({ ...STRING, default: "SYMMETRIC_DEFAULT" }),
        deletionWindowInDays: notRead({
            schema: {
                kind: "integer",
                check: (days) =>
                    days >= 7 && days <= 30 ? undefined : `expected to be in the range (7 - 30), got ${days}`,
            },
        }),
        description: computed(STRING),
        enableKeyRotation: { ...BOOLEAN, default: false },
        isEnabled: { ...BOOLEAN, default: true },
        keyUsage: replacing({
            ...oneOf(["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"]),
            default: "ENCRYPT_DECRYPT",
        }),
        policy: computed({ schema: { kind: "policy" } }),
        region: REGION,
        rotationPeriodInDays: computed(INTEGER),
        tags: MAP,
    },
    computedOutputs: ["arn", "keyId", "multiRegion"],
    taggable: true,

    async create(inputs, context) {
        if (
            inputs.string("keyUsage") !== "ENCRYPT_DECRYPT" ||
            inputs.string("customerMasterKeySpec") !== "SYMMETRIC_DEFAULT"
        ) {
            throw new NotModelledError("a KMS key that is not symmetric");
        }
        const kms = context.account.kms(context.region);
        const { id } = await attempt("creating KMS Key", () =>
            kms.create({
                description: inputs.optionalString("description") ?? "",
                policy: inputs.optionalString("policy"),
                bypassPolicyLockoutSafetyCheck: inputs.boolean("bypassPolicyLockoutSafetyCheck"),
                tags: tagsToSend(inputs, context),
            }),
        );
        try {
            if (inputs.boolean("enableKeyRotation")) {
                const periodInDays = inputs.optionalNumber("rotationPeriodInDays") ?? 365;
                await attempt(`updating KMS Key (${id}) rotation`, () => kms.setRotation(id, { periodInDays }));
            }
            if (!inputs.boolean("isEnabled")) {
                await attempt(`updating KMS Key (${id}) key enabled (false)`, () => kms.enable(id, false));
            }
        } catch (error) {
            throw new HalfMade(id, error);
        }
        return id;
    },

    async read(id, context, prior) {
        const key = await attempt(`reading KMS Key (${id})`, () => context.account.kms(context.region).describe(id));
        if (key === undefined || key.deletionAt !== undefined) {
            return undefined;
        }
        return {
            arn: key.arn,
            customerMasterKeySpec: "SYMMETRIC_DEFAULT",
            description: key.description,
            enableKeyRotation: key.rotation !== undefined,
            isEnabled: key.enabled,
            keyId: key.id,
            keyUsage: "ENCRYPT_DECRYPT",
            multiRegion: false,
            policy: key.policy,
            ...(key.rotation === undefined ? {} : { rotationPeriodInDays: key.rotation.periodInDays }),
            ...tagsRead(key.tags, context, prior),
        };
    },

    async update(id, { news, olds, changed }, context) {
        const kms = context.account.kms(context.region);
        if (changed("isEnabled") && news.boolean("isEnabled")) {
            await attempt(`updating KMS Key (${id}) key enabled (true)`, () => kms.enable(id, true));
        }
        if (changed("enableKeyRotation", "rotationPeriodInDays")) {
            const periodInDays =
                news.optionalNumber("rotationPeriodInDays") ?? olds.optionalNumber("rotationPeriodInDays") ?? 365;
            const rotation = news.boolean("enableKeyRotation") ? { periodInDays } : undefined;
            await attempt(`updating KMS Key (${id}) rotation`, () => kms.setRotation(id, rotation));
        }
        if (changed("description")) {
            await attempt(`updating KMS Key (${id}) description`, () =>
                kms.updateDescription(id, news.optionalString("description") ?? ""),
            );
        }
        if (changed("policy")) {
            await attempt(`updating KMS Key (${id}) policy`, () =>
                kms.putPolicy(id, news.string("policy"), news.boolean("bypassPolicyLockoutSafetyCheck")),
            );
        }
        if (changed("isEnabled") && !news.boolean("isEnabled")) {
            await attempt(`updating KMS Key (${id}) key enabled (false)`, () => kms.enable(id, false));
        }
        if (changed("tags")) {
            await attempt(`updating tags for KMS Key (${id})`, () => kms.setTags(id, tagsToSend(news, context)));
        }
    },

    async delete(id, state, context) {
        const kms = context.account.kms(context.region);
        const key = await attempt(`reading KMS Key (${id})`, () => kms.describe(id));
        if (key !== undefined && key.deletionAt === undefined) {
            const days = state.optionalNumber("deletionWindowInDays") ?? 30;
            await attempt(`deleting KMS Key (${id})`, () => kms.scheduleDeletion(id, days));
        }
    },
};
