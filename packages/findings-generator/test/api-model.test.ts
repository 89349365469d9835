import * as guardduty from "@aws-sdk/client-guardduty";
import { describe, expect, it } from "vitest";
import { FINDING_TYPES, makeLines, type Finding } from "../src";
import { DEFAULT_PLAN } from "../src/plan";
import { findModelProblems } from "./api-model";

/** Each finding type at least once, on its own. */
const findings = new Map<string, Finding>();
for (const { finding } of makeLines({ ...DEFAULT_PLAN, count: 3000, hostileShare: 0.2 })) {
    findings.set(`${finding.type} ${String(finding.resource.resourceType)}`, finding);
}

describe("findings against the API model in AWS's own SDK", () => {
    it("there is one of every active type", () => {
        const made = new Set([...findings.values()].map(({ type }) => type));

        expect([...made].sort()).toEqual(FINDING_TYPES.map(({ type }) => type).sort());
    });

    it.each([...findings])("%s has the model's members and types only", (_, finding) => {
        expect(findModelProblems(guardduty.Finding$, JSON.parse(JSON.stringify(finding)))).toEqual([]);
    });

    it("a wrong finding is found out", () => {
        const [finding] = findings.values();
        const wrong = {
            ...finding,
            severity: "8",
            Title: "no such member",
            resource: { instanceDetails: { tags: [{ key: 1 }] } },
            arn: undefined,
        };

        expect(findModelProblems(guardduty.Finding$, JSON.parse(JSON.stringify(wrong)))).toEqual([
            "arn is required",
            "resource.instanceDetails.tags[0].key should be a string",
            "severity should be a number",
            "Title is not in the model",
        ]);
    });
});
