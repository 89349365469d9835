import { describe, expect, it } from "vitest";

import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { DAY } from "../core/clock";
import type { Parcel } from "../core/delivery";
import { LOG_GROUP_RULES } from "./log-group-rules";
import { LOG_POLICY_RULES } from "./log-policy-rules";
import type { CreateLogGroup } from "./logs";

const REGION = "eu-west-1";
const NAME = "/aws/events/findings";
const ARN = `arn:aws:logs:eu-west-1:123456789012:log-group:${NAME}`;
const RULE = "arn:aws:events:eu-west-1:123456789012:rule/findings";
const NEW: CreateLogGroup = { name: NAME, logClass: "STANDARD", kmsKeyId: undefined, isProtected: false, tags: {} };
const PARCEL: Parcel = {
    ...{ body: '{"a":1}', principal: "events.amazonaws.com", sourceArn: RULE, sourceAccount: "123456789012" },
};

const create = (more: Partial<CreateLogGroup>): Promise<unknown> =>
    new SimulatedAccount().logs(REGION).create({ ...NEW, ...more });

async function withGroup(more: Partial<CreateLogGroup> = {}): Promise<SimulatedAccount> {
    const account = new SimulatedAccount();
    await account.logs(REGION).create({ ...NEW, ...more });
    return account;
}

/** Amazon EventBridge User Guide, eb-use-resource-based: the policy that CloudWatch Logs needs for a rule. */
function documentedPolicy(change: { put?: object; create?: object } = {}): string {
    const Principal = { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] };
    const statement = {
        Effect: "Allow",
        Principal,
        Resource: `arn:aws:logs:${REGION}:123456789012:log-group:/aws/events/*:*`,
    };
    const Condition = { ArnEquals: { "AWS:SourceArn": RULE } };
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { ...statement, Action: ["logs:CreateLogStream"], ...change.create },
            { ...statement, Action: ["logs:PutLogEvents"], Condition, ...change.put },
        ],
    });
}

/** A key whose policy has the statement of CloudWatch Logs' documentation, for one log group. */
async function keyFor(account: SimulatedAccount, logGroupArn: string): Promise<string> {
    const kms = account.kms(REGION);
    const allow = { Effect: "Allow", Resource: "*" };
    const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { ...allow, Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" },
            {
                ...allow,
                Principal: { Service: `logs.${REGION}.amazonaws.com` },
                Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
                Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroupArn } },
            },
        ],
    });
    return (await kms.create({ description: "", policy, bypassPolicyLockoutSafetyCheck: false, tags: {} })).arn;
}

describe("a log group's rules", () => {
    const withKeyFor = async (arn: string): Promise<void> => {
        const account = new SimulatedAccount();
        await account.logs(REGION).create({ ...NEW, kmsKeyId: await keyFor(account, arn) });
    };
    testEachRule(LOG_GROUP_RULES, {
        name: [
            pair((name) => create({ name }), "a".repeat(512), "a".repeat(513), "InvalidParameterException"),
            pair((name) => create({ name }), "a.-_/#1", "a b", "[\\.\\-_/#A-Za-z0-9]+"),
        ],
        reserved: pair((name) => create({ name }), "/aws/events", "aws/events", "InvalidParameterException"),
        taken: pair(
            async (name) => (await withGroup()).logs(REGION).create({ ...NEW, name }),
            "other",
            NAME,
            "ResourceAlreadyExistsException: The specified log group already exists",
        ),
        notFound: pair(
            async (name) => (await withGroup()).logs(REGION).delete(name),
            NAME,
            "other",
            "ResourceNotFoundException: The specified log group does not exist.",
        ),
        retention: pair(
            async (days) => (await withGroup()).logs(REGION).setRetention(NAME, days),
            3653,
            2,
            "InvalidParameterException",
        ),
        key: pair(
            withKeyFor,
            ARN,
            `${ARN}-other`,
            `AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn '${ARN}'`,
        ),
        protected: pair(
            async (isProtected) => (await withGroup({ isProtected })).logs(REGION).delete(NAME),
            false,
            true,
            "ValidationException",
        ),
        tags: pair((count) => create({ tags: manyTags(count) }), 50, 51, "InvalidParameterException"),
    });
});

