import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { planNotifications } from "../../src/notifications/plan";
import { InvalidArgsError } from "../../src/validation/invalid-args-error";
import { reasonsIn } from "../refusals";

function refusalOf(args: unknown, config?: Record<string, string>): Record<string, string> {
    const region = process.env["AWS_REGION"];
    try {
        if (config?.["region"] !== undefined) process.env["AWS_REGION"] = config["region"];
        planNotifications("alerts", args, undefined);
    } catch (error) {
        if (InvalidArgsError.isInstance(error)) return reasonsIn(error);
        throw error;
    } finally {
        if (region === undefined) delete process.env["AWS_REGION"];
        else process.env["AWS_REGION"] = region;
    }
    throw new Error("the arguments were accepted");
}

function expectRefused(args: unknown, expected: Record<string, string>): void {
    expect(refusalOf(args)).toEqual(
        Object.fromEntries(Object.entries(expected).map(([path, telling]) => [path, expect.stringContaining(telling)])),
    );
}

function expectAccepted(args: unknown): void {
    planNotifications("alerts", args, undefined);
}

const SLACK = { workspaceId: "T0123ABCDEF", channelId: "C0123ABCDEF" };
const TEAM = { email: "security@example.com" };
const target = (t: unknown) => ({ targets: { t } });
const route = (r: object) => ({ targets: { team: TEAM }, routes: { r: { targets: ["team"], ...r } } });
const LONG = Array.from({ length: 100 }, (_, index) => `Recon:EC2/AVeryLongNameOfAFindingType.Number${index}`);

