import { latestOfLastDays, RESOURCE_NAME, type ReviewQuery } from "./query";

export const FIRST_SEEN_TYPES: ReviewQuery = {
    key: "first-seen-types",
    title: "2 Types seen for the first time",
    description: "Finding types of the last 7 days that none of the 90 days before had.",
    sql: (database) => `${latestOfLastDays(database, 97)}
SELECT
    type,
    min(created_at) AS first_made,
    count(*) AS findings,
    max(severity) AS highest_severity,
    count(DISTINCT account_id) AS accounts,
    min_by(coalesce(${RESOURCE_NAME}, ''), created_at) AS first_resource
FROM latest
GROUP BY type
HAVING min(created_at) >= CAST(current_date - INTERVAL '7' DAY AS timestamp)
ORDER BY highest_severity DESC, findings DESC, type`,
};
