// What no program means to give, at every place of FindingNotifications's arguments: the one kind of error, soon, and printable.
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { FindingNotifications, InvalidArgsError } from "../../src/index";

let registered = 0;

beforeAll(async () => {
    const newResource = ({ inputs }: pulumi.runtime.MockResourceArgs) => {
        registered += 1;
        return { id: undefined, state: inputs };
    };
    await pulumi.runtime.setMocks({ call: () => ({}), newResource });
});

const TOPIC = { snsTopic: {} };
const target = (t: unknown) => ({ targets: { t } });
const route = (r: unknown) => ({ targets: { t: TOPIC }, routes: { r } });

/** Where a value may stand, one place of each kind. */
const PLACES: Record<string, (value: unknown) => unknown> = {
    "the arguments": (value) => value,
    "the targets": (value) => ({ targets: value }),
    "a target": target,
    "an address": (value) => target({ email: value }),
    "a topic": (value) => target({ snsTopicArn: value }),
    "a new topic": (value) => target({ snsTopic: value }),
    "a log group": (value) => target({ logGroupArn: value }),
    "a log group's days": (value) => target({ logGroup: { retentionInDays: value } }),
    "a channel": (value) => target({ slack: value }),
    "a channel's id": (value) => target({ slack: { workspaceId: "T0", channelId: value } }),
    "a format": (value) => target({ ...TOPIC, messageFormat: value }),
    "the routes": (value) => ({ targets: { t: TOPIC }, routes: value }),
    "a route": route,
    "a route's targets": (value) => route({ targets: value }),
    "a route's target": (value) => route({ targets: [value] }),
    "a route's severities": (value) => route({ targets: ["t"], severities: value }),
    "a route's finding type": (value) => route({ targets: ["t"], findingTypes: [value] }),
    "a route's accounts": (value) => route({ targets: ["t"], accountIds: value }),
    "a route's events": (value) => route({ targets: ["t"], events: value }),
    "a key": (value) => ({ ...target(TOPIC), existingKmsKeyArn: value }),
    "a topic for the alarm": (value) => ({ ...target(TOPIC), alarmTopicArns: [value] }),
    region: (value) => ({ ...target(TOPIC), region: value }),
    tags: (value) => ({ ...target(TOPIC), tags: value }),
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
    "a variable of a transformer": () => '<aws.events.event.json>","x":"<title>',
    "what has itself inside": cyclic,
    "what is nested deep": () => nested(1_000),
    "the key __proto__": () => JSON.parse('{"__proto__": {"polluted": true}}') as unknown,
    "the key toString": () => ({ toString: "x", constructor: 1 }),
    "a getter that throws": () => Object.defineProperty({}, "email", { get: throwing, enumerable: true }),
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

describe.each(Object.entries(PLACES))("as %s", (_, at) => {
    it.each(Object.entries(VALUES))("%s is refused", (_kind, value) => {
        const before = registered;
        const args = at(value());
        const started = process.cpuUsage();
        const thrown = catchThrown(() => Reflect.construct(FindingNotifications, ["n", args]));
        // Of the processor, in microseconds: other programs may be running.
        expect(process.cpuUsage(started).user).toBeLessThan(1_500_000);
        expect(thrown, String(thrown)).toSatisfy((error: unknown) => InvalidArgsError.isInstance(error));
        const { message } = thrown as InvalidArgsError;
        expect(message.length).toBeLessThan(100_000);
        // Nothing but what stands for itself and line ends.
        expect(message.replaceAll("\n", "")).not.toMatch(/\p{C}|[\u2028\u2029]/u);
        expect(registered).toBe(before);
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

it("nothing that was tried has changed every object", () => expect({}).not.toHaveProperty("polluted"));
