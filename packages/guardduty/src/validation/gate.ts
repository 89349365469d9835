import * as pulumi from "@pulumi/pulumi";
import { containsDeferred } from "./deferred";
import { InvalidArgsError } from "./invalid-args-error";
import { withoutValue, type Problem } from "./problem";
import { findProblems, type Schema } from "./schema";
import type { Settled } from "./settled";

/** What a plan function makes of plain arguments: the plan, or the problems that stand in its way. */
export type Planned<Plan> = { readonly plan: Plan } | { readonly problems: readonly Problem[] };

export interface Gated<Plan> {
    /** What is wrong as far as it is known now. */
    readonly problems: readonly Problem[];
    /** The plan; nothing downstream sees a value that has not been through `makePlan`. Throws where there are problems. */
    readonly plan: () => Settled<Plan>;
}

/**
 * Plans now if everything is known, else when it is: an Output's value goes through the same checks as a plain one before anything
 * that depends on it is made. A secret among the values makes the plan secret and its problems silent about values.
 */
export function gate<Args, Plan>(subject: string, args: Args, makePlan: (plain: Args) => Planned<Plan>): Gated<Plan> {
    if (!containsDeferred(args)) {
        const planned = makePlan(args);
        if ("problems" in planned) return refused(subject, planned.problems);
        return { problems: [], plan: () => planned.plan };
    }
    const known = pulumi.output(args);
    const plan = known.apply(async (plain) => {
        const planned = makePlan(plain as Args); // eslint-disable-line no-restricted-syntax -- what pulumi.output() unwraps to
        if (!("problems" in planned)) return planned.plan;
        const secret = await pulumi.isSecret(known);
        const problems = secret ? planned.problems.map(withoutValue) : planned.problems;
        throw new InvalidArgsError(subject, problems, "what depends on them was not made");
    });
    return { problems: [], plan: () => plan };
}

/** Gates a single argument by its schema. */
export function gateField<T>(subject: string, schema: Schema, value: pulumi.Input<T>, path: string): Gated<T> {
    return gate<unknown, T>(subject, value, (known) => {
        const problems = findProblems(schema, known, path);
        return problems.length > 0 ? { problems } : { plan: known as T }; // eslint-disable-line no-restricted-syntax -- the schema has just said so
    });
}

/** Gates an argument that may be left out. */
export function gateOptional<T>(
    subject: string,
    schema: Schema,
    value: pulumi.Input<T> | undefined,
    path: string,
): Gated<T> | undefined {
    return value === undefined ? undefined : gateField(subject, schema, value, path);
}

function refused(subject: string, problems: readonly Problem[]): Gated<never> {
    return {
        problems,
        plan: () => {
            throw new InvalidArgsError(subject, problems);
        },
    };
}
