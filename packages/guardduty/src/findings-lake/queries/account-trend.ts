import { latestOfLastDays, type ReviewQuery } from "./query";

export const ACCOUNT_TREND: ReviewQuery = {
    key: "account-trend",
    title: "6 Trend by account",
    description: "New findings by account and week (from Monday) over the last 8 weeks, by severity.",
    sql: (database) => `${latestOfLastDays(database, 56)}
SELECT
    account_id,
    CAST(date_trunc('week', created_at) AS date) AS week,
    count_if(severity >= 9) AS critical,
    count_if(severity >= 7 AND severity < 9) AS high,
    count_if(severity >= 4 AND severity < 7) AS medium,
    count_if(severity < 4) AS low,
    count(*) AS findings
FROM latest
WHERE created_at >= CAST(current_date - INTERVAL '56' DAY AS timestamp)
GROUP BY 1, 2
ORDER BY account_id, week`,
};
