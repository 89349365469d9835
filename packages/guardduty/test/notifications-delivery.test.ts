// From a finding in the account to whoever is to hear of it, through every policy on the way; and every fault that there may be on
// the way ends in the dead-letter queue and in an alarm, never nowhere.
import { type SimulatedAccount } from "pulumi-guardduty-simulator";
import { describe, expect, it } from "vitest";
import type { FindingNotificationsArgs } from "../src/index";
import { ACCOUNT, Deployed, outcomes, REGION } from "./notifications/delivered";
import { coverageEvent, planEvent, postScanEvent, scanEvent } from "./notifications/events";
import { valueOf } from "./recorder";

const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const FUNCTION = arn("lambda", "function:alerts");
const FUNCTION_ROLE = `arn:aws:iam::${ACCOUNT}:role/alerts`;
const MINING = { type: "CryptoCurrency:EC2/BitcoinTool.B!DNS", severity: 8 };

const TARGETS: FindingNotificationsArgs["targets"] = {
    team: { email: "security@example.com" },
    pager: { snsTopic: {} },
    siem: { sqsQueue: {} },
    react: { lambdaFunctionArn: FUNCTION },
    log: { logGroup: {} },
};

async function withFunction(account: SimulatedAccount): Promise<void> {
    const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
    const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    await account.iam(REGION).roles.create({ name: "alerts", trustPolicy });
    await account.lambda(REGION).create({
        ...{ name: "alerts", codeSha256: "x", architecture: "x86_64", tags: {}, role: FUNCTION_ROLE },
        ...{ runtime: "nodejs20.x", handler: "index.handler", description: "", timeout: 3, memorySize: 128 },
        ...{ environment: {}, kmsKeyArn: undefined },
    });
}

const everyTarget = (): Promise<Deployed> => Deployed.from({ targets: TARGETS }, withFunction);

describe("a finding", () => {
    it("arrives at each kind of target, by mail once somebody has confirmed", async () => {
        const deployed = await everyTarget();
        const toEach = ["alerts", "alerts-log", "alerts-queue-siem", "alerts-topic-pager", "alerts-topic-team"];
        const first = outcomes(await deployed.report(MINING));
        expect(first).toEqual([...toEach.map((name) => `delivered ${name}`), "lost security@example.com"]);
        expect(await deployed.sns.subscriptions.confirm("security@example.com")).toBe(1);
        const second = outcomes(await deployed.report(MINING));
        expect(second).toEqual([...toEach, "security@example.com"].map((name) => `delivered ${name}`));
        expect(await deployed.deadLetters()).toEqual([]);
    });

    it("is a text for people, and the whole event for programs", async () => {
        const deployed = await everyTarget();
        await deployed.sns.subscriptions.confirm("security@example.com");
        const steps = await deployed.report({ ...MINING, title: 'Look:\n"evil.example"\u0007' });
        const mail = JSON.parse(steps.find(({ target }) => target === "security@example.com")!.message) as Record<
            string,
            string
        >;
        expect(mail).toMatchObject({
            alert: `GuardDuty: High severity (8) in account ${ACCOUNT}, ${REGION}`,
            type: MINING.type,
            seen: "3 times, first 2026-11-24T08:00:00.000Z, last 2026-11-24T09:30:00.000Z",
            console: expect.stringMatching(
                /^https:\/\/console\.aws\.amazon\.com\/guardduty\/home\?region=eu-west-1#/,
            ) as string,
        });
        expect(mail["resource"]?.trim()).toBe("Instance i-0abc");
        expect(JSON.stringify(mail)).not.toContain("evil");

        const { siem } = await valueOf(deployed.notifications.queueUrls);
        const whole = { source: "aws.guardduty", detail: { type: MINING.type, title: 'Look:\n"evil.example"\u0007' } };
        const [queued] = deployed.sqs.messages(siem!);
        expect(JSON.parse(queued!.body)).toMatchObject(whole);
        const invoked = deployed.account.lambda(REGION).function("alerts")!.invocations;
        expect(invoked.map(({ parcel }) => JSON.parse(parcel.body) as unknown)).toEqual([
            expect.objectContaining({ source: "aws.guardduty" }),
        ]);
        const { log } = await valueOf(deployed.notifications.logGroupNames);
        const logged = deployed.account.logs(REGION).events(log!);
        expect(logged.map(({ message }) => JSON.parse(message) as unknown)).toMatchObject([whole]);
    });

    it("that is Low arrives where it is about AI, and else not", async () => {
        const deployed = await Deployed.from({ targets: { siem: { sqsQueue: {} } } });
        expect(await deployed.report({ type: "Recon:EC2/Portscan", severity: 2 })).toEqual([]);
        const ai = { type: "Impact:IAMUser/PromptInjection.Direct", severity: 2 };
        expect(outcomes(await deployed.report(ai))).toEqual(["delivered alerts-queue-siem"]);
    });

    it("goes by its severity to the route that carries it", async () => {
        const deployed = await Deployed.from({
            targets: { oncall: { snsTopic: {} }, rest: { sqsQueue: {} } },
            routes: {
                critical: { severities: ["CRITICAL"], targets: ["oncall"], includeAiFindings: false },
                rest: { severities: ["MEDIUM", "HIGH"], targets: ["rest"] },
            },
        });
        expect(outcomes(await deployed.report({ severity: 9 }))).toEqual(["delivered alerts-topic-oncall"]);
        expect(outcomes(await deployed.report({ severity: 5 }))).toEqual(["delivered alerts-queue-rest"]);
        expect(await deployed.report({ severity: 2 })).toEqual([]);
    });
});

