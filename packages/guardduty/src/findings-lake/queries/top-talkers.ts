import { latestOfLastDays, RESOURCE_NAME, type ReviewQuery } from "./query";

export const TOP_TALKERS: ReviewQuery = {
    key: "top-talkers",
    title: "3 Top talkers",
    description: "The remote addresses with most findings in the last 7 days, and what they touched.",
    sql: (database) => `${latestOfLastDays(database, 7)}
SELECT
    remote_address,
    max(remote_country) AS country,
    max(remote_organization) AS organization,
    count(*) AS findings,
    sum(occurrences) AS occurrences,
    count(DISTINCT type) AS types,
    count(DISTINCT account_id) AS accounts,
    count(DISTINCT ${RESOURCE_NAME}) AS resources,
    max(severity) AS highest_severity,
    max(last_seen) AS last_seen
FROM latest
WHERE remote_address IS NOT NULL
GROUP BY remote_address
ORDER BY findings DESC, occurrences DESC, remote_address
LIMIT 50`,
};
