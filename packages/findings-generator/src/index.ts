export type { Finding, Json, JsonObject } from "./finding";
export { FINDING_TYPES, type FindingTypeFacts } from "./finding-types";
export { makeLines, type Line } from "./findings";
export { HOSTILE_TEXTS } from "./hostile-text";
export { DEFAULT_PLAN, type FindingsPlan } from "./plan";
export { writeFindings, type WriteFindingsArgs, type Written } from "./write-findings";
