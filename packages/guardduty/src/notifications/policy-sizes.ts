import type { PolicyDocument } from "../aws/policy-document";
import type { Problem } from "../validation/problem";
import { deadLetterPolicyDocument, logPolicyDocument } from "./policies";
import type { RulePlan } from "./routes";
import type { TargetPlan } from "./targets";

/** EventBridge lets an account have 300 rules per bus, in some Regions 100; and CloudWatch Logs and SQS take policies of a size. */
const MOST_RULES = 50;
/** SQS quotas: bytes of a queue's policy. */
const LONGEST_QUEUE_POLICY = 8_192;
/** CloudWatch Logs API, PutResourcePolicy: characters of a document. */
const LONGEST_LOG_POLICY = 5_120;

export interface SizeRequest {
    readonly name: string;
    readonly targets: readonly TargetPlan[];
    readonly rules: readonly RulePlan[];
}

const SPLIT = "Make a second FindingNotifications for some of the routes.";

/** What AWS would refuse for its size, told before anything is made: ARNs are not known yet, but how long they can be is. */
export function findPolicySizeProblems({ name, targets, rules }: SizeRequest): Problem[] {
    if (rules.length > MOST_RULES) {
        return [
            {
                path: "routes",
                got: `${rules.length} rules, one for each band of severity and each other event of a route`,
                rule: `there can be at most ${MOST_RULES}`,
                hint: SPLIT,
            },
        ];
    }
    const ruleArns = rules.map(({ key }) =>
        standIn("events", `rule/${"r".repeat(Math.min(64, name.length + key.length + 14))}`),
    );
    const emails = targets.filter(({ kind }) => kind === "email");
    const topicArns = emails.map(({ key }) => standIn("sns", "t".repeat(Math.min(256, name.length + key.length + 15))));
    const leaving = standIn("events", `rule/${name}-rule-*`);
    const deadLetters = deadLetterPolicyDocument(standIn("sqs", "q".repeat(80)), ruleArns, topicArns, leaving);
    return [
        ...findTooLong(
            deadLetters,
            LONGEST_QUEUE_POLICY,
            "the policy of the dead-letter queue, which names every rule and every e-mail topic",
        ),
        ...findLongLogPolicy(targets, rules, name),
    ];
}

function findLongLogPolicy(targets: readonly TargetPlan[], rules: readonly RulePlan[], name: string): Problem[] {
    const groups = targets.filter(({ kind }) => kind === "log-group" || kind === "existing-log-group");
    if (groups.length === 0) return [];
    const ofGroups = rules.filter((rule) => rule.targets.some((key) => groups.some((group) => group.key === key)));
    const document = logPolicyDocument(
        groups.map(({ key }) =>
            standIn("logs", `log-group:/aws/events/${"g".repeat(Math.min(126, name.length + key.length + 37))}`),
        ),
        ofGroups.map(({ key }) => standIn("events", `rule/${"r".repeat(Math.min(64, name.length + key.length + 14))}`)),
    );
    return findTooLong(
        document,
        LONGEST_LOG_POLICY,
        "the policy of CloudWatch Logs, which names every rule that sends to a log group",
    );
}

function findTooLong(document: PolicyDocument, most: number, what: string): Problem[] {
    const { length } = JSON.stringify(document);
    if (length <= most) return [];
    const rule = `${what}, would get too long: AWS takes ${most} characters`;
    return [{ path: "routes", got: `up to ${length} characters`, rule, hint: SPLIT }];
}

/** As long as an ARN of the kind gets outside the isolated partitions. */
function standIn(service: string, resource: string): string {
    return `arn:aws-us-gov:${service}:ap-southeast-1:111122223333:${resource}`;
}
