import type { FindingField } from "../../catalog/finding-fields";
import { ABOUT_AI } from "./about-ai";
import { latestOfLastDays, type ReviewQuery } from "./query";

/** Fields that tell harmless causes apart, by the column that holds them. None of them is an attacker's alone to choose. */
const ATTRIBUTES: Readonly<Record<string, FindingField>> = {
    image_id: "resource.instanceDetails.imageId",
    instance_id: "resource.instanceDetails.instanceId",
    user_name: "resource.accessKeyDetails.userName",
    bucket_name: "resource.s3BucketDetails.name",
    eks_cluster_name: "resource.eksClusterDetails.name",
    ecs_cluster_name: "resource.ecsClusterDetails.name",
    container_image: "resource.containerDetails.image",
    function_name: "resource.lambdaDetails.functionName",
    database_id: "resource.rdsDbInstanceDetails.dbInstanceIdentifier",
};

/** The bands that were seen: should the type ever be worse, the filter does not hide it. */
const BANDS = `CASE WHEN min(severity) >= 4 THEN '"MEDIUM"' WHEN max(severity) < 4 THEN '"LOW"' ELSE '"LOW", "MEDIUM"' END`;

const rows = Object.entries(ATTRIBUTES);

export const NOISE: ReviewQuery = {
    key: "noise",
    title: "8 Noise",
    description:
        "Pairs of a finding type and one attribute, with what an ARCHIVE filter on both would have hidden in the last 30 days. Proposals for filters: say why in the description, and look at each before it goes in.",
    sql: (database) => `${latestOfLastDays(database, 30)},
pairs AS (
    SELECT
        type,
        field,
        CASE field
            ${rows.map(([column, field]) => `WHEN '${field}' THEN ${column}`).join("\n            ")}
        END AS value,
        severity,
        occurrences,
        account_id,
        created_at,
        ${ABOUT_AI} AS about_ai,
        count(*) OVER (PARTITION BY type, field) AS findings_of_type
    FROM latest
    CROSS JOIN (
        VALUES
            ${rows.map(([, field]) => `('${field}')`).join(",\n            ")}
    ) AS fields (field)
    WHERE type NOT LIKE 'AttackSequence:%'
)
SELECT
    type,
    field,
    value,
    count(*) AS findings,
    sum(occurrences) AS occurrences,
    max(findings_of_type) AS findings_of_type,
    max(severity) AS highest_severity,
    count(DISTINCT account_id) AS accounts,
    count(DISTINCT CAST(created_at AS date)) AS days,
    '{ "action": "ARCHIVE", "severities": [' || ${BANDS} || '], "findingTypes": [' || json_format(CAST(type AS json))
        || '], "criteria": { "' || field || '": { "equals": [' || json_format(CAST(value AS json)) || '] } } }' AS filter
FROM pairs
WHERE value IS NOT NULL
GROUP BY type, field, value
HAVING count(*) >= 5 AND max(severity) < 7 AND count_if(about_ai) = 0
ORDER BY findings DESC, occurrences DESC, type, field, value
LIMIT 200`,
};
