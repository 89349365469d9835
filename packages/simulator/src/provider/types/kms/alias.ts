import { parseArn } from "../../../account/core/arn";
import { ALIAS_RULES } from "../../../account/kms/key-aliases";
import { attempt } from "../../attempt";
import { nameFromPrefix, prefixOfName } from "../../auto-name";
import type { PropertyValue } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import { checked, computed, REGION, replacing, required, STRING } from "../../schema";
import { unless } from "../gone";

/** A key's id and its ARN are the same target. */
function sameKey(old: PropertyValue, value: PropertyValue): boolean {
    const idOf = (key: PropertyValue): PropertyValue =>
        typeof key === "string" ? (parseArn(key)?.resource.replace(/^key\//, "") ?? key) : key;
    return idOf(old) === idOf(value);
}

const ALIAS_NAME = checked((name) =>
    /^alias\/[a-zA-Z0-9/_-]+$/.test(name) && !name.startsWith("alias/aws/")
        ? undefined
        : 'must begin with "alias/" and be comprised of only [a-zA-Z0-9/_-], and not begin with "alias/aws/"',
);

export const ALIAS: ResourceType = {
    token: "aws:kms/alias:Alias",
    inputs: {
        name: replacing(computed(ALIAS_NAME)),
        namePrefix: replacing(computed(ALIAS_NAME)),
        region: REGION,
        targetKeyId: required({ ...STRING, equivalent: sameKey }),
    },
    computedOutputs: ["arn", "targetKeyArn"],
    // pulumi/pulumi-aws#1445: a generated name gets its "alias/" in front.
    autoName: {
        property: "name",
        maxLength: 255,
        transform: (name) => (name.startsWith("alias/") ? name : `alias/${name}`),
        prefixProperty: "namePrefix",
    },

    async create(inputs, context) {
        const name =
            inputs.optionalString("name") ??
            nameFromPrefix(inputs.string("namePrefix"), context.account.clock.now(), context.account.ids.serial());
        await attempt(`creating KMS Alias (${name})`, () =>
            context.account.kms(context.region).aliases.create(name, inputs.string("targetKeyId")),
        );
        return name;
    },

    async read(id, context) {
        const kms = context.account.kms(context.region);
        const alias = await attempt(`reading KMS Alias (${id})`, () => kms.aliases.find(id));
        const namePrefix = prefixOfName(id);
        return (
            alias && {
                arn: alias.arn,
                name: alias.name,
                ...(namePrefix === undefined ? {} : { namePrefix }),
                targetKeyArn: kms.access.find(alias.targetKeyId)?.arn ?? "",
                targetKeyId: alias.targetKeyId,
            }
        );
    },

    async update(id, { news, changed }, context) {
        if (changed("targetKeyId")) {
            await attempt(`updating KMS Alias (${id})`, () =>
                context.account.kms(context.region).aliases.update(id, news.string("targetKeyId")),
            );
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting KMS Alias (${id})`, () =>
            unless([ALIAS_RULES.notFound], () => context.account.kms(context.region).aliases.delete(id)),
        );
    },
};
