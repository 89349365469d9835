import type * as pulumi from "@pulumi/pulumi";
import { MOST_PATTERNS, MOST_VALUES } from "../filters/args";
import { checkedText, input, object, optional, shortList, text, type Schema } from "../validation/schema";
import { findAddressFault, findPrivateAddressFault } from "./address-pattern";
import { findImageFault } from "./image-pattern";

/** The instances that were started from one of these images. */
export interface InstancesByAmi {
    /**
     * Ids of the images, at most 50. A public image says little: whoever may start instances in the account may take it, too.
     */
    amiIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** The instances that carry a tag. */
export interface InstancesByTag {
    /**
     * Key of the tag. Nobody can forge one that AWS sets, such as `aws:autoscaling:groupName`; with any other key, whoever may tag
     * instances can hide findings.
     */
    tagKey: pulumi.Input<string>;
    /** Values of the tag, at most 50, compared literally. */
    tagValues: pulumi.Input<pulumi.Input<string>[]>;
}

/** Which instances: `{ amiIds }` or `{ tagKey, tagValues }`. */
export type InstanceSelection = InstancesByAmi | InstancesByTag;

/** Arguments of `suppressTrainingTraffic`, `suppressDatasetPulls` and `suppressScanners`. */
export interface TrafficSuppressionArgs {
    /** The instances that the traffic comes from. */
    instances: InstanceSelection;
    /**
     * The other end: at most 5 IPv4 addresses, or patterns whose first two numbers are written out, such as `10.20.*`. Traffic with
     * any other address is reported as ever.
     */
    remoteAddresses: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of `suppressPackageInstalls` and `suppressImageBuilds`. */
export interface ImageSuppressionArgs {
    /**
     * At most 5 container images, or patterns that begin with a registry and a repository, such as
     * `111122223333.dkr.ecr.us-east-1.amazonaws.com/training/*`. Take a registry to which only you push.
     */
    images: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of `suppressSpotFleets`. */
export interface RoleSuppressionArgs {
    /** Names of the roles, at most 50, without the path. */
    roleNames: pulumi.Input<pulumi.Input<string>[]>;
}

const values = (most: number, what: string, member: Schema): Schema =>
    input(shortList(`must be an array of 1 to ${most} ${what}; more of them need another filter`, most, input(member)));
const literals = (what: string, member: Schema): Schema => values(MOST_VALUES, what, member);
const patterns = (what: string, member: Schema): Schema => values(MOST_PATTERNS, what, member);

export const amiIdsSchema: Schema = literals(
    "AMI ids",
    text('must be the id of an AMI, such as "ami-0123456789abcdef0", without wildcards', /^ami-[0-9a-f]{1,17}$/),
);
export const tagKeySchema: Schema = input(
    text("must be the key of a tag, 1 to 128 characters without wildcards", /^[^*?]{1,128}$/),
);
export const tagValuesSchema: Schema = literals(
    "tag values",
    text("must be the value of a tag, 1 to 256 characters without *: values are compared literally", /^[^*]{1,256}$/),
);
export const roleNamesSchema: Schema = literals(
    "role names",
    checkedText(
        "must be the name of an IAM role: 1 to 64 letters, digits and + = , . @ _ -, without wildcards",
        findRoleFault,
    ),
);
export const imagesSchema: Schema = patterns(
    "images",
    checkedText(
        'must be an image, or a pattern that begins with a registry and a repository, such as "111122223333.dkr.ecr.us-east-1.amazonaws.com/training/*"',
        findImageFault,
    ),
);
export const addressesSchema: Schema = patterns(
    "addresses",
    checkedText(
        'must be an IPv4 address, or a pattern whose first two numbers are written out, such as "198.51.100.*"',
        findAddressFault,
    ),
);
export const privateAddressesSchema: Schema = patterns(
    "addresses",
    checkedText(
        'must be a private IPv4 address, or a pattern of such whose first two numbers are written out, such as "10.20.*"',
        findPrivateAddressFault,
    ),
);

/** With either selection; that it is just one of them is said by selection.ts. */
export const instancesSchema: Schema = object(
    'must be { amiIds: ["ami-…"] } or { tagKey: "Role", tagValues: ["trainer"] }',
    { amiIds: optional(amiIdsSchema), tagKey: optional(tagKeySchema), tagValues: optional(tagValuesSchema) },
);

function findRoleFault(name: string): string | undefined {
    if (/^[\w+=,.@-]{1,64}$/.test(name)) return undefined;
    const last = /^arn:.*[/]([\w+=,.@-]{1,64})$/.exec(name)?.[1];
    return last === undefined ? "It is what IAM shows as the role's name." : `Write "${last}".`;
}
