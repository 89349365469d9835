// What no program means to give, at every place of ThreatListFeed's arguments: the one kind of error, soon, and printable.
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { InvalidArgsError, ThreatListFeed } from "../../src/index";

let registered = 0;

beforeAll(async () => {
    const newResource = ({ inputs }: pulumi.runtime.MockResourceArgs) => {
        registered += 1;
        return { id: undefined, state: inputs };
    };
    await pulumi.runtime.setMocks({ call: () => ({}), newResource });
});

const url = "https://example.org/list.txt";
const feed = (more: object) => () =>
    Reflect.construct(ThreatListFeed, ["f", { detectorId: "d1", sources: { a: { url } }, ...more }]);
const source = (more: object) => feed({ sources: { a: { url, ...more } } });

/** Where a value may stand, one place of each kind. */
const PLACES: Record<string, (value: never) => () => unknown> = {
    "the arguments": (value) => () => Reflect.construct(ThreatListFeed, ["f", value]),
    "the detector": (value) => feed({ detectorId: value }),
    "the sources": (value) => feed({ sources: value }),
    "a source": (value) => feed({ sources: { a: value } }),
    "an address": (value) => source({ url: value }),
    "a format": (value) => source({ format: value }),
    "a column": (value) => source({ format: "CSV", csvColumn: value }),
    "a path": (value) => source({ format: "JSON", jsonPath: value }),
    "a secret": (value) => source({ tokenSecretArn: value }),
    "a schedule": (value) => feed({ scheduleExpression: value }),
    "a limit": (value) => feed({ maxShrinkPercent: value }),
    topics: (value) => feed({ alarmTopicArns: value }),
    "a topic": (value) => feed({ alarmTopicArns: [value] }),
    region: (value) => feed({ region: value }),
    tags: (value) => feed({ tags: value }),
    "a tag": (value) => feed({ tags: { a: value } }),
};

const throwing = (): never => {
    throw new Error("no");
};

function cyclic(): unknown {
    const value: Record<string, unknown> = {};
    value["self"] = [value];
    return value;
}

function nested(depth: number): unknown {
    return Array.from({ length: depth }).reduce<unknown>(
        (inside, _, level) => (level % 2 ? [inside] : { a: inside }),
        "x",
    );
}

const VALUES: Record<string, () => unknown> = {
    "control characters and ANSI escapes": () => "\u001b[31mred\u001b[0m\r\n\u0007\u0000\u009b31m",
    "bidirectional and invisible marks": () => "\u202eevil\u202c\u2066x\u2069\u200b\ufeff",
    "half a character": () => "a\ud83d",
    "what has itself inside": cyclic,
    "what is nested deep": () => nested(1_000),
    "the key __proto__": () => JSON.parse('{"__proto__": {"polluted": true}}') as unknown,
    "a getter that throws": () => Object.defineProperty({}, "name", { get: throwing, enumerable: true }),
    "a proxy that throws": () => new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing }),
    "a symbol": () => Symbol("\u001b[31m"),
    "a huge number": () => 10n ** 1_000n,
    "a function": () => throwing,
    "an object of a class": () => new Map([["a", 1]]),
    "what only looks like an Output": () => ({ __pulumiOutput: true }),
    "a text of 10 MB": () => "x\u0007".repeat(5_000_000),
    "an array of a million": () => Array<string>(1_000_000).fill("x"),
};

describe.each(Object.entries(PLACES))("as %s", (_, at) => {
    it.each(Object.entries(VALUES))("%s is refused", (_kind, value) => {
        const before = registered;
        const started = process.cpuUsage();
        const thrown = catchThrown(at(value() as never));
        // Of the processor, in microseconds: other programs may be running.
        expect(process.cpuUsage(started).user).toBeLessThan(1_500_000);
        expect(thrown, String(thrown)).toSatisfy((error: unknown) => InvalidArgsError.isInstance(error));
        const { message } = thrown as InvalidArgsError;
        expect(message.length).toBeLessThan(100_000);
        expect(message.replaceAll("\n", "")).not.toMatch(/\p{C}|[\u2028\u2029]/u);
        expect(registered).toBe(before);
        expect(Reflect.get({}, "polluted")).toBeUndefined();
    });
});

function catchThrown(call: () => unknown): unknown {
    try {
        call();
    } catch (error) {
        return error;
    }
    throw new Error("the arguments were accepted");
}
