import { describe, expect, it } from "vitest";

import { SimulatedAccount } from "./account";

const REGION = "eu-west-1";
const ACCOUNT = "123456789012";
const RULE = `arn:aws:events:${REGION}:${ACCOUNT}:rule/findings`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/listener`;
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:chat`;
const ALARM = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:lost`;
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:dead`;

function allow(service: string, action: string | readonly string[], resource: string, sourceArn?: string): string {
    const statement = { Effect: "Allow", Principal: { Service: service }, Action: action, Resource: resource };
    const condition = sourceArn === undefined ? {} : { Condition: { ArnEquals: { "aws:SourceArn": sourceArn } } };
    return JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...condition }] });
}

/** A rule with a function, a log group, and a chat channel behind a topic; a queue for what is lost, and an alarm on that. */
async function start(): Promise<SimulatedAccount> {
    const account = new SimulatedAccount({ principals: [ROLE] });
    const [lambda, logs, events] = [account.lambda(REGION), account.logs(REGION), account.events(REGION)];
    await account.sqs(REGION).create("dead", { policy: allow("events.amazonaws.com", "sqs:SendMessage", QUEUE, RULE) });
    await account.sns(REGION).create("chat", {
        policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                { Principal: { Service: "events.amazonaws.com" } },
                {
                    Principal: { Service: "cloudwatch.amazonaws.com" },
                    Condition: { ArnEquals: { "aws:SourceArn": ALARM } },
                },
            ].map((statement) => ({ Effect: "Allow", Action: "sns:Publish", Resource: TOPIC, ...statement })),
        }),
    });
    await lambda.create({
        ...{ name: "listener", role: ROLE, runtime: "nodejs22.x", handler: "a.b", description: "", timeout: 3 },
        ...{
            memorySize: 128,
            environment: {},
            kmsKeyArn: undefined,
            tags: {},
            codeSha256: "00",
            architecture: "arm64",
        },
    });
    await lambda.addPermission("listener", {
        ...{ id: "rule", action: "lambda:InvokeFunction", principal: "events.amazonaws.com", sourceArn: RULE },
        sourceAccount: ACCOUNT,
    });
    const group = { name: "/aws/events/findings", logClass: "STANDARD", kmsKeyId: undefined, isProtected: false };
    const { arn: logGroupArn } = await logs.create({ ...group, tags: {} });
    const actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
    await logs.policies.put("events", allow("events.amazonaws.com", actions, `${logGroupArn}:*`));
    account.chatbot.authorizeSlackWorkspace("T01");
    await account.chatbot.create(REGION, {
        ...{ name: "findings", channel: { kind: "slack", workspaceId: "T01", channelId: "C01" }, tags: {} },
        settings: {
            ...{ roleArn: ROLE, guardrailPolicyArns: [], topicArns: [TOPIC], loggingLevel: "NONE" },
            userAuthorizationRequired: false,
        },
    });
    await account.cloudWatch(REGION).put(
        "lost",
        {
            ...{ description: undefined, namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible" },
            ...{ dimensions: { QueueName: "dead" }, statistic: "Maximum", period: 60, evaluationPeriods: 1 },
            ...{ datapointsToAlarm: undefined, threshold: 0, comparison: "GreaterThanThreshold", unit: undefined },
            ...{ missingData: "notBreaching", actionsEnabled: true, alarmActions: [TOPIC], okActions: [] },
            insufficientDataActions: [],
        },
        {},
    );
    await events.putRule({ name: "findings", eventPattern: '{"source":["aws.guardduty"]}' });
    const targets = [`arn:aws:lambda:${REGION}:${ACCOUNT}:function:listener`, logGroupArn, TOPIC];
    for (const [index, arn] of targets.entries()) {
        await events.putTarget("findings", { id: `t${index}`, arn, deadLetterArn: QUEUE });
    }
    return account;
}

const finding = { source: "aws.guardduty", detailType: "GuardDuty Finding", detail: { id: "1" } };

describe("a finding", () => {
    it("reaches a function, a log group and a chat channel", async () => {
        const account = await start();
        await account.events(REGION).put(finding);
        const [invocation] = account.lambda(REGION).function("listener")?.invocations ?? [];
        expect(JSON.parse(invocation?.parcel.body ?? "")).toMatchObject({ "detail-type": "GuardDuty Finding" });
        const [logged] = account.logs(REGION).events("/aws/events/findings");
        expect(JSON.parse(logged?.message ?? "")).toMatchObject({ detail: { id: "1" } });
        expect(account.chatbot.configurations[0]?.messages).toMatchObject([{ title: "GuardDuty Finding" }]);
        expect(account.world.trail.map(({ outcome }) => outcome)).toEqual(Array(4).fill("delivered"));
    });

    it("that a function does not let in goes to the queue, and the alarm over that tells the channel", async () => {
        const account = await start();
        await account.lambda(REGION).removePermission("listener", "rule");
        await account.events(REGION).put(finding);
        expect(account.lambda(REGION).function("listener")?.invocations).toEqual([]);
        const [dead] = account.sqs(REGION).messages("dead");
        expect(dead?.attributes).toMatchObject({ RULE_ARN: RULE, ERROR_CODE: "NO_PERMISSIONS" });
        expect((await account.cloudWatch(REGION).find("lost"))?.state).toBe("ALARM");
        expect(account.chatbot.configurations[0]?.messages.map(({ title }) => title)).toEqual([
            "GuardDuty Finding",
            "ALARM: lost",
        ]);
    });
});
