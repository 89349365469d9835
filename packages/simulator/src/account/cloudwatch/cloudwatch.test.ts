import { describe, expect, it } from "vitest";

import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { stateAfter } from "./alarm-evaluation";
import { ALARM_RULES } from "./alarm-rules";
import type { AlarmSettings, MissingData } from "./metric-alarm";

const REGION = "eu-west-1";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms";
const ALARM = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:lost";
const MINUTE = 60_000;

const SETTINGS: AlarmSettings = {
    ...{ description: "Messages were lost", namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible" },
    ...{ dimensions: { QueueName: "dead" }, statistic: "Maximum", period: 300, evaluationPeriods: 1 },
    ...{ datapointsToAlarm: undefined, threshold: 0, comparison: "GreaterThanThreshold", missingData: "notBreaching" },
    ...{ unit: undefined, actionsEnabled: true, alarmActions: [TOPIC], okActions: [], insufficientDataActions: [] },
};

const put = (more: Partial<AlarmSettings>, name = "lost"): Promise<unknown> =>
    new SimulatedAccount().cloudWatch(REGION).put(name, { ...SETTINGS, ...more }, {});

describe("an alarm's rules", () => {
    const custom = { namespace: "Own" };
    testEachRule(ALARM_RULES, {
        name: pair((length) => put({}, "a".repeat(length)), 255, 256, "ValidationError"),
        period: [
            pair((period) => put({ ...custom, period }), 30, 40, "ValidationError: Period must be 10, 20, 30"),
            pair((period) => put({ period }), 60, 30, "ValidationError"),
        ],
        window: [
            pair((evaluationPeriods) => put({ evaluationPeriods }), 288, 289, "must be <= 86400"),
            pair((evaluationPeriods) => put({ period: 3600, evaluationPeriods }), 168, 169, "ValidationError"),
        ],
        datapoints: pair(
            (datapointsToAlarm) => put({ evaluationPeriods: 3, datapointsToAlarm }),
            3,
            4,
            "ValidationError",
        ),
        actions: [
            pair((count) => put({ alarmActions: Array<string>(count).fill(TOPIC) }), 5, 6, "ValidationError"),
            pair((arn) => put({ okActions: [arn] }), TOPIC, "alarms", "ValidationError: Invalid arn syntax: alarms"),
        ],
        region: pair(
            (region) => put({ alarmActions: [TOPIC.replace(REGION, region)] }),
            REGION,
            "us-east-1",
            "ValidationError: Invalid region us-east-1 specified. Only eu-west-1 is supported.",
        ),
        dimensions: pair((count) => put({ dimensions: manyTags(count) }), 30, 31, "ValidationError"),
        tags: pair(
            (count) => new SimulatedAccount().cloudWatch(REGION).put("lost", SETTINGS, manyTags(count)),
            50,
            51,
            "ValidationError",
        ),
        notFound: {
            accepted: async () => {
                const cloudWatch = new SimulatedAccount().cloudWatch(REGION);
                await cloudWatch.put("lost", SETTINGS, {});
                await cloudWatch.delete("lost");
            },
            refused: () => new SimulatedAccount().cloudWatch(REGION).delete("lost"),
            answer: "ResourceNotFound",
        },
    });
});

/** Amazon CloudWatch User Guide, alarms-and-missing-data: what an alarm of three points makes of the data that it has. */
describe("missing data", () => {
    const [low, high, none] = [0, 1, undefined];
    const after = (missingData: MissingData, points: readonly (number | undefined)[]) =>
        stateAfter({ ...SETTINGS, missingData }, points);

    it.each<[string, readonly (number | undefined)[], MissingData, string | undefined]>([
        ["nothing", [none, none, none], "missing", "INSUFFICIENT_DATA"],
        ["nothing", [none, none, none], "ignore", undefined],
        ["nothing", [none, none, none], "breaching", "ALARM"],
        ["nothing", [none, none, none], "notBreaching", "OK"],
        ["one good point", [none, none, low], "missing", "OK"],
        ["one good point", [none, none, low], "ignore", "OK"],
        ["one good point", [none, none, low], "breaching", "OK"],
        ["one good point", [none, none, low], "notBreaching", "OK"],
        ["one bad point", [none, high, none], "missing", "ALARM"],
        ["one bad point", [none, high, none], "ignore", undefined],
        ["one bad point", [none, high, none], "breaching", "ALARM"],
        ["one bad point", [none, high, none], "notBreaching", "OK"],
        ["three bad points", [high, high, high], "notBreaching", "ALARM"],
    ])("of %s: %j as %s is %s", (_, points, missingData, state) => {
        expect(after(missingData, points)).toBe(state);
    });

    it("needs no more bad points than the alarm asks for", () => {
        const settings = { ...SETTINGS, datapointsToAlarm: 2 };
        expect(stateAfter(settings, [high, none, high])).toBe("ALARM");
        expect(stateAfter(settings, [high, none, low])).toBe("OK");
    });
});

describe("an alarm over a queue", () => {
    const policy = (service: string): string => {
        const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sns:Publish", Resource: TOPIC };
        const Condition = { ArnEquals: { "aws:SourceArn": ALARM } };
        return JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Condition }] });
    };

    async function start(service = "cloudwatch.amazonaws.com"): Promise<SimulatedAccount> {
        const account = new SimulatedAccount();
        await account.sns(REGION).create("alarms", { policy: policy(service) });
        await account.sqs(REGION).create("dead", { policy: letIn() });
        await account.cloudWatch(REGION).put("lost", SETTINGS, {});
        return account;
    }

    const letIn = (): string => {
        const Principal = { Service: "events.amazonaws.com" };
        const statement = { Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: "*" };
        return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    };

    /** As EventBridge does it: within an operation, at whose end the alarm has seen it. */
    const send = (account: SimulatedAccount): Promise<unknown> =>
        account.world.exclusively(async () =>
            account.mailbox("arn:aws:sqs:eu-west-1:123456789012:dead")?.receive({
                ...{
                    body: "lost",
                    principal: "events.amazonaws.com",
                    sourceArn: "arn:aws:events:eu-west-1:123456789012:rule/r",
                },
                sourceAccount: "123456789012",
            }),
        );

    const stateOf = async (account: SimulatedAccount): Promise<string | undefined> =>
        (await account.cloudWatch(REGION).find("lost"))?.state;

    it("is well while there is no message, and alarms with the first, once", async () => {
        const account = await start();
        expect(await stateOf(account)).toBe("OK");
        expect(await send(account)).toEqual({ accepted: true });
        expect(await stateOf(account)).toBe("ALARM");
        await send(account);
        const told = account.world.trail.filter(({ rule }) => rule === ALARM);
        expect(told).toMatchObject([{ target: TOPIC, outcome: "delivered" }]);
        expect(JSON.parse(told[0]?.message ?? "")).toMatchObject({
            ...{ AlarmName: "lost", AlarmArn: ALARM, NewStateValue: "ALARM", OldStateValue: "OK" },
            ...{ AWSAccountId: "123456789012", Region: REGION },
            Trigger: { Namespace: "AWS/SQS", Dimensions: [{ name: "QueueName", value: "dead" }], Period: 300 },
        });
    });

    it("alarms as long as the message is there, and is well a period after it went", async () => {
        const account = await start();
        await send(account);
        account.clock.advance(60 * MINUTE);
        await account.cloudWatch(REGION).evaluate();
        expect(await stateOf(account)).toBe("ALARM");
        const [message] = await account.sqs(REGION).drain("dead");
        expect(message?.body).toBe("lost");
        expect(await stateOf(account)).toBe("ALARM");
        account.clock.advance(5 * MINUTE);
        await account.cloudWatch(REGION).evaluate();
        expect(await stateOf(account)).toBe("OK");
    });

    it("loses what its topic does not let in, and the trail says so", async () => {
        const account = await start("events.amazonaws.com");
        await send(account);
        expect(account.world.trail.filter(({ rule }) => rule === ALARM)).toMatchObject([
            { target: TOPIC, outcome: "lost", because: expect.stringContaining("NO_PERMISSIONS") },
        ]);
    });

    it("tells nobody while its actions are off, or of a topic that is gone", async () => {
        const account = await start();
        await account.cloudWatch(REGION).put("lost", { ...SETTINGS, actionsEnabled: false }, {});
        await send(account);
        expect(await stateOf(account)).toBe("ALARM");
        expect(account.world.trail.filter(({ rule }) => rule === ALARM)).toEqual([]);
    });
});

