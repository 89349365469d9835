import { AI_FINDING_TYPES } from "../ai-training/finding-types";

/**
 * The finding types that are about AI workloads and nothing else. The other types that matter to those who train models are raised for
 * any instance or user, so that what is about AI in them shows in the finding's resource only.
 */
export const AI_WORKLOAD_TYPES: readonly string[] = [
    ...AI_FINDING_TYPES.bedrock,
    ...AI_FINDING_TYPES.sageMaker.filter((type) => type.includes(":SageMaker/")),
];
