import type { JsonObject } from "../../src/account/events/event-fields";
import type { SimulatedAccount, TrailStep } from "../../src/index";

export const REGION = "us-east-1";
const ACCOUNT = "123456789012";
/** Whom the examples write to by default. */
export const TEAM = "security@example.com";

export interface Heard {
    /** The address of a person, or what takes messages: `queue alerts-queue-siem`. */
    readonly who: string;
    readonly message: string;
}

/** Who hears of something: whom a message reaches in the end, through every policy on the way: a topic only if nobody is behind it. */
export async function heardDuring(account: SimulatedAccount, send: () => Promise<unknown>): Promise<Heard[]> {
    return endsOf(await stepsDuring(account, send)).map(({ target, message }) => ({ who: nameOf(target), message }));
}

/** Every step that messages took, lost ones too. */
export async function stepsDuring(account: SimulatedAccount, send: () => Promise<unknown>): Promise<TrailStep[]> {
    const before = account.world.trail.length;
    await send();
    return account.world.trail.slice(before);
}

function endsOf(steps: readonly TrailStep[]): TrailStep[] {
    const passedOn = new Set(steps.map(({ rule }) => rule));
    return steps.filter(({ target, outcome }) => outcome === "delivered" && !passedOn.has(target));
}

const KINDS: Readonly<Record<string, string>> = { sns: "topic", sqs: "queue", logs: "log group", lambda: "function" };

function nameOf(target: string): string {
    const [, , service = "", , , ...rest] = target.split(":");
    if (rest.length === 0) return target;
    const name = rest.join(":").replace(/:\*$/, "").split(/[:/]/).at(-1) ?? "";
    return `${KINDS[service] ?? service} ${name.replace(/-[0-9a-f]{7}$|-\d{26}$/, "")}`;
}

export interface FindingTraits {
    readonly type: string;
    readonly severity: number;
    readonly resource?: JsonObject;
}

/** Words of an attacker's, which no message may carry. */
export const HOSTILE = 'evil.example\n"quoted"\u0007';

/** A finding as its event has it (GuardDuty User Guide, "EventBridge"), written by hand. */
export function findingOf({ type, severity, resource }: FindingTraits): JsonObject {
    const id = "16afba5c5c43e07c9e3e5e2e544e95df";
    return {
        ...{ schemaVersion: "2.0", accountId: ACCOUNT, region: REGION, partition: "aws", id, type, severity },
        arn: `arn:aws:guardduty:${REGION}:${ACCOUNT}:detector/12abc34d567e8fa901bc2d34e56789f0/finding/${id}`,
        resource: resource ?? { resourceType: "Instance", instanceDetails: { instanceId: "i-0abc" } },
        service: {
            ...{ serviceName: "guardduty", archived: false, count: 3, additionalInfo: { type: "default" } },
            ...{ eventFirstSeen: "2026-11-24T08:00:00.000Z", eventLastSeen: "2026-11-24T09:30:00.000Z" },
        },
        ...{ createdAt: "2026-11-24T08:05:00.000Z", updatedAt: "2026-11-24T09:31:00.000Z" },
        ...{ title: HOSTILE, description: HOSTILE },
    };
}

/** What GuardDuty reports besides findings, by what happened. */
export const OTHER_EVENTS: Readonly<Record<string, { readonly detailType: string; readonly detail: JsonObject }>> = {
    "an upload has no threats": scan("NO_THREATS_FOUND"),
    "an upload has malware": scan("THREATS_FOUND"),
    "an upload can't be scanned: too large, or of a kind that is not": scan("UNSUPPORTED"),
    "an upload may not be read": scan("ACCESS_DENIED"),
    "a scan failed": scan("FAILED"),
    "the tag of a result could not be written": {
        detailType: "GuardDuty Malware Protection Post Scan Action Failed",
        detail: { s3ObjectDetails: { bucketName: "uploads", objectKey: HOSTILE } },
    },
    "a malware protection plan works": plan("Active"),
    "a malware protection plan has a warning": plan("Warning"),
    "a malware protection plan no longer protects": plan("Error"),
    "an agent is healthy again": coverage("Healthy"),
    "an agent fell silent": coverage("Unhealthy"),
};

function scan(scanResultStatus: string): { detailType: string; detail: JsonObject } {
    return {
        detailType: "GuardDuty Malware Protection Object Scan Result",
        detail: {
            ...{ scanStatus: "COMPLETED", resourceType: "S3_OBJECT", scanResultDetails: { scanResultStatus } },
            s3ObjectDetails: { bucketName: "uploads", objectKey: HOSTILE },
        },
    };
}

function plan(status: string): { detailType: string; detail: JsonObject } {
    return {
        detailType: `GuardDuty Malware Protection Resource Status ${status}`,
        detail: { s3BucketDetails: { bucketName: "uploads" }, resourceStatus: status.toUpperCase() },
    };
}

function coverage(status: string): { detailType: string; detail: JsonObject } {
    return {
        detailType: `GuardDuty Runtime Protection ${status}`,
        detail: {
            ...{ resourceAccountId: ACCOUNT, currentStatus: status.toUpperCase() },
            resourceDetails: { resourceType: "EKS", eksClusterDetails: { clusterName: "training" } },
        },
    };
}
