import { FINDINGS_VIEW } from "../view";

/** A saved query, as a reviewer finds it in Athena. */
export interface ReviewQuery {
    /** Ends its child's name, and names it in the component's output; so it stays. */
    readonly key: string;
    /** Sorts the queries in Athena's list. */
    readonly title: string;
    readonly description: string;
    /** What it selects, from the view of a database. */
    readonly sql: (database: string) => string;
}

/**
 * The latest line of each finding among those of the last days. GuardDuty exports a finding again when it happens again, and each
 * line tells the whole of it. The days come before the ranking: a condition on the day that is put behind it does not reach the
 * table, and Athena would read every day there is.
 */
export function latestOfLastDays(database: string, days: number): string {
    return `WITH lines AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY account_id, finding_region, id ORDER BY updated_at DESC, occurrences DESC) AS recency
    FROM "${database}"."${FINDINGS_VIEW}"
    WHERE day >= date_format(current_date - INTERVAL '${days}' DAY, '%Y/%m/%d')
),
latest AS (
    SELECT * FROM lines WHERE recency = 1 AND NOT sample
)`;
}

/** GuardDuty's words for its numbers (GuardDuty User Guide, "Severity levels"). */
export const SEVERITY_NAME = `CASE
        WHEN severity >= 9 THEN 'CRITICAL'
        WHEN severity >= 7 THEN 'HIGH'
        WHEN severity >= 4 THEN 'MEDIUM'
        ELSE 'LOW'
    END`;

/** The main thing that a finding is about: of a cluster's finding the cluster, not the instance it runs on. */
export const RESOURCE_NAME = `CASE
        WHEN resource_type = 'Instance' THEN instance_id
        WHEN resource_type = 'AccessKey' THEN coalesce(user_name, access_key_id)
        ELSE coalesce(bucket_name, eks_cluster_name, ecs_cluster_name, function_name, database_id, container_name, instance_id, user_name)
    END`;
