import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { FindingsExport, GuardDutyMonitoring, type FindingsExportArgs } from "../src/index";
import { ACCOUNT_ID, DETECTOR_ID, KEY_ARN, REGION } from "./fake-aws";
import { graphOf, type Graph, type Node } from "./graph";
import { deploy, find, valueOf } from "./recorder";

const DETECTOR_ARN = `arn:aws:guardduty:${REGION}:${ACCOUNT_ID}:detector/${DETECTOR_ID}`;
const OWN_BUCKET = "arn:aws:s3:::central-findings";
const OWN_KEY = `arn:aws:kms:${REGION}:999999999999:key/mrk-1234abcd12ab34cd56ef1234567890ab`;
const BUCKET = "e-bucket-1a2b3c4";
const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;
const SETTINGS = ["e-bucket-ownership", "e-bucket-public-access", "e-bucket-versioning"];
const ABORT = {
    id: "abort-incomplete-uploads",
    status: "Enabled",
    filter: { prefix: "" },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
};

interface Extra {
    readonly region?: string;
    readonly tags?: Record<string, string>;
}

/** By itself, which is how GuardDutyMonitoring makes it, too. */
async function make(args: FindingsExportArgs & Extra = {}, detectorArn = DETECTOR_ARN) {
    const { resources, result } = await deploy(() => new FindingsExport("e", { detectorArn, ...args }));
    return { resources, graph: graphOf(resources), outputs: result, published: find(resources, "e").outputs };
}

function component(inputs: object = {}): Graph {
    const view = { createsBucket: true, createsKey: true, retainOnDelete: true };
    return {
        e: {
            type: "guardduty:index:FindingsExport",
            parent: undefined,
            after: [],
            options: {},
            inputs: { ...view, ...inputs },
        },
    };
}

interface ChildNode {
    readonly after?: string[];
    readonly retains?: boolean;
    /** What is deleted in any case may be replaced in any case. */
    readonly follows?: boolean;
    readonly deletesFirst?: boolean;
    readonly deletedWith?: string;
    readonly inputs?: object;
}

function child(suffix: string, type: string, node: ChildNode): Graph {
    const full: Node = {
        type: `aws:${type}`,
        parent: "e",
        after: [...new Set(node.after ?? [])].sort(),
        options: {
            ...(node.follows === true
                ? { protect: false, retainOnDelete: false }
                : { retainOnDelete: node.retains ?? true }),
            ...(node.deletesFirst === undefined ? {} : { deleteBeforeReplace: node.deletesFirst }),
            ...(node.deletedWith === undefined ? {} : { deletedWith: node.deletedWith }),
        },
        // The Region of the detector's ARN, whatever the provider's is.
        inputs: { region: REGION, ...node.inputs },
    };
    return { [`e-${suffix}`]: full };
}

