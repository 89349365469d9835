// What no program means to give, at every place of FindingsLake's arguments: the one kind of error, soon, and printable.
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { FindingsLake, InvalidArgsError } from "../../src/index";

let registered = 0;

beforeAll(async () => {
    const newResource = ({ inputs }: pulumi.runtime.MockResourceArgs) => {
        registered += 1;
        return { id: undefined, state: inputs };
    };
    await pulumi.runtime.setMocks({ call: () => ({}), newResource });
});

const NEEDED = {
    findingsLocation: "s3://findings/AWSLogs/111122223333/GuardDuty/eu-west-1/",
    findingsKmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
};
const lake = (more: object) => () => Reflect.construct(FindingsLake, ["l", { ...NEEDED, ...more }]);

/** Where a value may stand, one place of each kind. */
const PLACES: Record<string, (value: never) => () => unknown> = {
    "the arguments": (value) => () => Reflect.construct(FindingsLake, ["l", value]),
    "the location": (value) => lake({ findingsLocation: value }),
    "the key": (value) => lake({ findingsKmsKeyArn: value }),
    accounts: (value) => lake({ accountIds: value }),
    "an account": (value) => lake({ accountIds: [value] }),
    "a Region": (value) => lake({ regions: [value] }),
    "a day": (value) => lake({ firstDay: value }),
    "a name": (value) => lake({ databaseName: value }),
    "a number": (value) => lake({ bytesScannedCutoffPerQuery: value }),
    "the role": (value) => lake({ reviewRole: value }),
    "a principal": (value) => lake({ reviewRole: { trustedPrincipalArns: [value] } }),
    tags: (value) => lake({ tags: value }),
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
