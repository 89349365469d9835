import fc from "fast-check";
import { SimulatedAccount } from "pulumi-guardduty-simulator";
import { describe, expect, it } from "vitest";
import { GuardDutyMonitoring } from "../src/index";
import { deploy } from "./recorder";

/**
 * The calls that Pulumi makes of the library's filters: one after the other in the order of their dependencies, a creation or,
 * where the state has another rank, an update; then the deletions, those that depend on others first. Run against the account under
 * everything that is not known of ranks. The engine tests run some of it on Pulumi itself.
 */

const UNKNOWNS = (["shift", "share"] as const).flatMap((takenFilterRank) =>
    (["closeUp", "keepGaps"] as const).flatMap((filterRanksAfterDelete) =>
        (["clamp", "refuse"] as const).map((createFilterRankOutOfBounds) => ({
            takenFilterRank,
            filterRanksAfterDelete,
            createFilterRankOutOfBounds,
        })),
    ),
);
type Unknowns = (typeof UNKNOWNS)[number];

const NAMES = ["aaa", "bbb", "ccc", "ddd", "eee"];

async function startStack(unknowns: Unknowns) {
    const guardDuty = new SimulatedAccount({ unknowns }).guardDuty("eu-west-1");
    const { id } = await guardDuty.detectors.create({ enable: true });
    const { filters } = guardDuty;
    let state = new Map<string, number>();
    const rest = { detectorId: id, action: "NOOP", description: "", criteria: new Map([["type", { equals: ["x"] }]]) };

    async function put(name: string, rank: number): Promise<void> {
        const count = filters.list(id).length;
        if (!state.has(name)) {
            expect(rank, "a gap").toBeLessThanOrEqual(count + 1);
            await filters.create({ ...rest, name, rank });
        } else if (state.get(name) !== rank) {
            expect(rank, "a gap").toBeLessThanOrEqual(count);
            await filters.update(id, name, { rank });
        }
    }

    return {
        async up(names: readonly string[]): Promise<void> {
            const wanted = names.map((name, index) => [name, index + 1] as const);
            for (const [name, rank] of wanted) await put(name, rank);
            const gone = [...state.keys()].filter((name) => !names.includes(name));
            for (const name of gone.reverse()) await filters.delete(id, name);
            state = new Map(wanted);
        },
        /** Whether it changed the state. */
        refresh(): boolean {
            const before = [...state];
            const ranks = new Map(filters.list(id).map(({ name, rank }) => [name, rank]));
            state = new Map(before.map(([name]) => [name, ranks.get(name)!]));
            return before.some(([name, rank]) => ranks.get(name) !== rank);
        },
        ranks: () => filters.list(id).map(({ name, rank }) => `${rank} ${name}`),
        order: () => filters.list(id).map(({ name }) => name),
    };
}

const numbered = (names: readonly string[]) => names.map((name, index) => `${index + 1} ${name}`);

function without(names: readonly string[], index: number): string[] {
    return names.filter((_, at) => at !== index);
}

function insert(names: readonly string[], index: number, name: string): string[] {
    return [...names.slice(0, index), name, ...names.slice(index)];
}

function exchange(names: readonly string[], one: number, two: number): string[] {
    return names.map((name, at) => (at === one ? names[two]! : at === two ? names[one]! : name));
}

/** What the guide says one `up` does: every insertion, removal, move and exchange, several added at one place, several removed. */
const SINGLE_EDITS: readonly (readonly [string, readonly string[]])[] = ((names) => {
    const places = names.map((_, index) => index);
    return [
        ...[...places, names.length].map((to) => [`inserts at ${to + 1}`, insert(names, to, "new")] as const),
        ...places.map((from) => [`removes ${from + 1}`, without(names, from)] as const),
        ...places.flatMap((from) =>
            places
                .filter((to) => to !== from)
                .map(
                    (to) => [`moves ${from + 1} to ${to + 1}`, insert(without(names, from), to, names[from]!)] as const,
                ),
        ),
        ...places.flatMap((one) =>
            places
                .slice(one + 1)
                .map((two) => [`exchanges ${one + 1} and ${two + 1}`, exchange(names, one, two)] as const),
        ),
        ["removes the second and the last", [names[0]!, names[2]!]],
        ["removes all but the last", names.slice(-1)],
        ["removes all", []],
        ["removes the first two", names.slice(2)],
        ["adds two at the front", ["new", "newer", ...names]],
        ["adds two at the end", [...names, "new", "newer"]],
    ];
})(NAMES);

