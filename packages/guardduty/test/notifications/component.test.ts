import * as aws from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { FindingNotifications, type FindingNotificationsArgs } from "../../src/index";
import { ACCOUNT_ID, KEY_ARN, REGION } from "../fake-aws";
import { graphOf, namesOf, type Graph } from "../graph";
import { deploy, find, record, UNKNOWN, valueOf, type RecordOptions, type Registered } from "../recorder";

const SNS = `arn:aws:sns:${REGION}:${ACCOUNT_ID}`;
const SQS = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}`;
const RULE = `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule`;
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:alerts`;
const LOGS = `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group`;
const DEAD_LETTERS = `${SQS}:n-dead-letters-1a2b3c4`;
const OWN_KEY = `arn:aws:kms:${REGION}:${ACCOUNT_ID}:key/mrk-1234abcd12ab34cd56ef1234567890ab`;
const TEAMS = {
    teamId: "11111111-2222-3333-4444-555555555555",
    tenantId: "99999999-2222-3333-4444-555555555555",
    channelId: "19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
};
const SLACK = { workspaceId: "T0123ABCDEF", channelId: "C0123ABCDEF" };
/** One rule, so that graphs stay short. */
const ONE_RULE = (...targets: string[]) => ({
    routes: { r: { targets, severities: ["HIGH" as const], includeAiFindings: false } },
});

const EVERY_TARGET: FindingNotificationsArgs["targets"] = {
    mail: { email: "security@example.com" },
    topic: { snsTopic: {} },
    "own-topic": { snsTopicArn: `${SNS}:alerts` },
    slack: { slack: SLACK },
    teams: { teams: TEAMS },
    queue: { sqsQueue: {} },
    "own-queue": { sqsQueueArn: `${SQS}:alerts` },
    lambda: { lambdaFunctionArn: FUNCTION },
    logs: { logGroup: {} },
    "own-logs": { logGroupArn: `${LOGS}:/my/alerts:*` },
};
const EVERYTHING: FindingNotificationsArgs = {
    targets: EVERY_TARGET,
    routes: {
        people: { targets: ["mail", "topic", "own-topic", "slack", "teams"] },
        programs: { targets: ["queue", "own-queue", "lambda", "logs", "own-logs"], events: ["MALWARE_SCAN_RESULTS"] },
    },
};

async function make(args: FindingNotificationsArgs, options?: RecordOptions, opts?: pulumi.ComponentResourceOptions) {
    const { resources, result, warnings } = await deploy(() => new FindingNotifications("n", args, opts), options);
    return {
        resources,
        warnings,
        outputs: result,
        graph: graphOf(resources),
        published: find(resources, "n").outputs!,
    };
}

function inputsOf(resources: readonly Registered[], name: string): Record<string, unknown> {
    return find(resources, name).inputs;
}

interface Document {
    readonly Statement: readonly {
        readonly Sid: string;
        readonly Condition?: Record<string, Record<string, unknown>>;
    }[];
}

function documentOf(resources: readonly Registered[], name: string): Document {
    const { policy, policyDocument } = inputsOf(resources, name);
    return JSON.parse(String(policy ?? policyDocument)) as Document;
}

