import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import type * as sqs from "@pulumi/aws/sqs/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { ruleNameFrom } from "../aws/generated-names";
import type { NamedArn } from "../aws/target-arns";
import { whenKnown } from "../validation/settled";
import type { MadeRule } from "./admissions";
import type { Destination } from "./destinations";
import { chatTemplate, textTemplate, type MessageSubject, type MessageTemplate } from "./messages";
import type { RulePlan } from "./routes";
import type { NotificationsSite } from "./site";
import type { MessageFormat } from "./target-args";

export function createRules(
    plans: readonly RulePlan[],
    { name, tagged, passing }: NotificationsSite,
): readonly (MadeRule & { readonly subject: MessageSubject })[] {
    return plans.map(({ key, subject, targets, patterns, suffix }) => {
        const logicalName = `${name}-rule-${key}`;
        const eventPattern = whenKnown(patterns.plan(), ({ bySuffix }) => bySuffix[suffix] ?? "");
        const description = `GuardDuty notifications ${name}: ${key}`.slice(0, LONGEST_DESCRIPTION);
        const args = { description, eventPattern, ...ruleNameFrom(logicalName), ...tagged };
        return { key, subject, targets, rule: new cloudwatch.EventRule(logicalName, args, passing) };
    });
}

/** EventBridge API, PutRule. */
const LONGEST_DESCRIPTION = 512;

export interface SendingRequest {
    readonly rules: ReturnType<typeof createRules>;
    readonly destinations: readonly Destination[];
    /** By target, what must be there before anything is sent. */
    readonly admissions: ReadonlyMap<string, pulumi.Resource[]>;
    readonly place: pulumi.Output<NamedArn>;
    readonly deadLetters: sqs.Queue;
    readonly deadLetterPolicy: pulumi.Resource;
}

/** Has every rule send to its targets, in the form that each takes, and what does not get there to the dead-letter queue. */
export function sendToTargets(request: SendingRequest, site: NotificationsSite): void {
    for (const made of request.rules) {
        for (const destination of request.destinations) {
            if (made.targets.includes(destination.plan.key)) sendToTarget(made, destination, request, site);
        }
    }
}

function sendToTarget(
    { key, rule, subject }: SendingRequest["rules"][number],
    { plan, arn }: Destination,
    { admissions, place, deadLetters, deadLetterPolicy }: SendingRequest,
    { name, region, passing }: NotificationsSite,
): void {
    const { format } = plan;
    const inputTransformer =
        format === "EVENT"
            ? {}
            : { inputTransformer: place.apply(({ partition }) => transform(format, subject, partition)) };
    new cloudwatch.EventTarget(
        `${name}-target-${key}.${plan.key}`,
        {
            rule: rule.name,
            targetId: plan.key,
            arn,
            deadLetterConfig: { arn: deadLetters.arn },
            ...inputTransformer,
            ...region,
        },
        { ...passing, dependsOn: [deadLetterPolicy, ...(admissions.get(plan.key) ?? [])] },
    );
}

function transform(format: Exclude<MessageFormat, "EVENT">, subject: MessageSubject, partition: string) {
    const { inputPaths, inputTemplate }: MessageTemplate =
        format === "CHAT" ? chatTemplate(subject, partition) : textTemplate(subject, partition);
    return { inputPaths: { ...inputPaths }, inputTemplate };
}
