import fc from "fast-check";
import { expect, it } from "vitest";
import type { FindingFacts } from "../read/finding-facts";
import { RowView } from "../report/row-view";
import { BETWEEN_ATTRIBUTES, FindingStore } from "./finding-store";

const hex = (value: number): string => value.toString(16).padStart(32, "0");

const facts = fc.record<FindingFacts>({
    // Ids as AWS makes them, and others.
    id: fc.oneof(
        fc.nat(40).map(hex),
        fc.nat(10).map((value) => `odd-${value}`),
    ),
    accountId: fc.constantFrom("1", "2"),
    region: fc.constantFrom("a", "b"),
    type: fc.constantFrom("X:Y/Z", "AttackSequence:A/B"),
    severity: fc.constantFrom(1, 5, 8.5),
    updatedAt: fc.nat(1_000_000),
    firstSeen: fc.nat(9),
    lastSeen: fc.nat(9),
    count: fc.nat(9),
    archived: fc.boolean(),
    sample: fc.boolean(),
    aboutAi: fc.boolean(),
    resource: fc.constantFrom("r1", "r2", "r3"),
    attributes: fc.subarray(["image\ta", "image\tb", "tag\tk\tv"]),
    calledService: fc.constantFrom("", "ec2.amazonaws.com"),
});

/** Without two updates of a finding at one time: which of those counts is not said. */
const lines = fc.uniqueArray(facts, { selector: ({ id, updatedAt }) => `${id} ${updatedAt}`, maxLength: 300 });

function contentOf(store: FindingStore): object[] {
    const view = new RowView(store);
    const { tables } = store;
    return Array.from({ length: store.rows }, (_, row) => ({
        id: store.idOf(row),
        accountId: tables.accounts.textOf(view.cell("account", row)),
        region: tables.regions.textOf(view.cell("region", row)),
        type: view.type(row),
        severity: view.cell("severity", row),
        updatedAt: view.cell("updatedAt", row),
        firstSeen: view.cell("firstSeen", row),
        lastSeen: view.cell("lastSeen", row),
        count: view.cell("count", row),
        archived: view.has("archived", row),
        sample: view.has("sample", row),
        aboutAi: view.has("aboutAi", row),
        resource: tables.resources.textOf(view.cell("resource", row)),
        attributes: tables.attributes
            .textOf(view.cell("attributes", row))
            .split(BETWEEN_ATTRIBUTES)
            .filter((text) => text !== ""),
        calledService: tables.services.textOf(view.cell("service", row)),
    })).sort(byId);
}

const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);

function latestOf(all: readonly FindingFacts[]): FindingFacts[] {
    const latest = new Map<string, FindingFacts>();
    for (const each of all) {
        const known = latest.get(each.id);
        if (known === undefined || known.updatedAt < each.updatedAt) latest.set(each.id, each);
    }
    return [...latest.values()].sort(byId);
}

it("keeps the latest update of each finding, whatever the order", () => {
    fc.assert(
        fc.property(lines, (all) => {
            const store = new FindingStore();
            all.forEach((each) => store.add(each));

            expect(contentOf(store)).toEqual(latestOf(all));
        }),
    );
});

it("is the same when threads have read shares of it", () => {
    fc.assert(
        fc.property(lines, fc.nat(300), (all, cut) => {
            const merged = new FindingStore();
            for (const share of [all.slice(0, cut), all.slice(cut)]) {
                const store = new FindingStore();
                share.forEach((each) => store.add(each));
                merged.merge(structuredClone(store.toParts()));
            }

            expect(contentOf(merged)).toEqual(latestOf(all));
        }),
    );
});

// GuardDuty's ids look random, but nothing promises it: those that differ in few digits must not make it slow.
it.each([0, 8, 16, 24])("tells apart any number of findings whose ids count up at digit %i", (digit) => {
    const store = new FindingStore();
    const [like] = fc.sample(facts, 1);
    const idOf = (number: number): string =>
        `${"0".repeat(digit)}${number.toString(16).padStart(8, "0")}`.padEnd(32, "0");
    const started = performance.now();
    for (let number = 0; number < 100_000; number += 1) {
        store.add({ ...like!, id: idOf(number), updatedAt: 1 });
        store.add({ ...like!, id: idOf(number), updatedAt: 2 });
    }

    expect(store.rows).toBe(100_000);
    expect(store.idOf(99_999)).toBe(idOf(99_999));
    // A tenth of a second; every search through all of them takes minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
});
