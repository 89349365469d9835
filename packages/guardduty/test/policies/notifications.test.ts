import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../src/aws/policy-document";
import {
    deadLetterPolicyDocument,
    keyPolicyDocument,
    logPolicyDocument,
    patternOfRules,
    queuePolicyDocument,
    requiredQueuePolicyDocument,
    requiredTopicPolicyDocument,
    topicPolicyDocument,
} from "../../src/notifications/policies";
import { attemptsAround, type Alternatives } from "./attempts";
import { isAllowed } from "./judge";
import { leaveOut } from "./leave-out";

const ACCOUNT = "111122223333";
const STRANGER = "999999999999";
const arn = (service: string, resource: string, account = ACCOUNT): string =>
    `arn:aws:${service}:eu-west-1:${account}:${resource}`;

const RULE = arn("events", "rule/alerts-rule-findings-high-1a2b3c4");
const RULES = [arn("events", "rule/alerts-rule-findings-low-1a2b3c4"), RULE];
const OTHER_RULE = arn("events", "rule/alerts-rule-findings-high-9z9z9z9");
const THEIR_RULE = arn("events", "rule/alerts-rule-findings-high-1a2b3c4", STRANGER);
const ALARM = arn("cloudwatch", "alarm:alerts-dead-letters-alarm-1a2b3c4");
const OTHER_ALARM = arn("cloudwatch", "alarm:cpu");
const TOPIC = arn("sns", "alerts-topic-team-1a2b3c4");
const OTHER_TOPIC = arn("sns", "alerts-topic-teams-1a2b3c4");
const THEIR_TOPIC = arn("sns", "alerts-topic-team-1a2b3c4", STRANGER);
const QUEUE = arn("sqs", "alerts-queue-siem-1a2b3c4");
const GROUP = arn("logs", "log-group:/aws/events/alerts-logs");
const EVENTS = "events.amazonaws.com";
const CLOUDWATCH = "cloudwatch.amazonaws.com";
const SNS = "sns.amazonaws.com";

interface Attempt {
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
    readonly sourceArn: string | undefined;
    readonly tls: string;
}

const STRANGERS = [
    ...[SNS, CLOUDWATCH, EVENTS, "lambda.amazonaws.com", "anonymous"],
    `arn:aws:iam::${STRANGER}:role/someone`,
];

/** The right attempt with each of its properties wrong. */
function around(right: Attempt, more: Partial<Alternatives<Attempt>> = {}): Attempt[] {
    const wrong: Alternatives<Attempt> = {
        principal: STRANGERS.filter((one) => one !== right.principal),
        action: ["sns:Publish", "sqs:SendMessage", "sqs:ReceiveMessage", "sns:Subscribe", "kms:Decrypt"],
        resource: [TOPIC, OTHER_TOPIC, QUEUE],
        sourceArn: [OTHER_RULE, THEIR_RULE, OTHER_ALARM, OTHER_TOPIC, undefined],
        tls: ["false"],
        ...more,
    };
    const actions = wrong.action.filter((action) => action.split(":")[0] === right.action.split(":")[0]);
    const resources = wrong.resource.filter((each) => each.split(":")[2] === right.resource.split(":")[2]);
    return attemptsAround(right, { ...wrong, action: actions, resource: resources }, 2);
}

async function findMisjudged(
    policy: PolicyDocument,
    attempts: readonly Attempt[],
    mayPass: (attempt: Attempt) => boolean,
): Promise<Attempt[]> {
    const misjudged: Attempt[] = [];
    for (const attempt of attempts) {
        const { principal, action, resource, sourceArn, tls } = attempt;
        const context = {
            "aws:SourceArn": sourceArn,
            "aws:SourceAccount": sourceArn?.split(":")[4],
            "aws:SecureTransport": tls,
        };
        const request = { principal, action, resource, resourceAccountId: ACCOUNT, context };
        if ((await isAllowed(policy, request)) !== mayPass(attempt)) misjudged.push(attempt);
    }
    return misjudged;
}

