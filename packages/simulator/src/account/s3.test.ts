import { describe, expect, it } from "vitest";

import { testEachRule, type RuleCase } from "../../test/each-rule";
import { SimulatedAccount } from "./account";
import { BUCKET_POLICY_RULES } from "./bucket-policies";
import { BUCKET_SETTING_RULES } from "./bucket-settings";
import { BUCKET_RULES, type LifecycleRule } from "./buckets";
import { OBJECT_RULES } from "./objects";
import type { S3 } from "./s3";
import { S3_ACCESS_RULES } from "./s3-access";
import { SimulatedWorld } from "./world";

const REGION = "eu-west-1";
const ARN = "arn:aws:s3:::bucket";

async function withBucket(options: { objectLock?: boolean } = {}): Promise<{ s3: S3; account: SimulatedAccount }> {
    const account = new SimulatedAccount();
    const s3 = account.s3(REGION);
    await s3.buckets.create("bucket", { objectLock: options.objectLock ?? false });
    return { s3, account };
}

function put(s3: S3, key: string, content = ""): Promise<unknown> {
    return s3.objects.put("bucket", { key, content: Buffer.from(content) });
}

function pair<Value>(
    run: (value: Value) => Promise<unknown>,
    accepted: Value,
    refused: Value,
    answer: string,
): RuleCase {
    return { accepted: () => run(accepted), refused: () => run(refused), answer };
}

const createNamed = (name: string): Promise<unknown> =>
    new SimulatedAccount().s3(REGION).buckets.create(name, { objectLock: false });

function manyTags(count: number): Record<string, string> {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`T${index}`, "x"]));
}

describe("a bucket's rules", () => {
    testEachRule(BUCKET_RULES, {
        name: [
            ["abc", "ab"],
            ["x".repeat(63), "x".repeat(64)],
            ["a.b-c1", "a_b_c"],
            ["bucket", "Bucket"],
            ["a.b", "a..b"],
            ["1bucket", "-bucket"],
            ["bucket1", "bucket-"],
            ["192.168.5.x", "192.168.5.4"],
            ["xn-bucket", "xn--bucket"],
            ["s3alias", "a-s3alias"],
        ].map(([accepted = "", refused = ""]) =>
            pair(createNamed, accepted, refused, "InvalidBucketName: The specified bucket is not valid."),
        ),
        nameTakenByOther: {
            accepted: async () => {
                await new SimulatedAccount().s3(REGION).buckets.create("bucket", { objectLock: false });
            },
            refused: async () => {
                const world = new SimulatedWorld();
                for (const accountId of ["123456789012", "210987654321"]) {
                    await new SimulatedAccount({ accountId, world })
                        .s3(REGION)
                        .buckets.create("bucket", { objectLock: false });
                }
            },
            answer: "BucketAlreadyExists",
        },
        nameTakenBySelf: {
            accepted: () => withBucket(),
            refused: async () => {
                const { account } = await withBucket();
                await account.s3("us-east-1").buckets.create("bucket", { objectLock: false });
            },
            answer: "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
        },
        notEmpty: {
            accepted: async () => {
                const { s3 } = await withBucket();
                await put(s3, "a");
                await s3.objects.delete("bucket", "a");
                await s3.buckets.delete("bucket");
            },
            refused: async () => {
                const { s3 } = await withBucket();
                await put(s3, "a");
                await s3.buckets.delete("bucket");
            },
            answer: "BucketNotEmpty: The bucket you tried to delete is not empty",
        },
        notEmptyVersions: [
            {
                accepted: async () => {
                    const { s3 } = await withBucket();
                    await s3.settings.putVersioning("bucket", "Enabled");
                    await put(s3, "a");
                    await s3.objects.deleteAllVersions("bucket", "a", false);
                    await s3.buckets.delete("bucket");
                },
                // A delete marker and the version under it are still there.
                refused: async () => {
                    const { s3 } = await withBucket();
                    await s3.settings.putVersioning("bucket", "Enabled");
                    await put(s3, "a");
                    await s3.objects.delete("bucket", "a");
                    await s3.buckets.delete("bucket");
                },
                answer: "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
            },
        ],
        tags: pair(
            async (count: number) => (await withBucket()).s3.buckets.setTags("bucket", manyTags(count)),
            50,
            51,
            "InvalidTag",
        ),
    });

    it("makes a new bucket private, with ACLs off and encrypted by S3", async () => {
        const { account } = await withBucket();
        expect(account.world.bucket("aws", "bucket")).toMatchObject({
            ownership: "BucketOwnerEnforced",
            publicAccessBlock: { blockPublicPolicy: true, restrictPublicBuckets: true },
            encryption: { algorithm: "AES256" },
            versioning: "Unversioned",
        });
    });
});

