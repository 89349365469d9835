import type { Report } from "../report/report";

/** What the review is of, in words. */
export function describeSelection({ selection, totals }: Pick<Report, "selection" | "totals">): string {
    const { since, until, accountIds, regions, severities } = selection;
    const parts = [
        since === undefined && until === undefined
            ? totals.firstSeen === undefined || totals.lastSeen === undefined
                ? "no findings"
                : `seen ${totals.firstSeen.slice(0, 10)} to ${totals.lastSeen.slice(0, 10)}`
            : `updated ${since === undefined ? "" : `from ${since} `}${until === undefined ? "" : `until ${until}`}`.trim(),
        accountIds === undefined ? "every account" : `account ${accountIds.join(", ")}`,
        regions === undefined ? "every Region" : regions.join(", "),
        severities === undefined ? "every severity" : severities.join(", ").toLowerCase(),
    ];
    return parts.join(" · ");
}