/** Expects the document to let through exactly that, and nothing in it to be there for nothing. */
async function expectExactly(
    policy: PolicyDocument,
    attempts: readonly Attempt[],
    mayPass: (attempt: Attempt) => boolean,
    idle: readonly string[] = [],
): Promise<void> {
    expect(await findMisjudged(policy, attempts, mayPass)).toEqual([]);
    expect(attempts.some(mayPass)).toBe(true);
    for (const { without, policy: less } of leaveOut(policy)) {
        if (!idle.includes(without))
            expect(await findMisjudged(less, attempts, mayPass), `without ${without}`).not.toEqual([]);
    }
}

describe("the policy of a topic that is made", () => {
    const right = { principal: EVENTS, action: "sns:Publish", resource: TOPIC, sourceArn: RULE, tls: "true" };

    // AWS does not say that EventBridge names its rule to a topic, and says that conditions can't be used: so what names none gets in.
    const mayRule = ({ principal, action, resource, sourceArn, tls }: Attempt): boolean =>
        principal === EVENTS &&
        action === "sns:Publish" &&
        resource === TOPIC &&
        (sourceArn === undefined || RULES.includes(sourceArn)) &&
        tls === "true";

    it("lets the rules in, whether or not EventBridge names them, and no rule that it names besides", async () => {
        await expectExactly(topicPolicyDocument({ topicArn: TOPIC, ruleArns: RULES }), around(right), mayRule);
    });

    it("lets the alarm in, and no other", async () => {
        const alarm = { ...right, principal: CLOUDWATCH, sourceArn: ALARM };
        const mayPass = (attempt: Attempt): boolean =>
            mayRule(attempt) ||
            (attempt.sourceArn === ALARM &&
                mayRule({ ...attempt, principal: EVENTS, sourceArn: RULE }) &&
                attempt.principal === CLOUDWATCH);
        const policy = topicPolicyDocument({ topicArn: TOPIC, ruleArns: RULES, alarmArn: ALARM });
        await expectExactly(policy, [...around(alarm), ...around(right)], mayPass);
    });
});

describe("what a topic of one's own needs", () => {
    it("lets EventBridge in, and denies nothing that other rules send", async () => {
        const policy = requiredTopicPolicyDocument(TOPIC);
        expect(policy.Statement.map(({ Effect }) => Effect)).toEqual(["Allow"]);
        const right = { principal: EVENTS, action: "sns:Publish", resource: TOPIC, sourceArn: RULE, tls: "true" };
        await expectExactly(
            policy,
            around(right),
            ({ principal, action, resource }) => principal === EVENTS && action === "sns:Publish" && resource === TOPIC,
        );
    });
});

describe("the policy of a queue", () => {
    const right = { principal: EVENTS, action: "sqs:SendMessage", resource: QUEUE, sourceArn: RULE, tls: "true" };
    const mayRule = ({ principal, action, resource, sourceArn }: Attempt): boolean =>
        principal === EVENTS &&
        action === "sqs:SendMessage" &&
        resource === QUEUE &&
        sourceArn !== undefined &&
        RULES.includes(sourceArn);

    it("that is made lets exactly the rules in", async () => {
        await expectExactly(
            queuePolicyDocument(QUEUE, RULES),
            around(right),
            (attempt) => mayRule(attempt) && attempt.tls === "true",
        );
    });

    it("of one's own needs no more", async () => {
        await expectExactly(requiredQueuePolicyDocument(QUEUE, RULES), around(right), mayRule);
    });

    it("of dead letters lets in the rules, and the topics with addresses", async () => {
        const policy = deadLetterPolicyDocument(QUEUE, RULES, [TOPIC]);
        const attempts = [...around(right), ...around({ ...right, principal: SNS, sourceArn: TOPIC })];
        await expectExactly(policy, attempts, (attempt) => {
            const isTopic = attempt.principal === SNS && attempt.sourceArn === TOPIC;
            const asRule = isTopic ? { ...attempt, principal: EVENTS, sourceArn: RULE } : attempt;
            return attempt.tls === "true" && (isTopic || attempt.principal !== SNS) && mayRule(asRule);
        });
    });

    it("of dead letters lets in a rule that has left the program and is not deleted yet, and no stranger's", async () => {
        const pattern = patternOfRules({ partition: "aws", region: "eu-west-1", accountId: ACCOUNT }, "alerts");
        const policy = deadLetterPolicyDocument(QUEUE, [RULE], [], pattern);
        // As Pulumi called it when its route was in the program.
        const left = arn("events", "rule/alerts-rule-urgent-critical-9z9z9z9");
        const others = ["rule/alerts-1a2b3c4", "rule/my-alerts-rule-findings-high-1a2b3c4", "rule/other/alerts-rule-a"];
        const wrong = [...others.map((resource) => arn("events", resource)), THEIR_RULE, OTHER_ALARM, undefined];
        await expectExactly(
            policy,
            around({ ...right, sourceArn: left }, { sourceArn: wrong }),
            (attempt) =>
                mayRule({ ...attempt, sourceArn: attempt.sourceArn === left ? RULE : undefined }) &&
                attempt.tls === "true",
            // For rules that something else gave another name: they are not tried here.
            ["AllowRules", "AllowRules aws:SourceArn"],
        );
    });

    it("of dead letters names no pattern of rules where no rule can be called so", () => {
        const place = { partition: "aws", region: "eu-west-1", accountId: ACCOUNT };
        for (const name of ["my alerts", "a*", "a${b}", "a/b"]) expect(patternOfRules(place, name)).toBeUndefined();
    });

    it("of dead letters has nothing about topics where there are none", () => {
        const sids = deadLetterPolicyDocument(QUEUE, RULES, []).Statement.map(({ Sid }) => Sid);
        expect(sids).toEqual(["AllowRules", "DenyPlainHttp"]);
    });
});

