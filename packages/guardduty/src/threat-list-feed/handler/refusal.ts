/** Why a feed is not believed, as metrics and alarms name it. */
export const REFUSAL_REASONS = [
    "EMPTY",
    "SHRANK",
    "GREW",
    "NOT_A_LIST",
    "TOO_BROAD",
    "OVER_QUOTA",
    "GUARDDUTY",
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** What was fetched would make the list worse, so the old one stays. */
export class Refusal extends Error {
    constructor(
        readonly reason: RefusalReason,
        message: string,
    ) {
        super(message);
        this.name = "Refusal";
    }
}
