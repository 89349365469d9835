import { literal, type PolicyDocument, type RolePolicyDocument } from "../aws/policy-document";

/** Everything that the function touches. */
export interface FeedReach {
    readonly partition: string;
    readonly accountId: string;
    readonly isTrusted: boolean;
    readonly listArn: string;
    readonly bucketArn: string;
    readonly logGroupArn: string;
    readonly deadLetterQueueArn: string;
    readonly secretArns: readonly string[];
}

/** What the function does, call by call, and nothing else. */
export function feedPolicyDocument(reach: FeedReach): RolePolicyDocument {
    const bucket = literal(reach.bucketArn);
    const kind = reach.isTrusted ? "IPSet" : "ThreatIntelSet";
    const objects = ["state.json", "lists/*", "sources/*"].map((key) => `${bucket}/${key}`);
    const serviceRole = "role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty";
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "ReadAndWriteLists",
                Effect: "Allow",
                Action: ["s3:GetObject", "s3:PutObject"],
                Resource: objects,
            },
            {
                // Without ListBucket, S3 says of an object that is not there that it is forbidden (403, not 404).
                Sid: "FindObjects",
                Effect: "Allow",
                Action: ["s3:ListBucket", "s3:ListBucketVersions"],
                Resource: bucket,
            },
            {
                Sid: "DeleteOldLists",
                Effect: "Allow",
                Action: "s3:DeleteObjectVersion",
                Resource: [`${bucket}/lists/*`, `${bucket}/sources/*`],
            },
            {
                Sid: "MoveTheList",
                Effect: "Allow",
                Action: [`guardduty:Get${kind}`, `guardduty:Update${kind}`],
                Resource: literal(reach.listArn),
            },
            // GuardDuty writes into its own role, in the caller's name, what it may read (User Guide, "Lists", prerequisites).
            {
                Sid: "LetGuardDutyReadTheList",
                Effect: "Allow",
                Action: ["iam:PutRolePolicy", "iam:DeleteRolePolicy"],
                Resource: `arn:${reach.partition}:iam::${reach.accountId}:${serviceRole}`,
            },
            {
                Sid: "WriteLog",
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: `${literal(reach.logGroupArn)}:*`,
            },
            {
                Sid: "KeepFailedRuns",
                Effect: "Allow",
                Action: "sqs:SendMessage",
                Resource: literal(reach.deadLetterQueueArn),
            },
            ...(reach.secretArns.length === 0
                ? []
                : [
                      {
                          Sid: "ReadTokens",
                          Effect: "Allow" as const,
                          Action: "secretsmanager:GetSecretValue",
                          Resource: [...new Set(reach.secretArns)].map(literal),
                      },
                  ]),
        ],
    };
}

/** What the schedule does: start the function, or keep that it could not. */
export function schedulePolicyDocument(functionArn: string, deadLetterQueueArn: string): RolePolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "StartTheFeed",
                Effect: "Allow",
                Action: "lambda:InvokeFunction",
                Resource: literal(functionArn),
            },
            {
                Sid: "KeepFailedStarts",
                Effect: "Allow",
                Action: "sqs:SendMessage",
                Resource: literal(deadLetterQueueArn),
            },
        ],
    };
}

interface TrustDocument extends Pick<PolicyDocument, "Version"> {
    readonly Statement: readonly object[];
}

export const FUNCTION_TRUST: TrustDocument = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** Scheduler User Guide, "Confused deputy prevention". */
export function scheduleTrust(accountId: string): TrustDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "scheduler.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
        ],
    };
}
