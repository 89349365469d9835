import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { SimulatedAccount } from "./account";
import { SnapshotError, SnapshotReader } from "./core/snapshot";

type Operation = (account: SimulatedAccount) => unknown;

const region = fc.constantFrom("eu-west-1", "us-east-2");
const name = fc.constantFrom("one", "two", "three");
const tags = fc.dictionary(fc.constantFrom("team", "1", "__proto"), fc.constantFrom("ü", ""));

const detectorOf = (account: SimulatedAccount, where: string): string =>
    account.guardDuty(where).detectors.list()[0] ?? "none";
const nth = <Element>(all: readonly Element[], index: number): Element | undefined => all[index % (all.length || 1)];

/** What most of the others need. */
const BEGINNING: readonly Operation[] = [
    (account) => account.guardDuty("eu-west-1").detectors.create({ enable: true }),
    (account) => account.guardDuty("us-east-2").detectors.create({ enable: false }),
    (account) => account.s3("eu-west-1").buckets.create("bucket-one", { objectLock: false }),
    (account) => account.s3("eu-west-1").objects.put("bucket-one", { key: "one", content: Buffer.from("1.2.3.4\n") }),
];

/** What somebody does in an account, whether AWS lets them or not. */
const operations: fc.Arbitrary<Operation> = fc.oneof(
    fc.record({ region, enable: fc.boolean(), tags }).map(
        ({ region, ...request }): Operation =>
            (account) =>
                account.guardDuty(region).detectors.create(request),
    ),
    fc.record({ region, enable: fc.boolean() }).map(
        ({ region, enable }): Operation =>
            (account) =>
                account.guardDuty(region).detectors.update(detectorOf(account, region), {
                    enable,
                    features: [
                        {
                            name: "RUNTIME_MONITORING",
                            status: enable ? "ENABLED" : "DISABLED",
                            additionalConfigurations: [{ name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" }],
                        },
                    ],
                }),
    ),
    fc.record({ region, seldom: fc.nat(3) }).map(
        ({ region, seldom }): Operation =>
            (account) =>
                seldom === 0 ? account.guardDuty(region).detectors.delete(detectorOf(account, region)) : undefined,
    ),
    fc.record({ region, name, rank: fc.integer({ min: 1, max: 5 }), tags, bound: fc.bigInt(0n, 2n ** 53n) }).map(
        ({ region, name, rank, tags, bound }): Operation =>
            (account) =>
                account.guardDuty(region).filters.create({
                    ...{
                        detectorId: detectorOf(account, region),
                        name,
                        action: "ARCHIVE",
                        description: "",
                        rank,
                        tags,
                    },
                    criteria: new Map([
                        ["severity", { greaterThanOrEqual: bound }],
                        ["type", { equals: ["b", "a"], notMatches: ["x*"] }],
                    ]),
                }),
    ),
    fc.record({ region, name, rank: fc.integer({ min: 1, max: 5 }) }).map(
        ({ region, name, rank }): Operation =>
            (account) =>
                account.guardDuty(region).filters.update(detectorOf(account, region), name, { rank }),
    ),
    fc.record({ region, name }).map(
        ({ region, name }): Operation =>
            (account) =>
                account.guardDuty(region).filters.delete(detectorOf(account, region), name),
    ),
    fc
        .record({ region, name, activate: fc.boolean(), trusted: fc.boolean(), bucket: name, key: name })
        .map(({ region, name, activate, trusted, bucket, key }): Operation => (account) => {
            const { trustedIpLists, threatIpLists } = account.guardDuty(region);
            const request = { detectorId: detectorOf(account, region), name, format: "TXT", activate };
            return (trusted ? trustedIpLists : threatIpLists).create({
                ...request,
                location: `s3://bucket-${bucket}/${key}`,
            });
        }),
    fc
        .record({ region, index: fc.nat(), activate: fc.boolean(), gone: fc.boolean() })
        .map(({ region, index, activate, gone }): Operation => (account) => {
            const lists = account.guardDuty(region).threatIpLists;
            const detectorId = detectorOf(account, region);
            const id = nth(lists.list(detectorId), index)?.id ?? "none";
            return gone ? lists.delete(detectorId, id) : lists.update(detectorId, id, { activate });
        }),
    fc.record({ region, name, objectLock: fc.boolean() }).map(
        ({ region, name, objectLock }): Operation =>
            (account) =>
                account.s3(region).buckets.create(`bucket-${name}`, { objectLock }),
    ),
    fc.record({ bucket: name, key: name, content: fc.uint8Array({ maxLength: 20 }), tags }).map(
        ({ bucket, key, content, tags }): Operation =>
            (account) =>
                account.s3("eu-west-1").objects.put(`bucket-${bucket}`, {
                    ...{ key, content: Buffer.from(content), metadata: { a: "b" }, tags },
                }),
    ),
    fc.record({ bucket: name, key: name }).map(
        ({ bucket, key }): Operation =>
            (account) =>
                account.s3("eu-west-1").objects.delete(`bucket-${bucket}`, key),
    ),
    fc.record({ name, setting: fc.nat(6) }).map(
        ({ name, setting }): Operation =>
            (account) =>
                set(account, `bucket-${name}`, setting),
    ),
    name.map(
        (one): Operation =>
            (account) =>
                account.s3("eu-west-1").buckets.delete(`bucket-${one}`),
    ),
    fc.record({ region, tags }).map(
        ({ region, tags }): Operation =>
            (account) =>
                account.kms(region).create({ description: "é", bypassPolicyLockoutSafetyCheck: false, tags }),
    ),
    fc
        .record({ region, index: fc.nat(), action: fc.nat(3), name })
        .map(({ region, index, action, name }): Operation => (account) => {
            const kms = account.kms(region);
            const id = nth([...account.world.keys.values()], index)?.id ?? "none";
            return [
                () => kms.setRotation(id, { periodInDays: 90 }),
                () => kms.scheduleDeletion(id, 7),
                () => kms.aliases.create(`alias/${name}`, id),
                () => kms.aliases.delete(`alias/${name}`),
            ][action]?.();
        }),
    fc.record({ region, tags }).map(
        ({ region, tags }): Operation =>
            (account) =>
                account.ec2(region).allocate(tags),
    ),
    fc.record({ region, name, action: fc.nat(4), tags }).map(
        ({ region, name, action, tags }): Operation =>
            (account) =>
                functionsAndLogs(account, region, name, action, tags),
    ),
    fc.record({ region, name, action: fc.nat(3) }).map(
        ({ region, name, action }): Operation =>
            (account) =>
                schedules(account, region, name, action),
    ),
    fc.record({ region, name, action: fc.nat(3), value: fc.nat(2) }).map(
        ({ region, name, action, value }): Operation =>
            (account) =>
                alarmsAndChat(account, region, name, action, value),
    ),
    fc.integer({ min: 0, max: 8 * 24 * 3_600_000 }).map(
        (milliseconds): Operation =>
            (account) =>
                account.clock.advance(milliseconds),
    ),
);

function schedules(account: SimulatedAccount, region: string, name: string, action: number): unknown {
    const scheduler = account.scheduler(region);
    const arn = `arn:aws:lambda:${region}:111122223333:function:${name}`;
    const retryPolicy = { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 };
    const more = { input: undefined, deadLetterArn: `arn:aws:sqs:${region}:111122223333:${name}`, retryPolicy };
    const settings = {
        ...{ description: name === "one" ? undefined : "ü", expression: "rate(1 day)", timezone: "UTC" },
        ...({ state: "ENABLED", actionAfterCompletion: "NONE" } as const),
        window: { mode: "FLEXIBLE", maximumMinutes: 5 } as const,
        target: { arn, roleArn: account.guardDutyRoleArn("aws"), ...more },
    };
    return [
        () => scheduler.create(name, settings),
        () => scheduler.update(name, { ...settings, state: "DISABLED" }),
        () => scheduler.invoke(name),
        () => scheduler.delete(name),
    ][action]?.();
}

function functionsAndLogs(
    account: SimulatedAccount,
    region: string,
    name: string,
    action: number,
    tags: Readonly<Record<string, string>>,
): unknown {
    const [lambda, logs] = [account.lambda(region), account.logs(region)];
    const settings = { runtime: "nodejs22.x", handler: "a.b", description: "ü", timeout: 3, memorySize: 128 };
    const more = { environment: { A: name }, kmsKeyArn: undefined, codeSha256: "00", architecture: "arm64", tags };
    const rest = {
        deadLetterArn: `arn:aws:sqs:${region}:111122223333:${name}`,
        logging: { format: "JSON", logGroup: name },
    } as const;
    const source = { sourceArn: `arn:aws:events:${region}:111122223333:rule/${name}`, sourceAccount: undefined };
    const Principal = { Service: "events.amazonaws.com" };
    const statement = { Effect: "Allow", Principal, Action: ["logs:CreateLogStream", "logs:PutLogEvents"] };
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Resource: "*" }] });
    return [
        () => lambda.create({ name, role: account.guardDutyRoleArn("aws"), ...settings, ...more, ...rest }),
        () =>
            lambda.addPermission(name, {
                ...{ id: name, action: "lambda:InvokeFunction", principal: "events.amazonaws.com", ...source },
            }),
        () => logs.create({ name, logClass: "STANDARD", kmsKeyId: undefined, isProtected: name === "two", tags }),
        () => logs.policies.put(name, policy),
        () =>
            account.mailbox(`arn:aws:logs:${region}:111122223333:log-group:${name}`)?.receive({
                ...{ body: name, principal: "events.amazonaws.com", ...source, sourceAccount: "111122223333" },
            }),
    ][action]?.();
}