it("the library asks for positions, one after the other", async () => {
    const filters = NAMES.map((name) => ({ name, severities: ["LOW" as const] }));
    const { resources } = await deploy(() => new GuardDutyMonitoring("t", { filters }));
    const asked = resources.filter(({ type }) => type === "aws:guardduty/filter:Filter");
    expect(asked.map(({ inputs }) => [inputs["name"], inputs["rank"]])).toEqual(
        NAMES.map((name, at) => [name, at + 1]),
    );
    asked.slice(1).forEach(({ dependencies }, at) => expect(dependencies).toContain(asked[at]!.name));
});

describe.each(UNKNOWNS)("with $takenFilterRank, $filterRanksAfterDelete, $createFilterRankOutOfBounds", (unknowns) => {
    it.each(SINGLE_EDITS)("one up that %s ends in the declared order", async (_, names) => {
        const stack = await startStack(unknowns);
        await stack.up(NAMES);
        await stack.up(names);
        expect(stack.ranks()).toEqual(numbered(names));
        expect(stack.refresh()).toBe(false);
    });

    it("any sequence of edits ends in the declared order, with refresh and up where one up does not", async () => {
        const list = fc.uniqueArray(fc.constantFrom(...NAMES, "fff", "ggg"), { maxLength: 6 });
        await fc.assert(
            fc.asyncProperty(fc.array(list, { minLength: 2, maxLength: 5 }), async (lives) => {
                const stack = await startStack(unknowns);
                for (const names of lives) {
                    await stack.up(names);
                    let repeats = 0;
                    while (stack.refresh()) {
                        await stack.up(names);
                        repeats += 1;
                    }
                    expect(stack.ranks()).toEqual(numbered(names));
                    expect(repeats).toBeLessThanOrEqual(mostRepeats(unknowns, names.length));
                }
            }),
            { numRuns: 100, seed: 4 },
        );
    });
});

/** Shared ranks need no repetition. Shifted ones need one, but for gaps: these are closed one at a time. */
function mostRepeats({ takenFilterRank, filterRanksAfterDelete }: Unknowns, filters: number): number {
    if (takenFilterRank === "share") return 0;
    return filterRanksAfterDelete === "closeUp" ? 1 : filters;
}

describe("what one up cannot reach", () => {
    const shifting = { takenFilterRank: "shift", createFilterRankOutOfBounds: "clamp" } as const;

    it("a new name for a filter, where ranks keep their gaps: the order is right, the last rank is one too high", async () => {
        const stack = await startStack({ ...shifting, filterRanksAfterDelete: "keepGaps" });
        await stack.up(["aaa", "bbb", "ccc"]);
        await stack.up(["aaa", "new", "ccc"]);
        expect(stack.ranks()).toEqual(["1 aaa", "2 new", "4 ccc"]);
        expect(stack.refresh()).toBe(true);
        await stack.up(["aaa", "new", "ccc"]);
        expect(stack.ranks()).toEqual(["1 aaa", "2 new", "3 ccc"]);
    });

    it("several edits around a filter whose position stays the same", async () => {
        const stack = await startStack({ ...shifting, filterRanksAfterDelete: "closeUp" });
        await stack.up(["aaa", "bbb", "ccc", "ddd", "eee"]);
        const wanted = ["ddd", "bbb", "eee", "aaa", "ccc"];
        await stack.up(wanted);
        expect(stack.order()).not.toEqual(wanted);
        expect(stack.refresh()).toBe(true);
        await stack.up(wanted);
        expect(stack.ranks()).toEqual(numbered(wanted));
    });
});
