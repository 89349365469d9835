import { beforeEach, describe, expect, it } from "vitest";

import { ALERT_REGION, alerting, FINDING, outcomes } from "../../../test/alerting-fixture";
import type { SimulatedAccount } from "../account";
import type { Criteria } from "./filters";

let account: SimulatedAccount;

beforeEach(async () => {
    ({ account } = await alerting());
});

async function filter(action: string, criteria: Criteria, name = "quiet"): Promise<void> {
    const { detectors, filters } = account.guardDuty(ALERT_REGION);
    const [detectorId = ""] = detectors.list();
    await filters.create({ detectorId, name, action, description: "", rank: 1, criteria });
}

const report = () => account.guardDuty(ALERT_REGION).findings.report(FINDING);

describe("a finding", () => {
    it.each([
        ["type", { equals: [FINDING.type] }, true],
        ["type", { equals: ["Recon:EC2/Portscan", FINDING.type] }, true],
        ["type", { notEquals: [FINDING.type] }, false],
        ["type", { notEquals: ["Recon:EC2/Portscan"] }, true],
        ["type", { matches: ["CryptoCurrency:*"] }, true],
        ["type", { matches: ["CryptoCurrency:EC?/BitcoinTool.B!DNS"] }, true],
        ["type", { matches: ["BitcoinTool*"] }, false],
        ["type", { notMatches: ["*Bitcoin*"] }, false],
        ["severity", { greaterThanOrEqual: 8n }, true],
        ["severity", { greaterThan: 8n }, false],
        ["severity", { lessThanOrEqual: 8n, greaterThan: 7n }, true],
        ["severity", { lessThan: 8n }, false],
        ["updatedAt", { greaterThanOrEqual: BigInt(Date.UTC(2026, 10, 24)) }, true],
        ["updatedAt", { greaterThan: BigInt(Date.UTC(2026, 10, 24)) }, false],
        ["resource.instanceDetails.tags.value", { equals: ["ml"] }, true],
        ["resource.instanceDetails.tags.value", { equals: ["web"] }, false],
        ["resource.s3BucketDetails.name", { equals: ["x"] }, false],
        ["service.archived", { equals: ["false"] }, true],
    ])("with a suppression rule of %s %o is archived: %s", async (field, condition, archived) => {
        await filter("ARCHIVE", new Map([[field, condition]]));
        expect((await report()).archivedBy).toBe(archived ? "quiet" : undefined);
        expect(Object.keys(await outcomes(account))).toEqual(archived ? [] : ["alerts", "siem"]);
    });

    it("is archived where it meets all criteria of a filter only", async () => {
        await filter(
            "ARCHIVE",
            new Map([
                ["type", { equals: [FINDING.type] }],
                ["severity", { lessThan: 8n }],
            ]),
        );
        expect((await report()).archivedBy).toBeUndefined();
    });

    it("is not archived by a filter that is none for suppression", async () => {
        await filter("NOOP", new Map([["type", { equals: [FINDING.type] }]]));
        expect((await report()).eventId).toMatch(/^[0-9a-f-]{36}$/);
    });

    it("is archived by the first filter", async () => {
        const all: Criteria = new Map([["severity", { greaterThan: 1n }]]);
        await filter("ARCHIVE", all, "second");
        await filter("ARCHIVE", all, "first");
        expect((await report()).archivedBy).toBe("first");
    });

    it("is not there without a detector that is enabled", async () => {
        const { detectors } = account.guardDuty(ALERT_REGION);
        await detectors.update(detectors.list()[0]!, { enable: false });
        await expect(report()).rejects.toThrow("suspended");
        await expect(account.guardDuty("eu-north-1").findings.report(FINDING)).rejects.toThrow("rejected");
    });

    it("says so where it is a sample", async () => {
        await account.guardDuty(ALERT_REGION).findings.reportSample(FINDING);
        expect(JSON.parse(account.world.trail[0]!.message)).toMatchObject({
            detail: { title: "[SAMPLE] Mining", service: { count: 1, additionalInfo: { sample: true } } },
        });
    });
});