function alarmsAndChat(
    account: SimulatedAccount,
    region: string,
    name: string,
    action: number,
    value: number,
): unknown {
    const metric = { namespace: "Own", metric: "m", dimensions: { name } };
    const limits = { statistic: "Sum", period: 60, evaluationPeriods: 2, datapointsToAlarm: 1, threshold: 0 } as const;
    const rest = { comparison: "GreaterThanThreshold", missingData: "missing", unit: undefined } as const;
    const actions = { actionsEnabled: true, alarmActions: [], okActions: [], insufficientDataActions: [] };
    const settings = { description: undefined, ...metric, ...limits, ...rest, ...actions };
    const chat = { roleArn: account.guardDutyRoleArn("aws"), guardrailPolicyArns: [], topicArns: [] };
    return [
        () => account.cloudWatch(region).put(name, settings, { name }),
        () => account.cloudWatch(region).putMetric("Own", "m", { name }, value),
        () => account.chatbot.authorizeSlackWorkspace("T1"),
        () =>
            account.chatbot.create("us-east-2", {
                ...{ name, channel: { kind: "slack", workspaceId: `T${value}`, channelId: name }, tags: { name } },
                settings: { ...chat, loggingLevel: "NONE", userAuthorizationRequired: false },
            }),
    ][action]?.();
}

