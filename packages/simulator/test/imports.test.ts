import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { describe, expect, it } from "vitest";

const SOURCES = join(__dirname, "../src");

/** The rooms of the simulator, floor by floor: one imports from lower floors only. */
const FLOORS: readonly (readonly string[])[] = [
    ["policy"],
    ["account"],
    ["account-file", "provider"],
    ["wire"],
    ["mocks"],
    ["engine", "provider-server"],
    ["graph", "pulumi"],
    ["cli", "index"],
];

/** What each source file imports, types too: to read a file one has to know those. */
const IMPORTS: ReadonlyMap<string, readonly string[]> = new Map(
    readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
        .map((file) => [withSlashes(file.slice(0, -3)), importsOf(file)]),
);

function importsOf(file: string): string[] {
    const text = readFileSync(join(SOURCES, file), "utf8");
    return [...text.matchAll(/\bfrom "(\.[^"]+)"/g)].map(([, to = ""]) =>
        withSlashes(relative(SOURCES, join(SOURCES, dirname(file), to))),
    );
}

function withSlashes(path: string): string {
    return path.replaceAll("\\", "/");
}

/** A way from a file along imports back to itself. */
function circleThrough(start: string): string[] | undefined {
    const seen = new Set<string>();
    const ways = [[start]];
    for (const way of ways) {
        for (const next of IMPORTS.get(way.at(-1) ?? "") ?? []) {
            if (next === start) {
                return [...way, next];
            }
            if (!seen.has(next)) {
                seen.add(next);
                ways.push([...way, next]);
            }
        }
    }
    return undefined;
}

/** Imports from one place of the account to another, such as "account/core/scope -> account/world". */
function importsBetween(from: RegExp, to: RegExp): string[] {
    return [...IMPORTS]
        .filter(([file]) => from.test(file))
        .flatMap(([file, imports]) => imports.filter((one) => to.test(one)).map((one) => `${file} -> ${one}`));
}

function roomOf(file: string): string {
    return file.split("/")[0] ?? "";
}

function floorOf(file: string): number {
    return FLOORS.findIndex((rooms) => rooms.includes(roomOf(file)));
}

describe("the simulator's imports", () => {
    it("are found", () => {
        expect(IMPORTS.get("account/core/scope")).toContain("account/core/owning-account");
        expect([...IMPORTS.values()].flat().filter((file) => !IMPORTS.has(file))).toEqual([]);
    });

    it("have no circle", () => {
        expect([...IMPORTS.keys()].map(circleThrough).filter((circle) => circle !== undefined)).toEqual([]);
    });

    it("go down from floor to floor, and never to another room of the same", () => {
        expect([...new Set([...IMPORTS.keys()].map(roomOf))].sort()).toEqual(FLOORS.flat().sort());
        const up = [...IMPORTS].flatMap(([file, imports]) =>
            imports
                .filter((one) => roomOf(one) !== roomOf(file) && floorOf(one) >= floorOf(file))
                .map((one) => `${file} -> ${one}`),
        );
        expect(up).toEqual([]);
    });

    it("go from services to the core, and to the account from neither", () => {
        expect(importsBetween(/^account\/core\//, /^account\/(?!core\/)/)).toEqual([]);
        expect(importsBetween(/^account\/\w+\//, /^account\/[\w-]+$/)).toEqual([]);
    });
});