describe("the rules of CloudWatch Logs' resource policies", () => {
    const put = (document: string): Promise<void> =>
        new SimulatedAccount().logs(REGION).policies.put("events", document);
    const putMany = async (count: number): Promise<void> => {
        const { policies } = new SimulatedAccount().logs(REGION);
        for (let index = 0; index < count; index += 1) {
            await policies.put(`policy-${index}`, documentedPolicy());
        }
        // One that exists can be changed when there are as many as can be.
        await policies.put("policy-0", documentedPolicy());
    };
    testEachRule(LOG_POLICY_RULES, {
        size: pair((length) => put(documentedPolicy().padEnd(length)), 5120, 5121, "InvalidParameterException"),
        syntax: pair(put, documentedPolicy(), documentedPolicy().replace("Allow", "Let"), "InvalidParameterException"),
        limit: pair(putMany, 10, 11, "LimitExceededException: Resource limit exceeded."),
        notFound: {
            accepted: async () => {
                const { policies } = new SimulatedAccount().logs(REGION);
                await policies.put("events", documentedPolicy());
                await policies.delete("events");
            },
            refused: () => new SimulatedAccount().logs(REGION).policies.delete("events"),
            answer: "ResourceNotFoundException",
        },
    });
});

describe("a log group that a rule writes to", () => {
    const receipt = async (policies: readonly string[], parcel: Partial<Parcel> = {}): Promise<unknown> => {
        const account = await withGroup();
        for (const [index, policy] of policies.entries()) {
            await account.logs(REGION).policies.put(`policy-${index}`, policy);
        }
        return account.mailbox(ARN)?.receive({ ...PARCEL, ...parcel });
    };

    it("takes it with the policy that EventBridge documents", async () => {
        const account = await withGroup();
        await account.logs(REGION).policies.put("events", documentedPolicy());
        expect(await account.mailbox(`${ARN}:*`)?.receive(PARCEL)).toEqual({ accepted: true });
        expect(account.logs(REGION).events(NAME)).toMatchObject([{ message: '{"a":1}', at: account.clock.now() }]);
    });

    it.each<[string, readonly string[], Partial<Parcel>?]>([
        ["no policy", []],
        ["a policy for another rule", [documentedPolicy()], { sourceArn: `${RULE}-2` }],
        ["a policy for another service", [documentedPolicy()], { principal: "sns.amazonaws.com" }],
        ["no leave to make a stream", [documentedPolicy({ create: { Action: "logs:DescribeLogStreams" } })]],
        ["no leave to put events", [documentedPolicy({ put: { Action: "logs:DescribeLogStreams" } })]],
        [
            "a condition on the rule for making a stream",
            [documentedPolicy({ create: { Condition: { ArnEquals: { "aws:SourceArn": RULE } } } })],
        ],
        ["a resource without its streams", [documentedPolicy({ put: { Resource: ARN } })]],
        ["one policy that denies", [documentedPolicy(), documentedPolicy({ put: { Effect: "Deny" } })]],
    ])("refuses it with %s", async (_, policies, parcel) => {
        expect(await receipt(policies, parcel)).toMatchObject({ accepted: false, code: "NO_PERMISSIONS" });
    });

    it("takes what two policies allow together", async () => {
        const nothing = { Action: "logs:DescribeLogStreams" };
        const policies = [documentedPolicy({ create: nothing }), documentedPolicy({ put: nothing })];
        expect(await receipt(policies)).toEqual({ accepted: true });
    });

    it("refuses it when its key is disabled", async () => {
        const account = new SimulatedAccount();
        const logs = account.logs(REGION);
        const kmsKeyId = await keyFor(account, ARN);
        await logs.create({ ...NEW, kmsKeyId });
        await logs.policies.put("events", documentedPolicy());
        expect(await account.mailbox(ARN)?.receive(PARCEL)).toEqual({ accepted: true });
        await account.kms(REGION).enable(kmsKeyId.split("/")[1] ?? "", false);
        expect(await account.mailbox(ARN)?.receive(PARCEL)).toMatchObject({ accepted: false });
    });

    it("forgets what is older than its retention", async () => {
        const account = await withGroup();
        const logs = account.logs(REGION);
        await logs.policies.put("events", documentedPolicy());
        await logs.setRetention(NAME, 1);
        await account.mailbox(ARN)?.receive(PARCEL);
        account.clock.advance(DAY - 1);
        expect(logs.events(NAME)).toHaveLength(1);
        account.clock.advance(1);
        expect(logs.events(NAME)).toEqual([]);
    });
});
