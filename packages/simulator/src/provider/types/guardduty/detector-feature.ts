import type { FeatureStatus } from "../../../account/guardduty/detectors";
import { attempt } from "../../attempt";
import type { PropertyReader } from "../../property-reader";
import type { ResourceContext, ResourceType } from "../../resource-type";
import { oneOf, REGION, replacing, required, set, STRING } from "../../schema";
import { detectorOrNothing } from "./detector-or-nothing";

const STATUS = ["ENABLED", "DISABLED"];

/** Known to 7.48; AWS has had RDS_DATA_RISK since October 2026, which this provider does not accept. */
const ADDITIONAL = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];

const FEATURES = [
    ...["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "EKS_RUNTIME_MONITORING"],
    ...["LAMBDA_NETWORK_LOGS", "RUNTIME_MONITORING", "AI_PROTECTION", "AI_ANALYST"],
];

/**
 * One feature of a detector. Making and updating it are the same call; deleting it only forgets it: the feature stays as
 * it was. `additionalConfigurations` is a set since hashicorp/terraform-provider-aws#44627 (October 2025), so its order
 * has no meaning, but it holds all that GetDetector reports: one that is left out is a difference on every run, and
 * replaces the resource.
 */
export const DETECTOR_FEATURE: ResourceType = {
    token: "aws:guardduty/detectorFeature:DetectorFeature",
    inputs: {
        additionalConfigurations: set({
            kind: "object",
            fields: { name: replacing(required(oneOf(ADDITIONAL))), status: required(oneOf(STATUS)) },
        }),
        detectorId: replacing(required(STRING)),
        name: replacing(required(oneOf(FEATURES))),
        region: REGION,
        status: required(oneOf(STATUS)),
    },
    computedOutputs: [],
    // The bridge names everything that has a name, and the provider then refuses what it made up.
    autoName: { property: "name", maxLength: 255 },

    async create(inputs, context) {
        await put(inputs, context);
        return `${inputs.string("detectorId")}/${inputs.string("name")}`;
    },

    async read(id, context) {
        const [detectorId = "", name = ""] = id.split("/");
        const detector = await attempt(`reading GuardDuty Detector Feature (${id})`, () =>
            detectorOrNothing(() => context.account.guardDuty(context.region).detectors.get(detectorId)),
        );
        const feature = detector?.features.find((one) => one.name === name);
        return (
            feature && {
                additionalConfigurations: feature.additionalConfigurations.map((one) => ({
                    name: one.name,
                    status: one.status,
                })),
                detectorId,
                name,
                status: feature.status,
            }
        );
    },

    async update(_id, { news }, context) {
        await put(news, context);
    },

    async delete() {
        // Nothing is switched off.
    },
};

async function put(inputs: PropertyReader, context: ResourceContext): Promise<void> {
    const detectorId = inputs.string("detectorId");
    const name = inputs.string("name");
    await attempt(`updating GuardDuty Detector (${detectorId}) Feature (${name})`, () =>
        context.account.guardDuty(context.region).detectors.update(detectorId, {
            features: [
                {
                    name,
                    status: statusOf(inputs),
                    additionalConfigurations: inputs
                        .objects("additionalConfigurations")
                        .map((one) => ({ name: one.string("name"), status: statusOf(one) })),
                },
            ],
        }),
    );
}

function statusOf(inputs: PropertyReader): FeatureStatus {
    return inputs.string("status") === "ENABLED" ? "ENABLED" : "DISABLED";
}
