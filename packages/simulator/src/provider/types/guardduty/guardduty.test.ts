import { describe, expect, it } from "vitest";

import {
    REGION,
    FEATURE,
    IP_SET,
    THREAT_SET,
    FILTER,
    account,
    provider,
    start,
    checked,
    make,
    diff,
    changes,
    change,
    detector,
    filter,
    criterion,
    listBucket,
    list,
} from "../../../../test/provider-fixture";
import type { PropertyMap } from "../../resource-provider";

describe("a filter", () => {
    it("takes a date for updatedAt and for nothing else, and finds out only when it is applied", async () => {
        const detectorId = await detector();
        const date = "2026-01-02T03:04:05Z";
        const made = await make(FILTER, filter(detectorId, criterion("updatedAt", { greaterThan: date })));
        expect(made.properties["findingCriteria"]).toEqual({ criterions: [{ field: "updatedAt", greaterThan: date }] });
        const stored = await account.guardDuty(REGION).filters.get(detectorId, "noise");
        expect(stored.criteria.get("updatedAt")?.greaterThan).toBe(BigInt(Date.parse(date)));
        for (const [field, greaterThan] of [
            ["service.count", date],
            ["updatedAt", "1767323045000"],
        ] as const) {
            const news = filter(detectorId, { name: "other", action: "ARCHIVE", ...criterion(field, { greaterThan }) });
            const inputs = await checked(FILTER, news);
            await provider.create({ type: FILTER, inputs, preview: true });
            await expect(provider.create({ type: FILTER, inputs, preview: false })).rejects.toThrow(
                `parsing condition "greater_than" for field "${field}"`,
            );
        }
    });

    it("drops what is finer than a second", async () => {
        const made = await make(
            FILTER,
            filter(await detector(), criterion("updatedAt", { lessThan: "2026-01-02T03:04:05.678Z" })),
        );
        expect(made.properties["findingCriteria"]).toEqual({
            criterions: [{ field: "updatedAt", lessThan: "2026-01-02T03:04:05Z" }],
        });
    });

    it("loses a bound of zero, and so differs for ever", async () => {
        const news = filter(await detector(), criterion("severity", { greaterThanOrEqual: "0" }));
        const made = await make(FILTER, news);
        expect(made.properties["findingCriteria"]).toEqual({ criterions: [{ field: "severity" }] });
        expect(await changes(made, news)).not.toEqual([]);
    });

    it("keeps the last of two criteria for one field", async () => {
        const criterions = ["first", "last"].map((value) => ({ field: "type", equals: [value] }));
        const made = await make(FILTER, filter(await detector(), { findingCriteria: { criterions } }));
        expect(made.properties["findingCriteria"]).toEqual({ criterions: [{ field: "type", equals: ["last"] }] });
    });

    it("has criteria in no order", async () => {
        const [one, two] = [
            { field: "type", equals: ["a"] },
            { field: "id", equals: ["b"] },
        ];
        const detectorId = await detector();
        const made = await make(FILTER, filter(detectorId, { findingCriteria: { criterions: [one, two] } }));
        expect(await changes(made, filter(detectorId, { findingCriteria: { criterions: [two, one] } }))).toEqual([]);
    });

    it.each<[PropertyMap, string[]]>([
        [{}, []],
        [{ rank: 2 }, ["update rank"]],
        [{ description: "why" }, ["add description"]],
        [{ name: "other" }, ["update-replace name"]],
        [criterion("type", { equals: ["x"] }), ["update findingCriteria.criterions[0]"]],
        [{ tags: { A: "b" } }, ["add tags"]],
        [{ region: "us-east-1" }, ["update-replace region"]],
    ])("changed by %o differs in %o", async (more, expected) => {
        const detectorId = await detector();
        expect(await changes(await make(FILTER, filter(detectorId)), filter(detectorId, more))).toEqual(expected);
    });

    it("is updated in place", async () => {
        const detectorId = await detector();
        const made = await make(FILTER, filter(detectorId, { description: "old" }));
        const properties = await change(made, filter(detectorId, { action: "ARCHIVE" }));
        expect(properties).toMatchObject({ action: "ARCHIVE" });
        expect(properties["description"]).toBeUndefined();
    });
});