const JSON_TEXT = expect.stringMatching(/^\{"Version":"2012-10-17","Statement":\[/) as unknown;

interface Variant {
    readonly bucket?: object;
    readonly rules?: object[];
    readonly more?: Graph;
    readonly retains?: boolean;
}

function createdBucket(
    { bucket = {}, rules = [ABORT], more = {}, retains = true }: Variant = {},
    key: string[] = ["e-key"],
): Graph {
    const setting = (suffix: string, type: string, inputs: object, after: string[] = []): Graph =>
        child(`bucket-${suffix}`, `s3/${type}`, {
            after: ["e-bucket", ...after],
            retains,
            // A bucket that is not deleted keeps its protection.
            deletedWith: "e-bucket",
            inputs: { bucket: BUCKET, ...inputs },
        });
    const encryption = {
        applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: key.length > 0 ? KEY_ARN : OWN_KEY,
        },
        bucketKeyEnabled: true,
    };
    return {
        // A name that is taken is to fail before anything of the old bucket is let go of.
        ...child("bucket", "s3/bucket:Bucket", { retains, deletesFirst: false, inputs: bucket }),
        ...setting("ownership", "bucketOwnershipControls:BucketOwnershipControls", {
            rule: { objectOwnership: "BucketOwnerEnforced" },
        }),
        ...setting("public-access", "bucketPublicAccessBlock:BucketPublicAccessBlock", {
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        }),
        ...setting("versioning", "bucketVersioning:BucketVersioning", {
            versioningConfiguration: { status: "Enabled" },
        }),
        ...setting(
            "encryption",
            "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            { rules: [encryption] },
            key,
        ),
        ...setting("lifecycle", "bucketLifecycleConfiguration:BucketLifecycleConfiguration", { rules }, SETTINGS),
        ...setting("policy", "bucketPolicy:BucketPolicy", { policy: JSON_TEXT }, [...SETTINGS, ...key]),
        ...more,
    };
}

function createdKey(after = ["e-bucket"], retains = true): Graph {
    return {
        ...child("key", "kms/key:Key", {
            after,
            retains,
            inputs: { description: "GuardDuty findings export e", enableKeyRotation: true, policy: JSON_TEXT },
        }),
        ...child("key-alias", "kms/alias:Alias", {
            after: ["e-key"],
            follows: true,
            inputs: { namePrefix: "alias/e-", targetKeyId: KEY_ARN.split("/")[1] },
        }),
    };
}

/** A created key comes with its alias. */
function destination(after: string[], inputs: object = {}): Graph {
    const defaults = { detectorId: DETECTOR_ID, destinationArn: BUCKET_ARN, kmsKeyArn: KEY_ARN };
    return child("destination", "guardduty/publishingDestination:PublishingDestination", {
        after: after.includes("e-key") ? [...after, "e-key-alias"] : after,
        follows: true,
        // A detector has one destination, and changed tags replace it.
        deletesFirst: true,
        inputs: { ...defaults, ...inputs },
    });
}

const BEFORE = ["e-bucket", "e-key", "e-bucket-encryption", "e-bucket-lifecycle", "e-bucket-policy", ...SETTINGS];

describe("the export that builds everything", () => {
    it("has key, bucket, policies and destination, in the order that GuardDuty needs", async () => {
        const { graph } = await make();
        expect(graph).toEqual({ ...component(), ...createdBucket(), ...createdKey(), ...destination(BEFORE) });
    });

    it("publishes where the findings are", async () => {
        const { published, outputs } = await make();
        const expected = {
            publishingDestinationId: "destination-id",
            findingsBucketName: BUCKET,
            findingsBucketArn: BUCKET_ARN,
            findingsKmsKeyArn: KEY_ARN,
            findingsLocation: `s3://${BUCKET}/AWSLogs/${ACCOUNT_ID}/GuardDuty/${REGION}/`,
        };
        expect(published).toEqual({ ...expected, requiredBucketPolicy: JSON_TEXT, requiredKeyPolicy: JSON_TEXT });
        for (const [output, value] of Object.entries(expected))
            expect(await valueOf(outputs[output as "findingsLocation"])).toBe(value);
    });

    it("has the policies that it publishes", async () => {
        const { graph, published } = await make();
        expect(graph["e-bucket-policy"]?.inputs["policy"]).toBe(published?.["requiredBucketPolicy"]);
        expect(graph["e-key"]?.inputs["policy"]).toBe(published?.["requiredKeyPolicy"]);
    });

    it("has policies about this detector, bucket and key", async () => {
        const { published } = await make({ prefix: "logs" });
        const policy = JSON.parse(String(published?.["requiredBucketPolicy"])) as {
            Statement: { Action: string; Effect: string; Resource: unknown; Condition: unknown }[];
        };
        const write = policy.Statement.find(({ Action, Effect }) => Action === "s3:PutObject" && Effect === "Allow");
        expect(write).toMatchObject({
            Resource: `${BUCKET_ARN}/logs/*`,
            Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT_ID, "aws:SourceArn": DETECTOR_ARN } },
        });
        expect(JSON.stringify(policy)).toContain(KEY_ARN);
        expect(String(published?.["requiredKeyPolicy"])).toContain(DETECTOR_ARN);
    });
});