describe("targets", () => {
    it.each<[string, unknown, string]>([
        ["none", {}, "got none of them; must have exactly one of email, snsTopicArn"],
        ["a format alone", { messageFormat: "TEXT" }, "got none of them"],
        ["two", { ...TEAM, snsTopic: {} }, "got email and snsTopic; must have exactly one of"],
        ["what is no object", "security@example.com", "must be an object such as"],
    ])("of %s are refused", (_, given, telling) => expectRefused(target(given), { "targets.t": telling }));

    it.each<[string, unknown, string, string]>([
        ["an argument that does not exist", { mail: "a@example.com" }, "mail", 'Did you mean "email"?'],
        ["a name for an address", { email: "security" }, "email", "must be an e-mail address"],
        ["two addresses in one", { email: "a@example.com, b@example.com" }, "email", "must be an e-mail address"],
        [
            "an address with a line break",
            { email: "a@example.com\nBcc: b@example.com" },
            "email",
            '"a@example.com\\nBcc',
        ],
        ["a topic's name", { snsTopicArn: "alerts" }, "snsTopicArn", "It does not start with arn:"],
        [
            "a FIFO topic",
            { snsTopicArn: "arn:aws:sns:eu-west-1:111122223333:a.fifo" },
            "snsTopicArn",
            "EventBridge cannot send",
        ],
        [
            "a subscription",
            { snsTopicArn: "arn:aws:sns:eu-west-1:111122223333:a:b-c" },
            "snsTopicArn",
            "too many parts",
        ],
        [
            "a queue as a topic",
            { snsTopicArn: "arn:aws:sqs:eu-west-1:111122223333:a" },
            "snsTopicArn",
            "Its third part must be sns.",
        ],
        [
            "a queue's URL",
            { sqsQueueArn: "https://sqs.eu-west-1.amazonaws.com/1/a" },
            "sqsQueueArn",
            "It is a queue's URL",
        ],
        [
            "a FIFO queue",
            { sqsQueueArn: "arn:aws:sqs:eu-west-1:111122223333:a.fifo" },
            "sqsQueueArn",
            "give a standard one",
        ],
        [
            "a queue in no Region",
            { sqsQueueArn: "arn:aws:sqs::111122223333:a" },
            "sqsQueueArn",
            "Its fourth part must be a Region",
        ],
        ["a function's name", { lambdaFunctionArn: "alerts" }, "lambdaFunctionArn", "It does not start with arn:"],
        [
            "a layer",
            { lambdaFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:layer:a:1" },
            "lambdaFunctionArn",
            "must be function:",
        ],
        [
            "a log stream",
            { logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:a:log-stream:b" },
            "logGroupArn",
            "must be log-group:",
        ],
        [
            "a wildcard",
            { logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:*" },
            "logGroupArn",
            "must be log-group:",
        ],
        [
            "a number of days that Logs has not",
            { logGroup: { retentionInDays: 100 } },
            "logGroup.retentionInDays",
            "that CloudWatch Logs takes: 1, 3, 5",
        ],
        [
            "a queue of 15 days",
            { sqsQueue: { messageRetentionDays: 15 } },
            "sqsQueue.messageRetentionDays",
            "from 1 to 14",
        ],
        ["an empty sender", { snsTopic: { displayName: "" } }, "snsTopic.displayName", "1 to 100 characters"],
        ["true for a topic", { snsTopic: true }, "snsTopic", "{} makes a topic"],
        [
            "a channel's name",
            { slack: { workspaceId: "T0123ABCDEF", channelId: "#alerts" } },
            "slack.channelId",
            "not its name",
        ],
        [
            "a workspace's name",
            { slack: { workspaceId: "acme", channelId: "C0123ABCDEF" } },
            "slack.workspaceId",
            "such as T0123ABCDEF",
        ],
        ["no channel", { slack: { workspaceId: "T0123ABCDEF" } }, "slack.channelId", "must be a channel's id"],
        ["a whole event by mail", { ...TEAM, messageFormat: "EVENT" }, "messageFormat", "takes TEXT only"],
        ["text for a channel", { slack: SLACK, messageFormat: "TEXT" }, "messageFormat", "takes CHAT only"],
        ["chat by mail", { ...TEAM, messageFormat: "CHAT" }, "messageFormat", "takes TEXT only"],
        ["chat for a queue", { sqsQueue: {}, messageFormat: "CHAT" }, "messageFormat", "CHAT is for topics"],
        ["text for logs", { logGroup: {}, messageFormat: "TEXT" }, "messageFormat", "a log group takes EVENT only"],
        [
            "a format that does not exist",
            { snsTopic: {}, messageFormat: "JSON" },
            "messageFormat",
            'must be "TEXT", "CHAT" or "EVENT"',
        ],
    ])("with %s are refused", (_, given, argument, telling) =>
        expectRefused(target(given), { [`targets.t.${argument}`]: telling }),
    );

    it("with a channel as Teams shows it are refused", () => {
        const id = "11111111-2222-3333-4444-555555555555";
        expectRefused(target({ teams: { teamId: "acme", tenantId: id, channelId: "19:b6ef@thread.tacv2" } }), {
            "targets.t.teams.teamId": "must be a team's id, a UUID",
            "targets.t.teams.channelId": "with %3a and %40",
        });
    });

    it("of the same address or channel are refused, whatever they are called", () => {
        const slack = { workspaceId: "T0123ABCDEF", channelId: "C0123ABCDEF" };
        expectRefused(
            { targets: { a: TEAM, b: { email: "Security@Example.com" }, c: { slack }, d: { slack } } },
            { "targets.b.email": "targets.a is the same", "targets.d.slack.channelId": "targets.c is the same" },
        );
        const later = pulumi.output("security@example.com");
        expectRefused(
            { targets: { a: { email: later }, b: { email: later } } },
            { "targets.b.email": "got a value known only later; targets.a is the same" },
        );
    });

    it("of two channels in one team of Microsoft Teams are refused, since the provider takes one", () => {
        const tenantId = "99999999-2222-3333-4444-555555555555";
        const channel = (teamId: pulumi.Input<string>, id: string) => ({
            teams: { teamId, tenantId, channelId: `19%3a${id}%40thread.tacv2` },
        });
        const team = "aaaaaaaa-2222-3333-4444-555555555555";
        const telling = { "targets.b.teams.teamId": "targets.a is a channel of the same team" };
        expectRefused({ targets: { a: channel(team, "a"), b: channel(team.toUpperCase(), "b") } }, telling);
        const later = pulumi.output(team);
        expectRefused({ targets: { a: channel(later, "a"), b: channel(later, "b") } }, telling);
        expectAccepted({
            targets: { a: channel(team, "a"), b: channel("bbbbbbbb-2222-3333-4444-555555555555", "b") },
        });
    });

    it("there are between one and twenty, and without routes five", () => {
        const many = (count: number) =>
            Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, { snsTopic: {} }]));
        expectRefused({ targets: {} }, { targets: "at least one target" });
        expectRefused({}, { targets: "must be an object with targets by key" });
        expectRefused({ targets: many(6) }, { targets: "got 6 targets; without routes there can be at most 5" });
        expectRefused({ targets: many(21) }, { targets: "at most 20" });
        expectAccepted({ targets: many(5) });
    });

    it("have keys that fit into names", () =>
        expectRefused({ targets: { "a.b": TEAM } }, { 'targets["a.b"]': "must be a key of 1 to 40 characters" }));

    it("in another Region than the rules are refused, where that is known", () => {
        const args = {
            targets: {
                topic: { snsTopicArn: "arn:aws:sns:us-east-1:111122223333:a" },
                queue: { sqsQueueArn: "arn:aws:sqs:eu-west-1:111122223333:a" },
                made: { snsTopic: {} },
            },
            existingKmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
            alarmTopicArns: ["arn:aws:sns:us-east-1:111122223333:operations"],
        };
        const paths = ["alarmTopicArns[0]", "existingKmsKeyArn", "targets.topic.snsTopicArn"];
        const telling = expect.stringContaining("must be in eu-west-1, where the rules are") as string;
        const expected = Object.fromEntries(paths.map((path) => [path, telling]));
        expect(refusalOf({ ...args, region: "eu-west-1" })).toEqual(expected);
        expect(refusalOf(args, { region: "eu-west-1" })).toEqual(expected);
    });

    it.each<[string, unknown]>([
        ["an address with a plus", { email: "security+aws@sub.example.co.uk" }],
        [
            "a log group as Pulumi's console shows it",
            { logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/a:*" },
        ],
        ["a version of a function", { lambdaFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:a:7" }],
        ["a topic for a chat configuration of one's own", { snsTopic: {}, messageFormat: "CHAT" }],
        ["a channel whose form is said", { slack: SLACK, messageFormat: "CHAT" }],
        ["a queue with text", { sqsQueue: {}, messageFormat: "TEXT" }],
        ["a topic in China", { snsTopicArn: "arn:aws-cn:sns:cn-north-1:111122223333:alerts" }],
    ])("of %s are taken", (_, given) => expectAccepted(target(given)));
});

describe("routes", () => {
    it.each<[string, object, string, string]>([
        [
            "a typo in a target",
            { targets: ["taem"] },
            "targets[0]",
            'there is no such target; the targets are team. Did you mean "team"?',
        ],
        ["a target twice", { targets: ["team", "team"] }, "targets[1]", "is named twice"],
        ["no targets", { targets: [] }, "targets", "must be an array of 1 to 5 keys"],
        ["six targets", { targets: Array(6).fill("team") }, "targets", "EventBridge takes 5 per rule"],
        [
            "a severity that does not exist",
            { severities: ["URGENT"] },
            "severities[0]",
            'must be "LOW", "MEDIUM", "HIGH" or "CRITICAL"',
        ],
        ["no severities", { severities: [] }, "severities", "1 to 4 severities"],
        ["an event that does not exist", { events: ["SCANS"] }, "events[0]", 'must be "FINDINGS"'],
        ["problems and results", { events: ["MALWARE_SCAN_PROBLEMS", "MALWARE_SCAN_RESULTS"] }, "events", ""],
        ["a star alone", { findingTypes: ["*"] }, "findingTypes[0]", "not alone"],
        ["two stars together", { findingTypes: ["Crypto**Bitcoin"] }, "findingTypes[0]", "not next to each other"],
        ["a question mark", { findingTypes: ["CryptoCurrency:EC?"] }, "findingTypes[0]", "must be a finding type"],
        ["six stars", { findingTypes: ["a*b*c*d*e*f*g"] }, "findingTypes[0]", "up to five *"],
        ["no finding types", { findingTypes: [] }, "findingTypes", "1 to 100 finding types"],
        ["an account that is none", { accountIds: ["1234"] }, "accountIds[0]", "12 digits"],
        ["a text for a switch", { includeSamples: "no" }, "includeSamples", "must be true or false"],
        [
            "accounts besides other events",
            { accountIds: ["111122223333"], events: ["FINDINGS", "MALWARE_PLAN_PROBLEMS"] },
            "accountIds",
            "tells findings apart",
        ],
        ["an argument that does not exist", { findingType: ["x"] }, "findingType", 'Did you mean "findingTypes"?'],
    ])("with %s are refused", (name, given, argument, telling) => {
        if (name === "problems and results")
            return expectRefused(route({ events: ["FINDINGS", ...(given as { events: string[] }).events] }), {
                "routes.r.events": "would arrive twice",
            });
        return expectRefused(route(given), { [`routes.r.${argument}`]: telling });
    });

    it("that say something about findings without carrying any are refused", () =>
        expectRefused(
            route({
                events: ["MALWARE_PLAN_PROBLEMS"],
                severities: ["HIGH"],
                findingTypes: ["Recon:*"],
                includeSamples: false,
                includeAiFindings: true,
                accountIds: ["111122223333"],
            }),
            Object.fromEntries(
                ["severities", "findingTypes", "accountIds", "includeAiFindings", "includeSamples"].map((argument) => [
                    `routes.r.${argument}`,
                    "events does not name FINDINGS",
                ]),
            ),
        ));

    it("must be one at least, and name every target", () => {
        expectRefused({ targets: { team: TEAM }, routes: {} }, { routes: "at least one route" });
        expectRefused(
            { targets: { team: TEAM, siem: { sqsQueue: {} } }, routes: { r: { targets: ["team"] } } },
            { "targets.siem": "no route names this target" },
        );
    });

    it("with a longer pattern than EventBridge takes are refused, and told how to split", () => {
        expectRefused(route({ findingTypes: LONG }), { "routes.r": "Split it into two routes" });
        expectAccepted(route({ findingTypes: LONG.slice(0, 8) }));
    });

    it("of more rules than fit the policies are refused", () => {
        const routes = (count: number, targets: string[], start = "r") =>
            Object.fromEntries(Array.from({ length: count }, (_, i) => [`${start}${i}`, { targets }]));
        expectRefused({ targets: { t: TEAM }, routes: routes(13, ["t"]) }, { routes: "got 52 rules" });
        expectAccepted({ targets: { t: TEAM }, routes: routes(12, ["t"]) });
        expectRefused(
            { targets: { t: { logGroup: {} } }, routes: routes(12, ["t"], "long-name-of-a-route-") },
            { routes: "the policy of CloudWatch Logs" },
        );
        const keys = Array.from({ length: 20 }, (_, i) => `${"k".repeat(38)}${i + 10}`);
        const targets = Object.fromEntries(keys.map((key) => [key, { email: `${key}@example.com` }]));
        const all = Object.fromEntries(
            [0, 1, 2, 3].flatMap((i) =>
                [0, 1, 2].map((j) => [`${"r".repeat(38)}${i}${j}`, { targets: keys.slice(i * 5, i * 5 + 5) }]),
            ),
        );
        expectRefused({ targets, routes: all }, { routes: "the policy of the dead-letter queue" });
    });
});

describe("the rest", () => {
    it.each<[string, object, Record<string, string>]>([
        ["an alias for a key", { existingKmsKeyArn: "alias/alerts" }, { existingKmsKeyArn: "It is an alias" }],
        [
            "six topics for the alarm",
            { alarmTopicArns: Array(6).fill("arn:aws:sns:eu-west-1:111122223333:a") },
            { alarmTopicArns: "1 to 5" },
        ],
        ["no topic for the alarm", { alarmTopicArns: [] }, { alarmTopicArns: "1 to 5" }],
        [
            "a queue for the alarm",
            { alarmTopicArns: ["arn:aws:sqs:eu-west-1:111122223333:a"] },
            { "alarmTopicArns[0]": "must be sns" },
        ],
        ["no Region", { region: "Ireland" }, { region: "must be the code of a Region" }],
        ["a tag of AWS's", { tags: { "aws:x": "y" } }, { 'tags["aws:x"]': "must be a tag key" }],
        ["an argument that does not exist", { route: {} }, { route: 'Did you mean "routes"?' }],
    ])("with %s is refused", (_, more, expected) => expectRefused({ targets: { team: TEAM }, ...more }, expected));

    it("with a key for nothing is refused", () =>
        expectRefused(
            {
                targets: { t: { lambdaFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:a" } },
                existingKmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
            },
            { existingKmsKeyArn: "here are none" },
        ));

    it("tells everything that is wrong at once", () =>
        expectRefused(
            { targets: { a: { email: "x" }, b: {} }, routes: { r: { targets: ["c"] } }, region: "x", more: 1 },
            {
                "targets.a.email": "must be an e-mail address",
                "targets.b": "got none of them",
                "routes.r.targets[0]": "there is no such target",
                region: "must be the code of a Region",
                more: "there is no such argument",
            },
        ));

    it.each<[string, unknown]>([
        ["null", null],
        ["an array", []],
        ["a text", "alerts"],
        ["nothing", undefined],
    ])("given %s is refused", (_, args) => expect(Object.keys(refusalOf(args)).length).toBeGreaterThan(0));
});
