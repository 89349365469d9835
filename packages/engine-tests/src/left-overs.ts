import type { SimulatedAccount } from "pulumi-guardduty-simulator";

/** Removes what is left over the way the guide does it, which makes sure first that nothing needs it. */
export async function removeLeftOver(
    account: SimulatedAccount,
    region: string,
    type: string,
    id: string,
): Promise<void> {
    switch (type) {
        case "aws:s3/bucket:Bucket":
            return account.s3(region).buckets.delete(id);
        case "aws:kms/key:Key":
            return removeKey(account, region, id);
        case "aws:kms/alias:Alias":
            return account.kms(region).aliases.delete(id);
        case "aws:ec2/eip:Eip":
            return account.ec2(region).release(id);
        default:
            throw new Error(`The guide removes no ${type}.`);
    }
}

/**
 * A key is left over when the bucket that its policy names uses another, and it was made in the run that failed: then nothing was
 * encrypted with it. The simulated account does not say when a key was made, but what each object was encrypted with.
 */
async function removeKey(account: SimulatedAccount, region: string, id: string): Promise<void> {
    const key = await account.kms(region).describe(id);
    const bucketName = /arn:aws:s3:::([a-z0-9.-]+)/.exec(key?.policy ?? "")?.[1];
    const bucket = await account.s3(region).buckets.find(bucketName ?? "");
    if (key === undefined || bucket?.encryption.kmsKeyId === undefined || bucket.encryption.kmsKeyId === key.arn) {
        throw new Error(`Key ${id} may be in use: by ${bucketName}.`);
    }
    const versions = [...bucket.objects.values()].flat();
    if (versions.some(({ encryption }) => encryption.kmsKeyId === key.arn)) {
        throw new Error(`Key ${id} has encrypted what is in ${bucketName}.`);
    }
    await account.kms(region).scheduleDeletion(id, 30);
}
