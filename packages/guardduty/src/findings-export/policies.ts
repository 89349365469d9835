import { allowKeyAdministration } from "../aws/key-policy";
import {
    literal,
    oneOrMany,
    type PolicyCondition,
    type PolicyDocument,
    type PolicyStatement,
} from "../aws/policy-document";
import { guardDutyPrincipal } from "../aws/principals";
import { denyPlainHttp } from "../aws/tls-only-policy";
import { viaS3 } from "../aws/via-s3";
import { withoutTrailingSlash } from "./prefix";

/** Whose findings are exported: those of one detector, or, without its id, those of whatever detector an account has in a Region. */
export interface FindingsSource {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
    readonly detectorId?: string | undefined;
}

export interface BucketPolicyRequest {
    readonly source: FindingsSource;
    readonly bucketArn: string;
    readonly prefix?: string | undefined;
    readonly kmsKeyArn: string;
}

export interface KeyPolicyRequest {
    readonly source: FindingsSource;
    readonly bucketArn: string;
    /** The Region of bucket and key. */
    readonly bucketRegion: string;
    /** The account that the key belongs to. */
    readonly keyAccountId: string;
    /** The account that the bucket belongs to, whose readers may decrypt. */
    readonly bucketAccountId: string;
}

/**
 * The policy of the bucket (GuardDuty User Guide, "Exporting findings").
 *
 * Whatever speaks of GuardDuty speaks of this source only, the denials too: a bucket may hold the findings of several accounts, each
 * encrypted with a key of its own, and their statements can stand in one document without one stopping the other's export. No
 * denial goes further, since one that reaches GuardDuty's other requests, such as s3:PutObjectAcl, stops publishing.
 */
export function bucketPolicyDocument({ source, bucketArn, prefix, kmsKeyArn }: BucketPolicyRequest): PolicyDocument {
    const bucket = literal(bucketArn);
    const objects = prefix === undefined ? `${bucket}/*` : `${bucket}/${literal(withoutTrailingSlash(prefix))}/*`;
    const put = { principal: guardDuty(source), action: "s3:PutObject", resource: objects };
    return {
        Version: "2012-10-17",
        Statement: [
            allow(`AllowGuardDutyLocate${tag(source)}`, {
                principal: guardDuty(source),
                action: "s3:GetBucketLocation",
                resource: bucket,
                condition: fromSource(source),
            }),
            allow(`AllowGuardDutyWrite${tag(source)}`, { ...put, condition: fromSource(source) }),
            // Both denials also match where the header is missing, as negated operators do.
            deny(`DenyGuardDutyUnencrypted${tag(source)}`, {
                ...put,
                condition: { ...fromSource(source), StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
            }),
            deny(`DenyGuardDutyOtherKey${tag(source)}`, {
                ...put,
                condition: {
                    ...fromSource(source),
                    StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": literal(kmsKeyArn) },
                },
            }),
            denyPlainHttp(bucketArn),
        ],
    };
}

/**
 * The policy of the key. Who administers it is decided by the IAM policies of the account that owns it, which also let a deployer
 * write the prefix's marker with it; so nobody is locked out. Readers need no permission for the key of their own, as with the key
 * `aws/s3`: whom S3 lets read an object of this bucket, the key lets decrypt it, through S3 only. In an account other than the
 * key's, AWS wants an IAM policy for it as well.
 */
export function keyPolicyDocument(request: KeyPolicyRequest): PolicyDocument {
    const { source, bucketArn, bucketRegion, keyAccountId, bucketAccountId } = request;
    const bucket = literal(bucketArn);
    return {
        Version: "2012-10-17",
        Statement: [
            allowKeyAdministration(source.partition, keyAccountId),
            allow(`AllowGuardDutyEncrypt${tag(source)}`, {
                principal: guardDuty(source),
                action: "kms:GenerateDataKey",
                resource: "*",
                condition: fromSource(source),
            }),
            allow("AllowReadersOfBucketDecrypt", {
                principal: { AWS: "*" },
                action: "kms:Decrypt",
                resource: "*",
                condition: {
                    StringEquals: {
                        "kms:CallerAccount": oneOrMany([keyAccountId, bucketAccountId]),
                        "kms:ViaService": oneOrMany(viaS3(bucketRegion)),
                    },
                    // S3 names the object, or the bucket where it has a bucket key (S3 User Guide, "SSE-KMS", encryption context).
                    StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] },
                },
            }),
        ],
    };
}

function guardDuty({ region }: FindingsSource): { readonly Service: string } {
    return { Service: guardDutyPrincipal(region) };
}

/** Both conditions: the account alone would let in what else GuardDuty does for it, the ARN alone is not what AWS documents. */
function fromSource({ partition, region, accountId, detectorId }: FindingsSource): PolicyCondition {
    const detectors = `arn:${literal(partition)}:guardduty:${literal(region)}:${literal(accountId)}:detector/`;
    const account = { "aws:SourceAccount": literal(accountId) };
    return detectorId === undefined
        ? { StringEquals: account, ArnLike: { "aws:SourceArn": `${detectors}*` } }
        : { StringEquals: { ...account, "aws:SourceArn": `${detectors}${literal(detectorId)}` } };
}

/** Sets the statements of several sources in one document apart: AWS wants each Sid once. It takes letters and digits only. */
function tag({ accountId, region }: FindingsSource): string {
    return `${accountId}${region}`.replace(/[^A-Za-z0-9]/g, "");
}

interface StatementBody {
    readonly principal: PolicyStatement["Principal"];
    readonly action: string;
    readonly resource: PolicyStatement["Resource"];
    readonly condition?: PolicyCondition;
}

function allow(sid: string, body: StatementBody): PolicyStatement {
    return statement(sid, "Allow", body);
}

function deny(sid: string, body: StatementBody): PolicyStatement {
    return statement(sid, "Deny", body);
}

function statement(Sid: string, Effect: PolicyStatement["Effect"], body: StatementBody): PolicyStatement {
    const { principal: Principal, action: Action, resource: Resource, condition: Condition } = body;
    return { Sid, Effect, Principal, Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}
