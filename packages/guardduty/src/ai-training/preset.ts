import type { FindingField } from "../catalog/finding-fields";
import type { FindingType } from "../catalog/finding-types";
import type { FindingCriterionArgs, FindingFilterArgs } from "../filters/args";
import { gate } from "../validation/gate";
import { InvalidArgsError } from "../validation/invalid-args-error";
import type { Problem } from "../validation/problem";
import { findProblems, type Schema } from "../validation/schema";
import type { Settled } from "../validation/settled";
import { takeSnapshot } from "../validation/snapshot";

/** What a preset hides, and the reason for it. */
export interface Noise {
    readonly name: string;
    readonly description: string;
    readonly findingTypes: readonly FindingType[];
    /** Conditions that the user has no say in. */
    readonly always?: Readonly<Partial<Record<FindingField, FindingCriterionArgs>>>;
}

/** An argument that narrows a preset: where it stands, how it is checked, and the criterion that comes of it. */
export interface Attribute {
    readonly field: FindingField;
    readonly condition: "equals" | "matches";
    readonly path: string;
    readonly schema: Schema;
    readonly value: unknown;
}

/** The arguments of the function named `subject`, read once; throws where anything that is known now is wrong with them. */
export function readArgs(
    subject: string,
    args: unknown,
    schema: Schema,
    findMore: (args: unknown) => readonly Problem[] = () => [],
): unknown {
    const { value, problems } = takeSnapshot(args, "");
    const found = problems.length > 0 ? problems : [...findProblems(schema, value, ""), ...findMore(value)];
    if (found.length > 0) throw new InvalidArgsError(subject, found, "no filter was made");
    return value;
}

/** The filter that hides the noise where it has these attributes. What is known later is checked when it is known. */
export function suppress(subject: string, noise: Noise, attributes: readonly Attribute[]): FindingFilterArgs {
    const criteria: Record<string, FindingCriterionArgs> = { ...noise.always };
    for (const attribute of attributes) {
        criteria[attribute.field] = { [attribute.condition]: settleTexts(subject, attribute) };
    }
    return {
        name: noise.name,
        action: "ARCHIVE",
        description: noise.description,
        findingTypes: [...noise.findingTypes],
        criteria,
    };
}

function settleTexts(subject: string, { path, schema, value }: Attribute): Settled<string[]> {
    const gated = gate<unknown, string[]>(subject, value, (known) => {
        const problems = findProblems(schema, known, path);
        return problems.length > 0 ? { problems } : { plan: textsIn(known) };
    });
    return gated.plan();
}

/** A single text counts as a list of one. */
function textsIn(known: unknown): string[] {
    return [known].flat().filter((text) => typeof text === "string");
}
