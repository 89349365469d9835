import { FindingSeverity } from "../filters/args";
import { warnOfTypes } from "../catalog/type-warnings";
import { FINDING_TYPES } from "../catalog/finding-types";
import { memberOf } from "../validation/deferred";
import { gate, type Gated, type Planned } from "../validation/gate";
import { didYouMean } from "../validation/nearest";
import { joinPath, type Problem } from "../validation/problem";
import { quoteText } from "../validation/quote";
import { findProblems, joinWords } from "../validation/schema";
import type { MessageSubject } from "./messages";
import {
    covers,
    findingPattern,
    LONGEST_PATTERN,
    OTHER_EVENT_PATTERNS,
    type EventPattern,
    type FindingSelection,
} from "./patterns";
import {
    accountIdsSchema,
    findingTypesSchema,
    MOST_TARGETS_OF_A_ROUTE,
    NotificationEvent,
    routeSchema,
    type NotificationRouteArgs,
} from "./route-args";

/** One rule of EventBridge. */
export interface RulePlan {
    /** `<route>-<what>`: the part of child names that is this rule's, and its key in the outputs. */
    readonly key: string;
    readonly subject: MessageSubject;
    /** Keys of its targets. */
    readonly targets: readonly string[];
    /** JSON by the last part of the rule's key: all of a route's rules are checked together. */
    readonly patterns: Gated<RoutePatterns>;
    readonly suffix: string;
}

export interface RoutePatterns {
    readonly bySuffix: Readonly<Record<string, string>>;
    readonly warnings: readonly string[];
}

export interface RoutePlan {
    readonly rules: readonly RulePlan[];
    readonly patterns: Gated<RoutePatterns>;
    /** Whether a finding of AI Protection, which are Low by default, may get through. */
    readonly carriesLowAiFindings: boolean;
}

const SUFFIXES: Readonly<Record<MessageSubject, string>> = {
    LOW: "low",
    MEDIUM: "medium",
    HIGH: "high",
    CRITICAL: "critical",
    MALWARE_SCAN_PROBLEMS: "malware-scan-problems",
    MALWARE_SCAN_RESULTS: "malware-scan-results",
    MALWARE_PLAN_PROBLEMS: "malware-plan-problems",
    RUNTIME_COVERAGE_PROBLEMS: "runtime-coverage-problems",
};

const DEFAULT_SEVERITIES: FindingSeverity[] = ["MEDIUM", "HIGH", "CRITICAL"];
const SEVERITIES = Object.values(FindingSeverity);
/** What only findings have. */
const OF_FINDINGS = ["severities", "findingTypes", "accountIds", "includeAiFindings", "includeSamples"] as const;

export interface RouteRequest {
    readonly key: string;
    readonly given: unknown;
    /** Where it stands in the arguments. */
    readonly path: string;
    readonly targetKeys: readonly string[];
    readonly subject: string;
}

/** Plans one route: the rules that it takes. */
export function planRoute(request: RouteRequest): Planned<RoutePlan> {
    const { key, given, path, targetKeys, subject } = request;
    const shapeProblems = findProblems(routeSchema, given, path);
    const problems = [
        ...shapeProblems,
        ...findTargetProblems(given, path, targetKeys),
        ...findEventProblems(given, path),
    ];
    if (problems.length > 0) return { problems };
    const route = given as NotificationRouteArgs; // eslint-disable-line no-restricted-syntax -- the schema has just said so
    const events = route.events ?? [NotificationEvent.FINDINGS];
    const bands = events.includes(NotificationEvent.FINDINGS) ? bandsOf(route) : [];
    const others = Object.values(NotificationEvent)
        .filter((event) => event !== "FINDINGS")
        .filter((event) => events.includes(event));
    const { findingTypes, accountIds, includeSamples = true } = route;
    const patterns = gate<unknown, RoutePatterns>(subject, { findingTypes, accountIds }, (known) =>
        planPatterns({ known, bands, others, includeSamples, path }),
    );
    if (patterns.problems.length > 0) return { problems: patterns.problems };
    const subjects: readonly MessageSubject[] = [...bands.map(({ severity }) => severity), ...others];
    const rules = subjects.map((each): RulePlan => {
        const suffix = SUFFIXES[each];
        return { key: `${key}-${suffix}`, subject: each, targets: route.targets, patterns, suffix };
    });
    return { plan: { rules, patterns, carriesLowAiFindings: bands.some(({ severity }) => severity === "LOW") } };
}

interface Band {
    readonly severity: FindingSeverity;
    readonly isAiOnly: boolean;
}

function bandsOf({ severities = DEFAULT_SEVERITIES, includeAiFindings = true }: NotificationRouteArgs): Band[] {
    return SEVERITIES.map((severity) => ({ severity, isAiOnly: !severities.includes(severity) })).filter(
        ({ isAiOnly }) => includeAiFindings || !isAiOnly,
    );
}

