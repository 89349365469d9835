import { beforeEach, describe, expect, it } from "vitest";

import {
    ALERT_REGION,
    alerting,
    DEAD_LETTERS_ARN,
    KEY_POLICY,
    QUEUE_ARN,
    TOPIC_ARN,
} from "../../../test/alerting-fixture";
import { FINDING, keyPolicy, lets, outcomes, policyOf } from "../../../test/alerting-fixture";
import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { SnapshotReader } from "../core/snapshot";
import type { Subscribe } from "./subscriptions";
import { SUBSCRIPTION_RULES, TOPIC_RULES } from "./topic-rules";

const MAIL = "security@example.com";
let account: SimulatedAccount;
let keyId: string;

beforeEach(async () => {
    ({ account, keyId } = await alerting());
});

const sns = () => account.sns(ALERT_REGION);
const sqs = () => account.sqs(ALERT_REGION);
const put = (policy: string) => sns().setAttributes(TOPIC_ARN, { policy });
const subscribe = (more: Partial<Subscribe> = {}) =>
    sns().subscriptions.create({ topicArn: TOPIC_ARN, protocol: "email", endpoint: MAIL, ...more });
const subscribeQueue = (more: Partial<Subscribe> = {}) => subscribe({ protocol: "sqs", endpoint: QUEUE_ARN, ...more });
const publishes = (more = {}) => lets("events.amazonaws.com", "sns:Publish", TOPIC_ARN, more);
const toQueue = (arn: string) => lets("sns.amazonaws.com", "sqs:SendMessage", arn);

describe("a topic", () => {
    testEachRule(TOPIC_RULES, {
        name: [
            pair(
                (name: string) => sns().create(name),
                "a_B-1",
                "a b",
                "InvalidParameter: Invalid parameter: Topic Name",
            ),
            pair((name: string) => sns().create(name), "x".repeat(256), "x".repeat(257), "InvalidParameter"),
        ],
        notFound: pair((arn: string) => sns().get(arn), TOPIC_ARN, `${TOPIC_ARN}-2`, "NotFound: Topic does not exist"),
        displayName: pair(
            (length: number) => sns().setAttributes(TOPIC_ARN, { displayName: "x".repeat(length) }),
            100,
            101,
            "InvalidParameter",
        ),
        policySyntax: pair((Effect: string) => put(policyOf(publishes({ Effect }))), "Deny", "Maybe", "Policy Error"),
        policyPrincipal: pair(
            (AWS: string) => put(policyOf(publishes({ Principal: { AWS } }))),
            "123456789012",
            "arn:aws:iam::123456789012:role/nobody",
            "InvalidParameter: Invalid parameter: Policy Error: PrincipalNotFound",
        ),
        policyAction: pair(
            (Action: string) => put(policyOf(publishes({ Action }))),
            "SNS:Publish",
            "sns:*",
            "InvalidParameter: Invalid parameter: Policy statement action out of service scope!",
        ),
        policySize: pair(
            (length: number) =>
                put(policyOf(publishes({ Sid: "x".repeat(length - policyOf(publishes({ Sid: "" })).length) }))),
            30 * 1024,
            30 * 1024 + 1,
            "InvalidParameter",
        ),
        denied: {
            accepted: () => sns().setAttributes(TOPIC_ARN, { displayName: "x" }),
            refused: async () => {
                await put(policyOf(publishes({ Effect: "Deny", Principal: "*", Action: "sns:SetTopicAttributes" })));
                await sns().setAttributes(TOPIC_ARN, { displayName: "y" });
            },
            answer: "AuthorizationError",
        },
        tags: pair((count: number) => sns().setTags(TOPIC_ARN, manyTags(count)), 50, 51, "InvalidParameter"),
    });
});

