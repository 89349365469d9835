import { planTags, type Tags } from "./tags";
import type { Planned } from "../validation/gate";
import { joinPath, type Problem } from "../validation/problem";
import { quoteText } from "../validation/quote";

/** IAM's API reference, "Tag": narrower than what GuardDuty takes. */
const ROLE_TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const RULE = "IAM takes letters, digits, spaces and _ . : / = + - @ only in the tags of a role";

/** Tags that go on plans, buckets and roles: what any of them would refuse is refused. */
export function planRoleTags(tags: unknown, path: string): Planned<Tags> {
    const planned = planTags(tags, path);
    if ("problems" in planned) return planned;
    const problems = [...findCharacterProblems(planned.plan, path), ...findCaseProblems(planned.plan, path)];
    return problems.length > 0 ? { problems } : planned;
}

function findCharacterProblems(tags: Tags, path: string): Problem[] {
    return Object.entries(tags).flatMap(([key, value]) => {
        const at = joinPath([key], path);
        if (!ROLE_TAG.test(key)) return [{ path: at, got: `the key ${quoteText(key)}`, rule: RULE }];
        return ROLE_TAG.test(value) ? [] : [{ path: at, got: quoteText(value), rule: RULE }];
    });
}

/** IAM keeps the case of a key, and takes no two that differ in it only (IAM User Guide, "Tags for IAM resources"). */
function findCaseProblems(tags: Tags, path: string): Problem[] {
    const seen = new Map<string, string>();
    return Object.keys(tags).flatMap((key) => {
        const first = seen.get(key.toLowerCase());
        if (first === undefined) {
            seen.set(key.toLowerCase(), key);
            return [];
        }
        const rule = "keys of a role's tags must differ in more than upper and lower case";
        return [{ path: joinPath([key], path), got: `the keys ${quoteText(first)} and ${quoteText(key)}`, rule }];
    });
}