describe("the policy of log groups", () => {
    it("lets the rules write to these, and to nothing else", async () => {
        const stream = `${GROUP}:log-stream:1`;
        const write = {
            principal: EVENTS,
            action: "logs:PutLogEvents",
            resource: stream,
            sourceArn: RULE,
            tls: "true",
        };
        const more = {
            action: ["logs:CreateLogStream", "logs:DeleteLogStream"],
            resource: [`${GROUP}-2:log-stream:1`],
        };
        const attempts = around(write, more);
        await expectExactly(
            logPolicyDocument([GROUP], RULES),
            attempts,
            ({ principal, action, resource, sourceArn }) => {
                if (principal !== EVENTS || resource !== stream) return false;
                // For the streams EventBridge is not documented to name its rule.
                return (
                    action === "logs:CreateLogStream" ||
                    (action === "logs:PutLogEvents" && RULES.includes(String(sourceArn)))
                );
            },
        );
    });
});

describe("the policy of the key", () => {
    const key = arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
    const policy = keyPolicyDocument("aws", ACCOUNT);

    it("lets rules and alarms encrypt and decrypt, with or without a source, and SNS for this account's topics", async () => {
        const mayPass = ({ principal, action, sourceArn }: Attempt): boolean =>
            ([EVENTS, CLOUDWATCH].includes(principal) || (principal === SNS && sourceArn?.split(":")[4] === ACCOUNT)) &&
            action !== "kms:PutKeyPolicy";
        const attempts = ["kms:GenerateDataKey", "kms:Decrypt", "kms:PutKeyPolicy"].flatMap((action) =>
            STRANGERS.flatMap((principal) =>
                [RULE, TOPIC, THEIR_TOPIC, undefined].map((sourceArn) => ({
                    principal,
                    action,
                    resource: key,
                    sourceArn,
                    tls: "true",
                })),
            ),
        );
        await expectExactly(policy, attempts, mayPass, ["AllowAdministrationByIamPolicies"]);
    });

    it("is never a lock-out, in no partition", async () => {
        for (const partition of ["aws", "aws-cn", "aws-us-gov"]) {
            const request = {
                principal: `arn:${partition}:iam::${ACCOUNT}:role/administrator`,
                identityActions: ["kms:*"],
                action: "kms:PutKeyPolicy",
                resource: key.replace("aws", partition),
                resourceAccountId: ACCOUNT,
                context: {},
            };
            expect(await isAllowed(keyPolicyDocument(partition, ACCOUNT), request)).toBe(true);
            const stranger = { ...request, principal: `arn:${partition}:iam::${STRANGER}:role/administrator` };
            expect(await isAllowed(keyPolicyDocument(partition, ACCOUNT), stranger)).toBe(false);
        }
    });
});