function set(account: SimulatedAccount, bucket: string, setting: number): unknown {
    const { settings } = account.s3("eu-west-1");
    const all = { blockPublicAcls: true, blockPublicPolicy: false };
    const rest = { expiredObjectDeleteMarker: undefined, noncurrentDays: 3, newerNoncurrentVersions: 2 };
    const condition = { prefix: "a/", objectSizeGreaterThan: 1, objectSizeLessThan: undefined };
    return [
        () => settings.putVersioning(bucket, "Enabled"),
        () => settings.putOwnership(bucket, "BucketOwnerEnforced"),
        () => settings.putPublicAccessBlock(bucket, { ...all, ignorePublicAcls: true, restrictPublicBuckets: false }),
        () => settings.putEncryption(bucket, { algorithm: "aws:kms", kmsKeyId: undefined, bucketKeyEnabled: true }),
        () => settings.putLogging(bucket, { targetBucket: "bucket-one", targetPrefix: "p/" }),
        () => settings.putObjectLock(bucket, { mode: "GOVERNANCE", days: 2 }),
        () =>
            settings.putLifecycle(bucket, [
                {
                    ...{ id: "old", status: "Enabled", expirationDays: 1, abortMultipartDays: 2, ...rest },
                    filter: { ...condition, tag: { key: "k", value: "v" }, and: { ...condition, tags: { 1: "x" } } },
                    transitions: [{ days: 1, storageClass: "GLACIER" }],
                },
            ]),
    ][setting]?.();
}

