// What no program means to give. Whatever it is, and wherever it stands, it gets the one kind of error: soon, printable and bounded.
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { InvalidArgsError } from "../src/index";

export const throwing = (): never => {
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

const VALUES: Readonly<Record<string, () => unknown>> = {
    "control characters and ANSI escapes": () => "\u001b[31mred\u001b[0m\r\n\u0007\u0000\u009b31m",
    "bidirectional and invisible marks": () => "\u202eevil\u202c\u2066x\u2069\u200b\ufeff",
    "half a character": () => "a\ud83d",
    "a variable of a transformer": () => '<aws.events.event.json>","x":"<title>',
    "what has itself inside": cyclic,
    "what is nested deep": () => nested(1_000),
    "the key __proto__": () => JSON.parse('{"__proto__": {"polluted": true}}') as unknown,
    "the key toString": () => ({ toString: "x", constructor: 1 }),
    "a getter that throws": () => Object.defineProperty({}, "name", { get: throwing, enumerable: true }),
    "a proxy that throws": () => new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing }),
    "a symbol": () => Symbol("\u001b[31m"),
    "a huge number": () => 10n ** 1_000n,
    "a function": () => throwing,
    "an object of a class": () => new Map([["a", 1]]),
    "what only looks like an Output": () => ({ __pulumiOutput: true }),
    "a text of 10 MB": () => "x\u0007".repeat(5_000_000),
    "many stars": () => "*a".repeat(50_000),
    "an array of a million": () => Array<string>(1_000_000).fill("x"),
};

/** Tries each value at each place, given as a call with the value there: it must be refused, and nothing registered. */
export function testHostileValues(places: Readonly<Record<string, (value: unknown) => () => unknown>>): void {
    const registered = countRegistered();

    describe.each(Object.entries(places))("as %s", (_, at) => {
        it.each(Object.entries(VALUES))("%s is refused", (_kind, value) => {
            const before = registered();
            const call = at(value());
            const started = process.cpuUsage();
            const thrown = catchThrown(call);
            // Of the processor, in microseconds: other programs may be running.
            expect(process.cpuUsage(started).user).toBeLessThan(1_500_000);
            expect(thrown, String(thrown)).toSatisfy((error: unknown) => InvalidArgsError.isInstance(error));
            const { message } = thrown as InvalidArgsError;
            expect(message.length).toBeLessThan(100_000);
            expectPrintable(message);
            expect(registered()).toBe(before);
            expect(Reflect.get({}, "polluted")).toBeUndefined();
        });
    });
}

/** Puts mocks in place of AWS, before the tests of a file; how many resources were registered there so far. */
export function countRegistered(): () => number {
    let registered = 0;
    beforeAll(async () => {
        const newResource = ({ inputs }: pulumi.runtime.MockResourceArgs) => {
            registered += 1;
            return { id: undefined, state: inputs };
        };
        await pulumi.runtime.setMocks({ call: () => ({}), newResource });
    });
    return () => registered;
}

export function catchThrown(call: () => unknown): unknown {
    try {
        call();
    } catch (error) {
        return error;
    }
    throw new Error("the arguments were accepted");
}

/** Nothing but what stands for itself and line ends: no controls, bidirectional or invisible marks, no half characters. */
export function expectPrintable(text: string): void {
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{C}|[\u2028\u2029]/u);
}