describe("who may use a bucket", () => {
    testEachRule(S3_ACCESS_RULES, {
        denied: {
            accepted: async () => {
                const { s3 } = await withBucket();
                await s3.settings.putPolicy(
                    "bucket",
                    policy({ Effect: "Deny", Action: "s3:PutObject", Resource: `${ARN}/a/*` }),
                );
                await put(s3, "b/x");
            },
            refused: async () => {
                const { s3 } = await withBucket();
                await s3.settings.putPolicy(
                    "bucket",
                    policy({ Effect: "Deny", Action: "s3:PutObject", Resource: `${ARN}/a/*` }),
                );
                await put(s3, "a/x");
            },
            answer: 'AccessDenied: User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::bucket/a/x" with an explicit deny in a resource-based policy',
        },
        wrongRegion: {
            accepted: async () => put((await withBucket()).s3, "a"),
            refused: async () => put((await withBucket()).account.s3("us-east-1"), "a"),
            answer: "PermanentRedirect: The bucket you are attempting to access must be addressed using the specified endpoint.",
        },
        noSuchBucket: {
            accepted: async () => put((await withBucket()).s3, "a"),
            refused: () => put(new SimulatedAccount().s3(REGION), "a"),
            answer: "NoSuchBucket: The specified bucket does not exist",
        },
    });

    it("needs an Allow of the bucket's where it is another account's", async () => {
        const world = new SimulatedWorld();
        const owner = new SimulatedAccount({ accountId: "210987654321", world });
        const other = new SimulatedAccount({ world });
        await owner.s3(REGION).buckets.create("bucket", { objectLock: false });
        await expect(put(other.s3(REGION), "a")).rejects.toMatchObject({ code: "AccessDenied" });
        await owner
            .s3(REGION)
            .settings.putPolicy(
                "bucket",
                policy({ Principal: { AWS: "123456789012" }, Action: "s3:PutObject", Resource: `${ARN}/*` }),
            );
        await put(other.s3(REGION), "a");
    });
});

