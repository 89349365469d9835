import * as pulumi from "@pulumi/pulumi";
import { describeProblem, type Problem } from "./problem";

/**
 * The one error that this library throws for arguments it does not accept: it lists every problem, each with its path, what was
 * got, what is allowed and how to mend it. Nothing has been registered when it is thrown; where a value is an Output, it comes when
 * that is known, and what depends on it is not made.
 */
export class InvalidArgsError extends pulumi.InputPropertiesError {
    /** Pulumi prints an error with this brand without a stack (`RunError.isInstance` looks for it). */
    protected readonly __pulumiRunError = true;

    /** Recognises the error also when two copies of this library are loaded. */
    static override isInstance(value: unknown): value is InvalidArgsError {
        return pulumi.InputPropertiesError.isInstance(value) && Reflect.get(value, "name") === "InvalidArgsError";
    }

    constructor(subject: string, problems: readonly Problem[], consequence = "nothing of it was registered") {
        const shown = problems.slice(0, MOST_SHOWN);
        super({
            message: describeAll(subject, shown, problems.length, consequence),
            errors: shown.map((problem) => ({ propertyPath: problem.path, reason: describeProblem(problem) })),
        });
        this.name = "InvalidArgsError";
        contents.set(this, { subject, problems });
    }
}

/** Kept beside the errors: a property would be part of the library's surface. */
const contents = new WeakMap<InvalidArgsError, ErrorContent>();

export interface ErrorContent {
    readonly subject: string;
    readonly problems: readonly Problem[];
}

/** What an error was made of; nothing where another copy of this library made it. */
export function contentOf(error: InvalidArgsError): ErrorContent | undefined {
    return contents.get(error);
}

/** More than anybody reads at once. */
const MOST_SHOWN = 100;

function describeAll(subject: string, shown: readonly Problem[], total: number, consequence: string): string {
    const count = total === 1 ? "a problem" : `${total} problems`;
    const lines = shown.map((problem) => `  - ${problem.path}: ${describeProblem(problem)}`);
    if (total > shown.length) lines.push(`  - and ${total - shown.length} more`);
    return [`${subject} has ${count} in its arguments; ${consequence}.`, ...lines].join("\n");
}
