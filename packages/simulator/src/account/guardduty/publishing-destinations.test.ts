import { describe, expect, it } from "vitest";

import { testEachRule, type RuleCase } from "../../../test/each-rule";
import { SimulatedAccount, type SimulatedAccountOptions } from "../account";
import type { Bucket } from "../s3/bucket";
import { SimulatedWorld } from "../world";
import type { Detector } from "./detectors";
import { DESTINATION_RULES } from "./publishing-destination-rules";
import type { PublishingDestination } from "./publishing-destinations";

/** What the policies grant; each test changes one thing in it. */
interface Grant {
    /** The service principal that the policies name. */
    principal: string;
    sourceArn: string;
    sourceAccount: string;
    bucketActions: string[];
    /** The objects GuardDuty may put, after the bucket's ARN. */
    objects: string;
    keyActions: string[];
    /** Further statements of the bucket's policy. */
    more: object[];
}

interface Setup {
    /** The detector's Region. */
    readonly region?: string;
    readonly bucketRegion?: string;
    readonly keyRegion?: string;
    /** The account that owns bucket and key. */
    readonly owner?: SimulatedAccount;
    readonly enable?: boolean;
    readonly options?: SimulatedAccountOptions;
    readonly grant?: (grant: Grant) => Partial<Grant>;
    /** After the bucket's name in the destination's ARN. */
    readonly path?: string;
    readonly destinationType?: string;
    readonly objects?: readonly string[];
    readonly properties?: (properties: { destinationArn: string; kmsKeyArn: string }) => object;
}

interface Fixture {
    readonly account: SimulatedAccount;
    readonly owner: SimulatedAccount;
    readonly detector: Detector;
    readonly bucket: Bucket;
    readonly keyArn: string;
    readonly create: () => Promise<PublishingDestination>;
    readonly describe: (destination: PublishingDestination) => Promise<PublishingDestination>;
}

async function fixture(setup: Setup = {}): Promise<Fixture> {
    const region = setup.region ?? "eu-west-1";
    const account = new SimulatedAccount(setup.options);
    const owner = setup.owner ?? account;
    const bucketRegion = setup.bucketRegion ?? region;
    const { detectors, destinations } = account.guardDuty(region);
    const detector = await detectors.create({ enable: setup.enable ?? true });
    const s3 = owner.s3(bucketRegion);
    const bucket = await s3.buckets.create("findings", { objectLock: false });
    const key = await keyFor(owner, setup.keyRegion ?? bucketRegion, bucket.partition);
    const grant: Grant = {
        principal: "guardduty.amazonaws.com",
        sourceArn: detector.arn,
        sourceAccount: account.accountId,
        bucketActions: ["s3:GetBucketLocation", "s3:PutObject"],
        objects: "/*",
        keyActions: ["kms:GenerateDataKey"],
        more: [],
    };
    Object.assign(grant, setup.grant?.(grant));
    await s3.settings.putPolicy("findings", bucketPolicy(bucket, grant));
    await owner
        .kms(setup.keyRegion ?? bucketRegion)
        .putPolicy(key, keyPolicy(owner.accountId, bucket.partition, grant), false);
    for (const object of setup.objects ?? []) {
        await s3.objects.put("findings", { key: object, content: Buffer.alloc(0) });
    }
    const keyArn = owner.kms(setup.keyRegion ?? bucketRegion).access.require(key).arn;
    const properties = { destinationArn: bucket.arn + (setup.path ?? ""), kmsKeyArn: keyArn };
    return {
        account,
        owner,
        detector,
        bucket,
        keyArn,
        create: () =>
            destinations.create({
                detectorId: detector.id,
                destinationType: setup.destinationType ?? "S3",
                ...properties,
                ...setup.properties?.(properties),
            }),
        describe: ({ id }) => {
            account.clock.advance(60 * 60_000);
            owner.clock.advance(60 * 60_000);
            return destinations.describe(detector.id, id);
        },
    };
}

async function keyFor(owner: SimulatedAccount, region: string, partition: string): Promise<string> {
    const policy = keyPolicy(owner.accountId, partition, undefined);
    const key = { description: "", policy, bypassPolicyLockoutSafetyCheck: false, tags: {} };
    return (await owner.kms(region).create(key)).id;
}

function conditionOf({ sourceArn, sourceAccount }: Grant): object {
    return { StringEquals: { "aws:SourceArn": sourceArn, "aws:SourceAccount": sourceAccount } };
}

function bucketPolicy(bucket: Bucket, grant: Grant): string {
    const Condition = conditionOf(grant);
    const Principal = { Service: grant.principal };
    const allow = grant.bucketActions.map((Action) => ({
        Effect: "Allow",
        Principal,
        Action,
        Resource: Action === "s3:GetBucketLocation" ? bucket.arn : bucket.arn + grant.objects,
        Condition,
    }));
    return JSON.stringify({ Version: "2012-10-17", Statement: [...allow, ...grant.more] });
}