const JSON_TEXT = expect.stringMatching(/^\{"Version":"2012-10-17","Statement":\[/) as unknown;
const PASSING = { protect: false, retainOnDelete: false };

function child(suffix: string, type: string, inputs: object, after: string[] = [], options: object = PASSING): Graph {
    return {
        [`n-${suffix}`]: {
            type: `aws:${type}`,
            parent: "n",
            after: [...after].sort(),
            options,
            inputs: inputs as Record<string, unknown>,
        },
    };
}

const ALL_OF = (...suffixes: string[]): string[] => suffixes.map((suffix) => `n-${suffix}`);

describe("one address", () => {
    const args: FindingNotificationsArgs = {
        targets: { team: { email: "security@example.com" } },
        ...ONE_RULE("team"),
    };

    it("takes a topic with its key, a rule, and a queue with an alarm, each let in before anything is sent", async () => {
        const { graph } = await make(args);
        const topicArn = `${SNS}:n-topic-team-1a2b3c4`;
        expect(graph).toEqual({
            n: {
                type: "guardduty:index:FindingNotifications",
                parent: undefined,
                after: [],
                options: {},
                inputs: { targets: ["team"], rules: ["r-high"] },
            },
            ...child(
                "dead-letters",
                "sqs/queue:Queue",
                { messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true },
                [],
                {},
            ),
            ...child(
                "key",
                "kms/key:Key",
                { description: "GuardDuty notifications n", enableKeyRotation: true, policy: JSON_TEXT },
                ALL_OF("dead-letters"),
                {},
            ),
            ...child(
                "key-alias",
                "kms/alias:Alias",
                { namePrefix: "alias/n-", targetKeyId: KEY_ARN.split("/")[1] },
                ALL_OF("key"),
            ),
            ...child("topic-team", "sns/topic:Topic", { kmsMasterKeyId: KEY_ARN }, ALL_OF("key"), {}),
            ...child("rule-r-high", "cloudwatch/eventRule:EventRule", {
                description: "GuardDuty notifications n: r-high",
                eventPattern:
                    '{"source":["aws.guardduty"],"detail-type":["GuardDuty Finding"],"detail":{"severity":[{"numeric":[">=",7,"<",9]}]}}',
            }),
            ...child(
                "dead-letters-alarm",
                "cloudwatch/metricAlarm:MetricAlarm",
                {
                    alarmDescription: expect.stringContaining("could not be delivered") as unknown,
                    namespace: "AWS/SQS",
                    metricName: "ApproximateNumberOfMessagesVisible",
                    dimensions: { QueueName: "n-dead-letters-1a2b3c4" },
                    statistic: "Maximum",
                    period: 300,
                    evaluationPeriods: 1,
                    comparisonOperator: "GreaterThanThreshold",
                    threshold: 0,
                    treatMissingData: "notBreaching",
                    alarmActions: [topicArn],
                },
                ALL_OF("dead-letters", "topic-team"),
            ),
            ...child(
                "dead-letters-policy",
                "sqs/queuePolicy:QueuePolicy",
                { queueUrl: expect.stringMatching(/^https:.*\/n-dead-letters-1a2b3c4$/) as unknown, policy: JSON_TEXT },
                ALL_OF("dead-letters", "rule-r-high", "topic-team"),
            ),
            ...child(
                "policy-team",
                "sns/topicPolicy:TopicPolicy",
                { arn: topicArn, policy: JSON_TEXT },
                ALL_OF("dead-letters-alarm", "rule-r-high", "topic-team"),
            ),
            ...child(
                "target-r-high.team",
                "cloudwatch/eventTarget:EventTarget",
                {
                    rule: "n-rule-r-high-1a2b3c4",
                    targetId: "team",
                    arn: topicArn,
                    deadLetterConfig: { arn: DEAD_LETTERS },
                    inputTransformer: {
                        inputPaths: expect.objectContaining({ type: "$.detail.type" }) as unknown,
                        inputTemplate: expect.stringContaining("High severity") as unknown,
                    },
                },
                ALL_OF("dead-letters", "dead-letters-policy", "policy-team", "rule-r-high", "topic-team"),
            ),
            ...child(
                "subscription-team",
                "sns/topicSubscription:TopicSubscription",
                {
                    topic: topicArn,
                    protocol: "email",
                    endpoint: "security@example.com",
                    redrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD_LETTERS }),
                },
                ALL_OF("dead-letters", "dead-letters-policy", "topic-team"),
            ),
        });
    });

    it("publishes what was made", async () => {
        const { published, outputs } = await make(args);
        const expected = {
            ruleArns: { "r-high": `${RULE}/n-rule-r-high-1a2b3c4` },
            topicArns: { team: `${SNS}:n-topic-team-1a2b3c4` },
            queueArns: {},
            queueUrls: {},
            logGroupNames: {},
            deadLetterQueueArn: DEAD_LETTERS,
            deadLetterQueueUrl: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/n-dead-letters-1a2b3c4`,
            deadLetterAlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:n-dead-letters-alarm-1a2b3c4`,
            kmsKeyArn: KEY_ARN,
            requiredTopicPolicies: {},
            requiredQueuePolicies: {},
        };
        expect(published).toEqual({ ...expected, requiredKeyPolicy: JSON_TEXT });
        expect(await valueOf(outputs.ruleArns)).toEqual(expected.ruleArns);
        expect(await valueOf(outputs.kmsKeyArn)).toBe(KEY_ARN);
    });

    it("has policies about its own rule, topic and alarm", async () => {
        const { resources, published } = await make(args);
        const sourcesOf = (name: string) =>
            documentOf(resources, name).Statement.map(({ Sid, Condition }) => [
                Sid,
                Object.values(Condition ?? {}).at(-1)?.["aws:SourceArn"],
            ]);
        expect(sourcesOf("n-policy-team")).toEqual([
            ["AllowEventBridge", undefined],
            ["AllowAlarm", `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:n-dead-letters-alarm-1a2b3c4`],
            ["DenyOtherRules", [`${RULE}/n-rule-r-high-1a2b3c4`]],
            ["DenyPlainHttp", undefined],
        ]);
        expect(sourcesOf("n-dead-letters-policy")).toEqual([
            ["AllowRules", [`${RULE}/n-rule-r-high-1a2b3c4`]],
            // One that leaves the program sends on until it is deleted.
            ["AllowLeavingRules", `${RULE}/n-rule-*`],
            ["AllowTopics", [`${SNS}:n-topic-team-1a2b3c4`]],
            ["DenyPlainHttp", undefined],
        ]);
        expect(inputsOf(resources, "n-key")["policy"]).toBe(published["requiredKeyPolicy"]);
    });
});

