import { isUnknownManagedPolicy } from "../../../account/iam/managed-policies";
import { ROLE_POLICY_RULES, ROLE_RULES } from "../../../account/iam/role-rules";
import { attempt } from "../../attempt";
import { nameFromPrefix } from "../../auto-name";
import { NotModelledError, ProviderError } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import { replacing, required, STRING } from "../../schema";
import { unless } from "../gone";

/**
 * A managed policy on a role (terraform-provider-aws, internal/service/iam/role_policy_attachment.go). Its id says
 * nothing: what the state has is what counts.
 */
export const ROLE_POLICY_ATTACHMENT: ResourceType = {
    token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    inputs: {
        policyArn: replacing(required(STRING)),
        role: replacing(required(STRING)),
    },
    computedOutputs: [],
    // pulumi-aws, provider/resources.go: DeleteBeforeReplace.
    deleteBeforeReplace: true,

    importedAs(id) {
        const [, role, policyArn] = /^([^/]+)\/(.+)$/.exec(id) ?? [];
        if (role === undefined || policyArn === undefined) {
            throw new ProviderError(
                `unexpected format of ID (${JSON.stringify(id)}), expected <role-name>/<policy_arn>`,
            );
        }
        return { id: `${role}-${policyArn}`, state: { role, policyArn } };
    },

    async create(inputs, context) {
        const [role, policyArn] = [inputs.string("role"), inputs.string("policyArn")];
        if (isUnknownManagedPolicy(policyArn, context.partition)) {
            throw new NotModelledError(`the policy ${policyArn}`);
        }
        await attempt(`attaching IAM Policy (${policyArn}) to IAM Role (${role})`, () =>
            context.account.iam(context.region).rolePolicies.attach(role, policyArn),
        );
        return nameFromPrefix(`${role}-`, context.account.clock.now(), context.account.ids.serial());
    },

    async read(_id, context, prior) {
        const [role, policyArn] = [prior.string("role"), prior.string("policyArn")];
        const attached = await attempt(`reading IAM Role Policy Attachment (${role}:${policyArn})`, () =>
            unless([ROLE_RULES.notFound], () => context.account.iam(context.region).rolePolicies.listAttached(role)),
        );
        return attached?.includes(policyArn) === true ? { role, policyArn } : undefined;
    },

    async update() {
        // Every change makes another one.
    },

    async delete(_id, state, context) {
        const [role, policyArn] = [state.string("role"), state.string("policyArn")];
        await attempt(`detaching IAM Policy (${policyArn}) from IAM Role (${role})`, () =>
            unless([ROLE_RULES.notFound, ROLE_POLICY_RULES.notAttached], () =>
                context.account.iam(context.region).rolePolicies.detach(role, policyArn),
            ),
        );
    },
};
