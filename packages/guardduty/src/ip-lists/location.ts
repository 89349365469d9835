import { quoteText } from "../validation/quote";

const LONGEST = 300;

/** The forms that GuardDuty documents for a list's location, and `s3.<region>`, seen to be accepted. */
const FORMS = [
    /^s3:\/\/([^/?#]+)\/([^?#]+)$/,
    /^https:\/\/s3\.amazonaws\.com\/([^/?#]+)\/([^?#]+)$/,
    /^https:\/\/s3[-.][a-z]{2,}(?:-[a-z]+)+-\d\.amazonaws\.com(?:\.cn)?\/([^/?#]+)\/([^?#]+)$/,
    /^https?:\/\/([^/?#]+)\.s3\.amazonaws\.com\/([^?#]+)$/,
    /^https?:\/\/([^/?#]+)\.s3[-.][a-z]{2,}(?:-[a-z]+)+-\d\.amazonaws\.com(?:\.cn)?\/([^?#]+)$/,
];

interface S3Location {
    readonly bucket: string;
    readonly key: string;
}

/** The bucket and key that a location names, or undefined when it is in none of the forms that GuardDuty accepts. */
function parseLocation(location: string): S3Location | undefined {
    for (const form of FORMS) {
        const [, bucket, key] = form.exec(location) ?? [];
        if (bucket !== undefined && key !== undefined) return { bucket, key };
    }
    return undefined;
}

/** Why GuardDuty would refuse the location, or undefined. */
export function findLocationFault(location: string): string | undefined {
    if (location.length > LONGEST) return `It has ${location.length} characters.`;
    if (location.startsWith("arn:")) return "That is an ARN: write s3://bucket/key.";
    if (location.endsWith("/")) return "That is a folder: name the object in it.";
    if (parseLocation(location) === undefined)
        return `${quoteText(location)} is in none of the forms that GuardDuty accepts.`;
    return undefined;
}
