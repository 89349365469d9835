import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { FindingNotifications, InvalidArgsError, type FindingNotificationsArgs } from "../../src/index";
import { graphOf, namesOf } from "../graph";
import { deploy, find, record, UNKNOWN } from "../recorder";

/** An argument that may be known later: how it is passed, a right value, a wrong one and where the error says it is. */
interface Case {
    readonly args: (value: unknown) => object;
    readonly right: unknown;
    readonly wrong: unknown;
    readonly path: string;
    /** A resource that depends on it. */
    readonly resource: string;
}

const MARK = "s3cret!wr0ng";
const arn = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
/** With one rule, so that it does not take long. */
const ONE_RULE = { routes: { findings: { targets: ["t"], severities: ["HIGH"], includeAiFindings: false } } };
const target = (t: object, more: object = {}) => ({ targets: { t }, ...ONE_RULE, ...more });
const route = (r: object) => ({ targets: { t: { snsTopic: {} } }, routes: { r: { targets: ["t"], ...r } } });
const TEAMS = {
    teamId: "11111111-2222-3333-4444-555555555555",
    tenantId: "99999999-2222-3333-4444-555555555555",
    channelId: "19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
};

const CASES: Record<string, Case> = {
    region: {
        args: (region) => target({ snsTopic: {} }, { region }),
        right: "eu-central-1",
        wrong: MARK,
        path: "region",
        resource: "n-dead-letters",
    },
    tags: {
        args: (tags) => target({ snsTopic: {} }, { tags }),
        right: { Team: "ml" },
        wrong: { [MARK]: "x" },
        path: "tags",
        resource: "n-dead-letters",
    },
    "a tag": {
        args: (Team) => target({ snsTopic: {} }, { tags: { Team } }),
        right: "ml",
        wrong: MARK.repeat(50),
        path: "tags.Team",
        resource: "n-dead-letters",
    },
    "a key": {
        args: (existingKmsKeyArn) => target({ snsTopic: {} }, { existingKmsKeyArn }),
        right: arn("kms", "key/mrk-1234abcd12ab34cd56ef1234567890ab"),
        wrong: MARK,
        path: "existingKmsKeyArn",
        resource: "n-topic-t",
    },
    "a topic for the alarm": {
        args: (topic) => target({ sqsQueue: {} }, { alarmTopicArns: [topic] }),
        right: arn("sns", "operations"),
        wrong: MARK,
        path: "alarmTopicArns[0]",
        resource: "n-dead-letters-alarm",
    },
    "an address": {
        args: (email) => target({ email }),
        right: "security@example.com",
        wrong: MARK,
        path: "targets.t.email",
        resource: "n-subscription-t",
    },
    "a topic": {
        args: (snsTopicArn) => target({ snsTopicArn }),
        right: arn("sns", "a"),
        wrong: MARK,
        path: "targets.t.snsTopicArn",
        resource: "n-target-findings-high.t",
    },
    "a queue": {
        args: (sqsQueueArn) => target({ sqsQueueArn }),
        right: arn("sqs", "a"),
        wrong: MARK,
        path: "targets.t.sqsQueueArn",
        resource: "n-target-findings-high.t",
    },
    "a function": {
        args: (lambdaFunctionArn) => target({ lambdaFunctionArn }),
        right: arn("lambda", "function:a:live"),
        wrong: MARK,
        path: "targets.t.lambdaFunctionArn",
        resource: "n-permission-findings-high.t",
    },
    "a log group": {
        args: (logGroupArn) => target({ logGroupArn }),
        right: arn("logs", "log-group:/a:*"),
        wrong: MARK,
        path: "targets.t.logGroupArn",
        resource: "n-log-policy",
    },
    "a sender": {
        args: (displayName) => target({ snsTopic: { displayName } }),
        right: "Alerts",
        wrong: "",
        path: "targets.t.snsTopic.displayName",
        resource: "n-topic-t",
    },
    "a queue's days": {
        args: (messageRetentionDays) => target({ sqsQueue: { messageRetentionDays } }),
        right: 4,
        wrong: 15,
        path: "targets.t.sqsQueue.messageRetentionDays",
        resource: "n-queue-t",
    },
    "a log group's days": {
        args: (retentionInDays) => target({ logGroup: { retentionInDays } }),
        right: 30,
        wrong: 31,
        path: "targets.t.logGroup.retentionInDays",
        resource: "n-log-group-t",
    },
    "a workspace": {
        args: (workspaceId) => target({ slack: { workspaceId, channelId: "C0123ABCDEF" } }),
        right: "T0123ABCDEF",
        wrong: MARK,
        path: "targets.t.slack.workspaceId",
        resource: "n-channel-t",
    },
    "a channel": {
        args: (channelId) => target({ slack: { workspaceId: "T0123ABCDEF", channelId } }),
        right: "C0123ABCDEF",
        wrong: MARK,
        path: "targets.t.slack.channelId",
        resource: "n-channel-t",
    },
    ...Object.fromEntries(
        Object.entries(TEAMS).map(([id, right]): [string, Case] => [
            `a team's ${id}`,
            {
                args: (value) => target({ teams: { ...TEAMS, [id]: value } }),
                right,
                wrong: MARK,
                path: `targets.t.teams.${id}`,
                resource: "n-channel-t",
            },
        ]),
    ),
    "finding types": {
        args: (findingTypes) => route({ findingTypes }),
        right: ["Recon:EC2/Portscan"],
        wrong: ["*"],
        path: "routes.r.findingTypes[0]",
        resource: "n-rule-r-high",
    },
    "a finding type": {
        args: (one) => route({ findingTypes: ["Recon:*", one] }),
        right: "Impact:*",
        wrong: `${MARK}?`,
        path: "routes.r.findingTypes[1]",
        resource: "n-rule-r-high",
    },
    accounts: {
        args: (accountIds) => route({ accountIds }),
        right: ["111122223333"],
        wrong: [MARK],
        path: "routes.r.accountIds[0]",
        resource: "n-rule-r-high",
    },
    "an account": {
        args: (one) => route({ accountIds: [one] }),
        right: "111122223333",
        wrong: MARK,
        path: "routes.r.accountIds[0]",
        resource: "n-rule-r-high",
    },
};

