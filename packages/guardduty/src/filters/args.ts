import type * as pulumi from "@pulumi/pulumi";
import { tagsSchema } from "../aws/tags";
import { anyValue, flag, input, list, object, oneOf, optional, record, text, type Schema } from "../validation/schema";

/** What a filter does with the findings that match it. */
export const FilterAction = {
    /** A saved filter: findings are shown, exported and sent on as ever. */
    NOOP: "NOOP",
    /**
     * A suppression rule: matching findings are archived at once, and are lost to the export, to EventBridge, to Security Hub and to
     * Extended Threat Detection.
     */
    ARCHIVE: "ARCHIVE",
} as const;
/** One of the values of `FilterAction`; its text may be written instead. */
export type FilterAction = (typeof FilterAction)[keyof typeof FilterAction];

/** A band of severities, as GuardDuty names them. */
export const FindingSeverity = {
    /** 1.0 to 3.9. */
    LOW: "LOW",
    /** 4.0 to 6.9. */
    MEDIUM: "MEDIUM",
    /** 7.0 to 8.9. */
    HIGH: "HIGH",
    /** 9.0 to 10.0: attack sequences. */
    CRITICAL: "CRITICAL",
} as const;
/** One of the values of `FindingSeverity`; its text may be written instead. */
export type FindingSeverity = (typeof FindingSeverity)[keyof typeof FindingSeverity];

/** The conditions on one field. A finding matches when it meets all of them. */
export interface FindingCriterionArgs {
    /**
     * The field is one of these values, at most 50, compared literally. Default: no condition.
     *
     * @defaultValue no condition
     */
    equals?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * The field is none of these values, at most 50, compared literally. Default: no condition.
     *
     * @defaultValue no condition
     */
    notEquals?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * The field matches one of these patterns: at most 5 of at most 512 characters, each with at most 5 wildcards, `*` for any run
     * of characters and `?` for one. Default: no condition.
     *
     * @defaultValue no condition
     */
    matches?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * The field matches none of these patterns, of the same form as `matches`. Default: no condition.
     *
     * @defaultValue no condition
     */
    notMatches?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * The field is greater than this whole number; a date is in milliseconds since 1970, as `Date.parse("2026-11-24")` gives them.
     * Zero and less are refused, because the AWS provider loses or refuses them: write `greaterThanOrEqual: 1`. Default: no
     * condition.
     *
     * @defaultValue no condition
     */
    greaterThan?: pulumi.Input<number> | undefined;
    /**
     * The field is at least this whole number, see `greaterThan`. Default: no condition.
     *
     * @defaultValue no condition
     */
    greaterThanOrEqual?: pulumi.Input<number> | undefined;
    /**
     * The field is less than this whole number, see `greaterThan`. Default: no condition.
     *
     * @defaultValue no condition
     */
    lessThan?: pulumi.Input<number> | undefined;
    /**
     * The field is at most this whole number, see `greaterThan`. Default: no condition.
     *
     * @defaultValue no condition
     */
    lessThanOrEqual?: pulumi.Input<number> | undefined;
}

/**
 * A finding filter. A finding matches when it meets `severities`, `findingTypes` and every criterion. An ARCHIVE filter must give
 * its reason, and name a finding type and at least one narrower attribute, because what it hides is lost everywhere else.
 */
export interface FindingFilterArgs {
    /** The filter's name, 3 to 64 characters of `A-Z a-z 0-9 _ . -`, unique among the filters. It can't be changed later. */
    name: string;
    /**
     * What happens to matching findings. Default: `NOOP`.
     *
     * @defaultValue `"NOOP"`
     */
    action?: pulumi.Input<FilterAction> | undefined;
    /**
     * What the filter is for; with ARCHIVE the reason, which is required there. At most 512 characters of letters, digits, blanks
     * and `- . : _ { } [ ] ( ) /`. Default: none.
     *
     * @defaultValue none
     */
    description?: pulumi.Input<string> | undefined;
    /**
     * The bands of severity that match: short for a criterion on `severity`. Default: any severity.
     *
     * @defaultValue any severity
     */
    severities?: pulumi.Input<pulumi.Input<FindingSeverity>[]> | undefined;
    /**
     * The finding types that match, such as `Backdoor:EC2/C&CActivity.B`: short for a criterion on `type`. With a wildcard in one of
     * them there may be at most five. Default: any type.
     *
     * @defaultValue any type
     */
    findingTypes?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * Conditions by field, such as `resource.instanceDetails.imageId`. Default: none.
     *
     * @defaultValue none
     */
    criteria?: { [field: string]: FindingCriterionArgs } | undefined;
    /**
     * Accept fields that this version of the library does not know. Default: `false`.
     *
     * @defaultValue `false`
     */
    allowUnknownFields?: boolean | undefined;
    /**
     * Accept an ARCHIVE filter that names no finding type or nothing narrower than a type. Default: `false`.
     *
     * @defaultValue `false`
     */
    allowBroadSuppression?: boolean | undefined;
    /**
     * Tags of this filter, besides the component's. Default: none.
     *
     * @defaultValue none
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/** AWS: at most 100 filters per account and Region. */
export const MOST_FILTERS = 100;
export const MOST_VALUES = 50;
export const MOST_PATTERNS = 5;
export const MOST_WILDCARDS = 5;
export const LONGEST_PATTERN = 512;

const values = (most: number): Schema =>
    optional(input(list(`must be an array of 1 to ${most} texts`, input(text("must be a text")))));
// What a bound may be depends on its field, so bounds.ts says it.
const bound = optional(anyValue);

const criterion = object('must be an object of conditions such as { equals: ["ami-0abc"] }', {
    equals: values(MOST_VALUES),
    notEquals: values(MOST_VALUES),
    matches: values(MOST_PATTERNS),
    notMatches: values(MOST_PATTERNS),
    greaterThan: bound,
    greaterThanOrEqual: bound,
    lessThan: bound,
    lessThanOrEqual: bound,
});

export const filterSchema: Schema = object('must be an object such as { name: "pulls", severities: ["LOW"] }', {
    name: text("must be 3 to 64 characters of A-Z a-z 0-9 _ . -", /^[A-Za-z0-9_.-]{3,64}$/),
    action: optional(input(oneOf(FilterAction))),
    // GuardDuty's pattern: alphanumerics, white space and - . : _ { } [ ] ( ) /
    description: optional(
        input(
            text(
                "must be at most 512 characters of letters, digits, blanks and - . : _ { } [ ] ( ) /, which is all that GuardDuty accepts",
                /^[A-Za-z0-9\-.:_{}[\]()/\s]{0,512}$/,
            ),
        ),
    ),
    severities: optional(input(list("must be an array of severities", input(oneOf(FindingSeverity))))),
    findingTypes: optional(input(list("must be an array of finding types", input(text("must be a text"))))),
    criteria: optional(
        record(
            "must be an object with the conditions per field",
            "must be the name of a field",
            /^[^]{1,1000}$/,
            criterion,
        ),
    ),
    allowUnknownFields: optional(flag()),
    allowBroadSuppression: optional(flag()),
    tags: optional(input(tagsSchema)),
});
