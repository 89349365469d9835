import { ACCOUNT_TREND } from "./account-trend";
import { AI_FINDINGS } from "./ai-findings";
import { ATTACK_SEQUENCES } from "./attack-sequences";
import { FIRST_SEEN_TYPES } from "./first-seen-types";
import { NEW_AND_OPEN } from "./new-and-open";
import { NOISE } from "./noise";
import type { ReviewQuery } from "./query";
import { TIME_TO_ARCHIVE } from "./time-to-archive";
import { TOP_TALKERS } from "./top-talkers";

/** The queries of a weekly review, in the order in which they are read. Each reads the table once. */
export const REVIEW_QUERIES: readonly ReviewQuery[] = [
    NEW_AND_OPEN,
    FIRST_SEEN_TYPES,
    TOP_TALKERS,
    AI_FINDINGS,
    ATTACK_SEQUENCES,
    ACCOUNT_TREND,
    TIME_TO_ARCHIVE,
    NOISE,
];
