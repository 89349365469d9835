import type { SimulatedAccount } from "pulumi-guardduty-simulator";

/** What a bucket of findings holds, and all that protects it, as AWS has it at this moment. */
export async function evidenceIn(account: SimulatedAccount, bucketName: string, region = "us-east-1") {
    const bucket = await bucketOf(account, bucketName, region);
    const key = await account.kms(region).describe(bucket.encryption.kmsKeyId ?? "");
    return structuredClone({ bucket, key });
}

/** A finding, written as GuardDuty writes it. Returns the object's key. */
export async function exportFinding(
    account: SimulatedAccount,
    bucketName: string,
    folder = "",
    region = "us-east-1",
): Promise<string> {
    const bucket = await bucketOf(account, bucketName, region);
    const key = `${folder}AWSLogs/${account.accountId}/GuardDuty/${region}/2026/11/24/${bucket.objects.size}.jsonl.gz`;
    const { kmsKeyId, bucketKeyEnabled } = bucket.encryption;
    const encryption = { algorithm: "aws:kms", kmsKeyId, bucketKeyEnabled } as const;
    account.s3(region).objects.store(bucket, { key, content: Buffer.from("a finding") }, encryption);
    return key;
}

/** What somebody of the account gets who may read the bucket's objects, and has no permission for the key: the finding, or why not. */
export async function readAsAuditor(
    account: SimulatedAccount,
    bucketName: string,
    key: string,
    more: readonly string[] = [],
): Promise<string> {
    const statement = { Effect: "Allow", Action: ["s3:GetObject", ...more], Resource: "*" };
    const arn = `arn:aws:iam::${account.accountId}:role/auditor`;
    const auditor = {
        kind: "iam",
        arn,
        identityPolicies: [JSON.stringify({ Version: "2012-10-17", Statement: [statement] })],
    } as const;
    const read = await account.s3("us-east-1").objects.readAs(auditor, bucketName, key);
    return typeof read === "string" ? read : read.content.toString("utf8");
}

/** Removes every version of every object, as the guide says to. */
export async function emptyBucket(account: SimulatedAccount, bucketName: string, region = "us-east-1"): Promise<void> {
    const { objects } = await bucketOf(account, bucketName, region);
    for (const key of [...objects.keys()]) {
        await account.s3(region).objects.deleteAllVersions(bucketName, key, false);
    }
}

async function bucketOf(account: SimulatedAccount, bucketName: string, region: string) {
    const bucket = await account.s3(region).settings.of(bucketName);
    if (bucket === undefined) {
        throw new Error(`There is no bucket ${bucketName}.`);
    }
    return bucket;
}
