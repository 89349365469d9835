/** Written by hand from the GuardDuty User Guide, "Exporting findings", and AWS's list of Regions; not from the library's tables. */
export interface Place {
    readonly kind: string;
    readonly region: string;
    readonly partition: string;
    /** Who GuardDuty is there. */
    readonly principal: string;
    /** What kms:ViaService says for S3 there. */
    readonly viaS3: readonly string[];
}

const GLOBAL = "guardduty.amazonaws.com";

export const PLACES: readonly Place[] = [
    {
        kind: "enabled by default",
        region: "eu-west-1",
        partition: "aws",
        principal: GLOBAL,
        viaS3: ["s3.eu-west-1.amazonaws.com"],
    },
    {
        kind: "opt-in",
        region: "me-south-1",
        partition: "aws",
        principal: "guardduty.me-south-1.amazonaws.com",
        viaS3: ["s3.me-south-1.amazonaws.com"],
    },
    {
        kind: "not known yet",
        region: "xa-future-1",
        partition: "aws",
        principal: "guardduty.xa-future-1.amazonaws.com",
        viaS3: ["s3.xa-future-1.amazonaws.com"],
    },
    {
        kind: "GovCloud",
        region: "us-gov-west-1",
        partition: "aws-us-gov",
        principal: GLOBAL,
        viaS3: ["s3.us-gov-west-1.amazonaws.com"],
    },
    {
        kind: "China",
        region: "cn-north-1",
        partition: "aws-cn",
        principal: GLOBAL,
        viaS3: ["s3.cn-north-1.amazonaws.com", "s3.cn-north-1.amazonaws.com.cn"],
    },
];

export const ACCOUNT = "111122223333";
export const ARCHIVE_ACCOUNT = "444455556666";
export const STRANGER_ACCOUNT = "999999999999";
export const DETECTOR_ID = "12abc34d567e8fa901bc2d34e56789f0";
export const OTHER_DETECTOR_ID = "0f98765e43d2cb109af8e765d43cba21";
export const BUCKET = "findings-archive";
export const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

export function detectorArn(place: Place, accountId: string, detectorId: string): string {
    return `arn:${place.partition}:guardduty:${place.region}:${accountId}:detector/${detectorId}`;
}
