import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { testEachRule, type RuleCase } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import type { Unknowns } from "../core/unknowns";
import { FILTER_RULES } from "./filter-rules";
import type { Condition, CreateFilter, Filters } from "./filters";
import { FIELDS_OF_ANY_FILTER, FIELDS_OF_SUPPRESSION_RULES } from "./finding-fields";

interface Fixture {
    readonly filters: Filters;
    readonly detectorId: string;
    readonly create: (filter?: Partial<CreateFilter>) => Promise<unknown>;
    readonly ranks: () => string[];
}

async function fixture(unknowns: Partial<Unknowns> = {}, region = "eu-west-1"): Promise<Fixture> {
    const guardDuty = new SimulatedAccount({ unknowns }).guardDuty(region);
    const { id: detectorId } = await guardDuty.detectors.create({ enable: true });
    const { filters } = guardDuty;
    return {
        filters,
        detectorId,
        create: (filter) =>
            filters.create({
                detectorId,
                name: "some-filter",
                action: "NOOP",
                description: "",
                criteria: new Map([["type", { equals: ["Recon:EC2/Portscan"] }]]),
                ...filter,
            }),
        ranks: () => filters.list(detectorId).map(({ name, rank }) => `${rank} ${name}`),
    };
}

const create = (filter: Partial<CreateFilter>, region?: string) => async (): Promise<unknown> =>
    (await fixture({}, region)).create(filter);

const withCondition = (condition: Condition, field = "type"): Partial<CreateFilter> => ({
    criteria: new Map([[field, condition]]),
});

function pair(accepted: Partial<CreateFilter>, refused: Partial<CreateFilter>): RuleCase {
    return { accepted: create(accepted), refused: create(refused), answer: "BadRequestException" };
}

const values = (count: number): string[] => Array.from({ length: count }, (_, index) => `v${index}`);

describe("a filter's rules", () => {
    testEachRule(FILTER_RULES, {
        name: [
            pair({ name: "a.b" }, { name: "ab" }),
            pair({ name: "x".repeat(64) }, { name: "x".repeat(65) }),
            pair({ name: "my_filter-1" }, { name: "my filter" }),
        ],
        nameTaken: {
            accepted: async () => {
                const { create } = await fixture();
                await create({ name: "one" });
                await create({ name: "two" });
            },
            refused: async () => {
                const { create } = await fixture();
                await create({ name: "one" });
                await create({ name: "one" });
            },
            answer: "BadRequestException",
        },
        notFound: {
            accepted: async () => {
                const { create, filters, detectorId } = await fixture();
                await create({ name: "one" });
                await filters.get(detectorId, "one");
            },
            refused: async () => {
                const { filters, detectorId } = await fixture();
                await filters.get(detectorId, "one");
            },
            answer: "BadRequestException: The request is rejected since no such resource found.",
        },
        description: [
            pair({ description: "x".repeat(512) }, { description: "x".repeat(513) }),
            pair({ description: "a (b) [c] {d}: e/f_g-h.i\n\tj" }, { description: "it's" }),
        ],
        action: pair({ action: "ARCHIVE" }, { action: "DELETE" }),
        count: {
            accepted: () => fill(100),
            refused: () => fill(101),
            answer: "BadRequestException",
        },
        rankRange: [
            pair({ rank: 1 }, { rank: 0 }),
            pair({ rank: 100 }, { rank: 101 }),
            pair({ rank: 1 }, { rank: 1.5 }),
        ],
        rankBeyondEndOnCreate: {
            accepted: async () => {
                const { create } = await fixture({ createFilterRankOutOfBounds: "refuse" });
                await create({ rank: 1 });
            },
            refused: async () => {
                const { create } = await fixture({ createFilterRankOutOfBounds: "refuse" });
                await create({ rank: 2 });
            },
            answer: "BadRequestException: The request is rejected because the parameter rank is out-of-bounds.",
        },
        rankBeyondEndOnUpdate: {
            accepted: async () => {
                const { create, filters, detectorId } = await fixture();
                await create({ name: "one" });
                await create({ name: "two", rank: 2 });
                await filters.update(detectorId, "one", { rank: 2 });
            },
            refused: async () => {
                const { create, filters, detectorId } = await fixture();
                await create({ name: "one" });
                await filters.update(detectorId, "one", { rank: 2 });
            },
            answer: "BadRequestException: The request is rejected because the parameter rank is out-of-bounds.",
        },
        criteriaCount: [
            pair({ criteria: criteria(50) }, { criteria: criteria(51) }),
            pair({ criteria: criteria(1) }, { criteria: criteria(0) }),
        ],
        unknownField: [
            pair(withCondition({ equals: ["x"] }, "id"), withCondition({ equals: ["x"] }, "sample-filter-criterion")),
            // Dropped by AWS in 2026.
            pair(withCondition({ equals: ["x"] }, "accountId"), withCondition({ equals: ["x"] }, "title")),
        ],
        suppressionOnlyField: pair(
            { action: "ARCHIVE", ...withCondition({ equals: ["x"] }, "resource.ecsClusterDetails.arn") },
            { action: "NOOP", ...withCondition({ equals: ["x"] }, "resource.ecsClusterDetails.arn") },
        ),
        suppressionOnlyFieldPartition: {
            accepted: create({ action: "ARCHIVE", ...withCondition({ equals: ["x"] }, "service.count") }, "eu-west-1"),
            refused: create(
                { action: "ARCHIVE", ...withCondition({ equals: ["x"] }, "service.count") },
                "us-gov-west-1",
            ),
            answer: "BadRequestException",
        },
        conditionMissing: pair(withCondition({ greaterThan: 4n }, "severity"), withCondition({}, "severity")),
        equalsCount: [
            pair(withCondition({ equals: values(50) }), withCondition({ equals: values(51) })),
            pair(withCondition({ notEquals: values(1) }), withCondition({ notEquals: [] })),
        ],
        matchesCount: [
            pair(withCondition({ matches: values(5) }), withCondition({ matches: values(6) })),
            pair(withCondition({ notMatches: values(5) }), withCondition({ notMatches: values(6) })),
        ],
        matchesLength: pair(
            withCondition({ matches: ["x".repeat(512)] }),
            withCondition({ matches: ["x".repeat(513)] }),
        ),
        matchesWildcards: pair(withCondition({ matches: ["a*b?c*d?e*"] }), withCondition({ matches: ["a*b?c*d?e*?"] })),
    });
});

