import * as aws from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { FindingsLake, type FindingsLakeArgs } from "../../src/index";
import { REVIEW_QUERIES } from "../../src/findings-lake/queries/review-queries";
import { ACCOUNT_ID, KEY_ARN, REGION } from "../fake-aws";
import { graphOf, namesOf, type Graph, type Node } from "../graph";
import { deploy, find, record, UNKNOWN, valueOf, type RecordOptions } from "../recorder";

const LOCATION = `s3://findings/AWSLogs/${ACCOUNT_ID}/GuardDuty/${REGION}/`;
const NEEDED: FindingsLakeArgs = { findingsLocation: LOCATION, findingsKmsKeyArn: KEY_ARN };
const REVIEWER = `arn:aws:iam::${ACCOUNT_ID}:role/security`;
const RESULTS = "l-results-bucket-1a2b3c4";
const DATABASE = "l_stack";
const FOLLOWS = { protect: false, retainOnDelete: false };

async function make(args: Partial<FindingsLakeArgs> = {}, options: RecordOptions = {}) {
    const recording = await deploy(() => new FindingsLake("l", { ...NEEDED, ...args }), options);
    return { ...recording, graph: graphOf(recording.resources), outputs: recording.result };
}

function child(suffix: string, type: string, node: Partial<Node>): Graph {
    const after = [...(node.after ?? [])].sort();
    return { [`l-${suffix}`]: { type: `aws:${type}`, parent: "l", options: FOLLOWS, inputs: {}, ...node, after } };
}

const onResults = (suffix: string, type: string, inputs: object, after: string[] = []): Graph =>
    child(`results-bucket-${suffix}`, `s3/${type}`, {
        after: ["l-results-bucket", ...after],
        inputs: { bucket: RESULTS, ...inputs },
    });
const ofResults = (suffix: string, type: string, inputs: object): Graph => {
    const graph = onResults(suffix, type, inputs);
    const [[name, node] = ["", undefined]] = Object.entries(graph);
    return { [name]: { ...node!, options: { ...FOLLOWS, deletedWith: "l-results-bucket" } } };
};

