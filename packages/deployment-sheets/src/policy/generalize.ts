import type { StackResource } from "../stack/stack-resource";

/**
 * ARNs as they may be before a resource exists, or once it was replaced: what a program chooses stays, what Pulumi, the
 * provider and AWS add to it becomes `*`. The rest of the account's resources stay out as far as their names tell.
 */
export function generalizer(resources: readonly StackResource[]): (arn: string) => string {
    const autoNames = [...new Set(resources.filter(({ onlyRead }) => !onlyRead).map(({ name }) => name))]
        // The longest first: `alerts-queue` before `alerts`.
        .sort((a, b) => b.length - a.length)
        .map((name) => new RegExp(`(${escape(name)})-[0-9a-f]{7}(?![0-9A-Za-z])`, "gi"));
    const given = new Set(resources.filter(({ onlyRead }) => onlyRead).flatMap(({ id }) => id.split(/[:/]/)));
    return (arn) => {
        const named = autoNames.reduce((text, pattern) => text.replace(pattern, "$1-*"), arn);
        const general = named.replace(CHOSEN_BY_AWS, (id: string) => (given.has(id) ? id : "*"));
        return general.replace(SPELT_TWO_WAYS, "/publishing?estination/");
    };
}

/**
 * A UUID; an id of EC2's; 26 digits behind a prefix, which the provider makes a name of; 12 and more hexadecimal digits: ids
 * of GuardDuty's, and the hashes in the keys of this library's lists, which change with the lists.
 */
const CHOSEN_BY_AWS = new RegExp(
    [
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "(?<=/)eipalloc-[0-9a-f]+",
        "(?<=[-_])\\d{26}(?![0-9A-Za-z])",
        "(?<=/)[0-9a-f]{12,}(?![0-9A-Za-z])",
    ].join("|"),
    "g",
);

/** IAM tells capitals apart; AWS's authorization reference has a small d here, ARNs in the state a capital one. */
const SPELT_TWO_WAYS = /\/publishing[dD]estination\//;

function escape(name: string): string {
    return name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
