// A child's type, name and parent are a contract: a change in any of them makes a user's next update replace the resource,
// a detector with all its findings, say. So all that the components ever make is committed and compared. Where a change is
// meant, it needs an alias in the code; then `npm test -- packages/guardduty/test/surface -u`.
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import {
    FindingsExport,
    FindingsLake,
    GuardDutyMonitoring,
    MalwareProtection,
    ThreatListFeed,
    type GuardDutyMonitoringArgs,
    FindingNotifications,
    type FindingNotificationsArgs,
} from "../../src/index";

interface Identity {
    readonly type: string;
    readonly name: string;
    readonly parent: string | null;
}

const DETECTOR_ID = "0123456789abcdef0123456789abcdef";
const KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const DETECTOR_ARN = `arn:aws:guardduty:eu-west-1:111122223333:detector/${DETECTOR_ID}`;

const ARNS: Readonly<Record<string, string>> = {
    "aws:guardduty/detector:Detector": DETECTOR_ARN,
    "aws:iam/role:Role": "arn:aws:iam::111122223333:role/name",
    "aws:sqs/queue:Queue": "arn:aws:sqs:eu-west-1:111122223333:queue",
};

// Identities don't depend on what an account answers, so this one takes whatever comes.
const agreeable: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs }) => {
        const arn = ARNS[type] ?? `arn:aws:s3:::${name}`;
        return { id: `${name}-id`, state: { name, bucket: name, keyId: name, region: "eu-west-1", ...inputs, arn } };
    },
    call: ({ inputs }) => inputs,
};

async function identitiesOf(program: (opts: pulumi.ComponentResourceOptions) => unknown): Promise<Identity[]> {
    await pulumi.runtime.setMocks(agreeable, "project", "stack", false);
    const identities: Identity[] = [];
    const names = new Map<pulumi.Resource, string>();
    // Children inherit a transformation, so it sees all of them.
    const record: pulumi.ResourceTransformation = ({ resource, type, name, opts }) => {
        names.set(resource, name);
        identities.push({ type, name, parent: (opts.parent && names.get(opts.parent)) ?? null });
        return undefined;
    };
    program({ transformations: [record] });
    await pulumi.runtime.disconnect();
    return identities.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const everyResource: GuardDutyMonitoringArgs = {
    protectionPlans: {
        s3DataEvents: "ENABLED",
        eksAuditLogs: "ENABLED",
        ebsMalwareProtection: "ENABLED",
        rdsLoginEvents: "ENABLED",
        lambdaNetworkLogs: "ENABLED",
        aiProtection: "ENABLED",
        aiAnalyst: "ENABLED",
        runtimeMonitoring: { status: "ENABLED", ec2AgentManagement: "ENABLED" },
    },
    trustedIpList: { entries: ["8.8.8.0/24"] },
    threatIpLists: { one: { entries: ["8.8.4.4"] }, "Two-2": { file: join(__dirname, "threats.txt") } },
    filters: [
        { name: "first.filter", severities: ["LOW"] },
        { name: "second_filter", severities: ["HIGH"] },
    ],
    findingsExport: {
        prefix: "guardduty",
        expireAfterDays: 365,
        objectLock: { mode: "GOVERNANCE", days: 30 },
        accessLogBucketName: "access-logs-of-this-account",
    },
};

const everyTarget: FindingNotificationsArgs = {
    targets: {
        mail: { email: "security@example.com" },
        "own-topic": { snsTopicArn: "arn:aws:sns:eu-west-1:111122223333:alerts" },
        topic: { snsTopic: {} },
        "own-queue": { sqsQueueArn: "arn:aws:sqs:eu-west-1:111122223333:alerts" },
        queue: { sqsQueue: {} },
        lambda: { lambdaFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:alerts" },
        "own-logs": { logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/alerts" },
        logs: { logGroup: {} },
        slack: { slack: { workspaceId: "T0123ABCDEF", channelId: "C0123ABCDEF" } },
        teams: {
            teams: {
                teamId: "11111111-2222-3333-4444-555555555555",
                tenantId: "11111111-2222-3333-4444-555555555555",
                channelId: "19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
            },
        },
    },
    routes: {
        people: {
            targets: ["mail", "topic", "own-topic", "slack", "teams"],
            events: ["FINDINGS", "MALWARE_SCAN_PROBLEMS", "MALWARE_PLAN_PROBLEMS", "RUNTIME_COVERAGE_PROBLEMS"],
        },
        "every-scan": {
            targets: ["queue", "own-queue", "lambda", "logs", "own-logs"],
            events: ["MALWARE_SCAN_RESULTS"],
        },
    },
};

it("every resource has the identity that was committed", async () => {
    const golden = {
        GuardDutyMonitoring: await identitiesOf((opts) => new GuardDutyMonitoring("m", everyResource, opts)),
        FindingsExport: await identitiesOf(
            (opts) => new FindingsExport("e", { ...everyResource.findingsExport, detectorArn: DETECTOR_ARN }, opts),
        ),
        MalwareProtection: await identitiesOf(
            (opts) =>
                new MalwareProtection(
                    "p",
                    {
                        buckets: {
                            "made-1": { kmsKeyArn: KEY_ARN, requireCleanScan: true },
                            own: {
                                existingBucketName: "uploads",
                                requireCleanScan: true,
                                bucketPolicy: '{"Version":"2012-10-17","Statement":[]}',
                            },
                        },
                    },
                    opts,
                ),
        ),
        FindingNotifications: await identitiesOf((opts) => new FindingNotifications("n", everyTarget, opts)),
        FindingsLake: await identitiesOf(
            (opts) =>
                new FindingsLake(
                    "l",
                    {
                        findingsLocation: "s3://findings/AWSLogs/111122223333/GuardDuty/eu-west-1/",
                        findingsKmsKeyArn: KEY_ARN,
                        reviewRole: { trustedPrincipalArns: ["arn:aws:iam::111122223333:role/security"] },
                    },
                    opts,
                ),
        ),
        ThreatListFeed: await identitiesOf(
            (opts) =>
                new ThreatListFeed(
                    "f",
                    { detectorId: DETECTOR_ID, sources: { a: { url: "https://a.example/" } } },
                    opts,
                ),
        ),
    };
    await expect(`${JSON.stringify(golden, undefined, 4)}\n`).toMatchFileSnapshot("../../etc/child-identities.json");
});

it("an adopted detector has the identity of a created one", async () => {
    const created = await identitiesOf((opts) => new GuardDutyMonitoring("m", {}, opts));
    const adopted = await identitiesOf((opts) => new GuardDutyMonitoring("m", { detectorId: DETECTOR_ID }, opts));
    expect(adopted).toEqual(created);
});
