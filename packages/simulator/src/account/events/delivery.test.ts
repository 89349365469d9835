import { beforeEach, describe, expect, it } from "vitest";

import {
    ALERT_REGION,
    alerting,
    DEAD_LETTERS_ARN,
    FINDING,
    keyPolicy,
    lets,
    outcomes,
    policyOf,
    putTarget,
    QUEUE_ARN,
    RULE_ARN,
    TOPIC_ARN,
} from "../../../test/alerting-fixture";
import type { SimulatedAccount } from "../account";

const DELIVERED = "delivered: ";
const EVENTS = "events.amazonaws.com";
const KEY_USE = ["kms:GenerateDataKey*", "kms:Decrypt"];
let account: SimulatedAccount;
let keyId: string;

beforeEach(async () => {
    ({ account, keyId } = await alerting());
});

const sns = () => account.sns(ALERT_REGION);
const sqs = () => account.sqs(ALERT_REGION);
const putKeyPolicy = (policy: string) => account.kms(ALERT_REGION).putPolicy(keyId, policy, false);

async function deadLetter() {
    const [message] = await sqs().drain("dead-letters");
    return message;
}

describe("a finding", () => {
    it("goes to every target of a rule that matches it", async () => {
        expect(await outcomes(account)).toEqual({ alerts: DELIVERED, siem: DELIVERED });
        const [message] = sqs().messages("siem");
        expect(JSON.parse(message!.body)).toMatchObject({
            ...{ version: "0", "detail-type": "GuardDuty Finding", source: "aws.guardduty", account: "123456789012" },
            ...{ time: "2026-11-24T00:00:00Z", region: ALERT_REGION, resources: [], detail: FINDING },
        });
    });

    it("goes nowhere by a rule that does not match it, or is disabled", async () => {
        const events = account.events(ALERT_REGION);
        const eventPattern = '{"detail":{"severity":[{"numeric":[">=",9]}]}}';
        await events.putRule({ name: "findings", eventPattern });
        expect(await outcomes(account)).toEqual({});
        expect(await outcomes(account, { ...FINDING, severity: 9 })).toEqual({ alerts: DELIVERED, siem: DELIVERED });
        await events.putRule({ name: "findings", eventPattern, state: "DISABLED" });
        expect(await outcomes(account, { ...FINDING, severity: 9 })).toEqual({});
    });

    it("leaves the trail of its event", async () => {
        const { eventId } = await account.guardDuty(ALERT_REGION).findings.report(FINDING);
        expect(account.world.trail.map(({ event, rule, target }) => ({ event, rule, target }))).toEqual([
            { event: eventId, rule: RULE_ARN, target: TOPIC_ARN },
            { event: eventId, rule: RULE_ARN, target: QUEUE_ARN },
        ]);
    });
});

describe("a topic's policy with a condition on the rule", () => {
    const fromRule = (arn: string) =>
        policyOf(lets(EVENTS, "sns:Publish", TOPIC_ARN, { Condition: { ArnEquals: { "aws:SourceArn": arn } } }));
    const unlessOther = policyOf(lets(EVENTS, "sns:Publish", TOPIC_ARN), {
        ...{ Effect: "Deny", Principal: { Service: EVENTS }, Action: "sns:Publish", Resource: TOPIC_ARN },
        Condition: {
            Null: { "aws:SourceArn": "false" },
            ArnNotEquals: { "aws:SourceArn": `${RULE_ARN}-other` },
        },
    });

    it.each([
        ["withheld", "is not met", fromRule(RULE_ARN), /^dead-lettered/],
        ["told", "is met", fromRule(RULE_ARN), DELIVERED],
        ["told", "is not met by another rule", fromRule(`${RULE_ARN}-other`), /^dead-lettered/],
        ["withheld", "denies nothing", unlessOther, DELIVERED],
        ["told", "denies another rule", unlessOther, /^dead-lettered/],
    ] as const)("%s: %s", async (ruleAtTopic, _, policy, expected) => {
        ({ account } = await alerting(true, { unknowns: { ruleAtTopic } }));
        await sns().setAttributes(TOPIC_ARN, { policy });
        expect((await outcomes(account))["alerts"]).toMatch(expected);
    });
});