const JSON_TEXT = expect.stringMatching(/^\{"Version":"2012-10-17",/) as unknown;
const columnNamed = (name: string): unknown => expect.objectContaining({ name }) as unknown;

const WHOLE: Graph = {
    l: {
        type: "guardduty:index:FindingsLake",
        parent: undefined,
        after: [],
        options: {},
        inputs: { createsReviewRole: false },
    },
    ...child("database", "glue/catalogDatabase:CatalogDatabase", {
        inputs: { name: DATABASE, description: "GuardDuty findings in S3" },
    }),
    ...child("table", "glue/catalogTable:CatalogTable", {
        after: ["l-database"],
        inputs: {
            name: "findings_raw",
            databaseName: DATABASE,
            description: expect.any(String) as unknown,
            tableType: "EXTERNAL_TABLE",
            parameters: {
                EXTERNAL: "TRUE",
                "projection.enabled": "true",
                "projection.account.type": "enum",
                "projection.account.values": ACCOUNT_ID,
                "projection.region.type": "enum",
                "projection.region.values": REGION,
                "projection.day.type": "date",
                "projection.day.format": "yyyy/MM/dd",
                "projection.day.interval": "1",
                "projection.day.interval.unit": "DAYS",
                "projection.day.range": "NOW-3YEARS,NOW",
                "storage.location.template": "s3://findings/AWSLogs/${account}/GuardDuty/${region}/${day}/",
            },
            partitionKeys: ["account", "region", "day"].map((name) => ({
                name,
                type: "string",
                comment: expect.any(String) as unknown,
            })),
            storageDescriptor: {
                location: "s3://findings/AWSLogs/",
                columns: [{ name: "finding", type: "string", comment: "A whole finding as JSON" }],
                inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
                outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                serDeInfo: {
                    serializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                    parameters: { "serialization.format": "1" },
                },
            },
        },
    }),
    ...child("view", "glue/catalogTable:CatalogTable", {
        after: ["l-database", "l-table"],
        inputs: {
            name: "findings",
            databaseName: DATABASE,
            description: expect.any(String) as unknown,
            tableType: "VIRTUAL_VIEW",
            parameters: { presto_view: "true", comment: "Presto View" },
            viewOriginalText: expect.stringMatching(/^\/\* Presto View: [A-Za-z0-9+/]+=* \*\/$/) as unknown,
            viewExpandedText: "/* Presto View */",
            storageDescriptor: {
                columns: expect.arrayContaining(
                    ["account", "day", "id", "severity", "occurrences", "model_ids", "finding"].map(columnNamed),
                ) as unknown,
                serDeInfo: { name: "-", serializationLibrary: "-" },
            },
        },
    }),
    ...child("results-bucket", "s3/bucket:Bucket", {
        options: { ...FOLLOWS, deleteBeforeReplace: false },
        inputs: { forceDestroy: true },
    }),
    ...ofResults("ownership", "bucketOwnershipControls:BucketOwnershipControls", {
        rule: { objectOwnership: "BucketOwnerEnforced" },
    }),
    ...ofResults("public-access", "bucketPublicAccessBlock:BucketPublicAccessBlock", {
        ...{ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    }),
    ...ofResults("versioning", "bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Enabled" } }),
    ...onResults(
        "lifecycle",
        "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        {
            rules: [
                {
                    id: "expire-results",
                    status: "Enabled",
                    filter: { prefix: "" },
                    expiration: { days: 30 },
                    noncurrentVersionExpiration: { noncurrentDays: 1 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                },
                {
                    id: "remove-delete-markers",
                    status: "Enabled",
                    filter: { prefix: "" },
                    expiration: { expiredObjectDeleteMarker: true },
                },
            ],
        },
        ["l-results-bucket-versioning"],
    ),
    ...onResults("policy", "bucketPolicy:BucketPolicy", { policy: JSON_TEXT }, ["l-results-bucket-public-access"]),
    ...child("workgroup", "athena/workgroup:Workgroup", {
        after: [
            "l-results-bucket",
            ...["lifecycle", "ownership", "policy", "public-access", "versioning"].map(
                (end) => `l-results-bucket-${end}`,
            ),
        ],
        inputs: {
            description: "Reviews of GuardDuty findings",
            forceDestroy: true,
            configuration: {
                enforceWorkgroupConfiguration: true,
                publishCloudwatchMetricsEnabled: true,
                bytesScannedCutoffPerQuery: 10_000_000_000,
                engineVersion: { selectedEngineVersion: "Athena engine version 3" },
                resultConfiguration: {
                    outputLocation: `s3://${RESULTS}/results/`,
                    encryptionConfiguration: { encryptionOption: "SSE_S3" },
                },
            },
        },
    }),
    ...Object.assign(
        {},
        ...REVIEW_QUERIES.map(({ key, title, description, sql }) =>
            child(`query-${key}`, "athena/namedQuery:NamedQuery", {
                after: ["l-database", "l-table", "l-view", "l-workgroup"],
                inputs: {
                    name: `GuardDuty review ${title}`,
                    description,
                    database: DATABASE,
                    workgroup: "l-workgroup-1a2b3c4",
                    query: sql(DATABASE),
                },
            }),
        ),
    ),
};

/** As a child's inputs are, with the Region of the whole component. */
function inRegion(graph: Graph, region: string): Graph {
    const moved = Object.entries(graph).map(([name, node]): [string, Node] => [
        name,
        node.type.startsWith("aws:") && !node.type.startsWith("aws:iam/")
            ? { ...node, inputs: { ...node.inputs, region } }
            : node,
    ]);
    return Object.fromEntries(moved);
}

