import { describe, expect, it } from "vitest";

import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import type { Key } from "./key";
import { ALIAS_RULES } from "./key-aliases";
import { KEY_POLICY_RULES } from "./key-policies";
import { KEY_RULES } from "./key-rules";
import type { CreateKey, Kms } from "./kms";

const REGION = "eu-west-1";
const ROOT = "arn:aws:iam::123456789012:root";

function kms(): Kms {
    return new SimulatedAccount().kms(REGION);
}

async function withKey(key: Partial<CreateKey> = {}): Promise<{ kms: Kms; key: Key; account: SimulatedAccount }> {
    const account = new SimulatedAccount();
    const service = account.kms(REGION);
    return { kms: service, account, key: await service.create({ ...NEW, ...key }) };
}

const NEW: CreateKey = { description: "", bypassPolicyLockoutSafetyCheck: false, tags: {} };

function policy(...statements: object[]): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: statements.map((statement) => ({
            ...{ Effect: "Allow", Principal: { AWS: ROOT }, Action: "kms:*", Resource: "*" },
            ...statement,
        })),
    });
}

const createWith = (document: string): Promise<unknown> => kms().create({ ...NEW, policy: document });

describe("a key's rules", () => {
    testEachRule(KEY_RULES, {
        notFound: {
            accepted: async () => {
                const { kms, key } = await withKey();
                await kms.enable(key.arn, true);
            },
            refused: () => kms().enable("1234abcd-12ab-34cd-56ef-1234567890ab", true),
            answer: "NotFoundException: Key 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab' does not exist",
        },
        pendingDeletion: {
            accepted: async () => {
                const { kms, key } = await withKey();
                await kms.enable(key.id, false);
            },
            refused: async () => {
                const { kms, key } = await withKey();
                await kms.scheduleDeletion(key.id, 30);
                await kms.enable(key.id, true);
            },
            answer: "KMSInvalidStateException",
        },
        window: [7, 30].map((days) =>
            pair(
                async (window: number) => {
                    const { kms, key } = await withKey();
                    await kms.scheduleDeletion(key.id, window);
                },
                days,
                days === 7 ? 6 : 31,
                "ValidationException",
            ),
        ),
        rotationPeriod: [90, 2560].map((days) =>
            pair(
                async (periodInDays: number) => {
                    const { kms, key } = await withKey();
                    await kms.setRotation(key.id, { periodInDays });
                },
                days,
                days === 90 ? 89 : 2561,
                "ValidationException",
            ),
        ),
        denied: {
            accepted: async () => {
                const { kms, key } = await withKey({ policy: policy({}) });
                await kms.enable(key.id, false);
            },
            refused: async () => {
                const deployer = { AWS: "arn:aws:iam::123456789012:user/deployer" };
                const { kms, key } = await withKey({
                    policy: policy({ Principal: deployer, Action: "kms:PutKeyPolicy" }),
                });
                await kms.enable(key.id, false);
            },
            answer: "AccessDeniedException: User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: kms:DisableKey",
        },
        tags: pair((count: number) => kms().create({ ...NEW, tags: manyTags(count) }), 50, 51, "TagException"),
    });

    it("deletes a key only after its window", async () => {
        const { kms, key, account } = await withKey();
        await kms.scheduleDeletion(key.id, 7);
        account.clock.advance(7 * 24 * 60 * 60_000 - 1);
        expect(kms.access.find(key.id)).toBeDefined();
        account.clock.advance(1);
        expect(kms.access.find(key.id)).toBeUndefined();
    });

    it("gives a key without a policy to its account's administrators", async () => {
        const { key } = await withKey();
        expect(JSON.parse(key.policy)).toMatchObject({ Statement: [{ Principal: { AWS: ROOT }, Action: "kms:*" }] });
    });
});

describe("a key policy's rules", () => {
    const malformed = "MalformedPolicyDocumentException";
    testEachRule(KEY_POLICY_RULES, {
        syntax: [
            pair(createWith, policy({}), "{", malformed),
            pair(createWith, policy({}), policy({ Effect: "Maybe" }), malformed),
            pair(createWith, policy({}), policy({ Principal: undefined }), malformed),
            pair(
                createWith,
                policy({}),
                policy({}, { Condition: { IsTrue: { "aws:SecureTransport": "true" } } }),
                malformed,
            ),
        ],
        size: pair(
            createWith,
            policy({ Sid: "x".repeat(32_000) }),
            policy({ Sid: "x".repeat(32_768) }),
            "LimitExceededException",
        ),
        principal: [
            pair(
                createWith,
                policy({}, { Principal: { AWS: "arn:aws:iam::123456789012:user/deployer" }, Action: "kms:Decrypt" }),
                policy({}, { Principal: { AWS: "arn:aws:iam::123456789012:role/nobody" }, Action: "kms:Decrypt" }),
                `${malformed}: Policy contains a statement with one or more invalid principals.`,
            ),
        ],
        lockout: [
            pair(
                createWith,
                policy({}),
                policy({ Principal: { Service: "guardduty.amazonaws.com" }, Action: "kms:GenerateDataKey" }),
                `${malformed}: The new key policy will not allow you to update the key policy in the future.`,
            ),
            pair(createWith, policy({ Action: "kms:PutKeyPolicy" }), policy({ Action: "kms:Decrypt" }), malformed),
            pair(
                createWith,
                policy({ Principal: { AWS: "123456789012" } }),
                policy({ Principal: { AWS: "210987654321" } }),
                malformed,
            ),
        ],
    });

    it("lets the lock-out pass where the check is bypassed", async () => {
        await kms().create({
            ...NEW,
            bypassPolicyLockoutSafetyCheck: true,
            policy: policy({ Action: "kms:Decrypt" }),
        });
    });

    it("keeps the lock-out out of a later policy, too", async () => {
        const { kms, key } = await withKey();
        await expect(kms.putPolicy(key.id, policy({ Action: "kms:Decrypt" }), false)).rejects.toMatchObject({
            rule: { id: "keyPolicy.lockout" },
        });
    });
});

describe("an alias's rules", () => {
    const createAlias = async (name: string): Promise<unknown> => {
        const { kms, key } = await withKey();
        return kms.aliases.create(name, key.id);
    };
    testEachRule(ALIAS_RULES, {
        name: [
            pair(createAlias, "alias/a", "a", "InvalidAliasNameException"),
            pair(createAlias, "alias/awsome", "alias/aws/a", "InvalidAliasNameException"),
            pair(createAlias, "alias/a-b_c/d", "alias/a b", "InvalidAliasNameException"),
        ],
        taken: {
            accepted: () => createAlias("alias/a"),
            refused: async () => {
                const { kms, key } = await withKey();
                await kms.aliases.create("alias/a", key.id);
                await kms.aliases.create("alias/a", key.id);
            },
            answer: "AlreadyExistsException: An alias with the name arn:aws:kms:eu-west-1:123456789012:alias/a already exists",
        },
        notFound: {
            accepted: async () => {
                const { kms, key } = await withKey();
                await kms.aliases.create("alias/a", key.id);
                await kms.aliases.delete("alias/a");
            },
            refused: () => kms().aliases.delete("alias/a"),
            answer: "NotFoundException",
        },
    });
});
