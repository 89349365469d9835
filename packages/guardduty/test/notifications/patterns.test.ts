// The patterns, read by the simulator's matcher, which is compared with AWS's own Event Ruler; what should get through is stated here
// once more from the arguments, without any pattern.
import { describe, expect, it } from "vitest";
import { EventPattern } from "../../../simulator/src/account/events/event-pattern";
import { AI_FINDING_TYPES, type NotificationRouteArgs } from "../../src/index";
import { planRoute } from "../../src/notifications/routes";
import {
    ACCOUNT,
    coverageEvent,
    findingEvent,
    MEMBER,
    planEvent,
    postScanEvent,
    scanEvent,
    type Event,
    type FindingTraits,
} from "./events";

/** JSON patterns of a route by the last part of their rules' keys. */
function patternsOf(route: Partial<NotificationRouteArgs>): Record<string, string> {
    const given = { targets: ["team"], ...route };
    const planned = planRoute({ key: "r", given, path: "routes.r", targetKeys: ["team"], subject: "S" });
    if ("problems" in planned) throw new Error(JSON.stringify(planned.problems));
    const { bySuffix } = planned.plan.patterns.plan() as { bySuffix: Record<string, string> };
    expect(Object.keys(bySuffix)).toEqual(planned.plan.rules.map(({ suffix }) => suffix));
    return bySuffix;
}

/** The rules that an event matches. */
function matching(patterns: Record<string, string>, event: Event): string[] {
    return Object.entries(patterns).flatMap(([suffix, text]) =>
        new EventPattern(text).matches(event) ? [suffix] : [],
    );
}

const MODEL = { resourceType: "AccessKey", modelDetails: [{ modelId: "anthropic.claude-v2" }] };
const GUARDRAIL = { bedrockGuardrailDetails: { guardrails: [{ arn: "arn:aws:bedrock:g", version: "1" }] } };
const TYPES = [
    "Recon:EC2/PortProbeUnprotectedPort",
    "CryptoCurrency:EC2/BitcoinTool.B!DNS",
    "CryptoCurrency:Runtime/BitcoinTool.B",
    "Backdoor:EC2/C&CActivity.B",
    "Impact:IAMUser/CostHarvesting",
    "Impact:IAMUser/PromptInjection.Direct",
    "Execution:SageMaker/CommandAndScriptingInterpreter",
    "Impact:IAMUser/AnomalousBehavior",
];
const OF_AI = TYPES.slice(4, 7);
/** How CloudTrail names a service: its eventSource. */
const CALLS = ["sagemaker.amazonaws.com", "bedrock.amazonaws.com", "ec2.amazonaws.com"];
const AI_CALLS: readonly unknown[] = CALLS.slice(0, 2);

const FINDINGS: FindingTraits[] = TYPES.flatMap((type) =>
    [1, 2, 3.9, 4, 6.9, 7, 8.9, 9, 10].flatMap((severity) =>
        [
            {},
            { resource: MODEL },
            { resource: GUARDRAIL },
            ...CALLS.map((calledService) => ({ calledService })),
        ].flatMap((about) =>
            [undefined, false, true].flatMap((sample) =>
                [ACCOUNT, MEMBER].map((accountId) => ({ ...{ type, severity, sample, accountId }, ...about })),
            ),
        ),
    ),
);

/** GuardDuty User Guide, "Severity levels": Low 1.0 to 3.9, Medium 4.0 to 6.9, High 7.0 to 8.9, Critical 9.0 to 10.0. */
function bandOf(severity: number): "LOW" | "MEDIUM" | "HIGH" | "CRITICAL" {
    return severity >= 9 ? "CRITICAL" : severity >= 7 ? "HIGH" : severity >= 4 ? "MEDIUM" : "LOW";
}

function startsAndEnds(type: string, [start = "", end = ""]: string[]): boolean {
    return type.length >= start.length + end.length && type.startsWith(start) && type.endsWith(end);
}

function mayPass(route: Partial<NotificationRouteArgs>, finding: FindingTraits): boolean {
    const { type = "", severity = 0, accountId = "", resource, sample, calledService } = finding;
    const { severities = ["MEDIUM", "HIGH", "CRITICAL"], includeAiFindings = true, includeSamples = true } = route;
    const types = route.findingTypes as string[] | undefined;
    const isAi = OF_AI.includes(type) || resource !== undefined || AI_CALLS.includes(calledService);
    return (
        (severities.includes(bandOf(severity)) || (includeAiFindings && isAi)) &&
        (types ?? [type]).some((one) => (one.includes("*") ? startsAndEnds(type, one.split("*")) : one === type)) &&
        ((route.accountIds as string[] | undefined) ?? [accountId]).includes(accountId) &&
        (includeSamples || sample !== true)
    );
}

