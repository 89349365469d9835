import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GuardDutyMonitoring, type GuardDutyMonitoringArgs, type IpListArgs } from "../src/index";
import { DETECTOR_ID } from "./fake-aws";
import { graphOf, namesOf, type Graph } from "./graph";
import { deploy, find, valueOf } from "./recorder";

const BUCKET = "t-list-bucket-1a2b3c4";
const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

let folder: string;
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ip-lists-"));
    writeFileSync(
        join(folder, "threats.txt"),
        "# feed\n198.51.100.7 # one\r\n10.0.0.1\n203.0.113.0/25\n\n203.0.113.128/25\n",
    );
    writeFileSync(join(folder, "feed.csv"), "Indicator type, Indicator, Description\nIPv4, 198.51.100.7, x\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function make(args: GuardDutyMonitoringArgs, name = "t") {
    const { resources, result, warnings } = await deploy(() => new GuardDutyMonitoring(name, args));
    // The rest is the same with and without lists.
    const lists = resources.filter((resource) => resource.name.includes("list"));
    return { resources: lists, graph: graphOf(lists), monitoring: result, warnings, component: find(resources, name) };
}

/** Of what can be made again from the program. */
const FOLLOWING = { protect: false, retainOnDelete: false };

function listBucket(tags?: object): Graph {
    const child = (suffix: string, type: string, inputs: object, after: string[] = []): Graph => ({
        [`t-list-bucket-${suffix}`]: {
            type: `aws:s3/${type}`,
            parent: "t",
            after: ["t-list-bucket", ...after],
            options: { ...FOLLOWING, ...(suffix === "policy" ? {} : { deletedWith: "t-list-bucket" }) },
            inputs: { bucket: BUCKET, ...inputs },
        },
    });
    const policy = {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "DenyPlainHttp",
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    };
    return {
        "t-list-bucket": {
            type: "aws:s3/bucket:Bucket",
            parent: "t",
            after: [],
            options: { ...FOLLOWING, deleteBeforeReplace: false },
            inputs: { forceDestroy: true, ...(tags ? { tags } : {}) },
        },
        ...child("ownership", "bucketOwnershipControls:BucketOwnershipControls", {
            rule: { objectOwnership: "BucketOwnerEnforced" },
        }),
        ...child("public-access", "bucketPublicAccessBlock:BucketPublicAccessBlock", {
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        }),
        ...child("versioning", "bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Enabled" } }),
        ...child("policy", "bucketPolicy:BucketPolicy", { policy: JSON.stringify(policy) }, [
            "t-list-bucket-public-access",
        ]),
    };
}
const BUCKET_SETTINGS = [
    "t-list-bucket",
    "t-list-bucket-ownership",
    "t-list-bucket-policy",
    "t-list-bucket-public-access",
    "t-list-bucket-versioning",
];

/** A list and its object, whose content is canonical: fewest ranges, in order, one a line. */
function contentList(
    suffix: string,
    content: string,
    list: object = {},
    deleteBeforeReplace = suffix === "trusted-ip-list",
): Graph {
    const hash = sha256(content);
    const key = `guardduty-lists/${DETECTOR_ID}/${sha256("project/stack/t").slice(0, 12)}/${suffix}/${hash}.txt`;
    const isTrusted = suffix === "trusted-ip-list";
    const location = `s3://${BUCKET}/${key}`;
    return {
        [`t-${suffix}-object`]: {
            type: "aws:s3/bucketObjectv2:BucketObjectv2",
            parent: "t",
            after: ["t-detector", ...BUCKET_SETTINGS],
            options: FOLLOWING,
            inputs: {
                bucket: BUCKET,
                key,
                source: { file: expect.stringContaining(`${hash}.list`) },
                contentType: "text/plain",
                serverSideEncryption: "AES256",
                overrideProvider: { defaultTags: { tags: {} } },
            },
        },
        [`t-${suffix}`]: {
            type: isTrusted ? "aws:guardduty/iPSet:IPSet" : "aws:guardduty/threatIntelSet:ThreatIntelSet",
            parent: "t",
            after: ["t-detector", `t-${suffix}-object`],
            options: { ...FOLLOWING, deleteBeforeReplace, replaceOnChanges: ["location"] },
            inputs: {
                detectorId: DETECTOR_ID,
                name: isTrusted ? "t-trusted-ip-list" : `t-${suffix}-${sha256(location).slice(0, 12)}`,
                format: "TXT",
                activate: true,
                location,
                ...list,
            },
        },
    };
}