describe("a chat channel", () => {
    const team = "0a1b2c3d-4e5f-1a2b-3c4d-0a1b2c3d4e5f";
    const CHANNELS: FindingNotificationsArgs["targets"] = {
        slack: { slack: { workspaceId: "T01ABC", channelId: "C01ABC" } },
        teams: { teams: { teamId: team, tenantId: team, channelId: "19%3aabc%40thread.tacv2" } },
    };
    const authorized = async (account: SimulatedAccount): Promise<void> => {
        account.chatbot.authorizeSlackWorkspace("T01ABC");
        account.chatbot.authorizeTeam(team);
    };

    it("shows a finding in the words of a mail, every other event, and the alarm", async () => {
        const deployed = await Deployed.from({ targets: CHANNELS }, authorized);
        const { configurations } = deployed.account.chatbot;
        expect(configurations.map(({ channel }) => channel.kind).sort()).toEqual(["slack", "teams"]);
        await deployed.report({ ...MINING, title: "evil.example" });
        for (const { messages } of configurations) {
            expect(messages).toEqual([
                {
                    kind: "custom",
                    title: `GuardDuty: High severity (8) in account ${ACCOUNT}, ${REGION}`,
                    text: expect.stringContaining(`*type*: ${MINING.type}\n*resource*: Instance i-0abc`) as string,
                },
            ]);
            expect(JSON.stringify(messages)).not.toContain("evil");
        }
        for (const event of [scanEvent("THREATS_FOUND"), planEvent("Error"), coverageEvent("Unhealthy")])
            await deployed.put(event);
        for (const { messages } of configurations)
            expect(messages.map(({ kind }) => kind)).toEqual(Array(4).fill("custom"));

        await deployed.sns.delete((await valueOf(deployed.notifications.topicArns))["teams"]!);
        await deployed.report(MINING);
        expect(await deployed.alarm()).toBe("ALARM");
        const slack = configurations.find(({ channel }) => channel.kind === "slack");
        expect(
            slack?.messages
                .slice(4)
                .map(({ kind }) => kind)
                .sort(),
        ).toEqual(["alarm", "custom"]);
    });
});

describe("other events", () => {
    it("arrive with their own text, those that are no problem not at all", async () => {
        const deployed = await Deployed.from({ targets: { siem: { sqsQueue: {}, messageFormat: "TEXT" } } });
        for (const event of [scanEvent("NO_THREATS_FOUND"), planEvent("Active"), coverageEvent("Healthy")])
            expect(await deployed.put(event)).toEqual([]);
        for (const [event, telling] of [
            [scanEvent("THREATS_FOUND"), "malware scan of an S3 object"],
            [postScanEvent("ACCESS_DENIED"), "ACCESS_DENIED"],
            [planEvent("Error"), "a malware protection plan has a problem"],
            [coverageEvent("Unhealthy"), "runtime coverage turned unhealthy"],
        ] as const) {
            const [step, ...more] = await deployed.put(event);
            expect(more).toEqual([]);
            expect(step).toMatchObject({ outcome: "delivered", message: expect.stringContaining(telling) as string });
        }
    });
});

/** What is broken, and which target then gets nothing. */
const FAULTS: Record<
    string,
    { readonly damage: (deployed: Deployed) => Promise<unknown>; readonly fails: readonly string[] }
> = {
    "a topic whose policy lets nobody in": {
        damage: async ({ sns, notifications }) => {
            const { pager } = await valueOf(notifications.topicArns);
            await sns.setAttributes(pager!, { policy: sns.defaultPolicy(pager!) });
        },
        fails: ["alerts-topic-pager"],
    },
    "a topic that was deleted": {
        damage: async ({ sns, notifications }) => sns.delete((await valueOf(notifications.topicArns))["pager"]!),
        fails: ["alerts-topic-pager"],
    },
    "a queue that was deleted": {
        damage: async ({ sqs, notifications }) => sqs.delete((await valueOf(notifications.queueUrls))["siem"]!),
        fails: ["alerts-queue-siem"],
    },
    "a queue without its policy": {
        damage: async ({ sqs, notifications }) =>
            sqs.setAttributes((await valueOf(notifications.queueUrls))["siem"]!, { policy: undefined }),
        fails: ["alerts-queue-siem"],
    },
    "a function that was deleted": {
        damage: ({ account }) => account.lambda(REGION).delete("alerts"),
        fails: ["alerts"],
    },
    "a log group that was deleted": {
        damage: async ({ account, notifications }) =>
            account.logs(REGION).delete((await valueOf(notifications.logGroupNames))["log"]!),
        fails: ["alerts-log"],
    },
    "a key without the grant for EventBridge": {
        damage: async ({ account, notifications }) => {
            const keyArn = await valueOf(notifications.kmsKeyArn);
            const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
            const alarms = {
                Effect: "Allow",
                Principal: { Service: "cloudwatch.amazonaws.com" },
                Action: "kms:*",
                Resource: "*",
            };
            const policy = {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" }, alarms],
            };
            await account.kms(REGION).putPolicy(keyArn!.split("/")[1]!, JSON.stringify(policy), false);
        },
        fails: ["alerts-queue-siem", "alerts-topic-pager", "alerts-topic-team"],
    },
};

