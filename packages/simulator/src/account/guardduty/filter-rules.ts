import { rules } from "../core/rules";
import { badRequest, INVALID_VALUE, NOT_PROCESSED } from "./refusals";

const CRITERIA_PAGE = "GuardDuty User Guide, guardduty_filter-findings";

export const FILTER_RULES = rules("filter", {
    name: {
        text: "A filter's name has 3 to 64 of the characters letters, digits, period, underscore and hyphen",
        source: "GuardDuty API model, FilterName",
        confidence: "documented",
        error: INVALID_VALUE,
    },
    nameTaken: {
        text: "A filter's name is unique in its detector",
        source: "GuardDuty API: filters are addressed by name",
        confidence: "inferred",
        wording: "ours",
        error: badRequest("The request is rejected because a filter with the given name already exists."),
    },
    notFound: {
        text: "The filter exists",
        source: "terraform-provider-aws, internal/service/guardduty/filter.go",
        confidence: "documented",
        error: badRequest("The request is rejected since no such resource found."),
    },
    description: {
        text: "A description has at most 512 characters: letters, digits, - . : _ { } [ ] ( ) / and white space",
        source: "GuardDuty API model, FilterDescription and CreateFilter",
        confidence: "documented",
        error: INVALID_VALUE,
    },
    action: {
        text: "The action is NOOP or ARCHIVE",
        source: "GuardDuty API model, FilterAction",
        confidence: "documented",
        error: NOT_PROCESSED,
    },
    count: {
        text: "A detector has at most 100 filters",
        source: "GuardDuty User Guide, guardduty_limits",
        confidence: "documented",
        wording: "general",
        error: badRequest(
            "The request is rejected because it’s an attempt to create resources beyond the current AWS account limits.",
        ),
    },
    rankRange: {
        text: "A rank is a whole number from 1 to 100",
        source: "GuardDuty API model, FilterRank",
        confidence: "documented",
        error: badRequest("The request is rejected because the parameter rank is out-of-bounds."),
    },
    rankBeyondEndOnCreate: {
        text: "A new filter's rank is at most the number of filters plus one",
        source: "hashicorp/terraform-provider-aws#49127; recorded answers of September 2026 show a clamp instead",
        confidence: "unknown",
        error: badRequest("The request is rejected because the parameter rank is out-of-bounds."),
    },
    rankBeyondEndOnUpdate: {
        text: "An updated filter's rank is at most the number of filters",
        source: "recorded answers of September 2026; hashicorp/terraform-provider-aws#49127",
        confidence: "inferred",
        error: badRequest("The request is rejected because the parameter rank is out-of-bounds."),
    },
    criteriaCount: {
        text: "A filter has 1 to 50 criteria",
        source: CRITERIA_PAGE,
        confidence: "documented",
        error: INVALID_VALUE,
    },
    unknownField: {
        text: "A criterion's field is one of the 622 that CreateFilter lists",
        source: "GuardDuty API model, CreateFilter findingCriteria",
        confidence: "documented",
        error: INVALID_VALUE,
    },
    suppressionOnlyField: {
        text: "Most fields can be used in filters with the action ARCHIVE only",
        source: CRITERIA_PAGE,
        confidence: "documented",
        error: INVALID_VALUE,
    },
    suppressionOnlyFieldPartition: {
        text: "Those fields exist in the aws partition only",
        source: "GuardDuty User Guide, guardduty_regions",
        confidence: "documented",
        error: INVALID_VALUE,
    },
    conditionMissing: {
        text: "A criterion has a condition",
        source: "GuardDuty API model, Condition",
        confidence: "inferred",
        error: INVALID_VALUE,
    },
    equalsCount: {
        text: "equals and notEquals take 1 to 50 values",
        source: CRITERIA_PAGE,
        confidence: "documented",
        error: INVALID_VALUE,
    },
    matchesCount: {
        text: "matches and notMatches take 1 to 5 values",
        source: "GuardDuty API model, Matches",
        confidence: "documented",
        error: INVALID_VALUE,
    },
    matchesLength: {
        text: "A value of matches and notMatches has 1 to 512 characters",
        source: "GuardDuty API model, MatchesValue",
        confidence: "documented",
        error: INVALID_VALUE,
    },
    matchesWildcards: {
        text: "A value of matches and notMatches has at most five of the wildcards * and ?",
        source: CRITERIA_PAGE,
        confidence: "documented",
        error: INVALID_VALUE,
    },
});
