import type * as pulumi from "@pulumi/pulumi";
import { gateField, gateOptional } from "../validation/gate";
import type { Problem } from "../validation/problem";
import type { Settled } from "../validation/settled";
import {
    detectorIdSchema,
    enabledSchema,
    frequencySchema,
    type AccountRole,
    type FindingPublishingFrequency,
} from "./args";

/** The detector, ready to be made or read. */
export type DetectorPlan =
    | { readonly kind: "adopted"; readonly detectorId: Settled<string> }
    | {
          readonly kind: "created";
          readonly enabled: Settled<boolean>;
          /** Undefined where the organization's administrator sets it. */
          readonly findingPublishingFrequency: Settled<FindingPublishingFrequency> | undefined;
      };

export interface DetectorRequest {
    readonly enabled?: pulumi.Input<boolean> | undefined;
    readonly detectorId?: pulumi.Input<string> | undefined;
    readonly findingPublishingFrequency?: pulumi.Input<FindingPublishingFrequency> | undefined;
    readonly accountRole?: AccountRole;
}

export interface PlannedDetector {
    readonly problems: readonly Problem[];
    plan(): DetectorPlan;
}

export function planDetector(subject: string, args: DetectorRequest): PlannedDetector {
    const detectorId = gateOptional(subject, detectorIdSchema, args.detectorId, "detectorId");
    const enabled = gateField(subject, enabledSchema, args.enabled ?? true, "enabled");
    const frequency = gateOptional(subject, frequencySchema, chooseFrequency(args), "findingPublishingFrequency");
    return {
        problems: [detectorId, enabled, frequency]
            .flatMap((gated) => gated?.problems ?? [])
            .concat(findAdoptionProblems(args)),
        plan: () =>
            detectorId === undefined
                ? { kind: "created", enabled: enabled.plan(), findingPublishingFrequency: frequency?.plan() }
                : { kind: "adopted", detectorId: detectorId.plan() },
    };
}

/** AWS's own default is six hours; only the administrator of an organization can set it. */
function chooseFrequency(args: DetectorRequest): pulumi.Input<FindingPublishingFrequency> | undefined {
    if (args.findingPublishingFrequency !== undefined) return args.findingPublishingFrequency;
    return args.accountRole === "MEMBER" ? undefined : "FIFTEEN_MINUTES";
}

function findAdoptionProblems(args: DetectorRequest): Problem[] {
    if (args.detectorId === undefined) return [];
    return (["enabled", "findingPublishingFrequency"] as const)
        .filter((argument) => args[argument] !== undefined)
        .map((argument) => ({
            path: argument,
            rule: "this is a setting of the detector, which is only read when detectorId names one that exists",
            hint: `Remove ${argument}, or detectorId to have a detector created.`,
        }));
}
