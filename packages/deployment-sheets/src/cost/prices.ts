/** Prices are for this Region. Others differ, and all change. */
export const PRICE_REGION = "us-east-1";

export interface Source {
    readonly title: string;
    /** When the numbers were looked up there, or what the source itself says of its age. */
    readonly date: string;
}

export const SOURCES = {
    guardDuty: {
        title: "a public file that quotes <https://aws.amazon.com/guardduty/pricing/>; the page itself could not be read",
        date: "2026-08-08",
    },
    kms: { title: "<https://aws.amazon.com/kms/pricing/>, and public notes that quote it", date: "2026-06" },
    sns: { title: "public notes that quote <https://aws.amazon.com/sns/pricing/>", date: "2026-06-13" },
    sqs: { title: "public notes that quote <https://aws.amazon.com/sqs/pricing/>", date: "undated, read 2026-11-25" },
    cloudWatch: { title: "public notes that quote <https://aws.amazon.com/cloudwatch/pricing/>", date: "2026-06-13" },
    s3: { title: "public notes that quote <https://aws.amazon.com/s3/pricing/>", date: "undated, read 2026-11-25" },
    s3Tags: { title: "public notes that quote AWS's announcement of 2025-03", date: "read 2026-11-29" },
    vpc: { title: "AWS's announcement of 2023, in force since 2024-02-01", date: "read 2026-11-25" },
    athena: { title: "public notes that quote <https://aws.amazon.com/athena/pricing/>", date: "read 2026-11-25" },
    known: { title: "the AWS price pages, as generally known; not looked up again", date: "2026-11-25" },
} as const satisfies Readonly<Record<string, Source>>;

/** From the end of the tier before on, up to `upTo`; without it, all the rest. */
export interface Tier {
    readonly upTo?: number;
    readonly usd: number;
}

export interface Price {
    readonly service: string;
    /** What is counted. */
    readonly of: string;
    /** How many of them the price is for. */
    readonly per: number;
    /** `1 million events`. */
    readonly unit: string;
    /** In order; none where AWS bills it and no price was found. */
    readonly tiers: readonly Tier[];
    /** Beyond it AWS is likely to charge less than the last tier says; how much was not found. */
    readonly knownUpTo?: number;
    readonly source: keyof typeof SOURCES;
}

const MILLION = 1_000_000;
const NETWORK_TIERS: readonly Tier[] = [{ upTo: 500, usd: 1 }, { upTo: 2500, usd: 0.5 }, { usd: 0.25 }];

function guardDuty(of: string, per: number, unit: string, ...tiers: readonly Tier[]): Price {
    return { service: "GuardDuty", of, per, unit, tiers, source: "guardDuty" };
}

