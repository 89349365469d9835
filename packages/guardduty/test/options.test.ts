import * as aws from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { GuardDutyMonitoring, type GuardDutyMonitoringArgs } from "../src/index";
import { deploy, find, type Registered } from "./recorder";

/** Something of everything. */
const ARGS: GuardDutyMonitoringArgs = {
    trustedIpList: { entries: ["8.8.8.8"] },
    threatIpLists: { known: { location: "s3://theirs/list.txt" } },
    filters: [{ name: "abc", severities: ["LOW"] }],
    findingsExport: { prefix: "logs", objectLock: { mode: "GOVERNANCE", days: 1 }, accessLogBucketName: "my-logs" },
};
/** What can be made again from the program, and follows it. */
const FOLLOWING = new RegExp(
    "^t-(?:plan-.*|filter-.*|list-bucket.*|trusted-ip-list|trusted-ip-list-object|threat-ip-list-known" +
        "|findings-export-key-alias|findings-export-destination)$",
);

async function make(opts: () => pulumi.ComponentResourceOptions, args = ARGS, config?: Record<string, string>) {
    const { resources, warnings } = await deploy(
        () => new GuardDutyMonitoring("t", args, opts()),
        config ? { config } : {},
    );
    return { children: resources.filter(({ type }) => type.startsWith("aws:")), resources, warnings };
}

const provider = (name: string) => new aws.Provider(name, { region: "eu-central-1" });

describe("a provider of one's own", () => {
    it.each<[string, () => pulumi.ComponentResourceOptions]>([
        ["as provider", () => ({ provider: provider("mine") })],
        ["among providers", () => ({ providers: [provider("mine")] })],
        ["by package", () => ({ providers: { aws: provider("mine") } })],
        [
            "of the parent",
            () => ({
                parent: new pulumi.ComponentResource(
                    "test:index:Parent",
                    "parent",
                    {},
                    { providers: [provider("mine")] },
                ),
            }),
        ],
    ])("reaches every child %s", async (_, opts) => {
        const { children } = await make(opts);
        expect(children.length).toBeGreaterThan(25);
        for (const { name, provider: used } of children) expect(used, name).toBe("mine");
    });

    it("is the default one where none is given", async () => {
        for (const { provider: used } of (await make(() => ({}))).children) expect(used).toBeUndefined();
    });

    it("reads the detector that is adopted, too", async () => {
        const { children } = await make(() => ({ provider: provider("mine") }), {
            detectorId: "0123456789abcdef0123456789abcdef",
        });
        expect(find(children, "t-detector")).toMatchObject({
            readId: "0123456789abcdef0123456789abcdef",
            provider: "mine",
        });
    });

    it("may be in another Region than the stack's configuration says, so that is not looked at", async () => {
        const config = { "aws:region": "cn-north-1" };
        const args: GuardDutyMonitoringArgs = { profile: "AI_TRAINING" };
        expect((await make(() => ({ provider: provider("mine") }), args, config)).warnings).toEqual([]);
        expect((await make(() => ({}), args, config)).warnings).toHaveLength(2);
    });
});

describe("protect", () => {
    it("reaches the detector, the evidence and what keeps it, and nothing that an edit replaces or removes", async () => {
        const { resources } = await make(() => ({ protect: true }));
        for (const { name, options } of resources) expect(options.protect, name).toBe(!FOLLOWING.test(name));
        expect(resources.filter(({ name }) => FOLLOWING.test(name))).toHaveLength(17);
    });
});

describe("retainOnDelete", () => {
    it("is the engine's to pass on, and is refused for what follows the program", async () => {
        const { resources } = await make(() => ({ retainOnDelete: true }));
        expect(find(resources, "t").options.retainOnDelete).toBe(true);
        for (const { name, options } of resources) {
            if (FOLLOWING.test(name)) expect(options.retainOnDelete, name).toBe(false);
            else expect(options.retainOnDelete, name).not.toBe(false);
        }
    });

    it("keeps the evidence and what protects it, without being asked", async () => {
        const { children } = await make(() => ({}));
        const retained = children
            .filter(({ options }) => options.retainOnDelete === true)
            .map(({ name }) => name.replace("t-findings-export-", ""));
        const bucket = [
            "ownership",
            "public-access",
            "versioning",
            "encryption",
            "lifecycle",
            "object-lock",
            "logging",
            "policy",
        ];
        expect(retained.sort()).toEqual(
            ["bucket", ...bucket.map((suffix) => `bucket-${suffix}`), "key", "prefix-marker"].sort(),
        );
    });
});

describe("dependsOn, aliases and transformations", () => {
    it("make the component wait", async () => {
        const { resources } = await make(() => ({
            dependsOn: [new pulumi.ComponentResource("test:index:Other", "other")],
        }));
        const names = resources.map(({ name }) => name);
        expect(names.indexOf("other")).toBeLessThan(names.indexOf("t"));
    });

    it("let the component be renamed with all its children, which the engine finds by their names' start", async () => {
        const { resources } = await make(() => ({ aliases: [{ name: "old" }] }));
        expect(find(resources, "t").options.aliases).toEqual(["old"]);
        for (const { name, parent } of resources)
            if (parent !== undefined) expect(name.startsWith(`${parent}-`), name).toBe(true);
    });

    it("let every child be changed", async () => {
        const seen: string[] = [];
        const { children } = await make(() => ({
            transformations: [
                ({ type, name, props, opts }) => {
                    seen.push(name);
                    return type === "aws:kms/key:Key"
                        ? { props: { ...props, deletionWindowInDays: 30 }, opts }
                        : undefined;
                },
            ],
        }));
        expect(seen).toEqual(expect.arrayContaining(children.map(({ name }) => name)));
        expect(find(children, "t-findings-export-key").inputs["deletionWindowInDays"]).toBe(30);
    });
});

describe("region and tags", () => {
    const tagged = (resources: readonly Registered[]) => resources.filter(({ inputs }) => inputs["tags"] !== undefined);

    it("reach every child that has them", async () => {
        const { children } = await make(() => ({}), { ...ARGS, region: "eu-central-1", tags: { Team: "ml" } });
        for (const { name, inputs } of children) expect(inputs["region"], name).toBe("eu-central-1");
        for (const { name, inputs } of tagged(children)) expect(inputs["tags"], name).toEqual({ Team: "ml" });
        expect(
            tagged(children)
                .map(({ name }) => name)
                .sort(),
        ).toEqual(
            [
                "t-detector",
                "t-list-bucket",
                "t-trusted-ip-list",
                "t-threat-ip-list-known",
                "t-filter-abc",
                "t-findings-export-bucket",
                "t-findings-export-key",
                "t-findings-export-destination",
            ].sort(),
        );
    });

    it("are not there where they were not given", async () => {
        const { children } = await make(() => ({}));
        for (const { name, inputs } of children) expect(Object.keys(inputs), name).not.toContain("region");
        expect(tagged(children)).toEqual([]);
    });
});
