/** Pulumi adds a hyphen and seven characters to a logical name. */
const SUFFIX_LENGTH = 8;
const LONGEST_BUCKET_NAME = 63;
/** What the provider adds to a bucket's prefix takes 26 characters. */
const LONGEST_BUCKET_PREFIX = 37;

/**
 * Arguments that let a bucket be named after its logical name. Pulumi's own generated name is the first choice, since it is known
 * in a preview; where S3 would refuse it (underscores, too long), a prefix that S3 takes.
 */
export function bucketNameFrom(logicalName: string): { bucketPrefix?: string } {
    const isAccepted =
        /^[a-z0-9][a-z0-9-]*$/i.test(logicalName) && logicalName.length + SUFFIX_LENGTH <= LONGEST_BUCKET_NAME;
    return isAccepted ? {} : { bucketPrefix: `${simplify(logicalName, LONGEST_BUCKET_PREFIX - 1)}-` };
}

/** Prefix of a KMS alias's generated name. */
export function aliasPrefixFrom(logicalName: string): string {
    return `alias/${simplify(logicalName, 100)}-`;
}

/** Lower-case letters, digits and hyphens of a name, starting with a letter; at most `longest`, the end kept, which tells more. */
function simplify(name: string, longest: number): string {
    const simple = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    return simple.slice(-longest).replace(/^[^a-z]+|-+$/g, "") || "guardduty";
}