describe("a prefix", () => {
    const marker = (before: string[], inputs: object = {}, retains = true): Graph =>
        child("prefix-marker", "s3/bucketObjectv2:BucketObjectv2", {
            after: before.filter((name) => name !== "e-key"),
            retains,
            // No tags: an object takes ten at most.
            inputs: {
                bucket: BUCKET,
                key: "logs/guardduty/",
                content: "",
                overrideProvider: { defaultTags: { tags: {} } },
                ...inputs,
            },
        });

    it.each(["logs/guardduty", "logs/guardduty/"])("%s has its marker before the destination", async (prefix) => {
        const { graph, published } = await make({ prefix, tags: { Team: "ml" } });
        const tags = { tags: { Team: "ml" } };
        expect(graph).toMatchObject(marker(BEFORE));
        expect(graph["e-prefix-marker"]?.inputs["tags"]).toBeUndefined();
        expect(graph).toMatchObject(
            destination([...BEFORE, "e-prefix-marker"], { destinationArn: `${BUCKET_ARN}/logs/guardduty/`, ...tags }),
        );
        expect(published?.["findingsLocation"]).toBe(
            `s3://${BUCKET}/logs/guardduty/AWSLogs/${ACCOUNT_ID}/GuardDuty/${REGION}/`,
        );
    });

    it("has no marker where somebody else makes it", async () => {
        const { graph } = await make({ prefix: "logs/guardduty", createPrefixMarker: false });
        expect(graph["e-prefix-marker"]).toBeUndefined();
        expect(graph).toMatchObject(destination(BEFORE, { destinationArn: `${BUCKET_ARN}/logs/guardduty/` }));
    });

    it("is the only thing that is marked", async () =>
        expect((await make({ createPrefixMarker: true })).graph["e-prefix-marker"]).toBeUndefined());

    it("is marked in one's own bucket, too, in its Region", async () => {
        const { graph } = await make({
            existingBucketArn: OWN_BUCKET,
            existingBucketRegion: "us-east-1",
            prefix: "logs/guardduty",
        });
        expect(graph).toMatchObject(marker([], { bucket: "central-findings", region: "us-east-1" }));
    });
});

describe("a bucket of one's own", () => {
    it("is left alone, with a created key in its Region", async () => {
        const { graph, published } = await make({ existingBucketArn: OWN_BUCKET });
        expect(graph).toEqual({
            ...component({ createsBucket: false }),
            ...createdKey([]),
            ...destination(["e-key"], { destinationArn: OWN_BUCKET }),
        });
        expect(published).toMatchObject({
            findingsBucketName: "central-findings",
            findingsBucketArn: OWN_BUCKET,
            findingsLocation: `s3://central-findings/AWSLogs/${ACCOUNT_ID}/GuardDuty/${REGION}/`,
        });
        expect(String(published?.["requiredBucketPolicy"])).toContain(OWN_BUCKET);
    });

    it("in another Region has the key there, and the destination with the detector", async () => {
        const { graph } = await make({
            existingBucketArn: OWN_BUCKET,
            existingBucketRegion: "us-east-1",
            region: REGION,
        });
        expect(graph["e-key"]?.inputs["region"]).toBe("us-east-1");
        expect(graph["e-key-alias"]?.inputs["region"]).toBe("us-east-1");
        expect(graph["e-destination"]?.inputs["region"]).toBe(REGION);
    });

    it("with a key of one's own leaves the destination alone", async () => {
        const { graph, published } = await make({ existingBucketArn: OWN_BUCKET, existingKmsKeyArn: OWN_KEY });
        expect(graph).toEqual({
            ...component({ createsBucket: false, createsKey: false }),
            ...destination([], { destinationArn: OWN_BUCKET, kmsKeyArn: OWN_KEY }),
        });
        expect(published).toMatchObject({
            findingsKmsKeyArn: OWN_KEY,
            requiredBucketPolicy: JSON_TEXT,
            requiredKeyPolicy: JSON_TEXT,
        });
    });
});

describe("a key of one's own", () => {
    it("is left alone, and encrypts the created bucket", async () => {
        const { graph } = await make({ existingKmsKeyArn: OWN_KEY });
        expect(graph).toEqual({
            ...component({ createsKey: false }),
            ...createdBucket({}, []),
            ...destination(
                BEFORE.filter((name) => name !== "e-key"),
                { kmsKeyArn: OWN_KEY },
            ),
        });
    });
});