/** What the account answers, or how it refuses. */
async function answerOf(account: SimulatedAccount, operation: Operation): Promise<string> {
    try {
        return text(await operation(account));
    } catch (error) {
        return String(error);
    }
}

function text(value: unknown): string {
    return String(
        JSON.stringify(value, (_key, inner: unknown) =>
            inner instanceof Map ? [...inner] : typeof inner === "bigint" ? `${inner}n` : inner,
        ),
    );
}

function written(account: SimulatedAccount): unknown {
    return JSON.parse(JSON.stringify(account.snapshot()));
}

function copyOf(account: SimulatedAccount): SimulatedAccount {
    return SimulatedAccount.restored(new SnapshotReader(written(account)));
}

describe("an account restored from its snapshot", () => {
    it("has the same snapshot, and answers everything further as the original does", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.array(operations, { minLength: 30, maxLength: 60 }),
                fc.array(operations, { minLength: 10, maxLength: 20 }),
                async (before, after) => {
                    const original = new SimulatedAccount({ accountId: "111122223333" });
                    for (const operation of [...BEGINNING, ...before]) {
                        await answerOf(original, operation);
                    }
                    const copy = copyOf(original);
                    expect(written(copy)).toEqual(written(original));
                    for (const operation of after) {
                        expect(await answerOf(copy, operation)).toBe(await answerOf(original, operation));
                    }
                    expect(written(copy)).toEqual(written(original));
                },
            ),
            { numRuns: 60 },
        );
    });

    it("is not affected by what is done in the other", async () => {
        const original = new SimulatedAccount();
        await original.s3("eu-west-1").buckets.create("bucket", { objectLock: false });
        const copy = copyOf(original);
        await copy.s3("eu-west-1").settings.putOwnership("bucket", "ObjectWriter");
        await copy.s3("eu-west-1").objects.put("bucket", { key: "a", content: Buffer.from("a") });
        expect(original.world.bucket("aws", "bucket")).toMatchObject({
            ownership: "BucketOwnerEnforced",
            objects: new Map(),
        });
    });
});

describe("a snapshot that is none", () => {
    it.each([
        ["null", null, "the whole is not an object"],
        ["no world", { accountId: "1", ids: 0, regions: {} }, "world is not an object"],
        ["a bucket of another shape", broken("buckets", { name: 7 }), "world.buckets[0].name is not a text"],
        [
            "a key without a policy",
            broken("keys", { id: "a", arn: "b", accountId: "c", description: "" }),
            "world.keys[0].policy is not a text",
        ],
    ])("is refused by where it is wrong: %s", (_name, snapshot, message) => {
        const restore = (): SimulatedAccount => SimulatedAccount.restored(new SnapshotReader(snapshot));
        expect(restore).toThrow(SnapshotError);
        expect(restore).toThrow(message);
    });

    function broken(list: string, element: object): object {
        return { accountId: "1", ids: 0, regions: {}, world: { now: 0, buckets: [], keys: [], [list]: [element] } };
    }
});
