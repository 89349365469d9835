import { latestOfLastDays, SEVERITY_NAME, type ReviewQuery } from "./query";

export const NEW_AND_OPEN: ReviewQuery = {
    key: "new-and-open",
    title: "1 New and open by severity",
    description:
        "Findings by severity: made in the last 7 days, and all that were told of in the last 30 and are not archived in the copy.",
    sql: (database) => `${latestOfLastDays(database, 30)}
SELECT
    ${SEVERITY_NAME} AS severity_name,
    count_if(created_at >= CAST(current_date - INTERVAL '7' DAY AS timestamp)) AS new_findings,
    count(*) AS open_findings,
    sum(occurrences) AS occurrences,
    count(DISTINCT type) AS types,
    count(DISTINCT account_id) AS accounts,
    min(created_at) AS oldest
FROM latest
WHERE NOT archived
GROUP BY 1
ORDER BY max(severity) DESC`,
};
