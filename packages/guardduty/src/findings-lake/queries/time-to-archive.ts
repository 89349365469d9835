import { latestOfLastDays, SEVERITY_NAME, type ReviewQuery } from "./query";

/** The lower median: the rank r of n in order of size for which 2r - n is 0 or 1. */
const medianOf = (value: string, rank: string, count: string): string =>
    `max(CASE WHEN ${value} IS NOT NULL AND 2 * ${rank} - ${count} BETWEEN 0 AND 1 THEN ${value} END)`;

export const TIME_TO_ARCHIVE: ReviewQuery = {
    key: "time-to-archive",
    title: "7 Time to archive",
    description:
        "Hours from a finding's making to its archiving, over 90 days. GuardDuty does not export archiving: what came to rest, without a word for 7 days, stands for it, and archived findings of copies made otherwise count as they are.",
    sql: (database) => `${latestOfLastDays(database, 90)},
measured AS (
    SELECT
        severity,
        ${SEVERITY_NAME} AS severity_name,
        CASE WHEN archived THEN date_diff('millisecond', created_at, updated_at) / 3600000.0E0 END AS archived_hours,
        CASE
            WHEN NOT archived AND updated_at < CAST(current_date - INTERVAL '7' DAY AS timestamp)
                THEN date_diff('millisecond', created_at, updated_at) / 3600000.0E0
        END AS resting_hours
    FROM latest
),
ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY severity_name ORDER BY archived_hours NULLS LAST) AS archived_rank,
        count(archived_hours) OVER (PARTITION BY severity_name) AS archived_count,
        row_number() OVER (PARTITION BY severity_name ORDER BY resting_hours NULLS LAST) AS resting_rank,
        count(resting_hours) OVER (PARTITION BY severity_name) AS resting_count
    FROM measured
)
SELECT
    severity_name,
    count(*) AS findings,
    count(archived_hours) AS archived_findings,
    ${medianOf("archived_hours", "archived_rank", "archived_count")} AS median_hours_to_archive,
    max(archived_hours) AS longest_hours_to_archive,
    count(resting_hours) AS resting_findings,
    ${medianOf("resting_hours", "resting_rank", "resting_count")} AS median_hours_to_rest,
    count(*) - count(archived_hours) - count(resting_hours) AS still_told_of
FROM ranked
GROUP BY severity_name
ORDER BY max(severity) DESC`,
};