describe("the created bucket", () => {
    it("may have a name", async () => {
        const { graph } = await make({ bucketName: "my-findings" });
        expect(graph["e-bucket"]?.inputs).toEqual({ bucket: "my-findings", region: REGION });
        expect(graph["e-bucket-policy"]?.inputs["bucket"]).toBe("my-findings");
    });

    it("lets findings expire, but nothing that the export needs", async () => {
        const { graph } = await make({ expireAfterDays: 90 });
        const rules = [
            ABORT,
            // More than nothing: the markers have no content.
            {
                id: "expire-findings",
                status: "Enabled",
                filter: { objectSizeGreaterThan: 1 },
                expiration: { days: 90 },
                noncurrentVersionExpiration: { noncurrentDays: 90 },
            },
            {
                id: "remove-delete-markers",
                status: "Enabled",
                filter: { prefix: "" },
                expiration: { expiredObjectDeleteMarker: true },
            },
        ];
        expect(graph).toEqual({ ...component(), ...createdBucket({ rules }), ...createdKey(), ...destination(BEFORE) });
    });

    it("may lock what is in it", async () => {
        const { graph } = await make({ objectLock: { mode: "COMPLIANCE", days: 30 } });
        const lock = child("bucket-object-lock", "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", {
            after: ["e-bucket", ...SETTINGS],
            deletedWith: "e-bucket",
            inputs: { bucket: BUCKET, rule: { defaultRetention: { mode: "COMPLIANCE", days: 30 } } },
        });
        expect(graph).toEqual({
            ...component(),
            ...createdBucket({ more: lock }),
            ...createdKey(),
            ...destination([...BEFORE, "e-bucket-object-lock"]),
        });
    });

    it("may log who reads it", async () => {
        const { graph } = await make({ accessLogBucketName: "my-logs" });
        const logging = child("bucket-logging", "s3/bucketLogging:BucketLogging", {
            after: ["e-bucket"],
            deletedWith: "e-bucket",
            inputs: { bucket: BUCKET, targetBucket: "my-logs", targetPrefix: `${BUCKET}/` },
        });
        expect(graph).toEqual({
            ...component(),
            ...createdBucket({ more: logging }),
            ...createdKey(),
            ...destination([...BEFORE, "e-bucket-logging"]),
        });
    });

    it("goes with everything in the way of its protection, where nothing is to stay", async () => {
        const { graph } = await make({ retainOnDelete: false });
        expect(graph).toEqual({
            ...component({ retainOnDelete: false }),
            ...createdBucket({ retains: false }),
            ...createdKey(["e-bucket"], false),
            ...destination(BEFORE),
        });
    });

    it("has a name that S3 takes, whatever the component's is", async () => {
        const { resources } = await deploy(
            () => new GuardDutyMonitoring("My_training_account_of_the_machine_learning_team", { findingsExport: {} }),
        );
        const made = (suffix: string) =>
            find(resources, `My_training_account_of_the_machine_learning_team-findings-export-${suffix}`).inputs;
        expect(made("bucket")["bucketPrefix"]).toMatch(/^[a-z0-9][a-z0-9-]{0,36}$/);
        expect(made("key-alias")["namePrefix"]).toMatch(/^alias\/[a-zA-Z0-9/_-]{1,200}$/);
        expect(made("key-alias")["namePrefix"]).not.toMatch(/^alias\/aws/);
    });
});