/** What the object will hold. */
function contentOf(graph: Graph, name: string): string {
    const source = graph[name]?.inputs["source"] as { file: string };
    return readFileSync(source.file, "utf8");
}

describe("a list of entries", () => {
    it("is an object in a bucket of the lists' own, and a list that reads it", async () => {
        const { graph } = await make({
            trustedIpList: {
                entries: ["203.0.113.128/25", "198.51.100.7", "203.0.113.0/25", "198.51.100.7"],
                tags: { Own: "yes" },
            },
            threatIpLists: { known: { entries: ["192.0.2.0/24", "192.0.2.7"] } },
            tags: { Team: "ml" },
        });
        expect(graph).toEqual({
            ...listBucket({ Team: "ml" }),
            ...contentList("trusted-ip-list", "198.51.100.7\n203.0.113.0/24\n", { tags: { Team: "ml", Own: "yes" } }),
            ...contentList("threat-ip-list-known", "192.0.2.0/24\n", { tags: { Team: "ml" } }),
        });
        expect(contentOf(graph, "t-trusted-ip-list-object")).toBe("198.51.100.7\n203.0.113.0/24\n");
        expect(contentOf(graph, "t-threat-ip-list-known-object")).toBe("192.0.2.0/24\n");
    });

    it("has its content nowhere in what Pulumi stores", async () => {
        const { resources, component } = await make({
            trustedIpList: { entries: ["8.8.4.4"] },
            threatIpLists: { known: { entries: ["8.8.8.0/24"] } },
        });
        const stored = JSON.stringify([resources, component]);
        expect(stored).not.toContain("8.8.4.4");
        expect(stored).not.toContain("8.8.8.0");
        expect(stored).not.toContain('"text"');
        expect(component.inputs).toMatchObject({ trustedIpList: true, threatIpLists: ["known"] });
    });

    it("has the same object whatever the order and the writing", async () => {
        const ways = [
            ["198.51.100.0/24", "8.8.8.8"],
            ["8.8.8.8/32", "198.51.100.0/24"],
            ["198.51.100.128/25", "8.8.8.8", "198.51.100.0/25", "198.51.100.7"],
        ];
        const keys: unknown[] = [];
        for (const entries of ways) {
            const { graph } = await make({ threatIpLists: { a: { entries } } });
            keys.push(graph["t-threat-ip-list-a-object"]?.inputs["key"]);
        }
        expect(new Set(keys).size).toBe(1);
        const { graph } = await make({ threatIpLists: { a: { entries: ["198.51.100.0/24", "8.8.8.9"] } } });
        expect(graph["t-threat-ip-list-a-object"]?.inputs["key"]).not.toBe(keys[0]);
    });

    it("says what is allowed and probably not meant", async () => {
        const { warnings } = await make({ trustedIpList: { entries: ["8.8.8.8", "198.51.100.7"] } });
        expect(warnings).toEqual([
            expect.stringMatching(/trustedIpList\.entries: entry 1: in ranges reserved for documentation/),
        ]);
    });
});

describe("a list from a file", () => {
    it("is canonical where it is TXT, and warns of what it left out", async () => {
        const { graph, warnings } = await make({ threatIpLists: { known: { file: join(folder, "threats.txt") } } });
        expect(graph).toEqual({
            ...listBucket(),
            ...contentList("threat-ip-list-known", "198.51.100.7\n203.0.113.0/24\n"),
        });
        expect(contentOf(graph, "t-threat-ip-list-known-object")).toBe("198.51.100.7\n203.0.113.0/24\n");
        expect(warnings).toContainEqual(
            expect.stringContaining("threatIpLists.known.file: line 3: not publicly routable"),
        );
    });

    it("is the same list as one of entries", async () => {
        const { graph } = await make({ threatIpLists: { known: { entries: ["198.51.100.7", "203.0.113.0/24"] } } });
        expect(graph).toEqual({
            ...listBucket(),
            ...contentList("threat-ip-list-known", "198.51.100.7\n203.0.113.0/24\n"),
        });
    });

    it("is the file as it is in another format", async () => {
        const text = readFileSync(join(folder, "feed.csv"), "utf8");
        const { graph } = await make({
            threatIpLists: { known: { file: join(folder, "feed.csv"), format: "OTX_CSV" } },
        });
        const name = expect.stringMatching(/^t-threat-ip-list-known-[0-9a-f]{12}-otx-csv$/);
        expect(graph).toEqual({
            ...listBucket(),
            ...contentList("threat-ip-list-known", text, { format: "OTX_CSV", name }),
        });
        expect(contentOf(graph, "t-threat-ip-list-known-object")).toBe(text);
    });
});

