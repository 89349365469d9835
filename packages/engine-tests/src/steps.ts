import type { Operation } from "pulumi-guardduty-simulator";

/** What an operation did, a line for each step: `update training-filter-scans`. In the order of doing. */
export function stepLines(operation: Operation): string[] {
    return operation.steps.filter(({ type }) => type !== "pulumi:pulumi:Stack").map(({ op, name }) => `${op} ${name}`);
}

/** The same without the order, for what the engine does side by side. */
export function sortedStepLines(operation: Operation): string[] {
    return stepLines(operation).sort();
}
