import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { checkKnown } from "../../plugin/src/check-known";
import { planMonitoring } from "../../src/monitoring/plan";

/** Path and reason of each problem, as the engine gets them. */
async function problemsOf(args: pulumi.Inputs): Promise<string[]> {
    try {
        await checkKnown((known) => planMonitoring("training", known, undefined), args);
    } catch (error) {
        if (!pulumi.InputPropertiesError.isInstance(error)) throw error;
        return error.errors.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
    }
    return [];
}

describe("arguments that come over the wire", () => {
    it("are checked with what their Outputs hold", async () => {
        const entries = pulumi.output(["8.8.8.8", pulumi.output("10.0.0.1")]);
        expect(await problemsOf({ trustedIpList: { entries } })).toEqual([
            expect.stringMatching(/^trustedIpList\.entries\[1\]: got "10\.0\.0\.1"/),
        ]);
        expect(await problemsOf({ trustedIpList: { entries: pulumi.output(["8.8.8.8"]) } })).toEqual([]);
    });

    it("say of a secret neither what it is nor, below it, where", async () => {
        const [problem, ...others] = await problemsOf({
            trustedIpList: { entries: ["8.8.8.8", pulumi.secret("10.0.0.1")] },
            threatIpLists: { known: { entries: pulumi.secret(["8.8.8.8", "10.0.0.2"]) } },
        });
        expect(problem).toMatch(
            /^trustedIpList\.entries\[1\]: got a secret value, not shown; must be publicly routable/,
        );
        expect(others).toEqual([
            expect.stringMatching(/^threatIpLists\.known\.entries: got a secret value, not shown/),
        ]);
        expect([problem, ...others].join()).not.toContain("10.0.0");
    });

    it("show what is wrong with others, also beside a secret", async () => {
        const problems = await problemsOf({ tags: { key: pulumi.secret("value") }, region: pulumi.output("nowhere") });
        expect(problems).toEqual([expect.stringMatching(/^region: got "nowhere"/)]);
    });

    it("that are plain are left to the component, which says the same", async () => {
        expect(await problemsOf({ profile: "AI" })).toEqual([]);
    });
});