describe("FindingsLake", () => {
    it("makes exactly this by default", async () => {
        expect((await make()).graph).toEqual(WHOLE);
    });

    it("makes the same of Outputs", async () => {
        const later = Object.fromEntries(Object.entries(NEEDED).map(([key, value]) => [key, pulumi.output(value)]));
        const more = { accountIds: pulumi.output([ACCOUNT_ID]), regions: pulumi.output([pulumi.output(REGION)]) };
        expect((await make({ ...later, ...more })).graph).toEqual(WHOLE);
    });

    it("takes a Region for all of it, and only that", async () => {
        expect((await make({ region: "eu-central-1" })).graph).toEqual(inRegion(WHOLE, "eu-central-1"));
    });

    it("covers the accounts, Regions and days it is told, each once", async () => {
        const { graph } = await make({
            findingsLocation: `s3://central/logs/guardduty/AWSLogs/${ACCOUNT_ID}/GuardDuty/${REGION}`,
            accountIds: [ACCOUNT_ID, pulumi.output("444455556666"), ACCOUNT_ID],
            regions: ["eu-central-1", "eu-west-1"],
            firstDay: "2026-02-28",
        });
        expect(graph["l-table"]?.inputs["parameters"]).toMatchObject({
            "projection.account.values": `${ACCOUNT_ID},444455556666`,
            "projection.region.values": "eu-central-1,eu-west-1",
            "projection.day.range": "2026/02/28,NOW",
            "storage.location.template": "s3://central/logs/guardduty/AWSLogs/${account}/GuardDuty/${region}/${day}/",
        });
        expect(graph["l-table"]?.inputs["storageDescriptor"]).toMatchObject({
            location: "s3://central/logs/guardduty/AWSLogs/",
        });
    });

    it("takes settings of the workgroup and of the results", async () => {
        const { graph } = await make({
            bytesScannedCutoffPerQuery: pulumi.output(20_000_000),
            resultsKmsKeyArn: KEY_ARN,
            resultsExpireAfterDays: 3,
            databaseName: "guardduty",
        });
        expect(graph["l-workgroup"]?.inputs["configuration"]).toMatchObject({
            bytesScannedCutoffPerQuery: 20_000_000,
            resultConfiguration: { encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: KEY_ARN } },
        });
        expect(graph["l-results-bucket-lifecycle"]?.inputs["rules"]).toMatchObject([{ expiration: { days: 3 } }, {}]);
        expect(graph["l-query-noise"]?.inputs["query"]).toContain('FROM "guardduty"."findings"');
    });

    it("tags what takes tags", async () => {
        const { resources } = await make({
            tags: { Team: "security" },
            reviewRole: { trustedPrincipalArns: [REVIEWER] },
        });
        const tagged = resources.filter(({ inputs }) => inputs["tags"] !== undefined);
        expect(tagged.map(({ name }) => name).sort()).toEqual([
            ...["l-database", "l-results-bucket", "l-review-role", "l-workgroup"],
        ]);
        expect(tagged.every(({ inputs }) => JSON.stringify(inputs["tags"]) === '{"Team":"security"}')).toBe(true);
    });

    it("makes the review role where it is asked for", async () => {
        const { graph } = await make({ reviewRole: { trustedPrincipalArns: [REVIEWER, pulumi.output(REVIEWER)] } });
        const role = {
            ...child("review-role", "iam/role:Role", {
                inputs: {
                    description: "Reviews GuardDuty findings in Athena",
                    assumeRolePolicy: JSON.stringify({
                        Version: "2012-10-17",
                        Statement: [
                            {
                                Sid: "AllowReviewersAssume",
                                Effect: "Allow",
                                Principal: { AWS: [REVIEWER] },
                                Action: "sts:AssumeRole",
                            },
                        ],
                    }),
                },
            }),
            ...child("review-role-policy", "iam/rolePolicy:RolePolicy", {
                after: ["l-database", "l-results-bucket", "l-review-role", "l-workgroup"],
                inputs: { role: "l-review-role-1a2b3c4", policy: JSON_TEXT },
            }),
        };
        const whole = { ...WHOLE, l: { ...WHOLE["l"]!, inputs: { createsReviewRole: true } } };
        expect(graph).toEqual({ ...whole, ...role });
    });

    it("publishes what others need", async () => {
        const { resources, outputs } = await make({ reviewRole: { trustedPrincipalArns: [REVIEWER] } });
        const published = find(resources, "l").outputs;
        expect(published).toEqual({
            databaseName: DATABASE,
            workgroupName: "l-workgroup-1a2b3c4",
            workgroupArn: `arn:aws:athena:${REGION}:${ACCOUNT_ID}:workgroup/l-workgroup-1a2b3c4`,
            resultsBucketName: RESULTS,
            resultsBucketArn: `arn:aws:s3:::${RESULTS}`,
            queryIds: Object.fromEntries(REVIEW_QUERIES.map(({ key }) => [key, `id-of-l-query-${key}`])),
            reviewRoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/l-review-role-1a2b3c4`,
            requiredBucketPolicy: JSON_TEXT,
            requiredKeyPolicy: JSON_TEXT,
        });
        expect(await valueOf(outputs.queryIds)).toEqual(published?.["queryIds"]);
    });

    it("publishes nothing of a role that is not there", async () => {
        const { outputs } = await make();
        for (const output of [outputs.reviewRoleArn, outputs.requiredBucketPolicy, outputs.requiredKeyPolicy]) {
            expect(await valueOf(output)).toBeUndefined();
        }
    });

    it("makes the same children in a preview, before anything is known", async () => {
        const { resources } = await make({}, { preview: true });
        expect(namesOf(resources)).toEqual(Object.keys(WHOLE).sort());
        expect(find(resources, "l-workgroup").inputs["configuration"]).toMatchObject({
            resultConfiguration: { outputLocation: UNKNOWN },
        });
        expect(find(resources, "l-table").inputs["parameters"]).toMatchObject({ "projection.enabled": "true" });
    });

    it("has a database of a name that Athena takes, whatever the component's", async () => {
        const names: [string, string, string][] = [
            ["Findings-2", "dev", "findings_2_dev"],
            ["42 / übrig", "Prod.eu", "findings_42_brig_prod_eu"],
            ["x".repeat(100), "y".repeat(40), `${"x".repeat(100)}_${"y".repeat(27)}`],
        ];
        for (const [name, stack, expected] of names) {
            const { resources } = await deploy(() => new FindingsLake(name, NEEDED), { stack });
            expect(find(resources, `${name}-database`).inputs["name"]).toBe(expected);
        }
    });

    it("has a workgroup of a name that Athena takes", async () => {
        const { resources } = await deploy(() => new FindingsLake("of / all", NEEDED), { stack: "dev" });
        expect(find(resources, "of / all-workgroup").inputs["name"]).toBe("of-all-workgroup-dev");
    });

    it("has all of its children with the provider that it is given", async () => {
        const { resources } = await deploy(
            () =>
                new FindingsLake(
                    "l",
                    { ...NEEDED, reviewRole: { trustedPrincipalArns: [REVIEWER] } },
                    { provider: new aws.Provider("mine", { region: "eu-central-1" }), protect: true },
                ),
        );
        const children = resources.filter(({ parent }) => parent === "l");
        expect(children).toHaveLength(Object.keys(WHOLE).length - 1 + 2);
        expect(new Set(children.map(({ provider }) => provider))).toEqual(new Set(["mine"]));
        // What holds no finding can be replaced and removed, whatever the component says.
        expect(children.filter(({ options }) => options.protect !== false)).toEqual([]);
    });

    it("makes two in one stack", async () => {
        const both = await deploy(() => [new FindingsLake("one", NEEDED), new FindingsLake("two", NEEDED)]);
        expect(new Set(both.resources.map(({ name }) => name)).size).toBe(both.resources.length);
        expect(namesOf(both.resources, "two")).toHaveLength(Object.keys(WHOLE).length);
    });

    it("makes nothing of a location that turns out to be wrong", async () => {
        const findingsLocation = pulumi.output("s3://findings/");
        const { failures, resources } = await record(() => new FindingsLake("l", { ...NEEDED, findingsLocation }));
        expect(String(failures[0])).toContain("findingsLocation: got");
        expect(namesOf(resources)).not.toContain("l-table");
    });
});