const FAULTS: readonly (readonly [
    name: string,
    target: "alerts" | "siem",
    breakIt: () => Promise<unknown>,
    because: string,
    code: string,
])[] = [
    [
        "a topic whose policy does not name the rule",
        "alerts",
        () =>
            sns().setAttributes(TOPIC_ARN, {
                policy: policyOf(
                    lets(EVENTS, "sns:Publish", TOPIC_ARN, {
                        Condition: { ArnEquals: { "aws:SourceArn": `${RULE_ARN}-other` } },
                    }),
                ),
            }),
        "sns:Publish",
        "NO_PERMISSIONS",
    ],
    [
        "a topic with the policy that every topic begins with",
        "alerts",
        () => sns().setAttributes(TOPIC_ARN, { policy: sns().defaultPolicy(TOPIC_ARN) }),
        "sns:Publish",
        "NO_PERMISSIONS",
    ],
    [
        "a topic whose policy denies what is not another's",
        "alerts",
        () =>
            sns().setAttributes(TOPIC_ARN, {
                policy: policyOf(lets(EVENTS, "sns:Publish", TOPIC_ARN), {
                    ...{ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: TOPIC_ARN },
                    Condition: { StringNotEquals: { "aws:SourceAccount": "111122223333" } },
                }),
            }),
        "sns:Publish",
        "NO_PERMISSIONS",
    ],
    [
        "a topic with the key that AWS manages",
        "alerts",
        () => sns().setAttributes(TOPIC_ARN, { kmsMasterKeyId: "alias/aws/sns" }),
        "the AWS managed key alias/aws/sns",
        "NO_PERMISSIONS",
    ],
    [
        "a topic whose key knows the queue only",
        "alerts",
        () =>
            putKeyPolicy(
                keyPolicy(
                    lets(EVENTS, KEY_USE, "*", {
                        Condition: { StringLike: { "kms:EncryptionContext:aws:sqs:arn": "*" } },
                    }),
                ),
            ),
        "kms:GenerateDataKey",
        "NO_PERMISSIONS",
    ],
    [
        "a topic whose key has a condition on the source, which EventBridge does not tell it",
        "alerts",
        () =>
            putKeyPolicy(
                keyPolicy(
                    lets(EVENTS, KEY_USE, "*", {
                        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
                    }),
                ),
            ),
        "kms:GenerateDataKey",
        "NO_PERMISSIONS",
    ],
    ["a topic that was deleted", "alerts", () => sns().delete(TOPIC_ARN), "does not exist", "NO_RESOURCE"],
    [
        "a queue without a policy",
        "siem",
        () => sqs().setAttributes("siem", { policy: undefined }),
        "sqs:SendMessage",
        "NO_PERMISSIONS",
    ],
    [
        "a queue whose key knows the topic only, with dead letters that have none",
        "siem",
        async () => {
            await putKeyPolicy(
                keyPolicy(
                    lets(EVENTS, KEY_USE, "*", {
                        Condition: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": TOPIC_ARN } },
                    }),
                ),
            );
            await sqs().setAttributes("dead-letters", { kmsMasterKeyId: undefined });
        },
        "kms:GenerateDataKey",
        "NO_PERMISSIONS",
    ],
    [
        "a queue with the key that AWS manages",
        "siem",
        () => sqs().setAttributes("siem", { kmsMasterKeyId: "alias/aws/sqs" }),
        "the AWS managed key alias/aws/sqs",
        "NO_PERMISSIONS",
    ],
    ["a queue that was deleted", "siem", () => sqs().delete("siem"), "does not exist", "NO_RESOURCE"],
];

