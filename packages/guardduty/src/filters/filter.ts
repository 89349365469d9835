import { planTags } from "../aws/tags";
import { warnOfTypes } from "../catalog/type-warnings";
import type { Planned } from "../validation/gate";
import { joinPath, type Problem } from "../validation/problem";
import { filterSchema, type FilterAction, type FindingSeverity } from "./args";
import { planCriterion, type Criterion, type PlainCriterion } from "./criteria";
import { findBroadSuppression } from "./suppression";
import { findProblems } from "../validation/schema";

/** A filter's arguments when everything in them is known. */
export interface PlainFilter {
    readonly name: string;
    readonly action?: FilterAction;
    readonly description?: string;
    readonly severities?: readonly FindingSeverity[];
    readonly findingTypes?: readonly string[];
    readonly criteria?: Readonly<Record<string, PlainCriterion>>;
    readonly allowUnknownFields?: boolean;
    readonly allowBroadSuppression?: boolean;
    readonly tags?: Readonly<Record<string, string>>;
}

export interface FilterPlan {
    readonly action: FilterAction;
    readonly description: string | undefined;
    readonly criteria: Criterion[];
    readonly tags: Readonly<Record<string, string>>;
    readonly warnings: readonly string[];
}

/** GuardDuty's numbers for each band; a finding's severity is compared with every value of it (facts: severity as text). */
const BANDS: Readonly<Record<FindingSeverity, readonly string[]>> = {
    LOW: ["1", "2", "3"],
    MEDIUM: ["4", "5", "6"],
    HIGH: ["7", "8"],
    CRITICAL: ["9", "10"],
};

/** AWS: at most 50 attributes per filter. */
const MOST_ATTRIBUTES = 50;

/** What the filter will be in GuardDuty. Pure; `path` is where the filter stands in the arguments. */
export function planFilter(args: unknown, path: string, partition: string | undefined): Planned<FilterPlan> {
    const shapeProblems = findProblems(filterSchema, args, path);
    if (shapeProblems.length > 0) return { problems: shapeProblems };
    const filter = args as PlainFilter; // eslint-disable-line no-restricted-syntax -- the schema has just said so
    const action = filter.action ?? "NOOP";
    const shorthands = [...severityShorthand(filter), ...typeShorthand(filter)];
    const given = Object.entries(filter.criteria ?? {});
    const context = { action, partition, allowUnknownFields: filter.allowUnknownFields === true };
    const planned = [
        ...shorthands.map(({ field, criterion, argument }) => {
            const at = `${path}.${argument}`;
            return planCriterion(field, criterion, at, context, () => at);
        }),
        ...given.map(([field, criterion]) =>
            planCriterion(field, criterion, joinPath([field], `${path}.criteria`), context),
        ),
    ];
    const criteria = planned.flatMap(({ criterion }) => criterion ?? []);
    const tags = planTags(filter.tags, `${path}.tags`);
    const problems = [
        ...("problems" in tags ? tags.problems : []),
        ...planned.flatMap((one) => one.problems),
        ...findDoubles(filter, path),
        ...findSizeProblems(shorthands.length + given.length, path),
        ...(action === "ARCHIVE" ? findArchiveProblems(filter, criteria, path) : []),
    ];
    if (problems.length > 0) return { problems };
    const warnings = [
        ...planned.flatMap((one) => one.warnings),
        ...warnOfTypes(filter.findingTypes ?? [], `${path}.findingTypes`),
    ];
    return { plan: { action, description: filter.description, criteria, tags: filter.tags ?? {}, warnings } };
}

interface Shorthand {
    readonly field: string;
    readonly argument: "severities" | "findingTypes";
    readonly criterion: PlainCriterion;
}

function severityShorthand({ severities }: PlainFilter): Shorthand[] {
    if (severities === undefined) return [];
    const values = severities.flatMap((severity) => BANDS[severity]);
    return [{ field: "severity", argument: "severities", criterion: { equals: [...new Set(values)] } }];
}

/** Exact types are compared with Equals (up to 50); one wildcard among them makes all of them patterns (up to 5). */
function typeShorthand({ findingTypes }: PlainFilter): Shorthand[] {
    if (findingTypes === undefined) return [];
    const types = [...new Set(findingTypes)];
    const criterion = types.some((type) => /[*?]/.test(type)) ? { matches: types } : { equals: types };
    return [{ field: "type", argument: "findingTypes", criterion }];
}

function findDoubles({ severities, findingTypes, criteria = {} }: PlainFilter, path: string): Problem[] {
    const double = (field: string, shorthand: string): Problem => ({
        path: `${path}.${shorthand}`,
        rule: `${shorthand} is short for a criterion on "${field}", so there can be only one of them`,
        hint: `Keep ${shorthand} or criteria["${field}"].`,
    });
    return [
        ...(severities !== undefined && Object.hasOwn(criteria, "severity") ? [double("severity", "severities")] : []),
        ...(findingTypes !== undefined && Object.hasOwn(criteria, "type") ? [double("type", "findingTypes")] : []),
    ];
}

function findSizeProblems(count: number, path: string): Problem[] {
    if (count === 0) {
        return [
            {
                path,
                rule: "a filter needs at least one of severities, findingTypes and criteria: without any it would match every finding",
            },
        ];
    }
    if (count > MOST_ATTRIBUTES) {
        return [
            {
                path: `${path}.criteria`,
                got: `${count} fields`,
                rule: `a filter takes at most ${MOST_ATTRIBUTES} fields`,
            },
        ];
    }
    return [];
}

function findArchiveProblems(filter: PlainFilter, criteria: readonly Criterion[], path: string): Problem[] {
    const problems: Problem[] = [];
    if ((filter.description ?? "").trim() === "") {
        problems.push({
            path: `${path}.description`,
            rule: "an ARCHIVE filter needs its reason: what it hides is lost to the export, EventBridge and Extended Threat Detection",
            hint: "Say in a few words why these findings are noise.",
        });
    }
    const broad = filter.allowBroadSuppression === true ? undefined : findBroadSuppression(criteria);
    if (broad !== undefined) {
        problems.push({
            path,
            rule: `an ARCHIVE filter must name a finding type and at least one narrower attribute, and this one ${broad}`,
            hint: "Add what is missing, with equals or matches, or say allowBroadSuppression: true if you really mean to lose all of these findings.",
        });
    }
    return problems;
}