describe("a subscription", () => {
    testEachRule(SUBSCRIPTION_RULES, {
        protocol: pair(
            (protocol: string) => subscribe({ protocol }),
            "email-json",
            "pigeon",
            "protocol string: pigeon",
        ),
        email: pair((endpoint: string) => subscribe({ endpoint }), MAIL, "nobody", "Invalid parameter: Email address"),
        endpoint: pair((endpoint: string) => subscribeQueue({ endpoint }), QUEUE_ARN, TOPIC_ARN, "SQS endpoint ARN"),
        redrive: pair(
            (arn: string) => subscribeQueue({ redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn }) }),
            DEAD_LETTERS_ARN,
            `${DEAD_LETTERS_ARN}-2`,
            "InvalidParameter",
        ),
        rawDelivery: {
            accepted: () => subscribeQueue({ rawMessageDelivery: true }),
            refused: () => subscribe({ rawMessageDelivery: true }),
            answer: "Delivery protocol [email] does not support raw message delivery.",
        },
        notFound: {
            accepted: async () => sns().subscriptions.get((await subscribe()).arn),
            refused: () => sns().subscriptions.get(`${TOPIC_ARN}:none`),
            answer: "NotFound: Subscription does not exist",
        },
        pending: {
            accepted: async () => sns().subscriptions.delete((await subscribeQueue()).arn),
            refused: async () => sns().subscriptions.delete((await subscribe()).arn),
            answer: "Cannot unsubscribe a subscription that is pending confirmation",
        },
    });

    it("by mail gets nothing until it is confirmed", async () => {
        await subscribe();
        expect((await outcomes(account))[MAIL]).toBe("lost: nobody has confirmed the subscription");
        expect(await sns().subscriptions.confirm(MAIL)).toBe(1);
        expect((await outcomes(account))[MAIL]).toBe("delivered: ");
        const mail = account.world.trail.at(-1)!;
        expect(mail).toMatchObject({ rule: TOPIC_ARN, target: MAIL, event: account.world.trail.at(-2)!.event });
        expect(JSON.parse(mail.message)).toMatchObject({ detail: FINDING });
    });

    it("by mail is gone after 48 hours that nobody confirms it in", async () => {
        const { arn } = await subscribe();
        account.clock.advance(48 * 3_600_000 - 1);
        expect(sns().subscriptions.of(TOPIC_ARN)).toHaveLength(1);
        account.clock.advance(1);
        await expect(sns().subscriptions.get(arn)).rejects.toThrow("does not exist");
    });

    it("is one for a topic and an endpoint, and goes with the topic", async () => {
        expect((await subscribe()).arn).toBe((await subscribe()).arn);
        await sns().delete(TOPIC_ARN);
        expect(sns().subscriptions.of(TOPIC_ARN)).toEqual([]);
    });

    it.each([
        [false, "an envelope"],
        [true, "the message alone"],
    ])("of a queue, raw %s, gets %s", async (rawMessageDelivery) => {
        await account.events(ALERT_REGION).removeTarget("findings", "queue");
        await sqs().setAttributes("siem", { policy: policyOf(toQueue(QUEUE_ARN)), kmsMasterKeyId: undefined });
        await subscribeQueue({ rawMessageDelivery });
        expect(await outcomes(account)).toEqual({ alerts: "delivered: ", siem: "delivered: " });
        const body: unknown = JSON.parse(sqs().messages("siem")[0]!.body);
        const inside = { detail: FINDING };
        expect(body).toMatchObject(
            rawMessageDelivery
                ? inside
                : { Type: "Notification", TopicArn: TOPIC_ARN, Message: expect.stringContaining(FINDING.type) },
        );
    });

    it("of a queue needs SNS in the key's policy, and its dead letters too", async () => {
        await account.events(ALERT_REGION).removeTarget("findings", "queue");
        await sqs().setAttributes("siem", { policy: policyOf(toQueue(QUEUE_ARN)) });
        await sqs().setAttributes("dead-letters", { policy: policyOf(toQueue(DEAD_LETTERS_ARN)) });
        await subscribeQueue({ redrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD_LETTERS_ARN }) });
        expect((await outcomes(account))["siem"]).toMatch(/^lost: .*kms:GenerateDataKey.*dead letter: .*kms/);
        await sqs().setAttributes("dead-letters", { kmsMasterKeyId: undefined });
        expect((await outcomes(account))["siem"]).toMatch(/^dead-lettered: .*kms:GenerateDataKey/);
        const services = { Service: ["events.amazonaws.com", "sns.amazonaws.com"] };
        const use = { ...lets("", ["kms:GenerateDataKey*", "kms:Decrypt"], "*"), Principal: services };
        await account.kms(ALERT_REGION).putPolicy(keyId, keyPolicy(use), false);
        expect((await outcomes(account))["siem"]).toBe("delivered: ");
        await account.kms(ALERT_REGION).putPolicy(keyId, KEY_POLICY, false);
        expect((await outcomes(account))["siem"]).toMatch(/^dead-lettered: /);
    });

    it("is there in an account that is restored, with the rules, topics and queues", async () => {
        await subscribe();
        await sns().subscriptions.confirm(MAIL);
        await outcomes(account);
        await sqs().create("short");
        await sqs().delete("short");
        const written: unknown = JSON.parse(JSON.stringify(account.snapshot()));
        const copy = SimulatedAccount.restored(new SnapshotReader(written));
        expect(JSON.parse(JSON.stringify(copy.snapshot()))).toEqual(written);
        expect(await outcomes(copy)).toEqual(await outcomes(account));
        expect(copy.sqs(ALERT_REGION).messages("siem")).toEqual(sqs().messages("siem"));
        await expect(copy.sqs(ALERT_REGION).create("short")).rejects.toThrow("wait 60 seconds");
    });
});