describe("what is not let in", () => {
    it.each(FAULTS)("is a dead letter: %s", async (_name, target, breakIt, because, code) => {
        const others = { alerts: "siem", siem: "alerts" } as const;
        await breakIt();
        const found = await outcomes(account);
        expect(found[target]).toMatch(/^dead-lettered: /);
        expect(found[target]).toContain(because);
        expect(found[others[target]]).toBe(DELIVERED);
        const letter = await deadLetter();
        expect(JSON.parse(letter!.body)).toMatchObject({ "detail-type": "GuardDuty Finding", detail: FINDING });
        expect(letter!.attributes).toEqual({
            RULE_ARN,
            TARGET_ARN: target === "alerts" ? TOPIC_ARN : QUEUE_ARN,
            ERROR_CODE: code,
            ERROR_MESSAGE: expect.stringContaining(because),
        });
    });

    it("is lost where there is no queue for dead letters", async () => {
        ({ account } = await alerting(false));
        await sns().delete(TOPIC_ARN);
        expect(await outcomes(account)).toEqual({ alerts: `lost: ${TOPIC_ARN} does not exist`, siem: DELIVERED });
        expect(sqs().messages("dead-letters")).toEqual([]);
    });

    it.each([
        ["has no policy", () => sqs().setAttributes("dead-letters", { policy: undefined }), "sqs:SendMessage"],
        ["is gone", () => sqs().delete("dead-letters"), "does not exist"],
        [
            "has the key that AWS manages",
            () => sqs().setAttributes("dead-letters", { kmsMasterKeyId: "alias/aws/sqs" }),
            "the AWS managed key",
        ],
        [
            "has a policy for the topic's subscriptions only",
            () =>
                sqs().setAttributes("dead-letters", {
                    policy: policyOf(lets("sns.amazonaws.com", "sqs:SendMessage", DEAD_LETTERS_ARN)),
                }),
            "sqs:SendMessage",
        ],
    ])("is lost where the queue for dead letters %s", async (_name, breakIt, because) => {
        await sns().delete(TOPIC_ARN);
        await breakIt();
        const found = await outcomes(account);
        expect(found["alerts"]).toMatch(/^lost: .* does not exist; dead letter: /);
        expect(found["alerts"]).toContain(because);
        expect(found["siem"]).toBe(DELIVERED);
    });

    it("is lost with all that has one key which is no longer of use", async () => {
        await account.kms(ALERT_REGION).enable(keyId, false);
        const found = await outcomes(account);
        expect(Object.values(found).map((one) => one.split(":")[0])).toEqual(["lost", "lost"]);
    });
});

describe("a message that is too large", () => {
    const large = { ...FINDING, description: "x".repeat(200_000) };
    const transformed = (template: string) => ({
        ...{ id: "topic", arn: TOPIC_ARN, deadLetterArn: DEAD_LETTERS_ARN },
        inputTransformer: { paths: { text: "$.detail.description" }, template },
    });

    it("is a dead letter where only what the target was to get is", async () => {
        await putTarget(account, transformed('{"once":<text>}'));
        expect(await outcomes(account, large)).toMatchObject({ alerts: DELIVERED });
        await putTarget(account, transformed('{"once":<text>,"again":<text>}'));
        expect((await outcomes(account, large))["alerts"]).toMatch(/^dead-lettered: .*Message too long/);
    });

    it("is a dead letter of a queue that takes smaller ones", async () => {
        await sqs().setAttributes("siem", { maximumMessageSize: 1024 });
        const found = await outcomes(account, { ...FINDING, description: "x".repeat(1024) });
        expect(found["siem"]).toMatch(/^dead-lettered: .*at most 1024/);
        expect((await deadLetter())!.attributes).toMatchObject({ ERROR_CODE: "INVALID_PARAMETER" });
    });

    it("is lost where the event is", async () => {
        const found = await outcomes(account, { ...FINDING, description: "x".repeat(262_144) });
        expect(found["alerts"]).toMatch(/^lost: .*Message too long.*; dead letter: the message has \d+ bytes/);
        expect(found["siem"]).toMatch(/^lost: /);
    });
});

describe("a value with a control character", () => {
    const wild = { ...FINDING, title: 'A "title"\nof two lines\u0007' };
    const titled = (template: string) =>
        putTarget(account, {
            ...{ id: "queue", arn: QUEUE_ARN, deadLetterArn: DEAD_LETTERS_ARN },
            inputTransformer: { paths: { title: "$.detail.title" }, template },
        });

    it.each([
        ["a text in quotes", '"Finding: <title>"'],
        ["two texts in quotes", '"Finding:"\n"<title>"'],
        ["JSON of several lines", '{\n"message": "<title>"\n}'],
    ])("spoils %s", async (_name, template) => {
        await titled(template);
        expect(await outcomes(account)).toMatchObject({ siem: DELIVERED });
        const found = await outcomes(account, wild);
        expect(found["siem"]).toMatch(/^dead-lettered: the value of <title> has a control character/);
        expect((await deadLetter())!.attributes).toMatchObject({ ERROR_CODE: "INVALID_JSON" });
    });

    it.each([
        ["under a key", '{"message":"Finding: <title>"}', { message: `Finding: ${wild.title}` }],
        ["without quotes", '{"message":<title>}', { message: wild.title }],
    ])("is safe %s in one line of JSON", async (_name, template, expected) => {
        await titled(template);
        expect(await outcomes(account, wild)).toMatchObject({ siem: DELIVERED });
        expect(JSON.parse(sqs().messages("siem")[0]!.body)).toEqual(expected);
    });
});