describe("a list at a location", () => {
    it("needs neither bucket nor object", async () => {
        const { graph } = await make({
            trustedIpList: { location: "s3://theirs/list.txt" },
            threatIpLists: { a: { location: "s3://theirs/bad.xml", format: "STIX" } },
        });
        const options = { ...FOLLOWING, replaceOnChanges: ["location"] };
        expect(graph).toEqual({
            "t-trusted-ip-list": {
                type: "aws:guardduty/iPSet:IPSet",
                parent: "t",
                after: ["t-detector"],
                options: { ...options, deleteBeforeReplace: true },
                inputs: {
                    detectorId: DETECTOR_ID,
                    name: "t-trusted-ip-list",
                    format: "TXT",
                    activate: true,
                    location: "s3://theirs/list.txt",
                },
            },
            "t-threat-ip-list-a": {
                type: "aws:guardduty/threatIntelSet:ThreatIntelSet",
                parent: "t",
                after: ["t-detector"],
                options: { ...options, deleteBeforeReplace: false },
                inputs: {
                    detectorId: DETECTOR_ID,
                    // Changes with the location and the format, so that the new list fits beside the old one.
                    name: `t-threat-ip-list-a-${sha256("s3://theirs/bad.xml").slice(0, 12)}-stix`,
                    format: "STIX",
                    activate: true,
                    location: "s3://theirs/bad.xml",
                },
            },
        });
    });
});

describe("a bucket of one's own", () => {
    it("gets the objects, and nothing is set up in it", async () => {
        const { graph, resources } = await make({
            listBucketName: "my-lists",
            trustedIpList: { entries: ["8.8.8.8"] },
        });
        expect(namesOf(resources)).toEqual(["t-trusted-ip-list", "t-trusted-ip-list-object"]);
        expect(graph["t-trusted-ip-list-object"]).toMatchObject({
            after: ["t-detector"],
            inputs: { bucket: "my-lists" },
        });
        expect(graph["t-trusted-ip-list"]?.inputs["location"]).toMatch(/^s3:\/\/my-lists\/guardduty-lists\//);
    });

    it("is for objects only", async () => {
        const { resources } = await make({
            listBucketName: "my-lists",
            trustedIpList: { location: "s3://theirs/list.txt" },
        });
        expect(namesOf(resources)).toEqual(["t-trusted-ip-list"]);
        expect((await make({ listBucketName: "my-lists" })).resources).toEqual([]);
    });
});

describe("how a list is replaced", () => {
    const entries = ["8.8.8.8"];
    const many = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, { entries }]));
    const deletesFirst = (graph: Graph, name: string) => graph[name]?.options.deleteBeforeReplace;

    it("is after the new one is there, as far as the account has room for all of them changing at once", async () => {
        for (const [count, withRoom] of [
            [1, ["l0"]],
            [3, ["l0", "l1", "l2"]],
            [4, ["l0", "l1"]],
            [5, ["l0"]],
            [6, []],
        ] as const) {
            const { graph } = await make({ threatIpLists: many(count) });
            const keys = Object.keys(many(count)).filter(
                (key) => deletesFirst(graph, `t-threat-ip-list-${key}`) === false,
            );
            expect(keys).toEqual(withRoom);
        }
    });

    it("is the same whatever the order of the lists", async () => {
        const { graph } = await make({ threatIpLists: Object.fromEntries(Object.entries(many(5)).reverse()) });
        expect(deletesFirst(graph, "t-threat-ip-list-l0")).toBe(false);
        expect(deletesFirst(graph, "t-threat-ip-list-l4")).toBe(true);
    });

    it("is before, with a name of one's own: a name is unique", async () => {
        const { graph } = await make({
            threatIpLists: { named: { entries, name: "my-threats" }, derived: { entries } },
        });
        expect(deletesFirst(graph, "t-threat-ip-list-named")).toBe(true);
        expect(graph["t-threat-ip-list-named"]?.inputs["name"]).toBe("my-threats");
        expect(deletesFirst(graph, "t-threat-ip-list-derived")).toBe(false);
    });

    it("comes with another name, whatever replaces it: the old list still has its own", async () => {
        const file = join(folder, "feed.csv");
        const location = "s3://theirs/feed.csv";
        const names = new Set<unknown>();
        for (const [list, rest] of [
            [{ file, format: "OTX_CSV" }, {}],
            [{ file, format: "PROOF_POINT" }, {}],
            [{ file, format: "OTX_CSV" }, { listBucketName: "ours" }],
            [{ location, format: "OTX_CSV" }, {}],
            [{ location, format: "PROOF_POINT" }, {}],
        ] satisfies [IpListArgs, GuardDutyMonitoringArgs][]) {
            const { graph } = await make({ threatIpLists: { a: list }, ...rest });
            names.add(graph["t-threat-ip-list-a"]?.inputs["name"]);
        }
        expect(names.size).toBe(5);
    });

    it("is before, with the trusted one: there may be only one", async () => {
        const { graph } = await make({ trustedIpList: { entries, name: "my-trusted" } });
        expect(deletesFirst(graph, "t-trusted-ip-list")).toBe(true);
        expect(graph["t-trusted-ip-list"]?.inputs["name"]).toBe("my-trusted");
    });
});