/** Free tiers and trials are left out: they belong to the account, not to a stack. */
export const PRICES = {
    managementEvents: guardDuty("CloudTrail management events", MILLION, "1 million events", { usd: 4 }),
    networkLogs: guardDuty("VPC flow logs and DNS query logs", 1, "GB", ...NETWORK_TIERS),
    s3DataEvents: {
        ...guardDuty("S3 data events", MILLION, "1 million events", { usd: 0.8 }),
        knownUpTo: 500 * MILLION,
    },
    eksAuditEvents: {
        ...guardDuty("EKS audit events", MILLION, "1 million events", { usd: 1.6 }),
        knownUpTo: 100 * MILLION,
    },
    lambdaFlowLogs: guardDuty("flow logs of Lambda functions", 1, "GB", ...NETWORK_TIERS),
    runtimeVcpus: {
        ...guardDuty("vCPUs with an agent", 1, "vCPU-month", { upTo: 500, usd: 1.5 }, { usd: 0.75 }),
        knownUpTo: 5000,
    },
    scannedVolumes: guardDuty("EBS volumes scanned", 1, "GB", { usd: 0.03 }),
    rdsVcpus: guardDuty("vCPUs of databases", 1, "vCPU-month", { usd: 1 }),
    rdsServerlessAcus: guardDuty("Aurora Serverless v2 capacity", 1, "ACU-month", { usd: 0.25 }),
    aiDataEvents: guardDuty("CloudTrail data events of AI services", 1, "GB"),
    investigations: guardDuty("investigations of the AI analyst", 1, "investigation"),
    scannedUploadBytes: guardDuty("uploads scanned", 1, "GB", { usd: 0.09 }),
    scannedUploadObjects: guardDuty("uploads scanned", 1000, "1,000 objects", { usd: 0.215 }),
    kmsKey: { service: "KMS", of: "customer key", per: 1, unit: "key-month", tiers: [{ usd: 1 }], source: "kms" },
    kmsRequests: {
        service: "KMS",
        of: "requests",
        per: 10_000,
        unit: "10,000 requests",
        tiers: [{ usd: 0.03 }],
        source: "kms",
    },
    snsPublishes: {
        service: "SNS",
        of: "messages published",
        per: MILLION,
        unit: "1 million messages",
        tiers: [{ usd: 0.5 }],
        source: "sns",
    },
    snsEmails: {
        service: "SNS",
        of: "e-mails",
        per: 100_000,
        unit: "100,000 e-mails",
        tiers: [{ usd: 2 }],
        source: "sns",
    },
    snsHttp: {
        service: "SNS",
        of: "deliveries by HTTPS",
        per: MILLION,
        unit: "1 million deliveries",
        tiers: [{ usd: 0.6 }],
        source: "sns",
    },
    sqsRequests: {
        service: "SQS",
        of: "requests",
        per: MILLION,
        unit: "1 million requests",
        tiers: [{ usd: 0.4 }],
        source: "sqs",
    },
    alarms: {
        service: "CloudWatch",
        of: "alarm",
        per: 1,
        unit: "alarm metric-month",
        tiers: [{ usd: 0.1 }],
        source: "cloudWatch",
    },
    logsIngested: {
        service: "CloudWatch",
        of: "logs taken in",
        per: 1,
        unit: "GB",
        tiers: [{ usd: 0.5 }],
        source: "cloudWatch",
    },
    logsStored: {
        service: "CloudWatch",
        of: "logs kept",
        per: 1,
        unit: "GB-month",
        tiers: [{ usd: 0.03 }],
        source: "cloudWatch",
    },
    s3Storage: {
        service: "S3",
        of: "storage, Standard",
        per: 1,
        unit: "GB-month",
        tiers: [{ upTo: 51_200, usd: 0.023 }, { upTo: 512_000, usd: 0.022 }, { usd: 0.021 }],
        source: "s3",
    },
    s3Writes: {
        service: "S3",
        of: "PUT and LIST requests",
        per: 1000,
        unit: "1,000 requests",
        tiers: [{ usd: 0.005 }],
        source: "s3",
    },
    s3Reads: {
        service: "S3",
        of: "GET requests",
        per: 1000,
        unit: "1,000 requests",
        tiers: [{ usd: 0.0004 }],
        source: "s3",
    },
    s3Tags: {
        service: "S3",
        of: "tags of objects",
        per: 10_000,
        unit: "10,000 tag-months",
        tiers: [{ usd: 0.0065 }],
        source: "s3Tags",
    },
    publicAddress: {
        service: "VPC",
        of: "public IPv4 address",
        per: 1,
        unit: "hour",
        tiers: [{ usd: 0.005 }],
        source: "vpc",
    },
    functionCalls: {
        service: "Lambda",
        of: "invocations",
        per: MILLION,
        unit: "1 million invocations",
        tiers: [{ usd: 0.2 }],
        source: "known",
    },
    functionTime: {
        service: "Lambda",
        of: "run time, x86",
        per: 1,
        unit: "GB-second",
        tiers: [{ usd: 0.0000166667 }],
        source: "known",
    },
    athenaScans: {
        service: "Athena",
        of: "data read by queries",
        per: 1,
        unit: "TB",
        tiers: [{ usd: 5 }],
        source: "athena",
    },
    scheduleRuns: {
        service: "EventBridge Scheduler",
        of: "invocations",
        per: MILLION,
        unit: "1 million invocations",
        tiers: [{ usd: 1 }],
        source: "known",
    },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceId = keyof typeof PRICES;

export function priceOf(id: PriceId): Price {
    return PRICES[id];
}

/** What a quantity costs, tier by tier; undefined where no price is published. */
export function costOf(price: Price, quantity: number): number | undefined {
    if (price.tiers.length === 0) {
        return undefined;
    }
    let [total, from] = [0, 0];
    for (const { upTo = Infinity, usd } of price.tiers) {
        const inTier = Math.max(0, Math.min(quantity, upTo) - from);
        total += (inTier / price.per) * usd;
        from = upTo;
    }
    return total;
}
