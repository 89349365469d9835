import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { Tags } from "../core/tags";
import type { Detectors } from "./detectors";
import { FILTER_RULES } from "./filter-rules";
import { FIELDS_OF_ANY_FILTER, FIELDS_OF_SUPPRESSION_RULES } from "./finding-fields";
import { checkGuardDutyTags } from "./tags";

export interface Condition {
    readonly equals?: readonly string[];
    readonly notEquals?: readonly string[];
    readonly matches?: readonly string[];
    readonly notMatches?: readonly string[];
    readonly greaterThan?: bigint;
    readonly greaterThanOrEqual?: bigint;
    readonly lessThan?: bigint;
    readonly lessThanOrEqual?: bigint;
}

/** On the wire the criteria are a map: one condition object per field. */
export type Criteria = ReadonlyMap<string, Condition>;

export interface Filter {
    readonly detectorId: string;
    readonly name: string;
    readonly arn: string;
    readonly action: string;
    readonly description: string;
    readonly rank: number;
    readonly criteria: Criteria;
    readonly tags: Tags;
}

export type CreateFilter = Omit<Filter, "arn" | "tags" | "rank"> & { readonly rank?: number; readonly tags?: Tags };
export type UpdateFilter = Partial<Pick<Filter, "action" | "description" | "rank" | "criteria">>;

const DESCRIPTION = /^[a-zA-Z0-9.:_{}[\]()/ \t\n\v\f\r-]{0,512}$/;

/** GuardDuty's filters in one Region. */
export class Filters {
    #filters: Filter[] = [];

    constructor(
        private readonly scope: Scope,
        private readonly detectors: Detectors,
    ) {}

    /** All there are, for a snapshot. */
    get state(): readonly Filter[] {
        return this.#filters;
    }

    restore(filters: readonly Filter[]): void {
        this.#filters = [...filters];
    }

    create(request: CreateFilter): Promise<Filter> {
        return this.scope.operation("GuardDuty", "CreateFilter", async () => {
            this.detectors.require(request.detectorId);
            if (!/^[a-zA-Z0-9._-]{3,64}$/.test(request.name)) {
                refuse(FILTER_RULES.name, JSON.stringify(request.name.slice(0, 80)));
            }
            this.#check(request.action, request.description, request.criteria, request.rank);
            checkGuardDutyTags(request.tags ?? {});
            if (this.#filters.some(({ name }) => name === request.name)) {
                refuse(FILTER_RULES.nameTaken, request.name);
            }
            if (this.#filters.length >= 100) {
                refuse(FILTER_RULES.count);
            }
            const rank = this.#rankOfNew(request.rank ?? 1);
            if (this.#isTaken(rank)) {
                this.#makeRoom((other) => (other >= rank ? other + 1 : other));
            }
            const filter: Filter = {
                ...request,
                rank,
                arn: this.scope.arn("guardduty", `detector/${request.detectorId}/filter/${request.name}`),
                tags: request.tags ?? {},
            };
            this.#filters.push(filter);
            return filter;
        });
    }

    get(detectorId: string, name: string): Promise<Filter> {
        return this.scope.operation("GuardDuty", "GetFilter", async () => this.#require(detectorId, name));
    }

    /** The filters of a detector in the order of their ranks. */
    list(detectorId: string): readonly Filter[] {
        return this.#filters
            .filter((filter) => filter.detectorId === detectorId)
            .sort((left, right) => left.rank - right.rank);
    }

    update(detectorId: string, name: string, request: UpdateFilter): Promise<void> {
        return this.scope.operation("GuardDuty", "UpdateFilter", async () => {
            const old = this.#require(detectorId, name);
            const updated = { ...old, ...request };
            this.#check(updated.action, updated.description, updated.criteria, request.rank);
            if (updated.rank > this.#lastRank()) {
                refuse(FILTER_RULES.rankBeyondEndOnUpdate, `rank ${updated.rank} of ${this.#lastRank()}`);
            }
            this.#makeRoom((rank) => moved(rank, old.rank, updated.rank));
            this.#replace(name, updated);
        });
    }

    setTags(detectorId: string, name: string, tags: Tags): Promise<void> {
        return this.scope.operation("GuardDuty", "TagResource", async () => {
            checkGuardDutyTags(tags);
            this.#replace(name, { ...this.#require(detectorId, name), tags });
        });
    }

    delete(detectorId: string, name: string): Promise<void> {
        return this.scope.operation("GuardDuty", "DeleteFilter", async () => {
            const deleted = this.#require(detectorId, name);
            this.#filters = this.#filters.filter((filter) => filter !== deleted);
            if (this.scope.account.unknowns.filterRanksAfterDelete === "closeUp" && !this.#isTaken(deleted.rank)) {
                this.#shift((rank) => (rank > deleted.rank ? rank - 1 : rank));
            }
        });
    }

    dropAllOf(detectorId: string): void {
        this.#filters = this.#filters.filter((filter) => filter.detectorId !== detectorId);
    }

    #require(detectorId: string, name: string): Filter {
        this.detectors.require(detectorId);
        return this.#filters.find((filter) => filter.name === name) ?? refuse(FILTER_RULES.notFound, name);
    }

