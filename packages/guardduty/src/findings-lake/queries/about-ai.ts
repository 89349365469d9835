import { AI_FINDING_TYPES } from "../../ai-training/finding-types";

/** As notifications have it: the types of Bedrock and SageMaker, and whatever names a model or a guardrail. */
const TYPES = [
    ...AI_FINDING_TYPES.bedrock,
    ...AI_FINDING_TYPES.sageMaker.filter((type) => type.includes(":SageMaker/")),
];

/** Whether a finding is about an AI workload. */
export const ABOUT_AI = `(
        coalesce(cardinality(model_ids), 0) > 0
        OR guardrail_arn IS NOT NULL
        OR type IN (
            ${TYPES.map((type) => `'${type}'`).join(",\n            ")}
        )
    )`;
