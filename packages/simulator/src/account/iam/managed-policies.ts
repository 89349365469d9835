import { parseArn } from "../core/arn";

const LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const QUEUE = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** By the path and name behind `policy/`. Of AWS's more than a thousand, those that a program here has a use for: fewer than the ten that a role may have. */
const STATEMENTS: ReadonlyMap<string, { readonly Effect: string; readonly Action: string | readonly string[] }> =
    new Map([
        ["AdministratorAccess", { Effect: "Allow", Action: "*" }],
        ["AWSDenyAll", { Effect: "Deny", Action: "*" }],
        ["service-role/AWSLambdaBasicExecutionRole", { Effect: "Allow", Action: LOGS }],
        ["service-role/AWSLambdaSQSQueueExecutionRole", { Effect: "Allow", Action: [...QUEUE, ...LOGS] }],
    ]);

/** The document of a policy that AWS manages, as the AWS Managed Policy Reference Guide shows it. */
export function managedPolicyDocument(arn: string, partition: string): string | undefined {
    const parsed = parseManagedPolicyArn(arn);
    const statement = parsed?.partition === partition ? STATEMENTS.get(parsed.name) : undefined;
    return statement && JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Resource: "*" }] });
}

/** Whether an ARN may be that of a policy of AWS's which the simulator does not have. */
export function isUnknownManagedPolicy(arn: string, partition: string): boolean {
    return parseManagedPolicyArn(arn)?.partition === partition && managedPolicyDocument(arn, partition) === undefined;
}

/** The account's place in such an ARN holds `aws`. */
function parseManagedPolicyArn(arn: string): { readonly partition: string; readonly name: string } | undefined {
    const parsed = parseArn(arn.replace(/^(arn:aws[a-z-]*:iam::)aws:/, "$1:"));
    const ofAws = /^arn:aws[a-z-]*:iam::aws:policy\//.test(arn);
    return ofAws && parsed !== undefined
        ? { partition: parsed.partition, name: parsed.resource.replace(/^policy\//, "") }
        : undefined;
}
