import { SimulatedAccount } from "pulumi-guardduty-simulator";
import { expect, test } from "vitest";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

/** Everything an account's options can be, on the component, in a Region that is not the stack's. */
function program(args: string, options = "protect: true, retainOnDelete: true"): string {
    return `
    const elsewhere = new aws.Provider("elsewhere", { region: "eu-west-1" });
    const first = new aws.s3.Bucket("first", { forceDestroy: true });
    new GuardDutyMonitoring("training", { ${args} }, { provider: elsewhere, dependsOn: [first], ${options} });`;
}

const BEFORE = `
    trustedIpList: { entries: ["8.8.8.8"] },
    threatIpLists: { known: { entries: ["9.9.9.9"] }, other: { entries: ["9.9.9.10"] } },
    filters: [{ name: "aaa", severities: ["LOW"] }, { name: "bbb", severities: ["LOW"] }],
    findingsExport: {},`;
const AFTER = `
    profile: "AI_TRAINING",
    protectionPlans: { aiProtection: "UNMANAGED", lambdaNetworkLogs: "UNMANAGED" },
    trustedIpList: { entries: ["8.8.4.4"] },
    threatIpLists: { known: { entries: ["9.9.9.11"] } },
    filters: [{ name: "new", severities: ["LOW"] }, { name: "bbb", severities: ["HIGH"] }],
    findingsExport: { prefix: "guardduty" },`;

test("under protect, retainOnDelete, dependsOn and a provider elsewhere, lists, filters, plans and export are edited as ever", async () => {
    const account = new SimulatedAccount();
    const life = await startLife({ account });
    const { detectors, trustedIpLists, threatIpLists, filters } = account.guardDuty("eu-west-1");
    await life.up(program(BEFORE));
    expect(account.guardDuty("us-east-1").detectors.list()).toEqual([]);
    const [detector = ""] = detectors.list();
    const threats = () => threatIpLists.list(detector).length;
    const ranks = () => filters.list(detector).map(({ name, rank }) => `${rank} ${name}`);
    expect([trustedIpLists.list(detector).length, threats(), ranks()]).toEqual([1, 2, ["1 aaa", "2 bbb"]]);

    const lines = stepLines(await life.up(program(AFTER)));
    expect([...lines].sort()).toEqual([
        "create training-filter-new",
        "create training-findings-export-prefix-marker",
        "create-replacement training-plan-runtime-monitoring",
        "create-replacement training-threat-ip-list-known",
        "create-replacement training-threat-ip-list-known-object",
        "create-replacement training-trusted-ip-list",
        "create-replacement training-trusted-ip-list-object",
        "delete training-filter-aaa",
        "delete training-plan-lambda-network-logs",
        "delete training-threat-ip-list-other",
        "delete training-threat-ip-list-other-object",
        "delete-replaced training-plan-runtime-monitoring",
        "delete-replaced training-threat-ip-list-known",
        "delete-replaced training-threat-ip-list-known-object",
        "delete-replaced training-trusted-ip-list",
        "delete-replaced training-trusted-ip-list-object",
        "update training",
        "update training-filter-bbb",
        "update training-findings-export-bucket-policy",
        "update training-findings-export-destination",
    ]);
    expect([trustedIpLists.list(detector).length, threats()]).toEqual([1, 1]);
    // A filter that the program no longer names suppresses nothing any more.
    expect(filters.list(detector).map(({ name }) => name)).toEqual(["new", "bbb"]);

    // The last list takes its bucket along; the destination is replaced, since it has other tags.
    const emptied = await life.up(program(`findingsExport: { prefix: "guardduty" }, tags: { Team: "training" }`));
    expect(stepLines(emptied)).toEqual(
        expect.arrayContaining([
            "delete training-list-bucket",
            "delete training-filter-bbb",
            "delete-replaced training-findings-export-destination",
        ]),
    );
    expect([trustedIpLists.list(detector), threats(), ranks()]).toEqual([[], 0, []]);
    expect(stepLines(await life.up())).toEqual([]);
});

