import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { FindingsExport, GuardDutyMonitoring, InvalidArgsError, type GuardDutyMonitoringArgs } from "../src/index";
import { DETECTOR_ID } from "./fake-aws";
import { record } from "./recorder";

/** The third-party copy of the library that a program may have besides. */
class CopyOfInvalidArgsError extends pulumi.InputPropertiesError {
    override name = "InvalidArgsError";
}

const WRONG = {
    enabled: "yes",
    profile: "ai_training",
    treatIpLists: {},
    trustedIpList: { entries: ["10.0.0.0/8", "198.51.100.7/24"] },
    filters: [{ name: "a b", action: "ARCHIVE", severities: ["LOW"] }],
    findingsExport: { prefix: "/logs", objectLock: { mode: "GOVERNANCE", days: 0 } },
} as unknown as GuardDutyMonitoringArgs;

async function refusal(program: () => unknown): Promise<InvalidArgsError> {
    const { resources, failures } = await record(program);
    expect(resources).toEqual([]);
    expect(failures).toHaveLength(1);
    const [failure] = failures;
    if (!InvalidArgsError.isInstance(failure)) throw failure;
    return failure;
}

describe("what a user reads", () => {
    it("is one error with every problem, each with path, value, rule and how to mend it; nothing is registered", async () => {
        const { message } = await refusal(() => new GuardDutyMonitoring("training", WRONG));
        expect(message).toMatchInlineSnapshot(`
          "GuardDutyMonitoring "training" has 8 problems in its arguments; nothing of it was registered.
            - enabled: got "yes"; must be true or false.
            - profile: got "ai_training"; must be "BASELINE" or "AI_TRAINING". Did you mean "AI_TRAINING"?
            - findingsExport.prefix: got "/logs"; must be a folder such as guardduty or logs/guardduty: at most 512 characters of A-Z a-z 0-9 ! - _ . ' ( ) / =, no slash at its start. Remove the slash at its start.
            - findingsExport.objectLock.days: got 0; must be a whole number of days from 1 to 36500.
            - treatIpLists: there is no such argument; the arguments here are enabled, detectorId, accountRole, profile, findingPublishingFrequency, protectionPlans, trustedIpList, threatIpLists, listBucketName, filters, findingsExport, region and tags. Did you mean "threatIpLists"?
            - trustedIpList.entries[0]: got "10.0.0.0/8"; must be publicly routable: GuardDuty looks at no other addresses, so the entry would have no effect. 10.0.0.0/8 is for private use (RFC 1918): remove it.
            - trustedIpList.entries[1]: got "198.51.100.7/24"; must be a network's first address where a prefix follows, with all bits after the prefix zero. Did you mean 198.51.100.0/24 or 198.51.100.7?
            - filters[0].name: got "a b"; must be 3 to 64 characters of A-Z a-z 0-9 _ . -."
        `);
    });

    it("has the problem alone where there is one", async () => {
        const { message } = await refusal(() => new GuardDutyMonitoring("training", { profile: "x" } as never));
        expect(message).toBe(
            'GuardDutyMonitoring "training" has a problem in its arguments; nothing of it was registered.\n' +
                '  - profile: got "x"; must be "BASELINE" or "AI_TRAINING".',
        );
    });

    it("names FindingsExport where that is the component", async () => {
        const { message } = await refusal(() => new FindingsExport("findings", {} as never));
        expect(message).toMatch(
            /^FindingsExport "findings" has a problem in its arguments; nothing of it was registered\.\n {2}- detectorArn: /,
        );
    });

    it("is a hundred problems at most, and how many more", async () => {
        const { message, errors } = await refusal(() => new GuardDutyMonitoring("t", { filters: Array(150).fill(7) }));
        expect(errors).toHaveLength(100);
        expect(message).toContain('t" has 151 problems');
        expect(message.split("\n").at(-1)).toBe("  - and 51 more");
    });
});