async function fill(count: number): Promise<void> {
    const { create } = await fixture();
    for (let index = 0; index < count; index += 1) {
        await create({ name: `filter-${index}`, rank: 1 });
    }
}

function criteria(count: number): CreateFilter["criteria"] {
    return new Map([...FIELDS_OF_ANY_FILTER].slice(0, count).map((field) => [field, { equals: ["x"] }]));
}

describe("the fields", () => {
    it("are the 94 and 528 of the API model", () => {
        expect(FIELDS_OF_ANY_FILTER.size).toBe(94);
        expect(FIELDS_OF_SUPPRESSION_RULES.size).toBe(528);
        expect([...FIELDS_OF_ANY_FILTER].filter((field) => FIELDS_OF_SUPPRESSION_RULES.has(field))).toEqual([]);
    });
});

describe("ranks", () => {
    it("are clamped to the end on creation, as one recording shows", async () => {
        const { create, ranks } = await fixture({ createFilterRankOutOfBounds: "clamp" });
        await create({ name: "one", rank: 50 });
        await create({ name: "two", rank: 50 });
        expect(ranks()).toEqual(["1 one", "2 two"]);
    });

    it("shift the filters behind a taken one", async () => {
        const { create, ranks } = await fixture();
        for (const name of ["one", "two", "three"]) {
            await create({ name, rank: 1 });
        }
        expect(ranks()).toEqual(["1 three", "2 two", "3 one"]);
    });

    it("are shared, as the switch says: a new or moved filter leaves the others where they are", async () => {
        const { create, ranks, filters, detectorId } = await fixture({
            takenFilterRank: "share",
            filterRanksAfterDelete: "closeUp",
        });
        for (const name of ["one", "two", "three"]) {
            await create({ name, rank: 1 });
        }
        expect(ranks()).toEqual(["1 one", "1 two", "1 three"]);
        // The bound is the number of filters, not the last rank in use.
        await filters.update(detectorId, "two", { rank: 3 });
        expect(ranks()).toEqual(["1 one", "1 three", "3 two"]);
        // Nothing moves up into a rank that is still taken.
        await filters.delete(detectorId, "one");
        expect(ranks()).toEqual(["1 three", "3 two"]);
    });

    it.each([
        ["closeUp" as const, ["1 two", "2 three"]],
        ["keepGaps" as const, ["2 two", "3 three"]],
    ])("%s when a filter is deleted, as the switch says", async (filterRanksAfterDelete, expected) => {
        const { create, ranks, filters, detectorId } = await fixture({ filterRanksAfterDelete });
        for (const [index, name] of ["one", "two", "three"].entries()) {
            await create({ name, rank: index + 1 });
        }
        await filters.delete(detectorId, "one");
        expect(ranks()).toEqual(expected);
    });

    it.each([
        [1, 3, ["1 b", "2 c", "3 a", "4 d"]],
        [4, 2, ["1 a", "2 d", "3 b", "4 c"]],
        [2, 2, ["1 a", "2 b", "3 c", "4 d"]],
    ])("move one filter from %i to %i and keep the others' order", async (from, to, expected) => {
        const { create, ranks, filters, detectorId } = await fixture();
        for (const [index, name] of ["aaa", "bbb", "ccc", "ddd"].entries()) {
            await create({ name, rank: index + 1 });
        }
        await filters.update(detectorId, ["aaa", "bbb", "ccc", "ddd"][from - 1] ?? "", { rank: to });
        expect(ranks().map((one) => one.slice(0, 3))).toEqual(expected);
    });

    it("are always 1 to n without gaps while nothing is deleted", async () => {
        const change = fc.record({
            name: fc.constantFrom("aaa", "bbb", "ccc", "ddd", "eee"),
            rank: fc.integer({ min: 1, max: 5 }),
        });
        await fc.assert(
            fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
                const { create, filters, detectorId } = await fixture();
                for (const { name, rank } of changes) {
                    const exists = filters.list(detectorId).some((filter) => filter.name === name);
                    await (exists
                        ? filters.update(detectorId, name, { rank }).catch(() => undefined)
                        : create({ name, rank }));
                }
                const ranks = filters.list(detectorId).map((filter) => filter.rank);
                expect(ranks).toEqual(ranks.map((_, index) => index + 1));
            }),
            { numRuns: 60 },
        );
    });
});
