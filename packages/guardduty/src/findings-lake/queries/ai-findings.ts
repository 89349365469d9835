import { AI_FINDING_TYPES } from "../../ai-training/finding-types";
import { latestOfLastDays, RESOURCE_NAME, SEVERITY_NAME, type ReviewQuery } from "./query";

/** As notifications have it: the types of Bedrock and SageMaker, and whatever names a model or a guardrail. */
const TYPES = [
    ...AI_FINDING_TYPES.bedrock,
    ...AI_FINDING_TYPES.sageMaker.filter((type) => type.includes(":SageMaker/")),
];

export const AI_FINDINGS: ReviewQuery = {
    key: "ai-findings",
    title: "4 Findings about AI workloads",
    description: "Findings of the last 30 days about models, guardrails, Bedrock and SageMaker, which are mostly Low.",
    sql: (database) => `${latestOfLastDays(database, 30)}
SELECT
    ${SEVERITY_NAME} AS severity_name,
    type,
    account_id,
    finding_region,
    ${RESOURCE_NAME} AS resource_name,
    api,
    array_join(model_ids, ', ') AS models,
    guardrail_arn,
    remote_address,
    occurrences,
    created_at,
    updated_at,
    id
FROM latest
WHERE cardinality(model_ids) > 0
    OR guardrail_arn IS NOT NULL
    OR type IN (
        ${TYPES.map((type) => `'${type}'`).join(",\n        ")}
    )
ORDER BY updated_at DESC, id
LIMIT 1000`,
};
