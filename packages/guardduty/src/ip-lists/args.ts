import type * as pulumi from "@pulumi/pulumi";
import { tagsSchema } from "../aws/tags";
import {
    anyValue,
    checkedText,
    flag,
    input,
    longList,
    object,
    oneOf,
    optional,
    record,
    text,
    type Schema,
} from "../validation/schema";
import { findLocationFault } from "./location";

/** The format of a list's file. */
export const IpListFormat = {
    /** One address or CIDR range a line. */
    TXT: "TXT",
    /** Structured Threat Information Expression, STIX 1.2 XML. */
    STIX: "STIX",
    /** Open Threat Exchange CSV. */
    OTX_CSV: "OTX_CSV",
    /** FireEye iSIGHT Threat Intelligence CSV. */
    FIRE_EYE: "FIRE_EYE",
    /** Proofpoint ET Intelligence feed CSV. */
    PROOF_POINT: "PROOF_POINT",
    /** AlienVault reputation feed. */
    ALIEN_VAULT: "ALIEN_VAULT",
} as const;
/** One of the values of `IpListFormat`; its text may be written instead. */
export type IpListFormat = (typeof IpListFormat)[keyof typeof IpListFormat];

/**
 * A list of IPv4 addresses. Exactly one of `entries`, `file` and `location` says where they come from. GuardDuty looks at publicly
 * routable addresses only, and applies IP lists to CloudTrail and VPC flow log findings, not to DNS findings.
 */
export interface IpListArgs {
    /**
     * IPv4 addresses and CIDR ranges, such as `198.51.100.7` or `198.51.100.0/24`. Duplicates and ranges inside others are folded.
     * Private, loopback, multicast and other addresses that are not publicly routable are refused. Default: none.
     *
     * @defaultValue none
     */
    entries?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * Path of a local file, at most 35 MB, relative to the program's working directory. In a TXT file blank lines and `#` comments
     * are left out of what is uploaded, and so are addresses that are not publicly routable, with a warning. Default: none.
     *
     * @defaultValue none
     */
    file?: string | undefined;
    /**
     * Where an object lies that somebody else writes, as `s3://bucket/key`. Nothing of its content is checked here, and GuardDuty
     * reads it again only when the list is activated again. Default: none.
     *
     * @defaultValue none
     */
    location?: pulumi.Input<string> | undefined;
    /**
     * The list's name in GuardDuty: 1 to 300 characters of `A-Z a-z 0-9 _ -`, unique in the account and Region. Default: derived
     * from the component's name and the list's key; for a threat list with a hash of its location besides, which changes with the
     * content, so that an edited list is made before the old one goes. With a name of your own the old list goes first.
     *
     * @defaultValue derived
     */
    name?: pulumi.Input<string> | undefined;
    /**
     * The format of `file` or of the object at `location`. `entries` are always TXT. Default: `TXT`.
     *
     * @defaultValue `"TXT"`
     */
    format?: IpListFormat;
    /**
     * Whether GuardDuty uses the list; `false` stores it only. Default: `true`.
     *
     * @defaultValue `true`
     */
    active?: pulumi.Input<boolean> | undefined;
    /**
     * On a trusted list, allow ranges wider than /16 and more than 262,144 addresses in all: GuardDuty raises no finding for
     * trusted addresses, so a broad list blinds it. Default: `false`.
     *
     * @defaultValue `false`
     */
    allowBroadRanges?: boolean | undefined;
    /**
     * Tags of this list, besides the component's. Default: none.
     *
     * @defaultValue none
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/** AWS: at most six threat IP lists per account and Region. */
export const MOST_THREAT_LISTS = 6;

export const activeSchema: Schema = flag();

export const nameSchema: Schema = text("must be 1 to 300 characters of A-Z a-z 0-9 _ -", /^[A-Za-z0-9_-]{1,300}$/);

export const locationSchema: Schema = checkedText(
    'must be the S3 location of an object, 1 to 300 characters, best as "s3://bucket/key"',
    findLocationFault,
);

export const ipListSchema: Schema = object('must be an object such as { entries: ["198.51.100.0/24"] }', {
    // The members are checked by canonical-list.ts, which is quick on 250,000 of them and knows what each mistake means.
    entries: optional(input(longList("must be an array of IPv4 addresses and CIDR ranges"))),
    file: optional(text("must be the path of a local file", /^[^\0]+$/)),
    location: optional(input(locationSchema)),
    name: optional(input(nameSchema)),
    format: optional(oneOf(IpListFormat)),
    active: optional(input(activeSchema)),
    allowBroadRanges: optional(flag()),
    tags: optional(input(tagsSchema)),
});

/** The lists themselves are checked one by one, by ipListSchema. */
export const threatIpListsSchema: Schema = record(
    "must be an object with a list per key",
    "must be 1 to 40 characters of A-Z a-z 0-9 -",
    /^[A-Za-z0-9-]{1,40}$/,
    anyValue,
);
