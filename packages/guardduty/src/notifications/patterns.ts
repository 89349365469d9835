import { FindingSeverity } from "../filters/args";
import { AI_WORKLOAD_TYPES } from "./ai-findings";
import { NotificationEvent } from "./route-args";

/** An event pattern of EventBridge, as JSON has it. */
export type EventPattern = Readonly<Record<string, unknown>>;

/** Which findings a route carries, when everything is known. */
export interface FindingSelection {
    readonly findingTypes?: readonly string[] | undefined;
    readonly accountIds?: readonly string[] | undefined;
    readonly includeSamples: boolean;
}

/** EventBridge quotas: characters of an event pattern. */
export const LONGEST_PATTERN = 2_048;

/** GuardDuty's bands as EventBridge compares numbers: from the first, below the second; 10 is the highest that there is. */
const BANDS: Readonly<Record<FindingSeverity, readonly (string | number)[]>> = {
    [FindingSeverity.LOW]: [">=", 1, "<", 4],
    [FindingSeverity.MEDIUM]: [">=", 4, "<", 7],
    [FindingSeverity.HIGH]: [">=", 7, "<", 9],
    [FindingSeverity.CRITICAL]: [">=", 9, "<=", 10],
};

/**
 * The findings of one band of severity, or only those of it that are about AI workloads: a message must say the severity in words, and
 * EventBridge's transformer cannot turn a number into one, so each band has its rule.
 */
export function findingPattern(
    severity: FindingSeverity,
    { findingTypes, accountIds, includeSamples }: FindingSelection,
    isAiOnly: boolean,
): EventPattern {
    const detail = {
        severity: [{ numeric: BANDS[severity] }],
        ...(accountIds === undefined ? {} : { accountId: [...new Set(accountIds)] }),
        // A finding that is no sample has no such field, which anything-but would take for a reason to drop it.
        ...(includeSamples ? {} : { service: { additionalInfo: { sample: [{ exists: false }, false] } } }),
        ...(isAiOnly ? aboutAi(findingTypes) : typeCondition(findingTypes)),
    };
    return { source: SOURCE, "detail-type": ["GuardDuty Finding"], detail };
}

/**
 * One of the types that are about AI, or whatever names a model or a guardrail, or comes of a call to a service for AI. An $or in an $or,
 * so that the types are named once: a pattern must not be long (Event Ruler's README, "Nested Or and And").
 */
function aboutAi(findingTypes: readonly string[] | undefined): EventPattern {
    const types = AI_WORKLOAD_TYPES.filter(
        (type) => findingTypes === undefined || findingTypes.some((one) => covers(one, type)),
    );
    if (findingTypes === undefined) return { $or: [{ type: types }, ...AI_TRAITS] };
    const byTrait = { ...typeCondition(findingTypes), $or: AI_TRAITS };
    return types.length === 0 ? byTrait : { $or: [{ type: types }, byTrait] };
}

function typeCondition(findingTypes: readonly string[] | undefined): EventPattern {
    return findingTypes === undefined ? {} : { type: [...new Set(findingTypes)].map(matcherOf) };
}

/** A star at the end alone is a prefix, which costs EventBridge less than a wildcard. */
function matcherOf(findingType: string): string | EventPattern {
    if (!findingType.includes("*")) return findingType;
    const start = findingType.slice(0, -1);
    return findingType.endsWith("*") && !start.includes("*") ? { prefix: start } : { wildcard: findingType };
}

/** Whether a finding type is one of those that `findingType` stands for. */
export function covers(findingType: string, type: string): boolean {
    const parts = findingType.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`).test(type);
}

/**
 * What is done to models by way of their services' API has no type of its own: guardrails that are removed, training data that is
 * changed, jobs and notebooks that nobody expected are AnomalousBehavior and the like (GuardDuty User Guide, "AI Protection").
 */
const AI_SERVICES = [{ prefix: "bedrock" }, { prefix: "sagemaker" }];

const AI_TRAITS: readonly EventPattern[] = [
    { resource: { modelDetails: { modelId: [{ exists: true }] } } },
    { resource: { bedrockGuardrailDetails: { guardrails: { arn: [{ exists: true }] } } } },
    { service: { action: { awsApiCallAction: { serviceName: AI_SERVICES } } } },
];

const SOURCE = ["aws.guardduty"];
const SCAN_RESULT = "GuardDuty Malware Protection Object Scan Result";

/** Every event but findings (EventBridge Events Reference, "Amazon GuardDuty events"). */
export const OTHER_EVENT_PATTERNS: Readonly<Record<Exclude<NotificationEvent, "FINDINGS">, EventPattern>> = {
    [NotificationEvent.MALWARE_SCAN_PROBLEMS]: {
        source: SOURCE,
        $or: [
            {
                "detail-type": [SCAN_RESULT],
                // anything-but alone needs a value: a scan that ended without one is a problem, too.
                detail: {
                    scanResultDetails: {
                        scanResultStatus: [{ "anything-but": ["NO_THREATS_FOUND"] }, { exists: false }],
                    },
                },
            },
            { "detail-type": ["GuardDuty Malware Protection Post Scan Action Failed"] },
        ],
    },
    [NotificationEvent.MALWARE_SCAN_RESULTS]: { source: SOURCE, "detail-type": [SCAN_RESULT] },
    [NotificationEvent.MALWARE_PLAN_PROBLEMS]: {
        source: SOURCE,
        "detail-type": [
            "GuardDuty Malware Protection Resource Status Warning",
            // So spelt in one sample of the user guide; EventBridge compares letter by letter.
            "GuardDuty Malware Protection Resource Status warning",
            "GuardDuty Malware Protection Resource Status Error",
        ],
    },
    [NotificationEvent.RUNTIME_COVERAGE_PROBLEMS]: {
        source: SOURCE,
        "detail-type": ["GuardDuty Runtime Protection Unhealthy"],
    },
};
