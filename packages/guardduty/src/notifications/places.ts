import { parseKmsKeyArn, type Parsed } from "../aws/arns";
import { parseLambdaFunctionArn, parseLogGroupArn, parseSnsTopicArn, parseSqsQueueArn } from "../aws/target-arns";
import { memberOf } from "../validation/deferred";
import { joinPath, type Problem } from "../validation/problem";
import { quoteText } from "../validation/quote";
import type { FindingNotificationsArgs } from "./args";

const PARSERS: Readonly<Record<string, (text: string) => Parsed<{ readonly region: string }>>> = {
    snsTopicArn: parseSnsTopicArn,
    sqsQueueArn: parseSqsQueueArn,
    lambdaFunctionArn: parseLambdaFunctionArn,
    logGroupArn: parseLogGroupArn,
};

/** EventBridge sends to targets of its rule's Region only, and a key and an alarm's topics are of one Region, too. */
export function findPlaceProblems(args: Partial<FindingNotificationsArgs>, region: string | undefined): Problem[] {
    if (region === undefined) return [];
    const check = (path: string, value: unknown, parse: (text: string) => Parsed<{ readonly region: string }>) =>
        findForeignRegion(path, value, parse, region);
    return [
        ...check("existingKmsKeyArn", args.existingKmsKeyArn, parseKmsKeyArn),
        ...(args.alarmTopicArns ?? []).flatMap((arn, index) =>
            check(`alarmTopicArns[${index}]`, arn, parseSnsTopicArn),
        ),
        ...Object.entries(args.targets ?? {}).flatMap(([key, target]) =>
            Object.entries(PARSERS).flatMap(([argument, parse]) =>
                check(`${joinPath([key], "targets")}.${argument}`, memberOf(target, argument), parse),
            ),
        ),
    ];
}

function findForeignRegion(
    path: string,
    value: unknown,
    parse: (text: string) => Parsed<{ readonly region: string }>,
    region: string,
): Problem[] {
    if (typeof value !== "string") return [];
    const parsed = parse(value);
    // What is no such ARN is told elsewhere.
    if ("fault" in parsed || parsed.value.region === region) return [];
    return [
        {
            path,
            got: quoteText(value),
            rule: `must be in ${region}, where the rules are: EventBridge sends within a Region only`,
            hint: "Make FindingNotifications in that Region, too, or have the target here.",
        },
    ];
}
