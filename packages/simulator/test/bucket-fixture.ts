import { SimulatedAccount } from "../src/index";

type S3 = ReturnType<SimulatedAccount["s3"]>;

export const REGION = "eu-west-1";
export const ARN = "arn:aws:s3:::bucket";

export async function withBucket(
    options: { objectLock?: boolean } = {},
): Promise<{ s3: S3; account: SimulatedAccount }> {
    const account = new SimulatedAccount();
    const s3 = account.s3(REGION);
    await s3.buckets.create("bucket", { objectLock: options.objectLock ?? false });
    return { s3, account };
}

export function put(s3: S3, key: string, content = ""): Promise<unknown> {
    return s3.objects.put("bucket", { key, content: Buffer.from(content) });
}

export function policy(...statements: object[]): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: statements.map((statement) => ({
            ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${ARN}/*` },
            ...statement,
        })),
    });
}