describe.each(Object.entries(FAULTS))("with %s", (_, { damage, fails }) => {
    it("what can't be delivered is in the dead-letter queue, the rest arrives, and the alarm tells", async () => {
        const deployed = await everyTarget();
        await deployed.sns.subscriptions.confirm("security@example.com");
        expect(await deployed.alarm()).toBe("OK");
        await damage(deployed);
        const steps = await deployed.report(MINING);
        const ofEvent = steps.filter(({ rule }) => !rule.includes(":cloudwatch:"));
        expect(ofEvent.filter(({ outcome }) => outcome === "lost")).toEqual([]);
        const failed = outcomes(ofEvent).filter((step) => step.startsWith("dead-lettered"));
        expect(failed).toEqual(fails.map((name) => `dead-lettered ${name}`));
        const letters = await deployed.deadLetters();
        expect(letters).toHaveLength(fails.length);
        for (const { body, attributes } of letters) {
            expect(JSON.parse(body)).toMatchObject({ detail: { type: MINING.type } });
            expect(Object.keys(attributes).sort()).toEqual(
                expect.arrayContaining(["ERROR_CODE", "ERROR_MESSAGE", "RULE_ARN", "TARGET_ARN"]),
            );
        }
        expect(await deployed.alarm()).toBe("ALARM");
        const told = deployed.account.world.trail.filter(({ message }) => message.includes('"NewStateValue":"ALARM"'));
        expect(outcomes(told)).toContain("delivered security@example.com");
    });
});

// Whether EventBridge says for which rule it publishes is not known: AWS's documents say no, users say yes.
describe.each(["withheld", "told"] as const)("where the rule is %s, a topic", (ruleAtTopic) => {
    const pager = () =>
        Deployed.from({ targets: { pager: { snsTopic: {} } } }, () => Promise.resolve(), { ruleAtTopic });

    it("takes what its own rules send", async () => {
        const deployed = await pager();
        expect(outcomes(await deployed.report(MINING))).toEqual(["delivered alerts-topic-pager"]);
    });

    it("takes nothing of somebody else's rule, as far as it can tell", async () => {
        const deployed = await pager();
        const events = deployed.account.events(REGION);
        const { pager: topicArn } = await valueOf(deployed.notifications.topicArns);
        await events.putRule({ name: "other", eventPattern: '{"source":["custom"]}' });
        await events.putTarget("other", { id: "pager", arn: topicArn! });
        const steps = await deployed.put({ source: "custom", "detail-type": "x", detail: {} });
        const outcome = { withheld: "delivered", told: "lost" }[ruleAtTopic];
        expect(outcomes(steps)).toEqual([`${outcome} alerts-topic-pager`]);
    });
});

describe("topic, queue and key of one's own", () => {
    const own = async (args: FindingNotificationsArgs, policies: boolean) => {
        const deployed = await Deployed.from(args, async (account) => {
            await account.sns(REGION).create("mine", {});
            await account.sqs(REGION).create("mine", {});
        });
        if (policies) {
            const { topic } = await valueOf(deployed.notifications.requiredTopicPolicies);
            await deployed.sns.setAttributes(arn("sns", "mine"), { policy: topic! });
            const { queue } = await valueOf(deployed.notifications.requiredQueuePolicies);
            await deployed.sqs.setAttributes(deployed.sqs.find("mine")!.url, { policy: queue! });
        }
        return deployed;
    };
    const ARGS = {
        targets: { topic: { snsTopicArn: arn("sns", "mine") }, queue: { sqsQueueArn: arn("sqs", "mine") } },
    };

    it("get what is sent with the policies that are published", async () => {
        expect(outcomes(await (await own(ARGS, true)).report(MINING))).toEqual(["delivered mine", "delivered mine"]);
    });

    it("get nothing without, and nothing is lost", async () => {
        const deployed = await own(ARGS, false);
        expect(outcomes(await deployed.report(MINING))).toEqual(["dead-lettered mine", "dead-lettered mine"]);
        expect(await deployed.deadLetters()).toHaveLength(2);
    });
});