describe("Region and tags", () => {
    it("reach every child that has them", async () => {
        const { resources } = await make({
            region: REGION,
            prefix: "logs",
            objectLock: { mode: "GOVERNANCE", days: 1 },
            accessLogBucketName: "my-logs",
            tags: { Team: "ml" },
        });
        for (const { name, inputs } of resources.slice(1)) expect(inputs["region"], name).toBe(REGION);
        const tagged = resources.filter(({ inputs }) => inputs["tags"] !== undefined).map(({ name }) => name);
        expect(tagged.sort()).toEqual(["e-bucket", "e-destination", "e-key"]);
    });

    it("is the detector's where the provider is in another", async () => {
        const elsewhere = DETECTOR_ARN.replace(REGION, "us-west-2");
        const everything = { prefix: "logs", accessLogBucketName: "my-logs" } as const;
        for (const arn of [elsewhere, pulumi.output(elsewhere)]) {
            const { resources } = await deploy(() => new FindingsExport("e", { detectorArn: arn, ...everything }));
            for (const { name, inputs } of resources.slice(1)) expect(inputs["region"], name).toBe("us-west-2");
        }
    });

    it("is the detector's for the destination, and the bucket's for the key, where those differ", async () => {
        const elsewhere = DETECTOR_ARN.replace(REGION, "us-west-2");
        const { graph } = await make({ existingBucketArn: OWN_BUCKET, existingBucketRegion: REGION }, elsewhere);
        expect(graph["e-key"]?.inputs["region"]).toBe(REGION);
        expect(graph["e-destination"]?.inputs["region"]).toBe("us-west-2");
    });

    it("of the detector make the policies: in an opt-in Region its Regional principal", async () => {
        const { published } = await make({ region: "me-south-1" }, DETECTOR_ARN.replace(REGION, "me-south-1"));
        for (const policy of ["requiredBucketPolicy", "requiredKeyPolicy"]) {
            expect(String(published?.[policy])).toContain('"Service":"guardduty.me-south-1.amazonaws.com"');
        }
        expect(published?.["findingsLocation"]).toBe(`s3://${BUCKET}/AWSLogs/${ACCOUNT_ID}/GuardDuty/me-south-1/`);
    });
});

describe("GuardDutyMonitoring with findingsExport", () => {
    it("makes the same, in a component of its own below it", async () => {
        const { resources, result } = await deploy(
            () =>
                new GuardDutyMonitoring("t", {
                    findingsExport: { prefix: "logs" },
                    region: REGION,
                    tags: { Team: "ml" },
                }),
        );
        const below = resources.filter(({ parent }) => parent === "t-findings-export");
        const alone = (await make({ prefix: "logs", tags: { Team: "ml" } })).resources.filter(
            ({ parent }) => parent === "e",
        );
        expect(below.map(({ name }) => name.replace("t-findings-export-", "e-")).sort()).toEqual(
            alone.map(({ name }) => name).sort(),
        );
        expect(find(resources, "t-findings-export")).toMatchObject({
            type: "guardduty:index:FindingsExport",
            parent: "t",
        });
        for (const { name, inputs } of below) {
            const same = find(alone, name.replace("t-findings-export-", "e-"));
            expect(Object.keys(inputs).sort(), name).toEqual(Object.keys(same.inputs).sort());
        }
        const published = find(resources, "t").outputs!;
        expect(published).toMatchObject({
            publishingDestinationId: "destination-id",
            findingsBucketName: "t-findings-export-bucket-1a2b3c4",
            findingsBucketArn: "arn:aws:s3:::t-findings-export-bucket-1a2b3c4",
            findingsKmsKeyArn: KEY_ARN,
            findingsLocation: `s3://t-findings-export-bucket-1a2b3c4/logs/AWSLogs/${ACCOUNT_ID}/GuardDuty/${REGION}/`,
            requiredBucketPolicy: JSON_TEXT,
            requiredKeyPolicy: JSON_TEXT,
        });
        expect(await valueOf(result.requiredKeyPolicy)).toBe(published["requiredKeyPolicy"]);
    });

    it("leaves the Region to the provider, as its detector does, and the bucket waits for no detector", async () => {
        const { resources } = await deploy(() => new GuardDutyMonitoring("t", { findingsExport: { prefix: "logs" } }));
        expect(resources.filter(({ inputs }) => inputs["region"] !== undefined)).toEqual([]);
        expect(find(resources, "t-findings-export-bucket").dependencies).not.toContain("t-detector");
    });

    it("waits with the policies for the detector", async () => {
        const { resources } = await deploy(() => new GuardDutyMonitoring("t", { findingsExport: {} }));
        for (const suffix of ["key", "bucket-policy", "destination"]) {
            expect(find(resources, `t-findings-export-${suffix}`).dependencies).toContain("t-detector");
        }
    });
});
