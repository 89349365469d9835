import { ACCOUNT_ID, REGION, type Parsed } from "../aws/arns";
import { findExistingBucketNameFault } from "../aws/bucket-names";
import { findPrefixFault } from "../findings-export/prefix";

/** What the place of an export says. */
export interface FindingsLocation {
    readonly bucketName: string;
    /** Without a slash at its end. */
    readonly prefix: string | undefined;
    readonly accountId: string;
    readonly region: string;
}

export function parseLocation(text: string): Parsed<FindingsLocation> {
    const [scheme, bucketName = "", ...folders] = text
        .replace(/\/$/, "")
        .replace(/^s3:\/\//, "s3:/")
        .split("/");
    if (scheme !== "s3:") return { fault: "It does not start with s3://" };
    const bucketFault = findExistingBucketNameFault(bucketName);
    if (bucketFault !== undefined) return { fault: `The bucket's name cannot be right. ${bucketFault}` };
    const [region = "", guardDuty, accountId = "", logs] = folders.slice(-4).reverse();
    if (logs !== "AWSLogs" || guardDuty !== "GuardDuty") {
        return { fault: "Give the output findingsLocation, which ends with AWSLogs/<account>/GuardDuty/<region>/." };
    }
    if (!ACCOUNT_ID.test(accountId)) return { fault: "The folder after AWSLogs must be an account's id of 12 digits." };
    if (!REGION.test(region)) return { fault: "Its last folder must be a Region, such as eu-west-1." };
    const prefix = folders.slice(0, -4).join("/");
    if (prefix === "") return { value: { bucketName, prefix: undefined, accountId, region } };
    const prefixFault = findPrefixFault(prefix);
    if (prefixFault !== undefined) return { fault: `The folder before AWSLogs cannot be right. ${prefixFault}` };
    return { value: { bucketName, prefix, accountId, region } };
}

export function findLocationFault(text: string): string | undefined {
    const parsed = parseLocation(text);
    return "fault" in parsed ? parsed.fault : undefined;
}