describe("an alarm over a metric that a test puts", () => {
    it("adds up what is in its period", async () => {
        const account = new SimulatedAccount();
        const cloudWatch = account.cloudWatch(REGION);
        const dimensions = { RuleName: "findings" };
        const metric = { namespace: "AWS/Events", metric: "FailedInvocations", dimensions, statistic: "Sum" } as const;
        await cloudWatch.put("lost", { ...SETTINGS, ...metric, threshold: 2 }, {});
        await cloudWatch.putMetric("AWS/Events", "FailedInvocations", dimensions, 2);
        expect((await cloudWatch.find("lost"))?.state).toBe("OK");
        account.clock.advance(MINUTE);
        await cloudWatch.putMetric("AWS/Events", "FailedInvocations", dimensions, 1);
        expect((await cloudWatch.find("lost"))?.state).toBe("ALARM");
        account.clock.advance(4 * MINUTE);
        await cloudWatch.evaluate();
        expect((await cloudWatch.find("lost"))?.state).toBe("OK");
    });

    it("has no data at first, where missing data is just that", async () => {
        const cloudWatch = new SimulatedAccount().cloudWatch(REGION);
        await cloudWatch.put("lost", { ...SETTINGS, missingData: "missing" }, {});
        expect((await cloudWatch.find("lost"))?.state).toBe("INSUFFICIENT_DATA");
    });
});
