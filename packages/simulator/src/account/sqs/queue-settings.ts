import { parsePolicy } from "../../policy/policy-document";
import { refuse } from "../core/aws-error";
import { problemOfPolicy } from "../core/resource-policy";
import type { Rule } from "../core/rules";
import type { Scope } from "../core/scope";
import type { QueueSettings } from "./queue";
import { QUEUE_RULES } from "./queue-rules";

/** Checks what CreateQueue and SetQueueAttributes are given. */
export function checkQueueSettings(scope: Scope, settings: QueueSettings, exists: (arn: string) => boolean): void {
    between(QUEUE_RULES.delay, settings.delaySeconds, 0, 900);
    between(QUEUE_RULES.maximumMessageSize, settings.maximumMessageSize, 1024, 1_048_576);
    between(QUEUE_RULES.retention, settings.messageRetentionPeriod, 60, 1_209_600);
    between(QUEUE_RULES.receiveWait, settings.receiveMessageWaitTimeSeconds, 0, 20);
    between(QUEUE_RULES.visibilityTimeout, settings.visibilityTimeout, 0, 43_200);
    between(QUEUE_RULES.keyReuse, settings.kmsDataKeyReusePeriodSeconds, 60, 86_400);
    if (settings.kmsMasterKeyId !== undefined && settings.sqsManagedSse) {
        refuse(QUEUE_RULES.oneEncryption);
    }
    if (settings.policy !== undefined) {
        checkQueuePolicy(scope, settings.policy);
    }
    if (settings.redrivePolicy !== undefined && !isRedrivePolicy(settings.redrivePolicy, exists)) {
        refuse(QUEUE_RULES.redrive, settings.redrivePolicy);
    }
}

function between(rule: Rule, value: number, least: number, most: number): void {
    if (!(Number.isInteger(value) && value >= least && value <= most)) {
        refuse(rule, `${value}`);
    }
}

function checkQueuePolicy(scope: Scope, policy: string): void {
    const size = Buffer.byteLength(policy, "utf8");
    if (size > 8192) {
        refuse(QUEUE_RULES.policySize, `${size} bytes`);
    }
    const problem = problemOfPolicy(scope, policy, (action) => action === "*" || /^sqs:[a-z*?]+$/i.test(action));
    switch (problem?.kind) {
        case "syntax":
            return refuse(QUEUE_RULES.policySyntax, problem.detail);
        case "principal":
            return refuse(QUEUE_RULES.policyPrincipal, problem.detail);
        case "action":
            return refuse(QUEUE_RULES.policyAction, problem.detail);
        case undefined:
            if (parsePolicy(policy).length > 20) {
                refuse(QUEUE_RULES.policySize, "more than 20 statements");
            }
    }
}

function isRedrivePolicy(text: string, exists: (arn: string) => boolean): boolean {
    let policy: unknown;
    try {
        policy = JSON.parse(text);
    } catch {
        return false;
    }
    if (typeof policy !== "object" || policy === null) {
        return false;
    }
    const entries = new Map<string, unknown>(Object.entries(policy));
    const deadLetterTargetArn = entries.get("deadLetterTargetArn");
    // The number may be text: SQS takes both.
    const maxReceiveCount = Number(entries.get("maxReceiveCount"));
    return (
        typeof deadLetterTargetArn === "string" &&
        exists(deadLetterTargetArn) &&
        maxReceiveCount >= 1 &&
        maxReceiveCount <= 1000
    );
}
