import { describe, expect, it } from "vitest";

import { account, change, changes, diff, failuresOf, make, provider, REGION } from "../../../test/provider-fixture";

const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const QUEUE = "aws:sqs/queue:Queue";
const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:123456789012:q";
const PATTERN = '{"source":["aws.guardduty"]}';

describe("a rule", () => {
    it("is named by the provider, or by a prefix", async () => {
        expect((await make(RULE, { eventPattern: PATTERN })).id).toMatch(/^res-[0-9a-f]{7}$/);
        const { id, properties } = await make(RULE, { eventPattern: PATTERN, namePrefix: "p-" });
        expect(id).toMatch(/^p-\d{26}$/);
        expect(properties["namePrefix"]).toBe("p-");
    });

    it("does not differ in how its pattern is written, and is replaced for another name", async () => {
        const made = await make(RULE, { name: "r", eventPattern: '{"a":["1"],"b":["2"]}' });
        expect(await changes(made, { name: "r", eventPattern: '{ "b": ["2"], "a": ["1"] }' })).toEqual([]);
        expect(await changes(made, { name: "r", eventPattern: '{"a":["1"]}' })).toEqual(["update eventPattern"]);
        expect(await changes(made, { name: "s", eventPattern: '{"a":["1"],"b":["2"]}' })).toEqual([
            "update-replace name",
        ]);
    });

    it("needs a pattern that is JSON; whether EventBridge takes it shows when it is made", async () => {
        expect(await failuresOf(RULE, {})).toEqual([expect.stringContaining("eventPattern: ")]);
        expect(await failuresOf(RULE, { eventPattern: "{" })).toEqual([expect.stringContaining("invalid JSON")]);
        const unknown = { eventPattern: '{"source":[{"starts-with":"x"}]}' };
        await expect(make(RULE, unknown)).rejects.toThrow("StatusCode: 400");
        await expect(make(RULE, { ...unknown, scheduleExpression: "rate(1 day)" })).rejects.toThrow("not modelled");
        await expect(make(RULE, { eventPattern: PATTERN, eventBusName: "other" })).rejects.toThrow("not modelled");
    });

    it("is not deleted before its targets", async () => {
        const rule = await make(RULE, { name: "r", eventPattern: PATTERN });
        const target = await make(TARGET, { rule: "r", arn: QUEUE_ARN });
        await expect(provider.delete(rule)).rejects.toThrow("Rule can't be deleted since it has targets.");
        await provider.delete(target);
        await provider.delete(rule);
    });
});

describe("a target", () => {
    it("tells each change of what it is given", async () => {
        await make(RULE, { name: "r", eventPattern: PATTERN });
        const news = {
            ...{ rule: "r", targetId: "t", arn: QUEUE_ARN },
            inputTransformer: { inputPaths: { a: "$.detail.a" }, inputTemplate: '{"a":<a>}' },
        };
        const made = await make(TARGET, news);
        expect(made.id).toBe("r-t");
        const template = { ...news, inputTransformer: { ...news.inputTransformer, inputTemplate: '{"b":<a>}' } };
        expect(await changes(made, template)).toEqual(["update inputTransformer.inputTemplate"]);
        await change(made, template);
        expect((await account.events(REGION).listTargets("r"))[0]?.inputTransformer?.template).toBe('{"b":<a>}');
        expect(await changes(made, { ...news, targetId: "u" })).toEqual(["update-replace targetId"]);
        expect(await changes(made, { ...news, deadLetterConfig: { arn: QUEUE_ARN } })).toEqual([
            "add deadLetterConfig",
        ]);
        expect(await failuresOf(TARGET, { ...news, inputPath: "$.detail" })).toHaveLength(2);
        await expect(make(TARGET, { ...news, roleArn: "x" })).rejects.toThrow("roleArn");
    });
});

describe("a subscription", () => {
    it("by mail is pending, and when it is deleted unconfirmed it stays behind for SNS to drop", async () => {
        const topic = (await make(TOPIC, {})).id;
        const made = await make(SUBSCRIPTION, { topic, protocol: "email", endpoint: "a@example.com" });
        expect(made.properties["pendingConfirmation"]).toBe(true);
        await account.sns(REGION).subscriptions.confirm("a@example.com");
        const read = await provider.read({ type: SUBSCRIPTION, id: made.id, properties: made.properties });
        expect(read?.properties["pendingConfirmation"]).toBe(false);
        const other = await make(SUBSCRIPTION, { topic, protocol: "email", endpoint: "b@example.com" });
        await provider.delete(other);
        await provider.delete(made);
        expect(
            account
                .sns(REGION)
                .subscriptions.of(topic)
                .map(({ endpoint }) => endpoint),
        ).toEqual(["b@example.com"]);
    });
});

describe("a queue", () => {
    it("waits for its name where one of it was deleted a moment ago", async () => {
        await provider.delete(await make(QUEUE, { name: "q" }));
        const before = account.clock.now();
        await make(QUEUE, { name: "q" });
        expect(account.clock.now() - before).toBe(60_000);
    });

    it("is replaced after it is deleted where it keeps the name that it was given", async () => {
        const made = await make(QUEUE, { name: "q" });
        const { changes: found, deleteBeforeReplace } = await diff(made, { name: "q", fifoQueue: true });
        expect([found.map(({ path, kind }) => `${kind} ${path}`), deleteBeforeReplace]).toEqual([
            ["update-replace fifoQueue"],
            true,
        ]);
    });

    it("does not differ by the policy that another resource gives it, and loses it with that", async () => {
        const made = await make(QUEUE, { name: "q" });
        const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: QUEUE_ARN };
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        const policyMade = await make(QUEUE_POLICY, { queueUrl: made.id, policy });
        const refreshed = await provider.read({ type: QUEUE, id: made.id, properties: made.properties });
        expect(refreshed?.properties["policy"]).toBe(policy);
        expect(await changes({ ...made, properties: refreshed!.properties }, { name: "q" })).toEqual([]);
        await provider.delete(policyMade);
        expect(account.sqs(REGION).find("q")?.settings.policy).toBeUndefined();
    });

    it("goes back to no key where the program takes it away", async () => {
        const made = await make(QUEUE, { name: "q", kmsMasterKeyId: "alias/aws/sqs" });
        expect(await changes(made, { name: "q" })).toEqual(["delete kmsMasterKeyId"]);
        await change(made, { name: "q" });
        expect(account.sqs(REGION).find("q")?.settings.kmsMasterKeyId).toBeUndefined();
    });
});
