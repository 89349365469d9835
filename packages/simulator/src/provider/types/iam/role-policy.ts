import { ROLE_POLICY_RULES, ROLE_RULES } from "../../../account/iam/role-rules";
import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { checked, computed, replacing, required, STRING } from "../../schema";
import { unless } from "../gone";
import { nameOf, nameRead } from "../named";

const GONE = [ROLE_RULES.notFound, ROLE_POLICY_RULES.notFound];

const NAME = checked((name) =>
    /^[\w+=,.@-]{1,128}$/.test(name) ? undefined : `"name" must match [\\w+=,.@-] and have at most 128 characters`,
);

/** An inline policy (terraform-provider-aws, internal/service/iam/role_policy.go). Its id is role:name. */
export const ROLE_POLICY: ResourceType = {
    token: "aws:iam/rolePolicy:RolePolicy",
    inputs: {
        name: replacing(computed(NAME)),
        namePrefix: replacing(computed(NAME)),
        policy: required({ schema: { kind: "policy" } }),
        role: replacing(required(STRING)),
    },
    computedOutputs: [],
    autoName: { property: "name", maxLength: 255, prefixProperty: "namePrefix" },

    async create(inputs, context) {
        const role = inputs.string("role");
        const name = nameOf(inputs, context);
        await attempt(`putting IAM Role (${role}) Policy (${name})`, () =>
            context.account.iam(context.region).rolePolicies.put(role, name, inputs.string("policy")),
        );
        return `${role}:${name}`;
    },

    async read(id, context) {
        const [role = "", name = ""] = id.split(":");
        const policy = await attempt(`reading IAM Role Policy (${id})`, () =>
            unless(GONE, () => context.account.iam(context.region).rolePolicies.get(role, name)),
        );
        return policy === undefined ? undefined : { ...nameRead(name), policy, role };
    },

    async update(id, { news, changed }, context) {
        const [role = "", name = ""] = id.split(":");
        if (changed("policy")) {
            await attempt(`putting IAM Role (${role}) Policy (${name})`, () =>
                context.account.iam(context.region).rolePolicies.put(role, name, news.string("policy")),
            );
        }
    },

    async delete(id, _state, context) {
        const [role = "", name = ""] = id.split(":");
        await attempt(`deleting IAM Role (${role}) Policy (${name})`, () =>
            unless(GONE, () => context.account.iam(context.region).rolePolicies.delete(role, name)),
        );
    },
};