function keyPolicy(accountId: string, partition: string, grant: Grant | undefined): string {
    const root = { AWS: `arn:${partition}:iam::${accountId}:root` };
    const admin = { Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" };
    const use = grant && {
        Effect: "Allow",
        Principal: { Service: grant.principal },
        Action: grant.keyActions,
        Resource: "*",
        Condition: conditionOf(grant),
    };
    const statements = use === undefined || use.Action.length === 0 ? [admin] : [admin, use];
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const create = (setup: Setup) => async (): Promise<PublishingDestination> => (await fixture(setup)).create();

function pair(accepted: Setup, refused: Setup, answer: string): RuleCase {
    return { accepted: create(accepted), refused: create(refused), answer: `BadRequestException: ${answer}` };
}

const NO_PERMISSION =
    "The request failed because the GuardDuty service principal does not have permission to the KMS key or the resource specified by the destinationArn parameter.";
const NOT_VALID_KEY = "The request failed because the value specified for the kmsKeyArn parameter is not valid.";

const REGIONAL = { grant: () => ({ principal: "guardduty.me-south-1.amazonaws.com" }) };

describe("a publishing destination's rules", () => {
    testEachRule(DESTINATION_RULES, {
        onlyOne: {
            accepted: create({}),
            refused: async () => {
                const { create } = await fixture();
                await create();
                await create();
            },
            answer: "BadRequestException",
        },
        notFound: {
            accepted: async () => {
                const { create, describe } = await fixture();
                await describe(await create());
            },
            refused: async () => {
                const { account, detector } = await fixture();
                await account.guardDuty("eu-west-1").destinations.describe(detector.id, "0".repeat(32));
            },
            answer: "BadRequestException: The request is rejected because the one or more input parameters have invalid values.",
        },
        type: pair({}, { destinationType: "SQS" }, ""),
        suspendedDetector: pair(
            { enable: false, options: { unknowns: { destinationOfSuspendedDetector: "accept" } } },
            { enable: false, options: { unknowns: { destinationOfSuspendedDetector: "refuse" } } },
            "",
        ),
        destinationArn: [
            pair(
                {},
                { properties: () => ({ destinationArn: "findings" }) },
                "The request failed because the value specified for the destinationArn parameter is not valid.",
            ),
            pair({}, { properties: () => ({ destinationArn: "arn:aws-cn:s3:::findings" }) }, ""),
        ],
        bucketMissing: pair(
            {},
            { properties: () => ({ destinationArn: "arn:aws:s3:::missing" }) },
            "The request failed because the resource specified in the destinationArn parameter does not exist.",
        ),
        kmsKeyArn: pair(
            {},
            { properties: () => ({ kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:alias/findings" }) },
            NOT_VALID_KEY,
        ),
        keyRegion: pair({}, { keyRegion: "us-east-1" }, NOT_VALID_KEY),
        bucketRegion: [
            // Commercial Region to commercial Region, but not to an opt-in one.
            pair({ bucketRegion: "us-east-1" }, { bucketRegion: "me-south-1" }, ""),
            // An opt-in Region to itself, but not to another.
            pair(
                { region: "me-south-1", ...REGIONAL },
                { region: "me-south-1", bucketRegion: "af-south-1", ...REGIONAL },
                "",
            ),
            // An opt-in Region to a commercial one.
            pair(
                { region: "me-south-1", bucketRegion: "eu-west-1", ...REGIONAL },
                { region: "me-south-1", bucketRegion: "xx-new-1", ...REGIONAL },
                "",
            ),
        ],
        govCloudRegion: pair(
            { region: "us-gov-west-1" },
            { region: "us-gov-west-1", bucketRegion: "us-gov-east-1" },
            "",
        ),
        bucketPermission: [
            pair({}, { grant: () => ({ bucketActions: ["s3:GetBucketLocation"] }) }, NO_PERMISSION),
            pair({}, { grant: () => ({ bucketActions: ["s3:PutObject"] }) }, NO_PERMISSION),
            pair({}, { grant: (grant) => ({ sourceArn: grant.sourceArn.replace(/.$/, "x") }) }, NO_PERMISSION),
            pair({}, { grant: () => ({ sourceAccount: "210987654321" }) }, NO_PERMISSION),
            pair(
                { grant: () => ({ objects: "/AWSLogs/*" }) },
                { grant: () => ({ objects: "/other/*" }) },
                NO_PERMISSION,
            ),
            // The Regional principal in an opt-in Region, and there only.
            pair({ region: "me-south-1", ...REGIONAL }, { region: "me-south-1" }, NO_PERMISSION),
            pair({}, { grant: () => ({ principal: "guardduty.eu-west-1.amazonaws.com" }) }, NO_PERMISSION),
            // A deny of writes that are not encrypted with the right key lets GuardDuty's through, another key's not.
            pair(
                { grant: () => ({ more: [denyUnless("s3:x-amz-server-side-encryption", "aws:kms")] }) },
                { grant: () => ({ more: [denyUnless("s3:x-amz-server-side-encryption", "AES256")] }) },
                NO_PERMISSION,
            ),
        ],
        keyPermission: [
            pair({}, { grant: () => ({ keyActions: [] }) }, NO_PERMISSION),
            pair({}, { grant: () => ({ keyActions: ["kms:Decrypt"] }) }, NO_PERMISSION),
            {
                accepted: create({}),
                refused: async () => {
                    const { account, keyArn, create } = await fixture();
                    await account.kms("eu-west-1").enable(keyArn, false);
                    await create();
                },
                answer: NO_PERMISSION,
            },
            {
                accepted: create({}),
                refused: async () => {
                    const { account, keyArn, create } = await fixture();
                    await account.kms("eu-west-1").scheduleDeletion(keyArn, 7);
                    await create();
                },
                answer: NO_PERMISSION,
            },
        ],
        prefixMissing: [
            pair(
                { path: "/team/", objects: ["team/"] },
                { path: "/team/" },
                "The request failed because the resource folder specified in the destinationArn parameter does not exist.",
            ),
            pair({ path: "/team", objects: ["team/"] }, { path: "/team", objects: ["team"] }, ""),
            pair({ path: "/a/b/", objects: ["a/b/"] }, { path: "/a/b/", objects: ["a/b/x"] }, ""),
        ],
        prefixUnreadable: pair(
            { path: "/team/", objects: ["team/"] },
            { path: "/team/", objects: ["team/"], grant: () => ({ more: [DENY_LISTING] }) },
            "The request failed because you do not have the required permissions for the s3:GetObject or s3:ListBucket actions.",
        ),
    });
});

const DENY_LISTING = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:ListBucket",
    Resource: "arn:aws:s3:::findings",
};

function denyUnless(key: string, value: string): object {
    return {
        Effect: "Deny",
        Principal: { Service: "guardduty.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::findings/*",
        Condition: { StringNotEquals: { [key]: value } },
    };
}

describe("a destination's life", () => {
    it("goes from PENDING_VERIFICATION to PUBLISHING", async () => {
        const { create, describe } = await fixture();
        const destination = await create();
        expect(destination.status).toBe("PENDING_VERIFICATION");
        expect(await describe(destination)).toMatchObject({ status: "PUBLISHING", publishingFailureStartTimestamp: 0 });
    });

    it.each([
        ["", "AWSLogs/"],
        ["/team/", "team/AWSLogs/"],
    ])("leaves an empty object in the bucket (%s)", async (path, key) => {
        const { create, bucket } = await fixture({ path, objects: ["team/"] });
        await create();
        const [version] = bucket.objects.get(key) ?? [];
        expect(version).toMatchObject({ content: Buffer.alloc(0), encryption: { algorithm: "aws:kms" } });
    });

    it.each<[string, (fixture: Fixture) => Promise<unknown>]>([
        ["the bucket's policy goes", ({ owner }) => owner.s3("eu-west-1").settings.deletePolicy("findings")],
        ["the key is disabled", ({ owner, keyArn }) => owner.kms("eu-west-1").enable(keyArn, false)],
        ["the key is to be deleted", ({ owner, keyArn }) => owner.kms("eu-west-1").scheduleDeletion(keyArn, 30)],
        [
            "the bucket goes",
            async ({ owner, bucket }) => {
                bucket.objects.clear();
                await owner.s3("eu-west-1").buckets.delete("findings");
            },
        ],
    ])("cannot publish any more once %s, and says since when", async (_, lose) => {
        const all = await fixture();
        const destination = await all.create();
        await all.describe(destination);
        await lose(all);
        const described = await all.describe(destination);
        expect(described.status).toBe("UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY");
        expect(described.publishingFailureStartTimestamp).toBe(all.account.clock.now());
    });

    it("publishes again when access is back", async () => {
        const all = await fixture();
        const destination = await all.create();
        await all.owner.kms("eu-west-1").enable(all.keyArn, false);
        expect((await all.describe(destination)).status).not.toBe("PUBLISHING");
        await all.owner.kms("eu-west-1").enable(all.keyArn, true);
        expect((await all.describe(destination)).status).toBe("PUBLISHING");
    });

    it("checks all again when it is updated", async () => {
        const { create, account, detector, keyArn } = await fixture();
        const { id } = await create();
        const update = account
            .guardDuty("eu-west-1")
            .destinations.update(detector.id, id, { destinationArn: "arn:aws:s3:::findings/new/", kmsKeyArn: keyArn });
        await expect(update).rejects.toMatchObject({ rule: { id: "destination.prefixMissing" } });
    });

    it("writes to a bucket and key of another account that let it", async () => {
        const world = new SimulatedWorld();
        const owner = new SimulatedAccount({ accountId: "210987654321", world });
        const { create, describe } = await fixture({ owner, options: { world } });
        expect((await describe(await create())).status).toBe("PUBLISHING");
    });
});
