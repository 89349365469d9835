import { SimulatedAccount, type SimulatedAccountOptions, type TrailStep } from "../src/index";
import type { Target } from "../src/account/events/rule";

export const ALERT_REGION = "eu-west-1";
const ACCOUNT = "123456789012";
export const RULE_ARN = `arn:aws:events:${ALERT_REGION}:${ACCOUNT}:rule/findings`;
export const TOPIC_ARN = `arn:aws:sns:${ALERT_REGION}:${ACCOUNT}:alerts`;
export const QUEUE_ARN = `arn:aws:sqs:${ALERT_REGION}:${ACCOUNT}:siem`;
export const DEAD_LETTERS_ARN = `arn:aws:sqs:${ALERT_REGION}:${ACCOUNT}:dead-letters`;

export type Statement = Readonly<Record<string, unknown>>;

export function policyOf(...statements: readonly Statement[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function lets(service: string, action: string | readonly string[], resource: string, more = {}): Statement {
    return { Effect: "Allow", Principal: { Service: service }, Action: action, Resource: resource, ...more };
}

const FROM_RULE = { Condition: { ArnEquals: { "aws:SourceArn": RULE_ARN } } };
const KEY_USE = ["kms:GenerateDataKey*", "kms:Decrypt"];

// Without a condition: AWS documents that EventBridge meets none in a topic's policy.
const TOPIC_POLICY = policyOf(lets("events.amazonaws.com", "sns:Publish", TOPIC_ARN));
const QUEUE_POLICY = policyOf(lets("events.amazonaws.com", "sqs:SendMessage", QUEUE_ARN, FROM_RULE));
const DEAD_LETTERS_POLICY = policyOf(lets("events.amazonaws.com", "sqs:SendMessage", DEAD_LETTERS_ARN, FROM_RULE));

export function keyPolicy(...statements: readonly Statement[]): string {
    const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
    return policyOf({ Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" }, ...statements);
}

export const KEY_POLICY = keyPolicy(lets("events.amazonaws.com", KEY_USE, "*"));

export interface Alerting {
    readonly account: SimulatedAccount;
    readonly keyId: string;
}

/** An account where a rule sends findings to an encrypted topic and an encrypted queue, with a queue for dead letters. */
export async function alerting(deadLetters = true, options: SimulatedAccountOptions = {}): Promise<Alerting> {
    const account = new SimulatedAccount({ accountId: ACCOUNT, ...options });
    await account.guardDuty(ALERT_REGION).detectors.create({ enable: true });
    const { id: keyId } = await account.kms(ALERT_REGION).create({
        ...{ description: "alerts", policy: KEY_POLICY, bypassPolicyLockoutSafetyCheck: false, tags: {} },
    });
    const events = account.events(ALERT_REGION);
    const kmsMasterKeyId = keyId;
    await account.sns(ALERT_REGION).create("alerts", { policy: TOPIC_POLICY, kmsMasterKeyId });
    await account.sqs(ALERT_REGION).create("siem", { policy: QUEUE_POLICY, kmsMasterKeyId });
    await account.sqs(ALERT_REGION).create("dead-letters", { policy: DEAD_LETTERS_POLICY, kmsMasterKeyId });
    await events.putRule({ name: "findings", eventPattern: '{"source":["aws.guardduty"]}' });
    const dead = deadLetters ? { deadLetterArn: DEAD_LETTERS_ARN } : {};
    await putTarget(account, { id: "topic", arn: TOPIC_ARN, ...dead });
    await putTarget(account, { id: "queue", arn: QUEUE_ARN, ...dead });
    return { account, keyId };
}

export function putTarget(account: SimulatedAccount, target: Target): Promise<void> {
    return account.events(ALERT_REGION).putTarget("findings", target);
}

export const FINDING = {
    ...{ schemaVersion: "2.0", accountId: ACCOUNT, region: ALERT_REGION, partition: "aws", id: "f1" },
    ...{ type: "CryptoCurrency:EC2/BitcoinTool.B!DNS", severity: 8, title: "Mining", description: "Somebody mines." },
    resource: {
        resourceType: "Instance",
        instanceDetails: { instanceId: "i-1", tags: [{ key: "team", value: "ml" }] },
    },
    service: { serviceName: "guardduty", archived: false, count: 1, additionalInfo: {} },
    ...{ createdAt: "2026-11-24T00:00:00.000Z", updatedAt: "2026-11-24T00:00:00.000Z" },
};

/** What became of a finding, by whom it was sent to. */
export async function outcomes(account: SimulatedAccount, finding = FINDING): Promise<Record<string, string>> {
    const before = account.world.trail.length;
    await account.guardDuty(ALERT_REGION).findings.report(finding);
    const steps = account.world.trail.slice(before);
    return Object.fromEntries(steps.map((step) => [nameOf(step), `${step.outcome}: ${step.because ?? ""}`]));
}

function nameOf({ target }: TrailStep): string {
    return target.split(":").at(-1) ?? target;
}
