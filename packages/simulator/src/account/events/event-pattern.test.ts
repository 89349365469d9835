import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { isJsonObject, parseJson, type JsonObject } from "./event-fields";
import { EventPattern } from "./event-pattern";

interface Recorded {
    readonly pattern: string;
    readonly refused?: string;
    /** By event. */
    readonly matches?: Readonly<Record<string, boolean>>;
}

/** What AWS's own Event Ruler said: test/event-ruler/README.md. */
const RECORDED: readonly Recorded[] = JSON.parse(
    readFileSync(join(__dirname, "../../../test/event-ruler/recorded.json"), "utf8"),
);

const MATCHED = RECORDED.flatMap(({ pattern, matches = {} }) =>
    Object.entries(matches).map(([event, matched]) => ({ pattern, event, matched })),
);
const REFUSED = RECORDED.flatMap(({ pattern, refused }) => (refused === undefined ? [] : [{ pattern, refused }]));

function eventOf(text: string): JsonObject {
    const event = parseJson(text);
    return isJsonObject(event) ? event : {};
}

describe("an event pattern, as AWS's Event Ruler has it", () => {
    it("was recorded for enough pairs", () => {
        expect(MATCHED.length).toBeGreaterThan(300);
        expect(MATCHED.filter(({ matched }) => matched).length).toBeGreaterThan(100);
        expect(REFUSED.length).toBeGreaterThan(50);
    });

    it.each(MATCHED)("$pattern on $event: $matched", ({ pattern, event, matched }) => {
        expect(new EventPattern(pattern).matches(eventOf(event))).toBe(matched);
    });

    it.each(REFUSED)("$pattern is refused", ({ pattern, refused }) => {
        // Of what is no JSON at all, Jackson's words are not ours.
        const ours = /^(Unrecognized token|Unexpected)/.test(refused) ? "not JSON" : refused.split("\n")[0]!;
        expect(() => new EventPattern(pattern)).toThrow(ours.replace(/ : 1e400$/, ""));
    });

    it("takes every pattern that Event Ruler takes", () => {
        for (const { pattern } of RECORDED.filter(({ refused }) => refused === undefined)) {
            expect(() => new EventPattern(pattern), pattern).not.toThrow();
        }
    });
});
