import { latestOfLastDays, type ReviewQuery } from "./query";

const SEQUENCE = "$.service.detection.sequence";

export const ATTACK_SEQUENCES: ReviewQuery = {
    key: "attack-sequences",
    title: "5 Attack sequences",
    description:
        "The attack sequences of the last 30 days, latest first: each is several signals that GuardDuty put together.",
    sql: (database) => `${latestOfLastDays(database, 30)}
SELECT
    type,
    account_id,
    finding_region,
    json_array_length(json_extract(finding, '${SEQUENCE}.signals')) AS signals,
    json_array_length(json_extract(finding, '${SEQUENCE}.actors')) AS actors,
    json_array_length(json_extract(finding, '${SEQUENCE}.resources')) AS resources,
    json_extract_scalar(finding, '${SEQUENCE}.resources[0].uid') AS first_resource,
    json_extract_scalar(finding, '${SEQUENCE}.actors[0].user.name') AS first_actor,
    json_extract_scalar(finding, '${SEQUENCE}.endpoints[0].ip') AS first_address,
    first_seen,
    last_seen,
    id
FROM latest
WHERE type LIKE 'AttackSequence:%'
ORDER BY last_seen DESC, id
LIMIT 1000`,
};
