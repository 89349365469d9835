/** What a month of the account is assumed to hold, by what AWS counts. Stated for each stack, since no default fits another. */
export const USAGE = {
    managementEvents: "CloudTrail management events",
    networkLogGB: "GB of VPC flow logs and DNS query logs",
    s3DataEvents: "S3 data events",
    eksAuditEvents: "EKS audit events",
    lambdaFlowLogGB: "GB of flow logs of Lambda functions",
    runtimeVcpus: "vCPUs with a GuardDuty agent, the whole month",
    scannedVolumeGB: "GB of EBS volumes scanned after findings",
    rdsVcpus: "vCPUs of provisioned databases",
    rdsServerlessAcus: "ACUs of Aurora Serverless v2",
    aiDataEventGB: "GB of CloudTrail data events of AI services",
    investigations: "investigations of the AI analyst",
    scannedUploadGB: "GB of uploads, for each protected bucket",
    scannedUploads: "uploaded objects, for each protected bucket",
    taggedUploads: "objects kept with the tag of a scan, for each protected bucket",
    kmsRequests: "requests to each KMS key",
    notifications: "messages to each topic",
    queueRequests: "requests to each queue: sent, received, deleted, and polls that find nothing",
    logGB: "GB into each log group",
    keptLogGB: "GB kept in each log group",
    functionCalls: "invocations of each function",
    functionGBSeconds: "GB-seconds of each function",
    queriedTB: "TB that the queries of each Athena workgroup read",
    scheduleRuns: "invocations by each schedule",
} as const satisfies Readonly<Record<string, string>>;

export type UsageKey = keyof typeof USAGE;

export interface BucketUsage {
    readonly storedGB: number;
    /** Requests. */
    readonly writes: number;
    readonly reads: number;
}

export interface Usage {
    readonly amounts: Readonly<Partial<Record<UsageKey, number>>>;
    /** By the bucket's logical name. */
    readonly buckets: Readonly<Record<string, BucketUsage>>;
}

/** Reads amounts, and remembers which were asked for and which were missing. */
export class UsageReader {
    readonly used = new Map<UsageKey, number>();
    readonly usedBuckets = new Map<string, BucketUsage>();
    readonly #missing = new Set<string>();

    constructor(private readonly usage: Usage) {}

    amount(key: UsageKey): number {
        const value = this.usage.amounts[key];
        if (value === undefined) {
            this.#missing.add(`"${key}" (${USAGE[key]})`);
            return 0;
        }
        this.used.set(key, value);
        return value;
    }

    bucket(name: string): BucketUsage {
        const value = this.usage.buckets[name];
        if (value === undefined) {
            this.#missing.add(`"buckets": "${name}"`);
            return { storedGB: 0, writes: 0, reads: 0 };
        }
        this.usedBuckets.set(name, value);
        return value;
    }

    /** Throws unless what was stated is exactly what the stack is billed by. */
    finish(): void {
        const used = new Set<string>([...this.used.keys(), ...this.usedBuckets.keys()]);
        const stated = [...Object.keys(this.usage.amounts), ...Object.keys(this.usage.buckets)];
        const problems = [
            ...[...this.#missing].map((what) => `${what} is not stated, and resources of the stack are billed by it`),
            ...stated.filter((key) => !used.has(key)).map((key) => `"${key}" is stated, and nothing is billed by it`),
        ];
        if (problems.length > 0) {
            throw new Error(`The usage does not fit the stack:\n${problems.map((each) => `- ${each}`).join("\n")}`);
        }
    }
}
