import type { Role } from "../../../account/iam/role";
import { ROLE_RULES } from "../../../account/iam/role-rules";
import { attempt } from "../../attempt";
import type { PropertyMap } from "../../resource-provider";
import type { ResourceContext, ResourceType } from "../../resource-type";
import { BOOLEAN, checked, computed, MAP, notRead, replacing, required, STRING, type Property } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";
import { nameOf, nameRead } from "../named";

/** The provider adds 26 characters to a prefix, and IAM takes 64. */
function named(maxLength: number): Property {
    return checked((name) =>
        name.length <= maxLength && /^[\w+=,.@-]*$/.test(name)
            ? undefined
            : `"name" must be at most ${maxLength} letters, digits and any of +=,.@_-, got ${name}`,
    );
}

const SECONDS: Property = {
    schema: {
        kind: "integer",
        check: (value) =>
            value >= 3600 && value <= 43_200 ? undefined : `expected to be in the range (3600 - 43200), got ${value}`,
    },
    default: 3600,
};

const DESCRIPTION = checked((description) =>
    description.length <= 1000 ? undefined : "expected length of description to be in the range (0 - 1000)",
);

/**
 * A role (terraform-provider-aws, internal/service/iam/role.go). Its policies are modelled as resources of their own only:
 * inlinePolicies and managedPolicyArns are deprecated on it. A permissions boundary is not modelled.
 */
export const ROLE: ResourceType = {
    token: "aws:iam/role:Role",
    inputs: {
        assumeRolePolicy: required({ schema: { kind: "policy" } }),
        description: DESCRIPTION,
        forceDetachPolicies: notRead({ ...BOOLEAN, default: false }),
        maxSessionDuration: SECONDS,
        name: replacing(computed(named(64))),
        namePrefix: replacing(computed(named(64 - 26))),
        path: replacing({ ...STRING, default: "/" }),
        tags: MAP,
    },
    computedOutputs: ["arn", "createDate", "inlinePolicies", "managedPolicyArns", "uniqueId"],
    taggable: true,
    // pulumi-aws, provider/resources.go: AutoName("name", 64, "-").
    autoName: { property: "name", maxLength: 64, prefixProperty: "namePrefix" },

    async create(inputs, context) {
        const name = nameOf(inputs, context);
        await attempt(`creating IAM Role (${name})`, () =>
            context.account.iam(context.region).roles.create({
                name,
                path: inputs.string("path"),
                trustPolicy: inputs.string("assumeRolePolicy"),
                description: inputs.optionalString("description"),
                maxSessionDuration: inputs.number("maxSessionDuration"),
                tags: tagsToSend(inputs, context),
            }),
        );
        return name;
    },

    async read(id, context, prior) {
        const role = await attempt(`reading IAM Role (${id})`, () =>
            unless([ROLE_RULES.notFound], () => context.account.iam(context.region).roles.get(id)),
        );
        return role && { ...propertiesOf(role), ...tagsRead(role.tags, context, prior) };
    },

    async update(id, { news, changed }, context) {
        const { roles } = context.account.iam(context.region);
        if (changed("assumeRolePolicy")) {
            await attempt(`updating IAM Role (${id}) assume role policy`, () =>
                roles.updateTrustPolicy(id, news.string("assumeRolePolicy")),
            );
        }
        if (changed("description", "maxSessionDuration")) {
            await attempt(`updating IAM Role (${id})`, () =>
                roles.update(id, news.optionalString("description"), news.number("maxSessionDuration")),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for IAM Role (${id})`, () => roles.setTags(id, tagsToSend(news, context)));
        }
    },

    async delete(id, state, context) {
        await attempt(`deleting IAM Role (${id})`, () =>
            unless([ROLE_RULES.notFound], async () => {
                if (state.optionalBoolean("forceDetachPolicies") === true) {
                    await dropPolicies(id, context);
                }
                await context.account.iam(context.region).roles.delete(id);
            }),
        );
    },
};

function propertiesOf(role: Role): PropertyMap {
    return {
        arn: role.arn,
        assumeRolePolicy: role.trustPolicy,
        createDate: new Date(role.createdAt).toISOString().replace(/\.\d+Z$/, "Z"),
        ...(role.description === undefined || role.description === "" ? {} : { description: role.description }),
        inlinePolicies: [...role.inlinePolicies].map(([name, policy]) => ({ name, policy })),
        managedPolicyArns: [...role.attachedPolicies],
        maxSessionDuration: role.maxSessionDuration,
        ...nameRead(role.name),
        path: role.path,
        uniqueId: role.uniqueId,
    };
}

async function dropPolicies(roleName: string, { account, region }: ResourceContext): Promise<void> {
    const { roles, rolePolicies } = account.iam(region);
    const { attachedPolicies, inlinePolicies } = await roles.get(roleName);
    for (const arn of [...attachedPolicies]) {
        await rolePolicies.detach(roleName, arn);
    }
    for (const name of [...inlinePolicies.keys()]) {
        await rolePolicies.delete(roleName, name);
    }
}