test("destroy of what is protected says so in its preview; unprotected, what is retained stays", async () => {
    const account = new SimulatedAccount();
    const life = await startLife({ account });
    const { detectors, trustedIpLists, threatIpLists, filters } = account.guardDuty("eu-west-1");
    await life.up(program(BEFORE));
    const [detector = ""] = detectors.list();
    const held = () => [trustedIpLists, threatIpLists, filters].map((kind) => kind.list(detector).length);

    const { deployment } = await life.stack.exportState();
    const open = (deployment.resources ?? []).filter(
        ({ type, protect }) => type.startsWith("aws:") && protect !== true,
    );
    expect(open.map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2)).sort()).toEqual([
        "first",
        "training-filter-aaa",
        "training-filter-bbb",
        "training-findings-export-destination",
        "training-findings-export-key-alias",
        "training-list-bucket",
        "training-list-bucket-ownership",
        "training-list-bucket-policy",
        "training-list-bucket-public-access",
        "training-list-bucket-versioning",
        "training-plan-ebs-malware-protection",
        "training-plan-eks-audit-logs",
        "training-plan-lambda-network-logs",
        "training-plan-rds-login-events",
        "training-plan-runtime-monitoring",
        "training-plan-s3-data-events",
        "training-threat-ip-list-known",
        "training-threat-ip-list-known-object",
        "training-threat-ip-list-other",
        "training-threat-ip-list-other-object",
        "training-trusted-ip-list",
        "training-trusted-ip-list-object",
    ]);

    // As a user runs it: with a preview.
    const refused = await life.stack.destroy({ arguments: ["--skip-preview=false"] });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.output).toContain("cannot be deleted\n    because it is protected");
    expect(refused.output).toContain("pulumi state unprotect");
    expect([detectors.list(), held()]).toEqual([[detector], [1, 2, 2]]);

    // Without one, as the Automation API runs it, what is not protected goes. It comes back with the next up.
    const late = await life.stack.destroy();
    expect(late.exitCode).not.toBe(0);
    const exported = () => account.guardDuty("eu-west-1").destinations.list(detector).length;
    expect([detectors.list(), held(), exported()]).toEqual([[detector], [0, 0, 0], 0]);
    await life.up();
    expect([detectors.list(), held(), exported()]).toEqual([[detector], [1, 2, 2], 1]);

    // The guide: without `protect` in the program, `pulumi up`, then `pulumi destroy`.
    expect(stepLines(await life.up(program(BEFORE, "retainOnDelete: true")))).toEqual([]);
    await life.destroy();
    expect([detectors.list(), held()]).toEqual([[detector], [0, 0, 0]]);
});

test("under protect the preview refuses to move the export, and without it the export moves", async () => {
    const life = await startLife();
    const program = (args: string, protect: boolean) =>
        `new GuardDutyMonitoring("training", { findingsExport: { ${args} } }, { protect: ${protect} });`;
    const prefix = 'prefix: "ours"';
    await life.up(program(prefix, true));

    for (const [args, message] of [
        ['prefix: "theirs"', "unable to replace resource"],
        [`bucketName: "another-bucket", ${prefix}`, "unable to replace resource"],
        ["", "cannot be deleted\n    because it is protected"],
    ] as const) {
        life.write(program(args, true));
        const refused = await life.stack.preview();
        expect(refused.exitCode, args).not.toBe(0);
        expect(refused.output, args).toContain(message);
    }

    // The guide: take it out, `pulumi up`, make the change, put it back.
    expect(stepLines(await life.up(program(prefix, false)))).toEqual([]);
    expect(stepLines(await life.up(program("", false)))).toContain("update training-findings-export-destination");
    expect(stepLines(await life.up(program("", true)))).toEqual([]);
});