const make = (args: object) => () => new FindingNotifications("n", args as FindingNotificationsArgs);

describe.each(Object.entries(CASES))("%s", (_, { args, right, wrong, path, resource }) => {
    it("makes the same known now and known later", async () => {
        const now = graphOf((await deploy(make(args(right)))).resources);
        for (const later of [pulumi.output(right), pulumi.output(Promise.resolve(right))]) {
            const { resources, failures } = await record(make(args(later)));
            expect(failures).toEqual([]);
            expect(graphOf(resources)).toEqual(now);
        }
    });

    it("is refused known now, before anything is registered", async () => {
        const { resources, failures } = await record(make(args(wrong)));
        expect(resources).toEqual([]);
        expect(failures).toEqual([
            expect.objectContaining({ message: expect.stringContaining(path) as unknown }) as unknown,
        ]);
    });

    it("is refused known later, and what depends on it is not made", async () => {
        const { resources, failures } = await record(make(args(pulumi.output(wrong))));
        expect(failures.length).toBeGreaterThan(0);
        for (const failure of failures) expect(InvalidArgsError.isInstance(failure), String(failure)).toBe(true);
        expect(String(failures[0])).toContain(path);
        expect(namesOf(resources)).not.toContain(resource);
    });

    it("is not told where it is secret, and stays secret", async () => {
        const refused = await record(make(args(pulumi.secret(wrong))));
        expect(refused.failures.length).toBeGreaterThan(0);
        expect(refused.failures.map(String).join()).not.toContain(MARK);
        const { resources } = await deploy(make(args(pulumi.secret(right))));
        expect(find(resources, resource).secrets.length).toBeGreaterThan(0);
    });

    it("may be unknown in a preview, with the same resources", async () => {
        const program = () => make(args(new s3.Bucket("other").arn.apply(() => right)))();
        const known = await deploy(make(args(right)), { preview: true });
        const { resources, failures } = await record(program, { preview: true });
        expect(failures).toEqual([]);
        expect(namesOf(resources)).toEqual(namesOf([...known.resources, find(resources, "other")]));
        expect(JSON.stringify(find(resources, resource).inputs)).toContain(UNKNOWN);
    });
});
