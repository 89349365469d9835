import {
    literal,
    type PolicyDocument,
    type RolePolicyDocument,
    type RolePolicyStatement,
} from "../aws/policy-document";
import { viaS3 } from "../aws/via-s3";
import { FINDINGS_VIEW, RAW_TABLE } from "./view";

export interface FindingsPlace {
    readonly partition: string;
    readonly bucketName: string;
    readonly prefix: string | undefined;
    /** The Region of bucket and key, as the key's ARN says. */
    readonly bucketRegion: string;
    readonly kmsKeyArn: string;
    readonly accountIds: readonly string[];
}

export interface ReviewRoleRequest {
    readonly findings: FindingsPlace;
    /** `arn:<partition>:glue:<region>:<account>:database/<name>` */
    readonly databaseArn: string;
    readonly workgroupArn: string;
    readonly resultsBucketArn: string;
    readonly resultsKmsKeyArn: string | undefined;
    /** The Region of the results. */
    readonly resultsRegion: string;
}

/** IAM counts a role's own policies without blanks: at most 10,240 characters (IAM User Guide, "IAM and AWS STS quotas"). */
export const LONGEST_ROLE_POLICY = 10_240;

/**
 * Queries in this workgroup over these tables: what Athena asks for on behalf of whoever starts a query (Athena User Guide,
 * "Identity and access management in Athena"). Athena reads the findings, and writes results, with the caller's permissions.
 */
export function reviewRolePolicyDocument(request: ReviewRoleRequest): RolePolicyDocument {
    const { findings, databaseArn, workgroupArn, resultsBucketArn, resultsKmsKeyArn, resultsRegion } = request;
    const [glue = "", database = ""] = databaseArn.split(":database/").map(literal);
    const bucket = bucketArnOf(findings);
    const results = literal(resultsBucketArn);
    return {
        Version: "2012-10-17",
        Statement: [
            allow("QueryInWorkgroup", QUERYING, literal(workgroupArn)),
            // These take no resource.
            allow(
                "SeeWorkgroupsInConsole",
                ["athena:ListWorkGroups", "athena:ListDataCatalogs", "athena:ListEngineVersions"],
                "*",
            ),
            allow(
                "SeeTablesInConsole",
                BROWSING,
                literal(workgroupArn).replace(/:workgroup\/.*$/, ":datacatalog/AwsDataCatalog"),
            ),
            // Athena looks for the default database, too (Athena User Guide, "Configure access to databases and tables").
            allow("ReadCatalog", CATALOG_READING, [
                `${glue}:catalog`,
                `${glue}:database/default`,
                `${glue}:database/${database}`,
                ...[RAW_TABLE, FINDINGS_VIEW].map((table) => `${glue}:table/${database}/${table}`),
            ]),
            allow("LocateBuckets", "s3:GetBucketLocation", [bucket, results]),
            {
                ...allow("ListFindings", "s3:ListBucket", bucket),
                Condition: { StringLike: { "s3:prefix": `${literal(rootOf(findings))}*` } },
            },
            allow(
                "ReadFindings",
                "s3:GetObject",
                findings.accountIds.map((account) => `${bucket}/${literal(rootOf(findings))}${account}/GuardDuty/*`),
            ),
            {
                ...allow("DecryptFindings", "kms:Decrypt", literal(findings.kmsKeyArn)),
                Condition: { StringEquals: { "kms:ViaService": viaS3(findings.bucketRegion) } },
            },
            allow("ListResults", ["s3:ListBucket", "s3:ListBucketMultipartUploads"], results),
            allow("KeepResults", RESULTS, `${results}/*`),
            ...(resultsKmsKeyArn === undefined
                ? []
                : [
                      {
                          ...allow("EncryptResults", ["kms:GenerateDataKey", "kms:Decrypt"], literal(resultsKmsKeyArn)),
                          Condition: { StringEquals: { "kms:ViaService": viaS3(resultsRegion) } },
                      },
                  ]),
        ],
    };
}

/** Who may assume the role. */
export function reviewTrustPolicy(principalArns: readonly string[]): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AllowReviewersAssume",
                Effect: "Allow",
                Principal: { AWS: [...new Set(principalArns)] },
                Action: "sts:AssumeRole",
            },
        ],
    });
}

/**
 * What the key of the findings must say where it does not leave reading to IAM policies, as one of another account: a key that
 * `FindingsExport` made needs nothing, since whom S3 lets read the bucket it lets decrypt.
 */
export function reviewersKeyPolicyDocument(findings: FindingsPlace, roleArn: string): PolicyDocument {
    const bucket = bucketArnOf(findings);
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AllowReviewersDecrypt",
                Effect: "Allow",
                Principal: { AWS: roleArn },
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: {
                    StringEquals: { "kms:ViaService": viaS3(findings.bucketRegion) },
                    // S3 names the object, or the bucket where it has a bucket key (S3 User Guide, "SSE-KMS", encryption context).
                    StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] },
                },
            },
        ],
    };
}

/** What the bucket of the findings must say where it is another account's. */
export function reviewersBucketPolicyDocument(findings: FindingsPlace, roleArn: string): PolicyDocument {
    const bucket = bucketArnOf(findings);
    const reviewers = { AWS: roleArn };
    const objects = findings.accountIds.map(
        (account) => `${bucket}/${literal(rootOf(findings))}${account}/GuardDuty/*`,
    );
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AllowReviewersLocate",
                Effect: "Allow",
                Principal: reviewers,
                Action: "s3:GetBucketLocation",
                Resource: bucket,
            },
            {
                Sid: "AllowReviewersList",
                Effect: "Allow",
                Principal: reviewers,
                Action: "s3:ListBucket",
                Resource: bucket,
                Condition: { StringLike: { "s3:prefix": `${literal(rootOf(findings))}*` } },
            },
            {
                Sid: "AllowReviewersRead",
                Effect: "Allow",
                Principal: reviewers,
                Action: "s3:GetObject",
                Resource: objects,
            },
        ],
    };
}

/** `[prefix/]AWSLogs/` */
export function rootOf({ prefix }: Pick<FindingsPlace, "prefix">): string {
    return prefix === undefined ? "AWSLogs/" : `${prefix}/AWSLogs/`;
}

function bucketArnOf({ partition, bucketName }: FindingsPlace): string {
    return literal(`arn:${partition}:s3:::${bucketName}`);
}

const QUERYING = [
    "athena:StartQueryExecution",
    "athena:StopQueryExecution",
    "athena:GetQueryExecution",
    "athena:BatchGetQueryExecution",
    "athena:ListQueryExecutions",
    "athena:GetQueryResults",
    "athena:GetQueryResultsStream",
    "athena:GetQueryRuntimeStatistics",
    "athena:GetWorkGroup",
    "athena:GetNamedQuery",
    "athena:BatchGetNamedQuery",
    "athena:ListNamedQueries",
] as const;

const BROWSING = [
    "athena:GetDataCatalog",
    "athena:GetDatabase",
    "athena:ListDatabases",
    "athena:GetTableMetadata",
    "athena:ListTableMetadata",
] as const;

const CATALOG_READING = [
    "glue:GetDatabase",
    "glue:GetDatabases",
    "glue:GetTable",
    "glue:GetTables",
    "glue:GetPartition",
    "glue:GetPartitions",
    "glue:BatchGetPartition",
] as const;

const RESULTS = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"] as const;

function allow(
    sid: string,
    action: string | readonly string[],
    resource: string | readonly string[],
): RolePolicyStatement {
    return { Sid: sid, Effect: "Allow", Action: action, Resource: resource };
}