describe("the error", () => {
    it("has details for programs: path and reason of each problem", async () => {
        const { errors } = await refusal(() => new GuardDutyMonitoring("training", WRONG));
        expect(errors).toContainEqual({ propertyPath: "enabled", reason: 'got "yes"; must be true or false.' });
        expect(errors?.map(({ propertyPath }) => propertyPath)).toEqual([
            "enabled",
            "profile",
            "findingsExport.prefix",
            "findingsExport.objectLock.days",
            "treatIpLists",
            "trustedIpList.entries[0]",
            "trustedIpList.entries[1]",
            "filters[0].name",
        ]);
    });

    it("is one that Pulumi prints without a stack", async () => {
        const error = await refusal(() => new GuardDutyMonitoring("training", WRONG));
        expect(pulumi.RunError.isInstance(error)).toBe(true);
        expect(pulumi.InputPropertiesError.isInstance(error)).toBe(true);
        expect(error).toBeInstanceOf(InvalidArgsError);
        expect(error).toBeInstanceOf(Error);
        expect(error.name).toBe("InvalidArgsError");
    });

    it("is recognised from another copy of the library, and nothing else is", () => {
        expect(InvalidArgsError.isInstance(new CopyOfInvalidArgsError({ message: "x", errors: [] }))).toBe(true);
        for (const other of [
            undefined,
            null,
            "x",
            {},
            new Error("x"),
            new pulumi.InputPropertiesError({ message: "x", errors: [] }),
            new pulumi.RunError("x"),
        ]) {
            expect(InvalidArgsError.isInstance(other)).toBe(false);
        }
    });

    it("leaves the component without a trace in a program that catches it", async () => {
        const { resources, failures } = await record(() => {
            try {
                new GuardDutyMonitoring("training", WRONG);
            } catch {
                return new GuardDutyMonitoring("training", { findingsExport: {} });
            }
            return undefined;
        });
        expect(failures).toEqual([]);
        expect(resources.filter(({ name }) => name === "training")).toHaveLength(1);
    });
});

describe("the arguments", () => {
    it("may be frozen, and are left as they are", async () => {
        const freeze = <T>(value: T): T => {
            if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
            return value;
        };
        const args: GuardDutyMonitoringArgs = freeze({
            tags: { Team: "ml" },
            trustedIpList: { entries: ["8.8.8.8"] },
            filters: [{ name: "abc", severities: ["LOW"], tags: { Own: "x" } }],
            findingsExport: { objectLock: { mode: "GOVERNANCE", days: 1 } },
            protectionPlans: { additional: { NEW_PLAN: "ENABLED" } },
        });
        const before = JSON.stringify(args);
        expect((await record(() => new GuardDutyMonitoring("t", args))).failures).toEqual([]);
        expect(JSON.stringify(args)).toBe(before);
    });

    it("may be changed afterwards: what counts is what they were", async () => {
        const args = {
            filters: [{ name: "abc", severities: ["LOW"] }],
            tags: { Team: "ml" } as Record<string, string>,
        };
        const { resources } = await record(() => {
            const made = new GuardDutyMonitoring("t", args as GuardDutyMonitoringArgs);
            args.tags["Team"] = "changed";
            args.filters.pop();
            return made;
        });
        expect(JSON.stringify(resources)).not.toContain("changed");
        expect(resources.some(({ name }) => name === "t-filter-abc")).toBe(true);
    });

    it("that are wrong as Outputs and plain are both told, the plain ones first", async () => {
        const { resources, failures } = await record(
            () => new GuardDutyMonitoring("t", { region: pulumi.output("nowhere"), profile: "x" } as never),
        );
        expect(resources).toEqual([]);
        expect(failures.map(String).join("\n")).toContain('profile: got "x"');
        for (const failure of failures) expect(InvalidArgsError.isInstance(failure)).toBe(true);
    });

    it("may come as an adopted detector's Output", async () => {
        const { failures, resources } = await record(
            () => new GuardDutyMonitoring("t", { detectorId: Promise.resolve(DETECTOR_ID), findingsExport: {} }),
        );
        expect(failures).toEqual([]);
        expect(resources.find(({ name }) => name === "t-detector")?.readId).toBe(DETECTOR_ID);
    });
});
