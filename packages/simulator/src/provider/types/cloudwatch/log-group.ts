import { LOG_GROUP_RULES, RETENTION_DAYS } from "../../../account/logs/log-group-rules";
import { attempt } from "../../attempt";
import { nameFromPrefix, prefixOfName } from "../../auto-name";
import { HalfMade, type ResourceType } from "../../resource-type";
import { BOOLEAN, checked, computed, MAP, notRead, oneOf, REGION, replacing, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";

const NAME = checked((name) =>
    /^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)
        ? undefined
        : "isn't a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed)",
);

const DAYS = [0, ...RETENTION_DAYS];

/** A log group. Its id is its name. The class DELIVERY is not modelled. */
export const LOG_GROUP: ResourceType = {
    token: "aws:cloudwatch/logGroup:LogGroup",
    inputs: {
        deletionProtectionEnabled: computed(BOOLEAN),
        kmsKeyId: STRING,
        logGroupClass: replacing(computed(oneOf(["STANDARD", "INFREQUENT_ACCESS"]))),
        name: replacing(computed(NAME)),
        namePrefix: replacing(computed(NAME)),
        region: REGION,
        retentionInDays: {
            schema: {
                kind: "integer",
                check: (days) =>
                    DAYS.includes(days)
                        ? undefined
                        : `expected retention_in_days to be one of [${DAYS.join(" ")}], got ${days}`,
            },
            default: 0,
        },
        skipDestroy: notRead({ ...BOOLEAN, default: false }),
        tags: MAP,
    },
    computedOutputs: ["arn"],
    taggable: true,
    autoName: { property: "name", maxLength: 512, prefixProperty: "namePrefix" },

    async create(inputs, context) {
        const { account, region } = context;
        const logs = account.logs(region);
        const name =
            inputs.optionalString("name") ??
            nameFromPrefix(inputs.string("namePrefix"), account.clock.now(), account.ids.serial());
        await attempt(`creating CloudWatch Logs Log Group (${name})`, () =>
            logs.create({
                name,
                logClass: inputs.optionalString("logGroupClass") ?? "STANDARD",
                kmsKeyId: inputs.optionalString("kmsKeyId"),
                isProtected: inputs.optionalBoolean("deletionProtectionEnabled") ?? false,
                tags: tagsToSend(inputs, context),
            }),
        );
        const days = inputs.number("retentionInDays");
        try {
            if (days > 0) {
                await attempt(`setting CloudWatch Logs Log Group (${name}) retention policy`, () =>
                    logs.setRetention(name, days),
                );
            }
        } catch (error) {
            throw new HalfMade(name, error);
        }
        return name;
    },

    async read(id, context, prior) {
        const group = await attempt(`reading CloudWatch Logs Log Group (${id})`, () =>
            context.account.logs(context.region).find(id),
        );
        const namePrefix = prefixOfName(id);
        return (
            group && {
                arn: group.arn,
                deletionProtectionEnabled: group.isProtected,
                ...(group.kmsKeyId === undefined ? {} : { kmsKeyId: group.kmsKeyId }),
                logGroupClass: group.logClass,
                name: id,
                ...(namePrefix === undefined ? {} : { namePrefix }),
                retentionInDays: group.retentionInDays ?? 0,
                ...tagsRead(group.tags, context, prior),
            }
        );
    },

    async update(id, { news, changed }, context) {
        const logs = context.account.logs(context.region);
        if (changed("retentionInDays")) {
            const days = news.number("retentionInDays");
            const doing = days > 0 ? "setting" : "deleting";
            await attempt(`${doing} CloudWatch Logs Log Group (${id}) retention policy`, () =>
                logs.setRetention(id, days > 0 ? days : undefined),
            );
        }
        if (changed("kmsKeyId")) {
            const kmsKeyId = news.optionalString("kmsKeyId");
            const doing = kmsKeyId === undefined ? "disassociating" : "associating";
            await attempt(`${doing} CloudWatch Logs Log Group (${id}) KMS key`, () => logs.setKey(id, kmsKeyId));
        }
        if (changed("deletionProtectionEnabled")) {
            await attempt(`updating CloudWatch Logs Log Group (${id}) deletion protection`, () =>
                logs.setProtection(id, news.boolean("deletionProtectionEnabled")),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for CloudWatch Logs Log Group (${id})`, () =>
                logs.setTags(id, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, state, context) {
        if (state.optionalBoolean("skipDestroy") === true) {
            return;
        }
        await attempt(`deleting CloudWatch Logs Log Group (${id})`, () =>
            unless([LOG_GROUP_RULES.notFound], () => context.account.logs(context.region).delete(id)),
        );
    },
};
