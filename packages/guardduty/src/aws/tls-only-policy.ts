import { literal, type PolicyDocument, type PolicyStatement } from "./policy-document";

/** Refuses plain HTTP to everybody, on the bucket and on its objects. */
export function denyPlainHttp(bucketArn: string): PolicyStatement {
    const bucket = literal(bucketArn);
    return {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucket, `${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
}

/** The policy of a bucket that asks for nothing but TLS. */
export function tlsOnlyBucketPolicy(bucketArn: string): string {
    const document: PolicyDocument = { Version: "2012-10-17", Statement: [denyPlainHttp(bucketArn)] };
    return JSON.stringify(document);
}
