import * as pulumi from "@pulumi/pulumi";
import { mapOutputs, ownId } from "../monitoring/outputs";
import type { ThreatListFeedArgs } from "./args";
import { planThreatListFeed } from "./plan";
import { createThreatListFeed } from "./resources";

/**
 * A GuardDuty list that follows feeds without a deployment. A schedule starts a function that fetches them, checks and folds what
 * they have, and has GuardDuty read it. What would make the list worse is refused: the old list stays, and an alarm says why.
 *
 * @example
 * ```ts
 * const monitoring = new GuardDutyMonitoring("training");
 * const feed = new ThreatListFeed("blocklist", {
 *     detectorId: monitoring.detectorId,
 *     sources: { blocked: { url: "https://example.org/list.txt" } },
 *     alarmTopicArns: ["arn:aws:sns:eu-west-1:111122223333:oncall"],
 * });
 * ```
 */
export class ThreatListFeed extends pulumi.ComponentResource {
    /** Id of GuardDuty's list, which stays the same. */
    readonly listId: pulumi.Output<string>;
    /** Name of the bucket with the lists. */
    readonly bucketName: pulumi.Output<string>;
    /** Name of the function: start it to run the feed at once. */
    readonly functionName: pulumi.Output<string>;
    /** ARN of the function. */
    readonly functionArn: pulumi.Output<string>;
    /** ARN of the function's role: a key of your own that encrypts a token's secret must let it decrypt. */
    readonly functionRoleArn: pulumi.Output<string>;
    /** Name of the log group that says what each run did. */
    readonly logGroupName: pulumi.Output<string>;
    /** URL of the queue of runs that failed for good. */
    readonly deadLetterQueueUrl: pulumi.Output<string>;
    /** ARNs of the alarms: `stale`, `failed`, `dead-letters`, and one for each reason to refuse, such as `refused-shrank`. */
    readonly alarmArns: pulumi.Output<Record<string, string>>;

    constructor(name: string, args: ThreatListFeedArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = planThreatListFeed(name, args, opts);
        super("guardduty:index:ThreatListFeed", name, plan.view, opts);

        const created = createThreatListFeed(name, plan, this);
        this.listId = created.list.id.apply(ownId);
        this.bucketName = created.bucketName;
        this.functionName = created.feedFunction.name;
        this.functionArn = created.feedFunction.arn;
        this.functionRoleArn = created.role.arn;
        this.logGroupName = created.logGroup.name;
        this.deadLetterQueueUrl = created.deadLetters.url;
        this.alarmArns = mapOutputs(created.alarms, ({ arn }) => arn);
        this.registerOutputs({
            listId: this.listId,
            bucketName: this.bucketName,
            functionName: this.functionName,
            functionArn: this.functionArn,
            functionRoleArn: this.functionRoleArn,
            logGroupName: this.logGroupName,
            deadLetterQueueUrl: this.deadLetterQueueUrl,
            alarmArns: this.alarmArns,
        });
    }
}