interface PatternsRequest {
    /** Finding types and accounts, their values known. */
    readonly known: unknown;
    readonly bands: readonly Band[];
    readonly others: readonly Exclude<NotificationEvent, "FINDINGS">[];
    readonly includeSamples: boolean;
    readonly path: string;
}

function planPatterns({ known, bands, others, includeSamples, path }: PatternsRequest): Planned<RoutePatterns> {
    const [findingTypes, accountIds] = [memberOf(known, "findingTypes"), memberOf(known, "accountIds")];
    const problems = [
        ...(findingTypes === undefined ? [] : findProblems(findingTypesSchema, findingTypes, `${path}.findingTypes`)),
        ...(accountIds === undefined ? [] : findProblems(accountIdsSchema, accountIds, `${path}.accountIds`)),
    ];
    if (problems.length > 0) return { problems };
    const selection = { findingTypes, accountIds, includeSamples } as FindingSelection; // eslint-disable-line no-restricted-syntax -- the schemas have just said so
    const patterns: (readonly [MessageSubject, EventPattern])[] = [
        ...bands.map(({ severity, isAiOnly }) => [severity, findingPattern(severity, selection, isAiOnly)] as const),
        ...others.map((event) => [event, OTHER_EVENT_PATTERNS[event]] as const),
    ];
    const bySuffix = Object.fromEntries(
        patterns.map(([subject, pattern]) => [SUFFIXES[subject], JSON.stringify(pattern)]),
    );
    const longest = Math.max(...Object.values(bySuffix).map((pattern) => pattern.length));
    if (longest > LONGEST_PATTERN) return { problems: [describeTooLong(longest, path)] };
    return { plan: { bySuffix, warnings: warnOfRoute(selection.findingTypes ?? [], `${path}.findingTypes`) } };
}

function describeTooLong(length: number, path: string): Problem {
    return {
        path,
        got: `a pattern of ${length} characters`,
        rule: `EventBridge takes ${LONGEST_PATTERN} characters per event pattern, and this route's finding types and accounts take more`,
        hint: "Split it into two routes with the same targets, or name finding types by what they start with, such as CryptoCurrency:*.",
    };
}

function warnOfRoute(types: readonly string[], path: string): string[] {
    const unmatched = types.flatMap((type, index) => {
        if (!type.includes("*") || FINDING_TYPES.some((known) => covers(type, known))) return [];
        return [
            `${path}[${index}]: ${quoteText(type)} stands for no finding type that this version of the library knows.`,
        ];
    });
    return [...warnOfTypes(types, path), ...unmatched];
}

function findTargetProblems(route: unknown, path: string, targetKeys: readonly string[]): Problem[] {
    const targets = memberOf(route, "targets");
    if (!Array.isArray(targets) || targets.length > MOST_TARGETS_OF_A_ROUTE) return [];
    return targets.flatMap((target: unknown, index): Problem[] => {
        if (typeof target !== "string") return [];
        const at = { path: `${path}.targets[${index}]`, got: quoteText(target) };
        if (targets.indexOf(target) < index) return [{ ...at, rule: "is named twice in this route" }];
        if (targetKeys.includes(target)) return [];
        const hint = didYouMean(target, targetKeys);
        const rule = `there is no such target; the targets are ${joinWords(targetKeys, "and")}`;
        return [{ ...at, rule, ...(hint === undefined ? {} : { hint }) }];
    });
}

function findEventProblems(route: unknown, path: string): Problem[] {
    const events = memberOf(route, "events");
    if (!Array.isArray(events)) return [];
    const hasFindings = events.includes(NotificationEvent.FINDINGS);
    if (!hasFindings) {
        return OF_FINDINGS.filter((argument) => memberOf(route, argument) !== undefined).map((argument) => ({
            path: `${path}.${argument}`,
            rule: "this is about findings, and events does not name FINDINGS",
            hint: "Remove it, or add FINDINGS to events.",
        }));
    }
    if (memberOf(route, "accountIds") !== undefined && events.length > 1) {
        const rule = "accountIds tells findings apart, not the other events of this route";
        return [{ path: `${path}.accountIds`, rule, hint: "Make a route of its own for the other events." }];
    }
    if (events.includes("MALWARE_SCAN_PROBLEMS") && events.includes("MALWARE_SCAN_RESULTS")) {
        const rule = "MALWARE_SCAN_RESULTS has every result already, so that problems would arrive twice";
        return [{ path: `${path}.events`, rule, hint: "Keep one of the two." }];
    }
    return [];
}

/** The path of a route in the arguments. */
export function routePath(key: string): string {
    return joinPath([key], "routes");
}
