import { describe, expect, it } from "vitest";
import { FindingsExport, GuardDutyMonitoring, InvalidArgsError } from "../src/index";
import { catchThrown, countRegistered, expectPrintable, throwing } from "./hostile";

const registered = countRegistered();

/** Expects the one kind of error, quickly, of a bounded size and printable; returns its message. */
function refused(args: unknown): string {
    const before = registered();
    const started = process.cpuUsage();
    const thrown = catchThrown(() => Reflect.construct(GuardDutyMonitoring, ["training", args]));
    // Of the processor, in microseconds: other programs may be running.
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
    expect(thrown, String(thrown)).toSatisfy((error: unknown) => InvalidArgsError.isInstance(error));
    const { message, errors = [] } = thrown as InvalidArgsError;
    expect(message.length).toBeLessThan(100_000);
    expectPrintable(message);
    for (const { propertyPath, reason } of errors) {
        expectPrintable(propertyPath);
        expect(propertyPath.length + reason.length).toBeLessThan(2_500);
    }
    expect(registered()).toBe(before);
    return message;
}

/** Where a value may stand, one place of each kind. */
const PLACES: Record<string, (value: unknown) => unknown> = {
    "the arguments": (value) => value,
    enabled: (value) => ({ enabled: value }),
    detectorId: (value) => ({ detectorId: value }),
    profile: (value) => ({ profile: value }),
    protectionPlans: (value) => ({ protectionPlans: value }),
    "a plan": (value) => ({ protectionPlans: { s3DataEvents: value } }),
    "runtime monitoring": (value) => ({ protectionPlans: { runtimeMonitoring: value } }),
    "additional plans": (value) => ({ protectionPlans: { additional: value } }),
    "the trusted list": (value) => ({ trustedIpList: value }),
    "the threat lists": (value) => ({ threatIpLists: value }),
    "a threat list": (value) => ({ threatIpLists: { a: value } }),
    "a list's entries": (value) => ({ trustedIpList: { entries: value } }),
    "a list's entry": (value) => ({ trustedIpList: { entries: [value] } }),
    "a list's file": (value) => ({ trustedIpList: { file: value } }),
    "a list's location": (value) => ({ trustedIpList: { location: value } }),
    "a list's format": (value) => ({ trustedIpList: { entries: ["198.51.100.7"], format: value } }),
    filters: (value) => ({ filters: value }),
    "a filter": (value) => ({ filters: [value] }),
    "a filter's name": (value) => ({ filters: [{ name: value, severities: ["LOW"] }] }),
    "a filter's severity": (value) => ({ filters: [{ name: "abc", severities: [value] }] }),
    "a filter's criteria": (value) => ({ filters: [{ name: "abc", criteria: value }] }),
    "a criterion": (value) => ({ filters: [{ name: "abc", criteria: { region: value } }] }),
    "a criterion's values": (value) => ({ filters: [{ name: "abc", criteria: { region: { equals: value } } }] }),
    "a bound": (value) => ({ filters: [{ name: "abc", criteria: { updatedAt: { lessThan: value } } }] }),
    "the export": (value) => ({ findingsExport: value }),
    "a bucket's ARN": (value) => ({ findingsExport: { existingBucketArn: value } }),
    "a prefix": (value) => ({ findingsExport: { prefix: value } }),
    "the object lock": (value) => ({ findingsExport: { objectLock: value } }),
    region: (value) => ({ region: value }),
    tags: (value) => ({ tags: value }),
};
const places = Object.entries(PLACES);
/** For values that take their time. */
const somePlaces = places.filter((_, index) => index % 4 === 0);

function cyclic(): unknown {
    const value: Record<string, unknown> = {};
    value["self"] = { inside: [value] };
    return value;
}

function nested(depth: number): unknown {
    let value: unknown = "x";
    for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? { a: value } : [value];
    return value;
}

/** Ten times ten times ten … the same thing: a small object that is enormous when copied. */
function shared(depth: number): unknown {
    let value: unknown = "x";
    for (let level = 0; level < depth; level += 1) value = Array<unknown>(10).fill(value);
    return value;
}

function revoked(target: object): unknown {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
}

const trap: ProxyHandler<object> = {
    get: throwing,
    has: throwing,
    ownKeys: throwing,
    getPrototypeOf: throwing,
    getOwnPropertyDescriptor: throwing,
};

class Thing {
    readonly secret = "s3cret";
}

/** Answers once like an object of a class, then not at all. */
function fickle(): unknown {
    let asked = 0;
    return new Proxy({}, { getPrototypeOf: () => ((asked += 1) > 3 ? throwing() : Map.prototype) });
}