function policy(...statements: object[]): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: statements.map((statement) => ({
            ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${ARN}/*` },
            ...statement,
        })),
    });
}

const SERVICE = { Service: "guardduty.amazonaws.com" };

const putPolicy = async (document: string): Promise<unknown> =>
    (await withBucket()).s3.settings.putPolicy("bucket", document);

describe("a bucket policy's rules", () => {
    const good = policy({ Principal: SERVICE });
    const syntax = "MalformedPolicy: Policy has invalid syntax";
    testEachRule(BUCKET_POLICY_RULES, {
        json: [
            pair(
                putPolicy,
                good,
                ` ${good}`,
                "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'",
            ),
            pair(
                putPolicy,
                good,
                `${good},`,
                "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'",
            ),
        ],
        syntax: [
            pair(putPolicy, good, JSON.stringify({ Version: "2012-10-17" }), syntax),
            pair(putPolicy, good, policy({ Principal: SERVICE, Effect: "Permit" }), syntax),
            pair(putPolicy, good, policy({ Principal: SERVICE, Actions: "s3:GetObject" }), syntax),
            pair(putPolicy, good, policy({ Principal: undefined }), syntax),
            pair(
                putPolicy,
                policy({ Principal: SERVICE, Sid: "a" }, { Principal: SERVICE, Sid: "b" }),
                policy({ Principal: SERVICE, Sid: "a" }, { Principal: SERVICE, Sid: "a" }),
                `${syntax}: Statement IDs (SID) in a single policy must be unique.`,
            ),
            pair(putPolicy, good, policy({ Principal: SERVICE, Resource: undefined }), syntax),
            pair(
                putPolicy,
                policy({ Principal: SERVICE, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
                policy({ Principal: SERVICE, Condition: { IsTrue: { "aws:SecureTransport": "true" } } }),
                syntax,
            ),
        ],
        principal: [
            pair(
                putPolicy,
                policy({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
                policy({ Principal: { AWS: "arn:aws:iam::123456789012:role/nobody" } }),
                "MalformedPolicy: Invalid principal in policy",
            ),
            pair(putPolicy, good, policy({ Principal: { Service: "guardduty" } }), "Invalid principal in policy"),
        ],
        action: pair(
            putPolicy,
            policy({ Principal: SERVICE, Action: "s3:*" }),
            policy({ Principal: SERVICE, Action: "kms:Decrypt" }),
            "MalformedPolicy: Policy has invalid action",
        ),
        resource: pair(
            putPolicy,
            policy({ Principal: SERVICE, Action: "s3:ListBucket", Resource: ARN }),
            policy({ Principal: SERVICE, Resource: "arn:aws:s3:::bucket2/*" }),
            "MalformedPolicy: Policy has invalid resource",
        ),
        actionResource: [
            pair(
                putPolicy,
                policy({ Principal: SERVICE, Action: "s3:PutObject", Resource: `${ARN}/*` }),
                policy({ Principal: SERVICE, Action: "s3:PutObject", Resource: ARN }),
                "MalformedPolicy: Action does not apply to any resource(s) in statement",
            ),
            pair(
                putPolicy,
                policy({
                    Principal: SERVICE,
                    Action: ["s3:GetBucketLocation", "s3:PutObject"],
                    Resource: [ARN, `${ARN}/*`],
                }),
                policy({ Principal: SERVICE, Action: ["s3:GetBucketLocation", "s3:PutObject"], Resource: `${ARN}/*` }),
                "Action does not apply",
            ),
        ],
        conditionKey: pair(
            putPolicy,
            policy({ Principal: SERVICE, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
            policy({ Principal: SERVICE, Condition: { StringEquals: { SourceAccount: "123456789012" } } }),
            "MalformedPolicy: Policy has an invalid condition key",
        ),
        size: pair(
            putPolicy,
            policy({ Principal: SERVICE, Sid: "x".repeat(20_000) }),
            policy({ Principal: SERVICE, Sid: "x".repeat(20_480) }),
            "MalformedPolicy: Policy exceeds the maximum allowed document size.",
        ),
        public: [
            pair(
                putPolicy,
                policy({ Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
                policy({}),
                "AccessDenied: User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: s3:PutBucketPolicy",
            ),
            pair(putPolicy, policy({ Effect: "Deny" }), policy({ Principal: { AWS: "*" } }), "BlockPublicPolicy"),
            // A condition that does not say who.
            pair(
                putPolicy,
                policy({ Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }),
                policy({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
                "BlockPublicPolicy",
            ),
            pair(
                putPolicy,
                policy({
                    Condition: { ArnLike: { "aws:SourceArn": "arn:aws:guardduty:eu-west-1:123456789012:detector/a" } },
                }),
                policy({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:guardduty:*:123456789012:detector/a" } } }),
                "BlockPublicPolicy",
            ),
        ],
    });

    it("lets a public policy pass once its being blocked was switched off", async () => {
        const { s3 } = await withBucket();
        await s3.settings.putPublicAccessBlock("bucket", undefined);
        await s3.settings.putPolicy("bucket", policy({}));
    });

    it("knows GuardDuty's role as soon as GuardDuty was enabled", async () => {
        const { s3, account } = await withBucket();
        const document = policy({ Principal: { AWS: account.guardDutyRoleArn("aws") } });
        await expect(s3.settings.putPolicy("bucket", document)).rejects.toMatchObject({ code: "MalformedPolicy" });
        await account.guardDuty("us-east-1").detectors.create({ enable: true });
        await s3.settings.putPolicy("bucket", document);
    });
});

const LIFECYCLE: LifecycleRule = {
    id: "expire",
    status: "Enabled",
    filter: {},
    expirationDays: 1,
    expiredObjectDeleteMarker: undefined,
    noncurrentDays: undefined,
    abortMultipartDays: undefined,
    transitions: [],
};

const putLifecycle = async (rules: LifecycleRule[]): Promise<unknown> =>
    (await withBucket()).s3.settings.putLifecycle("bucket", rules);

describe("the rules of a bucket's settings", () => {
    testEachRule(BUCKET_SETTING_RULES, {
        versioningLocked: {
            accepted: async () => (await withBucket()).s3.settings.putVersioning("bucket", "Suspended"),
            refused: async () =>
                (await withBucket({ objectLock: true })).s3.settings.putVersioning("bucket", "Suspended"),
            answer: "InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
        },
        lockNeedsVersioning: {
            accepted: async () => {
                const { s3 } = await withBucket();
                await s3.settings.putVersioning("bucket", "Enabled");
                await s3.settings.putObjectLock("bucket", { mode: "GOVERNANCE", days: 1 });
            },
            refused: async () =>
                (await withBucket()).s3.settings.putObjectLock("bucket", { mode: "GOVERNANCE", days: 1 }),
            answer: "InvalidBucketState",
        },
        lockDays: pair(
            async (days: number) =>
                (await withBucket({ objectLock: true })).s3.settings.putObjectLock("bucket", {
                    mode: "COMPLIANCE",
                    days,
                }),
            1,
            0,
            "InvalidArgument",
        ),
        lifecycleRules: pair(
            putLifecycle,
            [LIFECYCLE, { ...LIFECYCLE, id: "other" }],
            [LIFECYCLE, LIFECYCLE],
            "InvalidArgument",
        ),
        lifecycleDays: pair(putLifecycle, [LIFECYCLE], [{ ...LIFECYCLE, expirationDays: 0 }], "InvalidArgument"),
        lifecycleExpiration: pair(
            putLifecycle,
            [LIFECYCLE, { ...LIFECYCLE, id: "2", expirationDays: undefined, expiredObjectDeleteMarker: true }],
            [{ ...LIFECYCLE, expiredObjectDeleteMarker: true }],
            "MalformedXML",
        ),
        lifecycleAction: pair(
            putLifecycle,
            [LIFECYCLE],
            [{ ...LIFECYCLE, expirationDays: undefined }],
            "InvalidRequest",
        ),
        loggingTarget: [
            pair(
                async (targetBucket: string) =>
                    (await withBucket()).s3.settings.putLogging("bucket", { targetBucket, targetPrefix: "" }),
                "bucket",
                "missing",
                "InvalidTargetBucketForLogging: The target bucket for logging does not exist",
            ),
            pair(
                async (region: string) => {
                    const { s3, account } = await withBucket();
                    await account.s3(region).buckets.create("logs", { objectLock: false });
                    await s3.settings.putLogging("bucket", { targetBucket: "logs", targetPrefix: "" });
                },
                REGION,
                "us-east-1",
                "InvalidTargetBucketForLogging",
            ),
        ],
    });
});

describe("an object's rules", () => {
    const putLocked = async (mode: "GOVERNANCE" | "COMPLIANCE", bypass: boolean, advance = 0): Promise<void> => {
        const { s3, account } = await withBucket({ objectLock: true });
        await s3.settings.putObjectLock("bucket", { mode, days: 2 });
        await put(s3, "a");
        account.clock.advance(advance);
        await s3.objects.deleteAllVersions("bucket", "a", bypass);
    };
    const DAYS = 24 * 60 * 60_000;
    const locked = "AccessDenied: Access Denied because object protected by object lock.";

    testEachRule(OBJECT_RULES, {
        key: [
            pair(
                async (key: string) => put((await withBucket()).s3, key),
                "x".repeat(1024),
                "x".repeat(1025),
                "KeyTooLongError",
            ),
            pair(
                async (key: string) => put((await withBucket()).s3, key),
                "é".repeat(512),
                "é".repeat(513),
                "KeyTooLongError",
            ),
        ],
        tagCount: pair(
            async (count: number) =>
                (await withBucket()).s3.objects.put("bucket", {
                    key: "a",
                    content: Buffer.alloc(0),
                    tags: manyTags(count),
                }),
            10,
            11,
            "BadRequest: Object tags cannot be greater than 10",
        ),
        keyDenied: pair(
            async (enabled: boolean) => {
                const { s3, account } = await withBucket();
                const kms = account.kms(REGION);
                const key = await kms.create({ description: "", bypassPolicyLockoutSafetyCheck: false, tags: {} });
                await kms.enable(key.id, enabled);
                await s3.settings.putEncryption("bucket", {
                    algorithm: "aws:kms",
                    kmsKeyId: key.arn,
                    bucketKeyEnabled: true,
                });
                await put(s3, "a");
            },
            true,
            false,
            "AccessDenied",
        ),
        locked: [
            {
                accepted: () => putLocked("GOVERNANCE", true),
                refused: () => putLocked("GOVERNANCE", false),
                answer: locked,
            },
            {
                accepted: () => putLocked("COMPLIANCE", false, 2 * DAYS),
                refused: () => putLocked("COMPLIANCE", true, 2 * DAYS - 1),
                answer: locked,
            },
        ],
    });

    it.each([
        [false, `${ARN}/*`, true],
        [false, ARN, false],
        [true, ARN, true],
        [true, `${ARN}/*`, false],
    ])(
        "asks KMS for the object's key, or with a bucket key (%s) for the bucket's",
        async (bucketKeyEnabled, arn, lets) => {
            const { s3, account } = await withBucket();
            const kms = account.kms(REGION);
            const root = { Effect: "Allow", Principal: { AWS: "123456789012" }, Resource: "*" };
            const condition = {
                StringEquals: { "kms:ViaService": `s3.${REGION}.amazonaws.com`, "kms:CallerAccount": "123456789012" },
                StringLike: { "kms:EncryptionContext:aws:s3:arn": arn },
            };
            const document = JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    { ...root, NotAction: "kms:GenerateDataKey", Action: undefined },
                    { ...root, Action: "kms:GenerateDataKey", Condition: condition },
                ],
            });
            const key = await kms.create({
                description: "",
                policy: document,
                bypassPolicyLockoutSafetyCheck: false,
                tags: {},
            });
            const encryption = { algorithm: "aws:kms", kmsKeyId: key.arn, bucketKeyEnabled } as const;
            const putting = s3.objects.put("bucket", { key: "a", content: Buffer.alloc(0), encryption });
            await (lets ? putting : expect(putting).rejects.toMatchObject({ rule: { id: "object.keyDenied" } }));
        },
    );

    it("puts a delete marker on a locked object, which hides it and deletes nothing", async () => {
        const { s3, account } = await withBucket({ objectLock: true });
        await s3.settings.putObjectLock("bucket", { mode: "COMPLIANCE", days: 1 });
        await put(s3, "a");
        await s3.objects.delete("bucket", "a");
        expect(await s3.objects.head("bucket", "a")).toBeUndefined();
        expect(account.world.bucket("aws", "bucket")?.objects.get("a")).toHaveLength(2);
    });

    it("keeps versions only where versioning is on", async () => {
        const { s3, account } = await withBucket();
        await put(s3, "a", "1");
        await put(s3, "a", "2");
        const bucket = account.world.bucket("aws", "bucket");
        expect(bucket?.objects.get("a")).toHaveLength(1);
        await s3.settings.putVersioning("bucket", "Enabled");
        await put(s3, "a", "3");
        expect(bucket?.objects.get("a")?.map(({ content }) => content.toString())).toEqual(["2", "3"]);
    });
});
