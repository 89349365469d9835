import { findExistingBucketNameFault } from "./bucket-names";
import { isForeignRegion, partitionOf } from "./partitions";

/** A text that has been read, or why it cannot be: what is wrong and how to mend it. */
export type Parsed<T> = { readonly value: T } | { readonly fault: string };

export interface DetectorArn {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
    readonly detectorId: string;
}

export interface BucketArn {
    readonly partition: string;
    readonly bucketName: string;
}

export interface KmsKeyArn {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
    readonly keyId: string;
}

export interface RoleArn {
    readonly partition: string;
    readonly accountId: string;
}

const PARTITION = /^aws(?:-[a-z]+){0,3}$/;
export const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,3}$/;
export const ACCOUNT_ID = /^\d{12}$/;

/** GuardDuty's API gives no pattern for an id, only its length; what a policy would read as a wildcard is not in it. */
const DETECTOR_ID = /^[A-Za-z0-9_-]{1,300}$/;
/** A UUID, or `mrk-` and 32 hexadecimal digits for a multi-Region key (AWS KMS Developer Guide, "Key identifiers"). */
const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/** CreateRole in IAM's API reference. */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/** Longer than any ARN that AWS gives out (2,048 characters at most). */
const LONGEST_ARN = 2048;

export function parseDetectorArn(text: string): Parsed<DetectorArn> {
    const arn = split(text, "guardduty");
    if ("fault" in arn) return arn;
    const { partition, region, accountId, resource } = arn.value;
    const fault = findPlaceFault(arn.value);
    if (fault !== undefined) return { fault };
    const [kind, detectorId = "", ...more] = resource.split("/");
    if (kind !== "detector") return { fault: "Its last part must be detector/ and the detector's id." };
    if (more.length > 0)
        return { fault: "It is the ARN of something that belongs to a detector; give the detector's own." };
    if (!DETECTOR_ID.test(detectorId)) return { fault: "The detector's id must be letters and digits." };
    return { value: { partition, region, accountId, detectorId } };
}

export function parseBucketArn(text: string): Parsed<BucketArn> {
    if (/^[a-z0-9][a-z0-9.-]+$/.test(text))
        return { fault: "It looks like a bucket's name; its ARN has arn:aws:s3::: in front." };
    if (/^arn:[^:]*:(?:s3express|s3-outposts|s3tables|s3-object-lambda):/.test(text)) {
        return { fault: "GuardDuty works with general purpose buckets only." };
    }
    const arn = split(text, "s3");
    if ("fault" in arn) return arn;
    const { partition, region, accountId, resource } = arn.value;
    if (resource.startsWith("accesspoint")) return { fault: "It is an access point's ARN; give the bucket's." };
    if (region !== "" || accountId !== "")
        return { fault: "A bucket's ARN has neither a Region nor an account: three colons after s3." };
    if (resource.includes("/"))
        return { fault: "Give the bucket's ARN without a folder or object; the folder is the prefix." };
    const fault = findExistingBucketNameFault(resource);
    if (fault !== undefined) return { fault: `The bucket's name cannot be right. ${fault}` };
    return { value: { partition, bucketName: resource } };
}

export function parseKmsKeyArn(text: string): Parsed<KmsKeyArn> {
    if (KEY_ID.test(text))
        return { fault: "It is a key's id; give the key's ARN, which also says account and Region." };
    if (text.startsWith("alias/")) return { fault: ALIAS_FAULT };
    const arn = split(text, "kms");
    if ("fault" in arn) return arn;
    const { partition, region, accountId, resource } = arn.value;
    if (resource.startsWith("alias/")) return { fault: ALIAS_FAULT };
    const fault = findPlaceFault(arn.value);
    if (fault !== undefined) return { fault };
    const [kind, keyId = "", ...more] = resource.split("/");
    if (kind !== "key" || more.length > 0) return { fault: "Its last part must be key/ and the key's id." };
    if (!KEY_ID.test(keyId)) return { fault: "The key's id must be a UUID, or mrk- and 32 digits of 0-9 a-f." };
    return { value: { partition, region, accountId, keyId } };
}

export function parseRoleArn(text: string): Parsed<RoleArn> {
    if (ROLE_NAME.test(text))
        return { fault: "It is a role's name; give the role's ARN, which also says the account." };
    if (/^arn:[^:]*:sts:/.test(text)) return { fault: "It is the ARN of a session; give the role's own." };
    const arn = split(text, "iam");
    if ("fault" in arn) return arn;
    const { partition, region, accountId, resource } = arn.value;
    if (region !== "") return { fault: "A role's ARN has no Region: two colons after iam." };
    if (!ACCOUNT_ID.test(accountId)) return { fault: "Its fifth part must be an account's id of 12 digits." };
    const [kind, ...path] = resource.split("/");
    if (kind !== "role") return { fault: "Its last part must be role/ and the role's name." };
    if (!ROLE_NAME.test(path.at(-1) ?? "")) return { fault: "The role's name cannot be right." };
    return { value: { partition, accountId } };
}

// S3 keeps the key's ARN with an object and compares it with the policy's; an alias can be pointed at another key at any time.
const ALIAS_FAULT = "It is an alias; give the ARN of the key itself, such as the arn of an aws.kms.Key.";

export function findDetectorArnFault(text: string): string | undefined {
    return faultOf(parseDetectorArn(text));
}

export function findBucketArnFault(text: string): string | undefined {
    return faultOf(parseBucketArn(text));
}

export function findKmsKeyArnFault(text: string): string | undefined {
    return faultOf(parseKmsKeyArn(text));
}

export function findRoleArnFault(text: string): string | undefined {
    return faultOf(parseRoleArn(text));
}

export function faultOf(parsed: Parsed<unknown>): string | undefined {
    return "fault" in parsed ? parsed.fault : undefined;
}

export interface ArnParts {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
    readonly resource: string;
}

/** The parts of an ARN of this service. Its last part has no colons, unless `hasColons` says that it may. */
export function split(text: string, expectedService: string, hasColons = false): Parsed<ArnParts> {
    if (text.length > LONGEST_ARN) return { fault: "It is longer than any ARN." };
    if (/[^\x21-\x7e]/.test(text)) return { fault: "Remove the spaces and other characters that no ARN has." };
    if (/[*?$]/.test(text)) return { fault: "An ARN with wildcards or variables names no single resource." };
    const [scheme, partition = "", service = "", region = "", accountId = "", ...resource] = text.split(":");
    if (scheme !== "arn") return { fault: "It does not start with arn:" };
    if (resource.length === 0) return { fault: "It has too few parts: an ARN has six, with colons between." };
    if (resource.length > 1 && !hasColons)
        return { fault: "It has too many parts: an ARN like this has six, with colons between." };
    if (!PARTITION.test(partition))
        return { fault: "Its second part must be a partition, such as aws, aws-us-gov or aws-cn." };
    if (service !== expectedService) return { fault: `Its third part must be ${expectedService}.` };
    return { value: { partition, region, accountId, resource: resource.join(":") } };
}

/** Why Region and account of an ARN that has both cannot be right. */
export function findPlaceFault({ partition, region, accountId }: ArnParts): string | undefined {
    if (!REGION.test(region)) return "Its fourth part must be a Region, such as eu-west-1.";
    if (isForeignRegion(region, partition))
        return `${region} is in the partition ${partitionOf(region)}, not ${partition}.`;
    if (!ACCOUNT_ID.test(accountId)) return "Its fifth part must be an account's id of 12 digits.";
    return undefined;
}