describe("a detector's feature", () => {
    const ALL = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];
    const runtime = (detectorId: string, names: readonly string[], status = "DISABLED"): PropertyMap => ({
        ...{ detectorId, name: "RUNTIME_MONITORING", status: "ENABLED" },
        additionalConfigurations: names.map((name) => ({ name, status })),
    });

    it("has its additional configurations in no order", async () => {
        const detectorId = await detector();
        const made = await make(FEATURE, runtime(detectorId, ALL));
        expect(await changes(made, runtime(detectorId, [...ALL].reverse()))).toEqual([]);
    });

    it("is replaced on every run where it leaves one out", async () => {
        const detectorId = await detector();
        const news = runtime(detectorId, ALL.slice(0, 2));
        const made = await make(FEATURE, news);
        expect(await changes(made, news)).toEqual(["delete-replace additionalConfigurations[2]"]);
    });

    it("is replaced on every run where AWS reports RDS_DATA_RISK, which it cannot name", async () => {
        const news = { detectorId: await detector(), name: "RDS_LOGIN_EVENTS", status: "ENABLED" };
        expect(await changes(await make(FEATURE, news), news)).toEqual(["delete-replace additionalConfigurations"]);
    });

    it("is on after it was deleted", async () => {
        const detectorId = await detector();
        const { id, properties } = await make(FEATURE, { detectorId, name: "AI_PROTECTION", status: "ENABLED" });
        await provider.delete({ type: FEATURE, id, properties });
        const state = await provider.read({ type: FEATURE, id });
        expect(state?.properties["status"]).toBe("ENABLED");
    });
});

describe("an IP list", () => {
    it("is waited for on the simulator's clock", async () => {
        await listBucket();
        const before = account.clock.now();
        const made = await make(IP_SET, list(await detector()));
        expect(made.properties["activate"]).toBe(true);
        expect(account.clock.now() - before).toBeGreaterThanOrEqual(account.timings.listActivation);
    });

    it("that ends in ERROR stays in the account, and not in the state", async () => {
        await listBucket();
        const detectorId = await detector();
        const inputs = await checked(IP_SET, list(detectorId, { location: "s3://lists/bad.txt" }));
        const error = await provider
            .create({ type: IP_SET, inputs, preview: false })
            .catch((reason: unknown) => reason);
        expect(String(error)).toContain(
            "creating GuardDuty IPSet (trusted): waiting for completion: unexpected state 'ERROR', wanted target 'ACTIVE, INACTIVE'",
        );
        expect(error).toMatchObject({ partial: undefined });
        expect(account.guardDuty(REGION).trustedIpLists.list(detectorId)).toMatchObject([{ status: "ERROR" }]);
        // What is left behind takes up the quota.
        await expect(make(IP_SET, list(detectorId, { name: "next" }))).rejects.toThrow(
            "beyond the current AWS account limits",
        );
    });

    it("that takes longer than five minutes is given up", async () => {
        start({ timings: { listActivation: 6 * 60_000 } });
        await listBucket();
        await expect(make(IP_SET, list(await detector()))).rejects.toThrow(
            "timeout while waiting for state to become 'ACTIVE, INACTIVE' (last state: 'ACTIVATING', timeout: 5m0s)",
        );
    });

    it("is gone when deleting it is done", async () => {
        await listBucket();
        const detectorId = await detector();
        const { id, properties } = await make(IP_SET, list(detectorId));
        await provider.delete({ type: IP_SET, id, properties });
        expect(await provider.read({ type: IP_SET, id })).toBeUndefined();
        await make(IP_SET, list(detectorId));
    });

    it("sends a changed location alone, and so may go on with the old content", async () => {
        await listBucket();
        const detectorId = await detector();
        const made = await make(IP_SET, list(detectorId));
        const properties = await change(made, list(detectorId, { location: "s3://lists/b.txt" }));
        expect(properties).toMatchObject({ activate: true, location: "s3://lists/b.txt" });
        expect(account.guardDuty(REGION).trustedIpLists.list(detectorId)).toMatchObject([
            { inUse: { location: "s3://lists/a.txt" } },
        ]);
    });

    it.each<[PropertyMap, string[], boolean]>([
        [{ name: "other" }, ["update name"], false],
        [{ location: "s3://lists/b.txt" }, ["update location"], false],
        [{ activate: false }, ["update activate"], false],
        [{ format: "STIX" }, ["update-replace format"], true],
    ])("changed by %o differs in %o", async (more, expected, deleteBeforeReplace) => {
        await listBucket();
        const detectorId = await detector();
        const made = await make(IP_SET, list(detectorId));
        const result = await diff(made, list(detectorId, more));
        expect(result.changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual(expected);
        expect(result.deleteBeforeReplace).toBe(deleteBeforeReplace);
    });

    it("with a generated name is replaced before it is deleted", async () => {
        await listBucket();
        const detectorId = await detector();
        const unnamed = Object.fromEntries(Object.entries(list(detectorId)).filter(([name]) => name !== "name"));
        const result = await diff(await make(THREAT_SET, unnamed), { ...unnamed, format: "STIX" });
        expect(result).toMatchObject({ deleteBeforeReplace: false, changes: [{ kind: "update-replace" }] });
    });
});
