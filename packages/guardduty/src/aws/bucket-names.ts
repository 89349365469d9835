/** S3 User Guide, "General purpose bucket naming rules". */
const RESERVED_STARTS: readonly string[] = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_ENDS: readonly string[] = ["-s3alias", "--ol-s3", "--x-s3", "--table-s3", ".mrap"];
/** The end of a name in an account's own namespace; creating one there takes a request that this library does not make. */
const OWN_NAMESPACE_END = "-an";

const SHORTEST = 3;
const LONGEST = 63;

/** Why S3 would not create a bucket of this name, with how to mend it; or undefined. */
export function findBucketNameFault(name: string): string | undefined {
    if (name.endsWith(OWN_NAMESPACE_END)) {
        return `Names ending with ${OWN_NAMESPACE_END} are reserved for buckets in an account's own namespace.`;
    }
    return findExistingBucketNameFault(name);
}

/** Why no bucket can have this name, or undefined. */
export function findExistingBucketNameFault(name: string): string | undefined {
    if (name.length < SHORTEST || name.length > LONGEST) return `It has ${name.length} characters.`;
    if (name.startsWith("arn:") || name.startsWith("s3:")) return "Give the name only.";
    if (/[A-Z]/.test(name)) return "Write it in lower case.";
    if (/[^a-z0-9.-]/.test(name)) return "It has a character that is not among these.";
    if (!/^[a-z0-9]/.test(name)) return "Its first character must be a letter or a digit.";
    if (!/[a-z0-9]$/.test(name)) return "Its last character must be a letter or a digit.";
    if (name.includes("..")) return "It must not have two dots in a row.";
    if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return "It must not look like an IP address.";
    const start = RESERVED_STARTS.find((reserved) => name.startsWith(reserved));
    if (start !== undefined) return `S3 reserves names starting with ${start}`;
    const end = RESERVED_ENDS.find((reserved) => name.endsWith(reserved));
    return end === undefined ? undefined : `S3 reserves names ending with ${end}`;
}