    #replace(name: string, updated: Filter): void {
        this.#filters = this.#filters.map((filter) => (filter.name === name ? updated : filter));
    }

    #isTaken(rank: number): boolean {
        return this.#filters.some((filter) => filter.rank === rank);
    }

    #makeRoom(move: (rank: number) => number): void {
        if (this.scope.account.unknowns.takenFilterRank === "shift") {
            this.#shift(move);
        }
    }

    #shift(move: (rank: number) => number): void {
        this.#filters = this.#filters.map((filter) => ({ ...filter, rank: move(filter.rank) }));
    }

    /** The number of filters, or the last rank in use, which is more where deleting has left gaps. */
    #lastRank(): number {
        return Math.max(this.#filters.length, ...this.#filters.map(({ rank }) => rank));
    }

    #rankOfNew(rank: number): number {
        const end = this.#lastRank() + 1;
        if (rank > end && this.scope.account.unknowns.createFilterRankOutOfBounds === "refuse") {
            refuse(FILTER_RULES.rankBeyondEndOnCreate, `rank ${rank}, the next is ${end}`);
        }
        return Math.min(rank, end);
    }

    #check(action: string, description: string, criteria: Criteria, rank: number | undefined): void {
        if (action !== "NOOP" && action !== "ARCHIVE") {
            refuse(FILTER_RULES.action, action);
        }
        if (!DESCRIPTION.test(description)) {
            refuse(FILTER_RULES.description, JSON.stringify(description.slice(0, 80)));
        }
        if (rank !== undefined && !(Number.isInteger(rank) && rank >= 1 && rank <= 100)) {
            refuse(FILTER_RULES.rankRange, `rank ${rank}`);
        }
        if (criteria.size < 1 || criteria.size > 50) {
            refuse(FILTER_RULES.criteriaCount, `${criteria.size} criteria`);
        }
        for (const [field, condition] of criteria) {
            this.#checkField(field, action);
            checkCondition(field, condition);
        }
    }

    #checkField(field: string, action: string): void {
        if (FIELDS_OF_ANY_FILTER.has(field)) {
            return;
        }
        if (!FIELDS_OF_SUPPRESSION_RULES.has(field)) {
            refuse(FILTER_RULES.unknownField, field);
        }
        if (action !== "ARCHIVE") {
            refuse(FILTER_RULES.suppressionOnlyField, `${field} with ${action}`);
        }
        if (this.scope.partition !== "aws") {
            refuse(FILTER_RULES.suppressionOnlyFieldPartition, `${field} in ${this.scope.partition}`);
        }
    }
}

/** Where a filter ends up when another one moves from one rank to another. */
function moved(rank: number, from: number, to: number): number {
    if (to < from) {
        return rank >= to && rank < from ? rank + 1 : rank;
    }
    return rank > from && rank <= to ? rank - 1 : rank;
}

function checkCondition(field: string, condition: Condition): void {
    if (Object.keys(condition).length === 0) {
        refuse(FILTER_RULES.conditionMissing, field);
    }
    for (const values of [condition.equals, condition.notEquals]) {
        if (values !== undefined && (values.length < 1 || values.length > 50)) {
            refuse(FILTER_RULES.equalsCount, `${values.length} values of ${field}`);
        }
    }
    for (const patterns of [condition.matches, condition.notMatches]) {
        if (patterns !== undefined) {
            checkPatterns(field, patterns);
        }
    }
}

function checkPatterns(field: string, patterns: readonly string[]): void {
    if (patterns.length < 1 || patterns.length > 5) {
        refuse(FILTER_RULES.matchesCount, `${patterns.length} values of ${field}`);
    }
    for (const pattern of patterns) {
        if (pattern.length < 1 || pattern.length > 512) {
            refuse(FILTER_RULES.matchesLength, `a value of ${field} has ${pattern.length} characters`);
        }
        if (pattern.replace(/[^*?]/g, "").length > 5) {
            refuse(FILTER_RULES.matchesWildcards, `${JSON.stringify(pattern.slice(0, 80))} for ${field}`);
        }
    }
}
