export interface Encryption {
    readonly algorithm: "AES256" | "aws:kms" | "aws:kms:dsse";
    readonly kmsKeyId: string | undefined;
    readonly bucketKeyEnabled: boolean;
}

export const DEFAULT_ENCRYPTION: Encryption = { algorithm: "AES256", kmsKeyId: undefined, bucketKeyEnabled: false };
