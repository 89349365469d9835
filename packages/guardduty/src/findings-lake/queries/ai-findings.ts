import { ABOUT_AI } from "./about-ai";
import { latestOfLastDays, RESOURCE_NAME, SEVERITY_NAME, type ReviewQuery } from "./query";

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
WHERE ${ABOUT_AI}
ORDER BY updated_at DESC, id
LIMIT 1000`,
};