describe("the rest of a list", () => {
    it("may be stored without being used", async () => {
        const { graph } = await make({ trustedIpList: { entries: ["8.8.8.8"], active: false } });
        expect(graph["t-trusted-ip-list"]?.inputs["activate"]).toBe(false);
    });

    it("is in the Region, bucket and objects included", async () => {
        const { resources } = await make({
            trustedIpList: { entries: ["8.8.8.8"] },
            threatIpLists: { a: { location: "s3://a/b" } },
            region: "eu-central-1",
        });
        for (const { name, inputs } of resources) expect(inputs["region"], name).toBe("eu-central-1");
    });

    it("has its id published, which is AWS's own", async () => {
        const { monitoring } = await make({
            trustedIpList: { entries: ["8.8.8.8"] },
            threatIpLists: { a: { location: "s3://a/b" }, b: { entries: ["8.8.4.4"] } },
        });
        expect(await valueOf(monitoring.trustedIpListId)).toBe("id-of-t-trusted-ip-list");
        expect(await valueOf(monitoring.threatIpListIds)).toEqual({
            a: "id-of-t-threat-ip-list-a",
            b: "id-of-t-threat-ip-list-b",
        });
    });

    it("has a name and a bucket that AWS takes, whatever the component's name is", async () => {
        for (const name of ["My_component", "with space", "x".repeat(100), "größe"]) {
            const { graph } = await make(
                { trustedIpList: { entries: ["8.8.8.8"] }, threatIpLists: { a: { entries: ["8.8.8.8"] } } },
                name,
            );
            for (const list of ["trusted-ip-list", "threat-ip-list-a"]) {
                expect(graph[`${name}-${list}`]?.inputs["name"]).toMatch(/^[A-Za-z0-9_-]{1,300}$/);
            }
            // 26 characters of the provider's come after it.
            expect(graph[`${name}-list-bucket`]?.inputs["bucketPrefix"]).toMatch(/^[a-z0-9][a-z0-9-]{0,36}$/);
        }
        // Known in a preview: generated by Pulumi.
        const { graph } = await make({ trustedIpList: { entries: ["8.8.8.8"] } });
        expect(graph["t-list-bucket"]?.inputs["bucketPrefix"]).toBeUndefined();
    });

    it("may have entries that are known later, and is checked then", async () => {
        const entries = [pulumi.output("198.51.100.7"), "8.8.8.8"];
        const { graph } = await make({ trustedIpList: { entries } });
        expect(graph).toEqual({ ...listBucket(), ...contentList("trusted-ip-list", "8.8.8.8\n198.51.100.7\n") });
    });
});

describe("two components with one bucket for their lists", () => {
    it("have no object in common, with the same content", async () => {
        const args = {
            listBucketName: "shared-lists",
            trustedIpList: { entries: ["8.8.8.8"] },
            threatIpLists: { a: { entries: ["8.8.8.8"] } },
        };
        const { resources } = await deploy(() => [
            new GuardDutyMonitoring("one", args),
            new GuardDutyMonitoring("two", args),
        ]);
        const other = await deploy(() => new GuardDutyMonitoring("one", args), { stack: "other" });
        const keys = [...resources, ...other.resources]
            .filter(({ name }) => name.endsWith("-object"))
            .map(({ inputs }) => inputs["key"]);
        expect(keys).toHaveLength(6);
        expect(new Set(keys).size).toBe(6);
    });
});
