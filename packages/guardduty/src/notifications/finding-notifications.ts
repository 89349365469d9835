import * as pulumi from "@pulumi/pulumi";
import { orUndefined } from "../monitoring/outputs";
import type { FindingNotificationsArgs } from "./args";
import { planNotifications } from "./plan";
import { createNotifications } from "./resources";
import { tellWarnings } from "./warnings";

/**
 * From a finding to a person or a program: rules on EventBridge for GuardDuty's findings and other events, and everything between
 * them and e-mail, SNS, SQS, Lambda, CloudWatch Logs, Slack and Microsoft Teams. What can't be delivered ends in a dead-letter queue,
 * with an alarm on it.
 *
 * Arguments are checked before anything is registered; one error lists every problem. It needs a detector in the account and Region,
 * whoever made it. Cost: the KMS key about one dollar a month, the alarm ten cents, messages next to nothing; a noisy finding is
 * sent again up to 96 times a day, see the detector's publishing frequency.
 *
 * @example
 * ```ts
 * new FindingNotifications("alerts", { targets: { team: { email: "security@example.com" } } });
 * ```
 */
export class FindingNotifications extends pulumi.ComponentResource {
    /** ARNs of the rules, by `<route>-<what>`, such as `findings-high`. */
    readonly ruleArns: pulumi.Output<Record<string, string>>;
    /** ARNs of the topics that were made, by the keys of their targets. */
    readonly topicArns: pulumi.Output<Record<string, string>>;
    /** ARNs of the queues that were made, by the keys of their targets. */
    readonly queueArns: pulumi.Output<Record<string, string>>;
    /** URLs of the queues that were made, by the keys of their targets. */
    readonly queueUrls: pulumi.Output<Record<string, string>>;
    /** Names of the log groups that were made, by the keys of their targets. */
    readonly logGroupNames: pulumi.Output<Record<string, string>>;
    /** ARN of the queue of what could not be delivered. */
    readonly deadLetterQueueArn: pulumi.Output<string>;
    /** URL of the queue of what could not be delivered. */
    readonly deadLetterQueueUrl: pulumi.Output<string>;
    /** ARN of the alarm on that queue. */
    readonly deadLetterAlarmArn: pulumi.Output<string>;
    /** ARN of the KMS key of topics and queues, where any were made. */
    readonly kmsKeyArn: pulumi.Output<string | undefined>;
    /** The JSON policies that topics of your own need, by the keys of their targets. */
    readonly requiredTopicPolicies: pulumi.Output<Record<string, string>>;
    /** The JSON policies that queues of your own need, by the keys of their targets. */
    readonly requiredQueuePolicies: pulumi.Output<Record<string, string>>;
    /** The JSON policy that a key of your own needs: `existingKmsKeyArn`, or that of an encrypted topic or queue of your own. */
    readonly requiredKeyPolicy: pulumi.Output<string>;

    constructor(name: string, args: FindingNotificationsArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = planNotifications(name, args, opts);
        super("guardduty:index:FindingNotifications", name, plan.view, opts);
        tellWarnings(plan, this);

        const created = createNotifications(name, plan, this);
        this.ruleArns = pulumi.output(created.ruleArns);
        this.topicArns = pulumi.output(created.topicArns);
        this.queueArns = pulumi.output(created.queueArns);
        this.queueUrls = pulumi.output(created.queueUrls);
        this.logGroupNames = pulumi.output(created.logGroupNames);
        this.deadLetterQueueArn = created.deadLetterQueueArn;
        this.deadLetterQueueUrl = created.deadLetterQueueUrl;
        this.deadLetterAlarmArn = created.deadLetterAlarmArn;
        this.kmsKeyArn = orUndefined(created.kmsKeyArn);
        this.requiredTopicPolicies = pulumi.output(created.topicPolicies);
        this.requiredQueuePolicies = pulumi.output(created.queuePolicies);
        this.requiredKeyPolicy = created.keyPolicy;
        this.registerOutputs({
            ruleArns: this.ruleArns,
            topicArns: this.topicArns,
            queueArns: this.queueArns,
            queueUrls: this.queueUrls,
            logGroupNames: this.logGroupNames,
            deadLetterQueueArn: this.deadLetterQueueArn,
            deadLetterQueueUrl: this.deadLetterQueueUrl,
            deadLetterAlarmArn: this.deadLetterAlarmArn,
            kmsKeyArn: this.kmsKeyArn,
            requiredTopicPolicies: this.requiredTopicPolicies,
            requiredQueuePolicies: this.requiredQueuePolicies,
            requiredKeyPolicy: this.requiredKeyPolicy,
        });
    }
}
