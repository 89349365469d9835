import { KEY_RULES } from "../../../account/kms/key-rules";
import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { BOOLEAN, notRead, REGION, replacing, required, STRING } from "../../schema";
import { unless } from "../gone";

/**
 * The policy of a key that something else made (terraform-provider-aws, internal/service/kms/key_policy.go). A key is never
 * without: deleted, it becomes the default one.
 */
export const KEY_POLICY: ResourceType = {
    token: "aws:kms/keyPolicy:KeyPolicy",
    inputs: {
        bypassPolicyLockoutSafetyCheck: notRead({ ...BOOLEAN, default: false }),
        keyId: replacing(required(STRING)),
        policy: required({ schema: { kind: "policy" } }),
        region: REGION,
    },
    computedOutputs: [],

    async create(inputs, context) {
        const keyId = inputs.string("keyId");
        await attempt(`attaching KMS Key policy (${keyId})`, () =>
            context.account
                .kms(context.region)
                .putPolicy(keyId, inputs.string("policy"), inputs.boolean("bypassPolicyLockoutSafetyCheck")),
        );
        return keyId;
    },

    async read(id, context) {
        const key = await attempt(`reading KMS Key (${id})`, () => context.account.kms(context.region).describe(id));
        return key === undefined || key.deletionAt !== undefined ? undefined : { keyId: id, policy: key.policy };
    },

    async update(id, { news, changed }, context) {
        if (changed("policy")) {
            await attempt(`attaching KMS Key policy (${id})`, () =>
                context.account
                    .kms(context.region)
                    .putPolicy(id, news.string("policy"), news.boolean("bypassPolicyLockoutSafetyCheck")),
            );
        }
    },

    async delete(id, state, context) {
        if (state.optionalBoolean("bypassPolicyLockoutSafetyCheck") === true) {
            return;
        }
        const kms = context.account.kms(context.region);
        await attempt(`updating KMS Key policy (${id})`, () =>
            unless([KEY_RULES.notFound], () => kms.putPolicy(id, kms.defaultPolicy(), false)),
        );
    },
};