describe.each(places)("as %s", (_, at) => {
    it.each([
        ["control characters and ANSI escapes", "\u001b[31mred\u001b[0m\r\n\u0007\u0000\u0008\u007f\u009b31m"],
        ["bidirectional and invisible marks", "\u202eevil\u202c\u2066x\u2069\u200b\ufeff\u00ad\u061c\u180e\u{e0041}"],
        ["line and paragraph separators", "a\u2028b\u2029c\u0085d"],
        ["half a character", "a\ud83d b\ude00"],
        ["private characters and none", "\ue000\ufffe\u{fffff}\u0378"],
    ])("%s are refused, escaped", (_, text) => {
        refused(at(text));
        refused(at({ [text]: "x" }));
    });

    it("what has itself inside is refused", () => refused(at(cyclic())));

    it("what is nested deep is refused", () => {
        refused(at(nested(100)));
        refused(at(nested(10_000)));
    });

    it("the key __proto__ is refused, and changes nothing", () => {
        refused(at(JSON.parse('{"__proto__": {"polluted": true}}')));
        expect(Reflect.get({}, "polluted")).toBeUndefined();
    });

    it("the names of what every object has are refused", () => {
        for (const key of ["constructor", "toString", "hasOwnProperty", "__defineGetter__", "then", "toJSON"]) {
            refused(at({ [key]: throwing }));
        }
    });

    it("getters that throw are refused", () => {
        refused(at(Object.defineProperty({}, "name", { get: throwing, enumerable: true })));
        refused(at(Object.defineProperty([1, 2], 1, { get: throwing, enumerable: true })));
    });

    it("proxies are refused", () => {
        refused(at(new Proxy({}, trap)));
        refused(at(new Proxy([], trap)));
        refused(at(new Proxy(() => 1, trap)));
        refused(at(revoked({})));
        refused(at(revoked([])));
        refused(at(revoked(() => 1)));
        refused(at(fickle()));
    });

    it("values that JSON has not are refused", () => {
        const values = [
            Symbol("\u001b[31m"),
            10n ** 1_000n,
            throwing,
            new Thing(),
            new Map([["a", 1]]),
            /x/,
            new Error("\u0007"),
            Object.create({ a: 1 }) as unknown,
        ];
        for (const value of values) expect(refused(at(value))).not.toContain("s3cret");
    });

    it("what only looks like an Output or a resource is refused", () => {
        for (const mark of ["__pulumiOutput", "__pulumiResource", "__pulumiAsset", "__pulumiUnknown"])
            refused(at({ [mark]: true }));
    });
});

describe.each(somePlaces)("as %s", (_, at) => {
    it("a text of 10 MB is refused, shortened", () => refused(at("x".repeat(10_000_000))));

    it("a key of 10 MB is refused, shortened", () => {
        refused(at({ ["x".repeat(10_000_000)]: "x" }));
        refused(at({ ["\u001b".repeat(10_000_000)]: "x" }));
    });

    it("a text of 10 MB of escapes is refused, shortened", () => refused(at("\u001b".repeat(10_000_000))));

    it("what is small and shared many times is refused", () => refused(at(shared(14))));

    it("huge arrays are refused, holes or not", () => {
        const holes: unknown[] = [];
        holes.length = 2 ** 32 - 1;
        refused(at(holes));
        refused(at(Array(1_000_000)));
        refused(at(Array<unknown>(1_000_000).fill(null)));
        refused(at(Array<unknown>(100_000).fill({ quux: 1 })));
    });

    it("what has very many keys is refused", () => {
        refused(at(Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]))));
        refused(at(Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`treatIpList${index}`, index]))));
    });
});

describe("an object without a prototype", () => {
    it("is as good as any other", () => {
        const args = Object.assign(Object.create(null) as object, { enabled: "x" });
        expect(refused(args)).toContain('enabled: got "x"');
    });
});

describe("what an argument is when it is read again", () => {
    it("makes no difference: it is read once", () => {
        let reads = 0;
        const args = Object.defineProperty({}, "profile", {
            enumerable: true,
            get: () => ((reads += 1) === 1 ? "quux" : "BASELINE"),
        });
        expect(refused(args)).toContain('profile: got "quux"');
        expect(reads).toBe(1);
    });
});

describe("FindingsExport by itself", () => {
    it.each(places.slice(0, 1))("refuses hostile values like %s", () => {
        for (const value of [
            cyclic(),
            nested(1_000),
            shared(14),
            revoked({}),
            new Proxy({}, trap),
            { detectorArn: "\u001b".repeat(1_000_000) },
        ]) {
            const thrown = catchThrown(() => Reflect.construct(FindingsExport, ["findings", value]));
            expect(thrown).toSatisfy((error: unknown) => InvalidArgsError.isInstance(error));
            expectPrintable((thrown as InvalidArgsError).message);
        }
    });
});

describe("a name", () => {
    it("that is hostile is refused the same way", () => {
        for (const name of [
            "x".repeat(10_000_000),
            "\u001b[31m",
            cyclic(),
            revoked({}),
            Symbol("x"),
            new Proxy({}, trap),
            10n,
        ]) {
            const thrown = catchThrown(() => Reflect.construct(GuardDutyMonitoring, [name, {}]));
            expect(thrown).toSatisfy((error: unknown) => InvalidArgsError.isInstance(error));
            expectPrintable((thrown as InvalidArgsError).message);
        }
    });
});

describe("options", () => {
    it("that are hostile are refused the same way", () => {
        for (const opts of [7, "x", revoked({}), new Proxy({}, trap), new Thing(), []]) {
            const thrown = catchThrown(() => Reflect.construct(GuardDutyMonitoring, ["training", {}, opts]));
            expect(thrown).toSatisfy((error: unknown) => InvalidArgsError.isInstance(error));
        }
    });
});
