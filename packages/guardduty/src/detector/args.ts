import { flag, oneOf, text, type Schema } from "../validation/schema";

/** How often GuardDuty sends on further occurrences of a finding it has already raised. */
export const FindingPublishingFrequency = {
    /** Every 15 minutes. */
    FIFTEEN_MINUTES: "FIFTEEN_MINUTES",
    /** Every hour. */
    ONE_HOUR: "ONE_HOUR",
    /** Every six hours, which is AWS's own default. */
    SIX_HOURS: "SIX_HOURS",
} as const;
/** One of the values of `FindingPublishingFrequency`; its text may be written instead. */
export type FindingPublishingFrequency = (typeof FindingPublishingFrequency)[keyof typeof FindingPublishingFrequency];

/** The account's place in its organization's GuardDuty. */
export const AccountRole = {
    /** An account on its own, or one whose GuardDuty no other account administers. */
    STANDALONE: "STANDALONE",
    /** The administrator of the organization's GuardDuty: its lists, filters and frequency apply to every member. */
    ADMINISTRATOR: "ADMINISTRATOR",
    /** A member: lists, filters and the publishing frequency belong to its administrator. */
    MEMBER: "MEMBER",
} as const;
/** One of the values of `AccountRole`; its text may be written instead. */
export type AccountRole = (typeof AccountRole)[keyof typeof AccountRole];

export const enabledSchema: Schema = flag();
export const frequencySchema: Schema = oneOf(FindingPublishingFrequency);
export const accountRoleSchema: Schema = oneOf(AccountRole);
export const detectorIdSchema: Schema = text(
    "must be the id of a detector: 32 characters of 0-9 a-f (not its ARN), as `aws guardduty list-detectors` prints it",
    /^[0-9a-f]{32}$/,
);
