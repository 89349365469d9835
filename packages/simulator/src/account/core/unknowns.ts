/**
 * What is not known about AWS, as switches. The default is what the better evidence says; the tests run both ways, and
 * whoever deploys to the simulator can too.
 */
export interface Unknowns {
    /**
     * CreateFilter with a rank beyond the end. "clamp" moves it to the end (seen in recorded answers of September
     * 2026); "refuse" is what hashicorp/terraform-provider-aws#49127 reports.
     */
    readonly createFilterRankOutOfBounds: "clamp" | "refuse";
    /**
     * A filter that is given a rank which another one has, at its creation or later. "shift" moves the others (seen for
     * CreateFilter in recorded answers of September 2026; for UpdateFilter inferred from AWS calling the rank "the position
     * of the filter in the list"); "share" leaves both with the one rank, as if it were a mere number. Not documented.
     */
    readonly takenFilterRank: "shift" | "share";
    /** Whether the filters behind a deleted one move up a rank. Not documented. */
    readonly filterRanksAfterDelete: "closeUp" | "keepGaps";
    /** Whether a suspended detector takes a publishing destination. Not documented. */
    readonly destinationOfSuspendedDetector: "accept" | "refuse";
    /** Whether an active list is read again when only its location is changed. Not documented. */
    readonly locationChangeOfActiveList: "reread" | "keep";
    /** AI_PROTECTION in a new detector that does not name it. Seen as DISABLED once, on a suspended detector. */
    readonly aiProtectionInNewDetector: "ENABLED" | "DISABLED";
    /**
     * Whether EventBridge tells a topic's policy for which rule and account it comes. "withheld" is what AWS documents:
     * "You can't use Condition blocks in Amazon SNS topic policies for EventBridge" (Amazon EventBridge User Guide,
     * eb-use-resource-based), so that a policy with one lets nothing in; people report that such policies work.
     */
    readonly ruleAtTopic: "withheld" | "told";
}

export const DEFAULT_UNKNOWNS: Unknowns = {
    createFilterRankOutOfBounds: "clamp",
    takenFilterRank: "shift",
    filterRanksAfterDelete: "keepGaps",
    destinationOfSuspendedDetector: "refuse",
    locationChangeOfActiveList: "keep",
    aiProtectionInNewDetector: "DISABLED",
    ruleAtTopic: "withheld",
};

/** What each can be, the default first. */
export const UNKNOWN_CHOICES = {
    createFilterRankOutOfBounds: ["clamp", "refuse"],
    takenFilterRank: ["shift", "share"],
    filterRanksAfterDelete: ["keepGaps", "closeUp"],
    destinationOfSuspendedDetector: ["refuse", "accept"],
    locationChangeOfActiveList: ["keep", "reread"],
    aiProtectionInNewDetector: ["DISABLED", "ENABLED"],
    ruleAtTopic: ["withheld", "told"],
} as const satisfies { readonly [Name in keyof Unknowns]: readonly [Unknowns[Name], Unknowns[Name]] };

/** Whether each of some properties is one of these, with something that it can be. */
export function areUnknowns(given: object): given is Partial<Unknowns> {
    const choices = new Map<string, readonly string[]>(Object.entries(UNKNOWN_CHOICES));
    return Object.entries(given).every(([name, value]) => choices.get(name)?.includes(String(value)) === true);
}