describe("without routes", () => {
    it("every target gets all findings of note and every problem", async () => {
        const { resources } = await make({ targets: { team: { email: "a@example.com" }, siem: { sqsQueue: {} } } });
        const rules = [
            "critical",
            "high",
            "low",
            "malware-plan-problems",
            "malware-scan-problems",
            "medium",
            "runtime-coverage-problems",
        ];
        expect(namesOf(resources, "n-rule-")).toEqual(rules.map((rule) => `n-rule-findings-${rule}`));
        expect(namesOf(resources, "n-target-")).toEqual(
            rules.flatMap((rule) => [`n-target-findings-${rule}.siem`, `n-target-findings-${rule}.team`]).sort(),
        );
        const low = String(inputsOf(resources, "n-rule-findings-low")["eventPattern"]);
        expect(JSON.parse(low)).toMatchObject({
            detail: { severity: [{ numeric: [">=", 1, "<", 4] }], $or: expect.any(Array) as unknown },
        });
    });
});

describe("each kind of target", () => {
    it("gets the message that suits it", async () => {
        const { resources } = await make({
            ...EVERYTHING,
            targets: {
                ...EVERY_TARGET,
                topic: { snsTopic: {}, messageFormat: "EVENT" },
                queue: { sqsQueue: {}, messageFormat: "TEXT" },
            },
        });
        const form = (rule: string, target: string): string => {
            const { inputTransformer } = inputsOf(resources, `n-target-${rule}.${target}`);
            if (inputTransformer === undefined) return "event";
            const { inputTemplate } = inputTransformer as { inputTemplate: string };
            return "content" in (JSON.parse(inputTemplate) as object) ? "chat" : "text";
        };
        const people = Object.fromEntries(
            ["mail", "topic", "own-topic", "slack", "teams"].map((key) => [key, form("people-high", key)]),
        );
        expect(people).toEqual({ mail: "text", topic: "event", "own-topic": "text", slack: "chat", teams: "chat" });
        const programs = Object.fromEntries(
            ["queue", "own-queue", "lambda", "logs", "own-logs"].map((key) => [
                key,
                form("programs-malware-scan-results", key),
            ]),
        );
        expect(programs).toEqual({
            queue: "text",
            "own-queue": "event",
            lambda: "event",
            logs: "event",
            "own-logs": "event",
        });
    });

    it("a topic may get what a chat channel gets, for a chat configuration of one's own", async () => {
        const targets = { made: { snsTopic: {}, messageFormat: "CHAT" as const }, slack: { slack: SLACK } };
        const { resources } = await make({ targets, ...ONE_RULE("made", "slack") });
        const transformerOf = (key: string) => inputsOf(resources, `n-target-r-high.${key}`)["inputTransformer"];
        expect(transformerOf("made")).toEqual(transformerOf("slack"));
        expect(namesOf(resources, "n-channel-")).toEqual(["n-channel-slack"]);
    });

    it("has what lets the rules in before anything is sent", async () => {
        const { resources } = await make(EVERYTHING);
        const before = (target: string): string[] =>
            find(resources, `n-target-${target}`).dependencies.filter((name) => /policy|permission/.test(name));
        const dlq = "n-dead-letters-policy";
        expect(before("people-high.mail")).toEqual([dlq, "n-policy-mail"]);
        expect(before("people-high.topic")).toEqual([dlq, "n-policy-topic"]);
        expect(before("people-high.own-topic")).toEqual([dlq]);
        expect(before("people-high.slack")).toEqual([dlq, "n-policy-slack"]);
        expect(before("programs-malware-scan-results.queue")).toEqual([dlq, "n-policy-queue"]);
        expect(before("programs-malware-scan-results.own-queue")).toEqual([dlq]);
        const permission = "n-permission-programs-malware-scan-results.lambda";
        expect(before("programs-malware-scan-results.lambda")).toEqual([dlq, permission]);
        expect(before("programs-malware-scan-results.logs")).toEqual([dlq, "n-log-policy"]);
        expect(before("programs-malware-scan-results.own-logs")).toEqual([dlq, "n-log-policy"]);
    });

    it("names in each policy only the rules that send there", async () => {
        const { resources } = await make(EVERYTHING);
        const rules = (name: string): number =>
            JSON.stringify(documentOf(resources, name)).match(/:rule\//g)?.length ?? 0;
        expect(rules("n-policy-mail")).toBe(4);
        expect(rules("n-policy-queue")).toBe(1);
        expect(rules("n-log-policy")).toBe(1);
        // And one for those that have left.
        expect(rules("n-dead-letters-policy")).toBe(6);
    });

    it("a queue is encrypted and keeps messages for two weeks, or as long as is said", async () => {
        const { resources } = await make({
            targets: { a: { sqsQueue: {} }, b: { sqsQueue: { messageRetentionDays: 1 } } },
            ...ONE_RULE("a", "b"),
        });
        expect(inputsOf(resources, "n-queue-a")).toEqual({
            messageRetentionSeconds: 1_209_600,
            kmsMasterKeyId: KEY_ARN,
        });
        expect(inputsOf(resources, "n-queue-b")).toEqual({ messageRetentionSeconds: 86_400, kmsMasterKeyId: KEY_ARN });
    });

    it("a function is called by its alias where that is given", async () => {
        const { resources } = await make({
            targets: { f: { lambdaFunctionArn: `${FUNCTION}:live` } },
            ...ONE_RULE("f"),
        });
        expect(inputsOf(resources, "n-permission-r-high.f")).toEqual({
            action: "lambda:InvokeFunction",
            principal: "events.amazonaws.com",
            function: FUNCTION,
            qualifier: "live",
            // Lambda takes no dots in it, which the logical name has.
            statementIdPrefix: "n-permission-r-high-f-",
            sourceArn: `${RULE}/n-rule-r-high-1a2b3c4`,
        });
        expect(inputsOf(resources, "n-target-r-high.f")["arn"]).toBe(`${FUNCTION}:live`);
    });

    it("log groups share one policy; a new one is where EventBridge's own are, and keeps a year", async () => {
        const { resources, published } = await make({
            targets: {
                logs: { logGroup: {} },
                own: { logGroupArn: `${LOGS}:/my/alerts:*` },
                short: { logGroup: { retentionInDays: 30 } },
            },
            ...ONE_RULE("logs", "own", "short"),
        });
        expect(inputsOf(resources, "n-log-group-logs")).toEqual({
            namePrefix: "/aws/events/n-logs-",
            retentionInDays: 365,
        });
        expect(inputsOf(resources, "n-log-group-short")["retentionInDays"]).toBe(30);
        expect(inputsOf(resources, "n-log-policy")["policyName"]).toBe("n-dead-letters-1a2b3c4");
        expect(inputsOf(resources, "n-target-r-high.own")["arn"]).toBe(`${LOGS}:/my/alerts`);
        expect(inputsOf(resources, "n-target-r-high.logs")["arn"]).toBe(`${LOGS}:/aws/events/n-logs-1a2b3c4`);
        expect(published["logGroupNames"]).toEqual({
            logs: "/aws/events/n-logs-1a2b3c4",
            short: "/aws/events/n-short-1a2b3c4",
        });
    });

    it("chat channels share a role that may do nothing", async () => {
        const { resources } = await make({
            targets: { slack: { slack: SLACK }, teams: { teams: TEAMS } },
            ...ONE_RULE("slack", "teams"),
            region: REGION,
        });
        const role = inputsOf(resources, "n-chat-role");
        expect(Object.keys(role).sort()).toEqual(["assumeRolePolicy", "description"]);
        expect(JSON.parse(String(role["assumeRolePolicy"]))).toEqual({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: "chatbot.amazonaws.com" }, Action: "sts:AssumeRole" }],
        });
        const shared = (key: string) => ({
            configurationName: `n-topic-${key}-1a2b3c4`,
            iamRoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/n-chat-role-1a2b3c4`,
            guardrailPolicyArns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
            snsTopicArns: [`${SNS}:n-topic-${key}-1a2b3c4`],
            region: REGION,
        });
        expect(inputsOf(resources, "n-channel-slack")).toEqual({
            ...shared("slack"),
            slackTeamId: "T0123ABCDEF",
            slackChannelId: "C0123ABCDEF",
        });
        expect(inputsOf(resources, "n-channel-teams")).toEqual({ ...shared("teams"), ...TEAMS });
        for (const key of ["slack", "teams"])
            expect(find(resources, `n-channel-${key}`).options).toEqual({
                ...PASSING,
                deleteBeforeReplace: true,
                replaceOnChanges: [
                    ...["configurationName", "slackTeamId", "slackChannelId"],
                    ...["teamId", "tenantId", "channelId"],
                ],
            });
    });

    it("a topic or queue of one's own is left alone, and what it needs is published", async () => {
        const { resources, published } = await make({
            targets: { topic: { snsTopicArn: `${SNS}:alerts` }, queue: { sqsQueueArn: `${SQS}:alerts` } },
            ...ONE_RULE("topic", "queue"),
            alarmTopicArns: [`${SNS}:operations`],
        });
        expect(namesOf(resources)).toEqual(
            [
                "n",
                ...ALL_OF(
                    "dead-letters",
                    "dead-letters-alarm",
                    "dead-letters-policy",
                    "rule-r-high",
                    "target-r-high.queue",
                    "target-r-high.topic",
                ),
            ].sort(),
        );
        expect(published["kmsKeyArn"]).toBeUndefined();
        const { topic } = published["requiredTopicPolicies"] as Record<string, string>;
        expect(JSON.parse(topic!)).toMatchObject({
            Statement: [{ Sid: "AllowEventBridge", Resource: `${SNS}:alerts` }],
        });
        const { queue } = published["requiredQueuePolicies"] as Record<string, string>;
        expect(JSON.parse(queue!)).toMatchObject({
            Statement: [
                {
                    Resource: `${SQS}:alerts`,
                    Condition: { ArnEquals: { "aws:SourceArn": [`${RULE}/n-rule-r-high-1a2b3c4`] } },
                },
            ],
        });
    });
});

describe("a key of one's own", () => {
    it("encrypts what is made, and is left alone; the dead letters don't depend on it", async () => {
        const { resources, published } = await make({
            targets: { topic: { snsTopic: { displayName: "Alerts" } }, queue: { sqsQueue: {} } },
            ...ONE_RULE("topic", "queue"),
            existingKmsKeyArn: OWN_KEY,
        });
        expect(namesOf(resources, "n-key")).toEqual([]);
        expect(inputsOf(resources, "n-topic-topic")).toEqual({ kmsMasterKeyId: OWN_KEY, displayName: "Alerts" });
        expect(inputsOf(resources, "n-queue-queue")["kmsMasterKeyId"]).toBe(OWN_KEY);
        expect(inputsOf(resources, "n-dead-letters")["kmsMasterKeyId"]).toBeUndefined();
        expect(published).toMatchObject({ kmsKeyArn: OWN_KEY, requiredKeyPolicy: JSON_TEXT });
    });
});

describe("the alarm", () => {
    it("tells those whom an address was given for, then others, five at most", async () => {
        const { resources } = await make({
            targets: {
                ...Object.fromEntries(["t1", "t2", "t3"].map((key) => [key, { snsTopic: {} }])),
                slack: { slack: SLACK },
                mail: { email: "a@example.com" },
                later: { email: "b@example.com" },
            },
            routes: { a: { targets: ["t1", "t2", "t3", "slack"] }, b: { targets: ["mail", "later"] } },
        });
        expect(inputsOf(resources, "n-dead-letters-alarm")["alarmActions"]).toEqual(
            ["mail", "later", "t1", "t2", "t3"].map((key) => `${SNS}:n-topic-${key}-1a2b3c4`),
        );
        const hears = (key: string): boolean =>
            documentOf(resources, `n-policy-${key}`).Statement.some(({ Sid }) => Sid === "AllowAlarm");
        expect(hears("t3")).toBe(true);
        expect(hears("slack")).toBe(false);
    });

    it("tells topics of one's own where they are named, and no others", async () => {
        const { resources, warnings } = await make({
            targets: { mail: { email: "a@example.com" } },
            alarmTopicArns: [pulumi.output(`${SNS}:operations`)],
        });
        expect(inputsOf(resources, "n-dead-letters-alarm")["alarmActions"]).toEqual([`${SNS}:operations`]);
        expect(documentOf(resources, "n-policy-mail").Statement.map(({ Sid }) => Sid)).not.toContain("AllowAlarm");
        expect(warnings).toEqual([]);
    });

    it("is let in by the policy that a target of one's own needs, where that is to hear of it", async () => {
        const { published } = await make({
            targets: { pager: { snsTopicArn: `${SNS}:pager` }, other: { snsTopicArn: `${SNS}:other` } },
            alarmTopicArns: [`${SNS}:pager`],
        });
        const { pager, other } = published["requiredTopicPolicies"] as Record<string, string>;
        const sidsOf = (policy: string) => (JSON.parse(policy) as Document).Statement.map(({ Sid }) => Sid);
        expect(sidsOf(pager!)).toEqual(["AllowEventBridge", "AllowAlarm"]);
        expect(sidsOf(other!)).toEqual(["AllowEventBridge"]);
    });

    it("that nobody hears is warned of", async () => {
        const { warnings, resources } = await make({ targets: { queue: { sqsQueue: {} } } });
        expect(warnings).toEqual([expect.stringContaining("Nobody will hear when a message could not be delivered")]);
        expect(inputsOf(resources, "n-dead-letters-alarm")["alarmActions"]).toBeUndefined();
    });
});

describe("warnings", () => {
    const warned = async (route: object): Promise<readonly string[]> =>
        (await make({ targets: { t: { snsTopic: {} } }, routes: { r: { targets: ["t"], ...route } } })).warnings;

    it("tell that nobody hears of AI findings that are Low", async () => {
        expect(await warned({ includeAiFindings: false })).toEqual([expect.stringContaining("AI Protection")]);
        expect(await warned({ includeAiFindings: false, severities: ["LOW"] })).toEqual([]);
        expect(await warned({ events: ["MALWARE_PLAN_PROBLEMS"] })).toEqual([expect.stringContaining("AI Protection")]);
    });

    it("tell of finding types that nobody knows, also when they are known later, unless they are secret", async () => {
        const types = ["CryptoCurrency:EC2/BitcoinTool.C", "Cryptocurrency:*", "CryptoCurrency:*"];
        const expected = [
            expect.stringMatching(
                /^[^]*routes\.r\.findingTypes\[0\]: .*Did you mean CryptoCurrency:EC2\/BitcoinTool\.B\?/,
            ),
            expect.stringMatching(/routes\.r\.findingTypes\[1\]: "Cryptocurrency:\*" stands for no finding type/),
        ];
        expect(await warned({ findingTypes: types })).toEqual(expected);
        expect(await warned({ findingTypes: pulumi.output(types) })).toEqual(expected);
        expect(await warned({ findingTypes: pulumi.secret(types) })).toEqual([]);
    });
});

describe("Region, tags and provider", () => {
    it("reach every child that has them", async () => {
        const { resources } = await make({ ...EVERYTHING, region: REGION, tags: { Team: "ml" } });
        const untagged = /policy|subscription|target|permission|alias/;
        for (const { name, inputs } of resources.slice(1)) {
            // Of the four Regions in which the chat service is called, eu-west-1 is one.
            expect(inputs["region"], name).toBe(name === "n-chat-role" ? undefined : REGION);
            expect(inputs["tags"], name).toEqual(untagged.test(name) ? undefined : { Team: "ml" });
        }
    });

    it("are the provider's where none is given", async () => {
        const { resources } = await make(EVERYTHING);
        const others = resources.filter(({ name }) => !name.startsWith("n-channel-"));
        expect(others.filter(({ inputs }) => inputs["region"] !== undefined || inputs["tags"] !== undefined)).toEqual(
            [],
        );
    });

    it.each([
        ["ap-northeast-1", "ap-southeast-1"],
        ["us-east-1", "us-east-2"],
    ])("of %s have chat channels in %s, where the service is called", async (region, chat) => {
        const args = { targets: { slack: { slack: SLACK } }, ...ONE_RULE("slack") };
        for (const given of [region, pulumi.output(region)]) {
            const { resources } = await make({ ...args, region: given });
            expect(inputsOf(resources, "n-channel-slack")["region"]).toBe(chat);
            expect(inputsOf(resources, "n-topic-slack")["region"]).toBe(region);
        }
    });

    it("use a provider of one's own for every child", async () => {
        const { resources } = await deploy(
            () =>
                new FindingNotifications("n", EVERYTHING, {
                    provider: new aws.Provider("mine", { region: "eu-central-1" }),
                }),
        );
        const children = resources.filter(({ type }) => type.startsWith("aws:"));
        expect(children.length).toBeGreaterThan(50);
        for (const { name, provider } of children) expect(provider, name).toBe("mine");
    });

    it("make the links and the guardrail of another partition", async () => {
        const { resources } = await make({
            targets: { slack: { slack: SLACK } },
            ...ONE_RULE("slack"),
            region: "cn-north-1",
        });
        expect(inputsOf(resources, "n-channel-slack")["guardrailPolicyArns"]).toEqual([
            "arn:aws-cn:iam::aws:policy/AWSDenyAll",
        ]);
        expect(JSON.stringify(inputsOf(resources, "n-target-r-high.slack"))).toContain(
            "https://console.amazonaws.cn/guardduty/",
        );
    });
});

describe("resource options", () => {
    it.each(["protect", "retainOnDelete"] as const)(
        "%s what holds messages, and nothing that an edit replaces or removes",
        async (option) => {
            const { resources } = await make(EVERYTHING, undefined, { [option]: true });
            // What a child says nothing of, the engine passes on.
            const kept = resources.filter(({ options }) => options[option] !== false).map(({ name }) => name);
            expect(kept.sort()).toEqual(
                [
                    "n",
                    ...ALL_OF(
                        "dead-letters",
                        "key",
                        "log-group-logs",
                        "queue-queue",
                        "topic-mail",
                        "topic-slack",
                        "topic-teams",
                        "topic-topic",
                    ),
                ].sort(),
            );
        },
    );

    it("of the user's reach every child: transformations, and what the component is to wait for", async () => {
        const seen: string[] = [];
        const { result, resources } = await deploy(() => {
            const other = new pulumi.ComponentResource("test:index:Other", "other");
            return new FindingNotifications("n", EVERYTHING, {
                dependsOn: [other],
                transformations: [
                    ({ type, name, props, opts }) => {
                        seen.push(name);
                        const isQueue = type === "aws:sqs/queue:Queue";
                        return isQueue ? { props: { ...props, receiveWaitTimeSeconds: 20 }, opts } : undefined;
                    },
                ],
            });
        });
        expect(result).toBeInstanceOf(FindingNotifications);
        const names = resources.map(({ name }) => name);
        expect([...seen].sort()).toEqual(names.filter((name) => name !== "other").sort());
        expect(inputsOf(resources, "n-queue-queue")["receiveWaitTimeSeconds"]).toBe(20);
        expect(names.indexOf("other")).toBeLessThan(names.indexOf("n"));
    });
});

describe("names", () => {
    it("are such as AWS takes, whatever the component's is", async () => {
        const name = "Alerts of the machine learning team, in Ελλάδα & elsewhere, for training and for serving";
        const { resources } = await deploy(() => new FindingNotifications(name, EVERYTHING));
        const limits: Record<string, [RegExp, number]> = {
            "aws:cloudwatch/eventRule:EventRule": [/^[\w.-]+$/, 64 - 26],
            "aws:sqs/queue:Queue": [/^[\w-]+$/, 80 - 26],
            "aws:sns/topic:Topic": [/^[\w-]+$/, 256 - 26],
            "aws:iam/role:Role": [/^[\w+=,.@-]+$/, 64 - 26],
            "aws:cloudwatch/logGroup:LogGroup": [/^[\w./#-]+$/, 512 - 26],
        };
        for (const [type, [form, longest]] of Object.entries(limits)) {
            const prefixes = resources
                .filter((one) => one.type === type)
                .map(({ inputs }) => String(inputs["namePrefix"]));
            expect(prefixes.length, type).toBeGreaterThan(0);
            for (const prefix of prefixes) {
                expect(prefix).toMatch(form);
                expect(prefix.length).toBeLessThanOrEqual(longest);
            }
        }
        for (const { inputs } of resources.filter((one) => one.type.includes("ChannelConfiguration")))
            expect(inputs["configurationName"]).toMatch(/^[A-Za-z0-9_-]{1,128}$/);
        for (const { inputs } of resources.filter((one) => one.type.includes("EventRule")))
            expect(String(inputs["description"]).length).toBeLessThanOrEqual(512);
    });

    it("of chat configurations are not too long where the topic's is", async () => {
        const key = "k".repeat(40);
        const program = () => new FindingNotifications("n".repeat(100), { targets: { [key]: { slack: SLACK } } });
        const { resources } = await deploy(program);
        const { inputs } = resources.find(({ type }) => type.includes("ChannelConfiguration"))!;
        expect(inputs["configurationName"]).toMatch(/^[A-Za-z0-9_-]{1,128}$/);
    });

    it("of rules are Pulumi's own while they fit 64 characters with what it adds", async () => {
        const { resources } = await deploy(
            () => new FindingNotifications("training-alerts", { targets: { t: { snsTopic: {} } } }),
        );
        for (const { name, inputs } of resources.filter(({ type }) => type.includes("EventRule")))
            expect(inputs["namePrefix"] === undefined, name).toBe(name.length + 8 <= 64);
    });
});

describe("two in one stack", () => {
    it("have nothing in common", async () => {
        const { resources } = await deploy(() => [
            new FindingNotifications("one", EVERYTHING),
            new FindingNotifications("two", EVERYTHING),
        ]);
        expect(new Set(resources.map(({ name, type }) => `${type} ${name}`)).size).toBe(resources.length);
        const ofOne = resources.filter(({ parent }) => parent === "one");
        for (const { name, dependencies } of ofOne)
            expect(
                dependencies.every((other) => other.startsWith("one-")),
                name,
            ).toBe(true);
        expect(new Set(resources.flatMap(({ inputs }) => inputs["policyName"] ?? [])).size).toBe(2);
    });
});

describe("a preview", () => {
    it("shows what is plain, and the rest when it is known", async () => {
        const { resources } = await make(EVERYTHING, { preview: true });
        expect(namesOf(resources)).toEqual(namesOf((await make(EVERYTHING)).resources));
        expect(inputsOf(resources, "n-rule-people-high")["eventPattern"]).toContain("GuardDuty Finding");
        expect(inputsOf(resources, "n-target-people-high.own-topic")["arn"]).toBe(`${SNS}:alerts`);
        expect(inputsOf(resources, "n-target-people-high.mail")["arn"]).toBe(UNKNOWN);
        expect(inputsOf(resources, "n-subscription-mail")["endpoint"]).toBe("security@example.com");
    });

    it("with values that are not known yet makes every resource all the same", async () => {
        const program = () => {
            const topic = new aws.Provider("later", { region: REGION }).id.apply((id) => `${SNS}:${id}`);
            return new FindingNotifications("n", {
                targets: { t: { snsTopicArn: topic } },
                ...ONE_RULE("t"),
                alarmTopicArns: [topic],
            });
        };
        const { resources, failures } = await record(program, { preview: true });
        expect(failures).toEqual([]);
        expect(inputsOf(resources, "n-target-r-high.t")["arn"]).toBe(UNKNOWN);
        expect(inputsOf(resources, "n-dead-letters-alarm")["alarmActions"]).toEqual([UNKNOWN]);
    });
});
