import * as pulumi from "@pulumi/pulumi";
import { gate, type Planned } from "./gate";
import { InvalidArgsError } from "./invalid-args-error";
import type { Problem } from "./problem";
import { findProblems, type Schema } from "./schema";
import { takeSnapshot } from "./snapshot";

/** Checks what is known now, and what is an Output when it is known. */
export function makePolicy(
    subject: string,
    args: unknown,
    schema: Schema,
    plan: (known: unknown) => Planned<string>,
): pulumi.Output<string> {
    const refuse = (problems: readonly Problem[]): void => {
        if (problems.length > 0) throw new InvalidArgsError(subject, problems, "no policy was made");
    };
    const snapshot = takeSnapshot(args, "");
    refuse(snapshot.problems);
    refuse(findProblems(schema, snapshot.value, ""));
    const gated = gate(subject, snapshot.value, plan);
    refuse(gated.problems);
    return pulumi.output(gated.plan());
}