describe.each<[string, Partial<NotificationRouteArgs>]>([
    ["that says nothing", {}],
    ["without AI findings", { includeAiFindings: false }],
    ["without samples", { includeSamples: false }],
    ["of one band", { severities: ["CRITICAL"] }],
    ["of one band without AI findings", { severities: ["HIGH"], includeAiFindings: false }],
    ["of every band", { severities: ["LOW", "MEDIUM", "HIGH", "CRITICAL"], includeSamples: false }],
    ["of some types", { findingTypes: ["Backdoor:EC2/C&CActivity.B", "Impact:IAMUser/CostHarvesting"] }],
    ["of types by their start", { findingTypes: ["CryptoCurrency:*", "Impact:*"] }],
    ["of types by their start and end", { findingTypes: ["CryptoCurrency:*.B", "*Interpreter"], severities: ["LOW"] }],
    ["of an account", { accountIds: [MEMBER], severities: ["HIGH", "HIGH"] }],
    ["of everything at once", { accountIds: [ACCOUNT], findingTypes: ["Impact:*"], includeSamples: false }],
])("a route %s", (_, route) => {
    const patterns = patternsOf(route);

    it("has patterns that EventBridge takes", () => {
        for (const pattern of Object.values(patterns)) expect(pattern.length).toBeLessThanOrEqual(2_048);
    });

    it("carries exactly what it should, each finding once and in the rule of its band", () => {
        const seen = new Set<boolean>();
        for (const finding of FINDINGS) {
            const expected = mayPass(route, finding);
            seen.add(expected);
            const band = bandOf(finding.severity ?? 0).toLowerCase();
            expect(matching(patterns, findingEvent(finding)), JSON.stringify(finding)).toEqual(expected ? [band] : []);
        }
        expect([...seen].sort()).toEqual([false, true]);
    });

    it("carries nothing of another source, nor any other event", () => {
        for (const event of [
            { ...findingEvent({ severity: 8 }), source: "custom.guardduty" },
            scanEvent("THREATS_FOUND"),
            planEvent("Error"),
            coverageEvent("Unhealthy"),
        ])
            expect(matching(patterns, event)).toEqual([]);
    });
});

/** GuardDuty User Guide, "Monitoring S3 object scans": every result but NO_THREATS_FOUND. */
const PROBLEMS = ["THREATS_FOUND", "UNSUPPORTED", "ACCESS_DENIED", "FAILED"];

function withoutResult(event: Event): Event {
    return { ...event, detail: { ...event.detail, scanResultDetails: null } };
}

it.each(Object.entries(AI_FINDING_TYPES))("a route has room for the types of %s", (_, types) => {
    // planRoute refuses what is too long for EventBridge.
    expect(Object.keys(patternsOf({ findingTypes: [...types] }))).toEqual(["low", "medium", "high", "critical"]);
});

describe("a route of other events", () => {
    const EVENTS: Record<string, Event> = {
        "a finding": findingEvent({ severity: 10 }),
        clean: scanEvent("NO_THREATS_FOUND"),
        ...Object.fromEntries(PROBLEMS.map((result) => [result, scanEvent(result)])),
        "without a result": withoutResult(scanEvent("FAILED")),
        untagged: postScanEvent("MAX_TAG_LIMIT_EXCEEDED"),
        ...Object.fromEntries(["Active", "Warning", "warning", "Error"].map((status) => [status, planEvent(status)])),
        healthy: coverageEvent("Healthy"),
        unhealthy: coverageEvent("Unhealthy"),
    };

    it.each([
        ["MALWARE_SCAN_PROBLEMS", [...PROBLEMS, "without a result", "untagged"]],
        ["MALWARE_SCAN_RESULTS", ["clean", ...PROBLEMS, "without a result"]],
        ["MALWARE_PLAN_PROBLEMS", ["Warning", "warning", "Error"]],
        ["RUNTIME_COVERAGE_PROBLEMS", ["unhealthy"]],
    ] as const)("%s carries exactly those", (event, expected) => {
        const patterns = patternsOf({ events: [event] });
        expect(Object.keys(patterns)).toHaveLength(1);
        const carried = Object.entries(EVENTS).filter(([, sent]) => matching(patterns, sent).length > 0);
        expect(carried.map(([name]) => name)).toEqual(expected);
    });

    it("carries findings besides where they are named", () => {
        const patterns = patternsOf({ events: ["FINDINGS", "MALWARE_PLAN_PROBLEMS"] });
        expect(Object.keys(patterns)).toEqual(["low", "medium", "high", "critical", "malware-plan-problems"]);
    });
});
