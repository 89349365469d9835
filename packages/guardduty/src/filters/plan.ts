import { containsDeferred, isPlainObject, memberOf } from "../validation/deferred";
import { findRepeatedNames } from "../validation/repeated-names";
import { gate } from "../validation/gate";
import type { Problem } from "../validation/problem";
import { findProblems } from "../validation/schema";
import type { Settled } from "../validation/settled";
import { filterSchema, MOST_FILTERS, type FindingFilterArgs } from "./args";
import { planFilter, type FilterPlan } from "./filter";
import { withStandIns } from "./stand-ins";

/** A filter, ready to be made. What its resource is called by is plain. */
export interface NamedFilterPlan {
    readonly name: string;
    readonly plan: () => Settled<FilterPlan>;
}

export interface FilterSetRequest {
    readonly filters: readonly FindingFilterArgs[];
    readonly subject: string;
    /** Where it is known while the program runs. */
    readonly partition: string | undefined;
}

/** Plans every filter, each on its own, and looks at them together. */
export function planFilters({ filters, subject, partition }: FilterSetRequest): {
    plan: NamedFilterPlan[];
    problems: Problem[];
} {
    const problems = findFilterSetProblems(filters);
    const plan: NamedFilterPlan[] = [];
    filters.forEach((filter, index) => {
        const path = `filters[${index}]`;
        const early = findEarlyProblems(filter, path, partition);
        problems.push(...early);
        if (early.length > 0) return;
        const gated = gate<unknown, FilterPlan>(subject, filter, (known) => planFilter(known, path, partition));
        problems.push(...gated.problems);
        plan.push({ name: filter.name, plan: gated.plan });
    });
    return { plan, problems };
}

/** What is wrong already while parts of the filter are known later only, or have not even the right shape. */
function findEarlyProblems(filter: FindingFilterArgs, path: string, partition: string | undefined): readonly Problem[] {
    const shapeProblems = findProblems(filterSchema, filter, path);
    if (!isPlainObject(filter)) return shapeProblems;
    // Planned at once, which finds everything.
    if (shapeProblems.length === 0 && !containsDeferred(filter)) return [];
    const broken = shapeProblems.map((problem) => /^\w+/.exec(problem.path.slice(path.length + 1))?.[0]);
    const planned = planFilter(withStandIns(filter, broken), path, partition);
    const problems = "problems" in planned ? planned.problems : [];
    // With a broken part left out, only what is said of a single field is sure.
    return shapeProblems.length === 0
        ? problems
        : [...shapeProblems, ...problems.filter((one) => one.path.startsWith(`${path}.criteria`))];
}

function findFilterSetProblems(filters: readonly FindingFilterArgs[]): Problem[] {
    const problems: Problem[] = [];
    if (filters.length > MOST_FILTERS) {
        const rule = `GuardDuty takes at most ${MOST_FILTERS} filters per account and Region`;
        problems.push({ path: "filters", got: `${filters.length} filters`, rule });
    }
    const named = filters.map((filter, index) => ({ owner: `filters[${index}]`, name: memberOf(filter, "name") }));
    const repeated = findRepeatedNames(
        named,
        (first) => `${first} has this name already; a filter's name must be unique`,
    );
    return [...problems, ...repeated];
}
