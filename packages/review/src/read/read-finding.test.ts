import { DEFAULT_PLAN, makeLines } from "guardduty-findings-generator";
import { describe, expect, it } from "vitest";
import { AI_FINDING_TYPES } from "../../../guardduty/src/ai-training/finding-types";
import { readFinding } from "./read-finding";

const [made] = makeLines({ ...DEFAULT_PLAN, count: 1 });
const finding = JSON.parse(JSON.stringify(made?.finding)) as Record<string, unknown>;

describe("readFinding", () => {
    it.each([
        ...AI_FINDING_TYPES.bedrock,
        ...AI_FINDING_TYPES.sageMaker.filter((type) => type.includes(":SageMaker/")),
    ])("takes %s for one about AI workloads, as the library does", (type) => {
        expect(readFinding({ ...finding, type, resource: {} })).toMatchObject({ aboutAi: true });
    });

    it("takes others for one where they name a model or a guardrail", () => {
        const type = "Discovery:IAMUser/AnomalousBehavior";
        const about = (resource: object): unknown => readFinding({ ...finding, type, resource });

        expect(about({})).toMatchObject({ aboutAi: false });
        expect(about({ modelDetails: [{ modelId: "m" }] })).toMatchObject({ aboutAi: true });
        expect(about({ bedrockGuardrailDetails: { guardrails: [] } })).toMatchObject({ aboutAi: true });
    });

    it.each([
        ["null", null, "is JSON, but no object"],
        ["a list", [finding], "is JSON, but no object"],
        ["an event of EventBridge", { source: "aws.guardduty", detail: finding }, /^is no finding: it lacks id/],
        ["a severity of text", { ...finding, severity: "8" }, /severity/],
        ["a severity beyond the scale", { ...finding, severity: 11 }, /severity/],
        ["no time", { ...finding, updatedAt: "yesterday" }, /updatedAt/],
        ["an endless type", { ...finding, type: "x".repeat(301) }, /more than 300 characters/],
    ])("says why %s is no finding", (_, value, why) => {
        expect(readFinding(value)).toMatch(why);
    });
});
