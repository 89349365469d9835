// Events as GuardDuty sends them (GuardDuty User Guide, "EventBridge"), written by hand.

export const ACCOUNT = "111122223333";
export const MEMBER = "444455556666";
const FINDING_ID = "16afba5c5c43e07c9e3e5e2e544e95df";

export interface FindingTraits {
    readonly type?: string;
    readonly severity?: number;
    readonly accountId?: string;
    readonly resource?: object;
    readonly sample?: boolean | undefined;
    readonly title?: string;
    /** Whose API was called, such as `sagemaker.amazonaws.com`. */
    readonly calledService?: string | undefined;
}

export function findingEvent(traits: FindingTraits = {}): Event {
    const {
        type = "Recon:EC2/PortProbeUnprotectedPort",
        severity = 5,
        accountId = ACCOUNT,
        sample,
        title,
        calledService,
    } = traits;
    return envelope("GuardDuty Finding", {
        schemaVersion: "2.0",
        accountId,
        region: "eu-west-1",
        partition: "aws",
        id: FINDING_ID,
        arn: `arn:aws:guardduty:eu-west-1:${accountId}:detector/12abc34d567e8fa901bc2d34e56789f0/finding/${FINDING_ID}`,
        type,
        resource: traits.resource ?? { resourceType: "Instance", instanceDetails: { instanceId: "i-0abc" } },
        service: {
            serviceName: "guardduty",
            eventFirstSeen: "2026-11-24T08:00:00.000Z",
            eventLastSeen: "2026-11-24T09:30:00.000Z",
            archived: false,
            count: 3,
            additionalInfo: { type: "default", ...(sample === undefined ? {} : { sample }) },
            ...(calledService === undefined ? {} : { action: callOf(calledService) }),
        },
        severity,
        createdAt: "2026-11-24T08:05:00.000Z",
        updatedAt: "2026-11-24T09:31:00.000Z",
        title: title ?? "Unprotected port on EC2 instance i-0abc is being probed.",
        description: "EC2 instance has an unprotected port which is being probed by a known malicious host.",
    });
}

function callOf(serviceName: string): object {
    return { actionType: "AWS_API_CALL", awsApiCallAction: { api: "CreateTrainingJob", serviceName } };
}

export function scanEvent(scanResultStatus: string, more: object = {}): Event {
    return envelope("GuardDuty Malware Protection Object Scan Result", {
        schemaVersion: "1.0",
        scanStatus: "COMPLETED",
        resourceType: "S3_OBJECT",
        s3ObjectDetails: {
            bucketName: "uploads",
            objectKey: "incoming/model.safetensors",
            eTag: "ASIAI44QH8DHBEXAMPLE",
            versionId: "d41d8cd98f00b204e9800998eEXAMPLE",
            s3Throttled: false,
        },
        scanResultDetails: { scanResultStatus, threats: null, ...more },
    });
}

export function postScanEvent(failureReason: string): Event {
    return envelope("GuardDuty Malware Protection Post Scan Action Failed", {
        schemaVersion: "1.0",
        resourceType: "S3_OBJECT",
        s3ObjectDetails: { bucketName: "uploads", objectKey: "incoming/model.safetensors", eTag: "E", versionId: "V" },
        postScanActions: [{ actionType: "TAGGING", failureReason }],
    });
}

export function planEvent(status: string): Event {
    return envelope(`GuardDuty Malware Protection Resource Status ${status}`, {
        schemaVersion: "1.0",
        eventTime: "2026-11-24T09:31:00Z",
        s3BucketDetails: { bucketName: "uploads" },
        resourceStatus: status.toUpperCase(),
        statusReasons: [{ code: "INSUFFICIENT_TEST_OBJECT_PERMISSIONS" }],
    });
}

export function coverageEvent(status: "Healthy" | "Unhealthy"): Event {
    return envelope(`GuardDuty Runtime Protection ${status}`, {
        schemaVersion: "1.0",
        resourceAccountId: MEMBER,
        currentStatus: status.toUpperCase(),
        previousStatus: status === "Healthy" ? "UNHEALTHY" : "HEALTHY",
        resourceDetails: { resourceType: "EKS", eksClusterDetails: { clusterName: "training", availableNodes: "1" } },
        issue: "Addon Creation Failed",
        lastUpdatedAt: "2026-11-24T09:31:00.000Z",
    });
}

/** As `put` of the simulator's EventBridge takes one, and as its matcher does. */
export type Event = { [key: string]: Json } & {
    source: string;
    "detail-type": string;
    detail: { readonly [key: string]: Json };
};
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function envelope(detailType: string, detail: object): Event {
    return JSON.parse(
        JSON.stringify({
            version: "0",
            id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
            "detail-type": detailType,
            source: "aws.guardduty",
            account: ACCOUNT,
            time: "2026-11-24T09:31:00Z",
            region: "eu-west-1",
            resources: detailType.includes("Status")
                ? [`arn:aws:guardduty:eu-west-1:${ACCOUNT}:malware-protection-plan/b4c7f464ab3a4EXAMPLE`]
                : [],
            detail,
        }),
    ) as Event;
}
