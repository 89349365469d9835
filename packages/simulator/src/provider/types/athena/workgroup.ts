import { WORKGROUP_RULES } from "../../../account/athena/athena-rules";
import type { WorkgroupSettings } from "../../../account/athena/workgroup";
import { attempt } from "../../attempt";
import type { PropertyReader } from "../../property-reader";
import type { PropertyMap } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import { BOOLEAN, checked, computed, MAP, notRead, object, oneOf, REGION, replacing, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";

const NAME = checked((name) =>
    /^[a-zA-Z0-9._-]{1,128}$/.test(name)
        ? undefined
        : "must contain only alphanumeric characters, periods, hyphens, and underscores",
);

/** The provider's own bound, a little above Athena's (terraform-provider-aws, internal/service/athena/workgroup.go). */
const LEAST_CUTOFF = 10_485_760;
const AUTO = "AUTO";
const CURRENT_ENGINE = "Athena engine version 3";

/** A workgroup for SQL. Its id is its name. Managed results, Spark and Identity Center are not modelled. */
export const WORKGROUP: ResourceType = {
    token: "aws:athena/workgroup:Workgroup",
    inputs: {
        configuration: object({
            bytesScannedCutoffPerQuery: {
                schema: {
                    kind: "integer",
                    check: (bytes) =>
                        bytes === 0 || bytes >= LEAST_CUTOFF
                            ? undefined
                            : `expected to be at least (${LEAST_CUTOFF}), got ${bytes}`,
                },
            },
            // The defaults inside are filled in below: a check fills in those of a resource only.
            enforceWorkgroupConfiguration: computed(BOOLEAN),
            engineVersion: computed(object({ selectedEngineVersion: computed(STRING) })),
            publishCloudwatchMetricsEnabled: computed(BOOLEAN),
            requesterPaysEnabled: computed(BOOLEAN),
            resultConfiguration: object({
                encryptionConfiguration: object({
                    encryptionOption: oneOf(["SSE_S3", "SSE_KMS", "CSE_KMS"]),
                    kmsKeyArn: STRING,
                }),
                outputLocation: STRING,
            }),
        }),
        description: STRING,
        forceDestroy: notRead({ ...BOOLEAN, default: false }),
        name: replacing(computed(NAME)),
        region: REGION,
        state: { ...oneOf(["ENABLED", "DISABLED"]), default: "ENABLED" },
        tags: MAP,
    },
    computedOutputs: ["arn"],
    taggable: true,
    autoName: { property: "name", maxLength: 128 },

    async create(inputs, context) {
        const name = inputs.string("name");
        await attempt(`creating Athena WorkGroup (${name})`, () =>
            context.account
                .athena(context.region)
                .createWorkgroup(name, settingsOf(inputs), tagsToSend(inputs, context)),
        );
        return name;
    },

    async read(id, context, prior) {
        const workgroup = await attempt(`reading Athena WorkGroup (${id})`, () =>
            context.account.athena(context.region).findWorkgroup(id),
        );
        if (workgroup === undefined) {
            return undefined;
        }
        const { settings, arn, name, tags } = workgroup;
        return {
            arn,
            configuration: configurationOf(settings),
            ...(settings.description === undefined ? {} : { description: settings.description }),
            name,
            state: settings.state,
            ...tagsRead(tags, context, prior),
        };
    },

    async update(id, { news, changed }, context) {
        const athena = context.account.athena(context.region);
        if (changed("configuration", "description", "state")) {
            await attempt(`updating Athena WorkGroup (${id})`, () => athena.updateWorkgroup(id, settingsOf(news)));
        }
        if (changed("tags")) {
            await attempt(`updating tags for Athena WorkGroup (${id})`, () =>
                athena.setTags(id, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, state, context) {
        await attempt(`deleting Athena WorkGroup (${id})`, () =>
            unless([WORKGROUP_RULES.notFound], () =>
                context.account
                    .athena(context.region)
                    .deleteWorkgroup(id, state.optionalBoolean("forceDestroy") ?? false),
            ),
        );
    },
};

function settingsOf(inputs: PropertyReader): WorkgroupSettings {
    const configuration = inputs.object("configuration");
    const results = configuration?.object("resultConfiguration");
    const encryption = results?.object("encryptionConfiguration");
    const cutoff = configuration?.optionalNumber("bytesScannedCutoffPerQuery");
    return {
        description: inputs.optionalString("description"),
        state: inputs.string("state"),
        enforced: configuration?.optionalBoolean("enforceWorkgroupConfiguration") ?? true,
        publishesMetrics: configuration?.optionalBoolean("publishCloudwatchMetricsEnabled") ?? true,
        requesterPays: configuration?.optionalBoolean("requesterPaysEnabled") ?? false,
        bytesScannedCutoff: cutoff === 0 ? undefined : cutoff,
        engineVersion: configuration?.object("engineVersion")?.optionalString("selectedEngineVersion") ?? AUTO,
        results: {
            outputLocation: results?.optionalString("outputLocation"),
            encryptionOption: encryption?.optionalString("encryptionOption"),
            kmsKeyArn: encryption?.optionalString("kmsKeyArn"),
        },
    };
}

function configurationOf({ results, ...settings }: WorkgroupSettings): PropertyMap {
    const { outputLocation, encryptionOption, kmsKeyArn } = results;
    return {
        ...(settings.bytesScannedCutoff === undefined
            ? {}
            : { bytesScannedCutoffPerQuery: settings.bytesScannedCutoff }),
        enforceWorkgroupConfiguration: settings.enforced,
        engineVersion: {
            effectiveEngineVersion: settings.engineVersion === AUTO ? CURRENT_ENGINE : settings.engineVersion,
            selectedEngineVersion: settings.engineVersion,
        },
        publishCloudwatchMetricsEnabled: settings.publishesMetrics,
        requesterPaysEnabled: settings.requesterPays,
        ...(outputLocation === undefined && encryptionOption === undefined
            ? {}
            : {
                  resultConfiguration: {
                      ...(outputLocation === undefined ? {} : { outputLocation }),
                      ...(encryptionOption === undefined
                          ? {}
                          : {
                                encryptionConfiguration: {
                                    encryptionOption,
                                    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
                                },
                            }),
                  },
              }),
    };
}
