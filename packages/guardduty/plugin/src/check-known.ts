import { containsDeferred } from "../../src/validation/deferred";
import { contentOf, InvalidArgsError } from "../../src/validation/invalid-args-error";
import { withoutValue } from "../../src/validation/problem";
import { knownNow } from "./known-now";

/**
 * Checks what is known of the arguments, before anything is made of them. What a program takes from other resources comes as
 * Outputs, known by now but for a preview: a component would find what is wrong with them one by one, after it has made what
 * does not depend on them, and the SDK's server could no longer say which argument it is.
 */
export async function checkKnown(check: (args: unknown) => unknown, args: unknown): Promise<void> {
    if (!containsDeferred(args)) return; // the component checks those by itself
    const { open, all, secretPaths } = await knownNow(args);
    check(open);
    if (secretPaths.length === 0) return;
    try {
        check(all);
    } catch (error) {
        throw InvalidArgsError.isInstance(error) ? withoutSecrets(error, secretPaths) : error;
    }
}

/** Nothing was wrong without the secrets: no problem may say what it got. */
function withoutSecrets(error: InvalidArgsError, secretPaths: readonly string[]): InvalidArgsError {
    const { subject, problems } = contentOf(error) ?? { subject: "The component", problems: [] };
    // The engine prints the value at a problem's path, and keeps a secret to itself only as a whole.
    const visible = (path: string): string => secretPaths.find((secret) => isWithin(path, secret)) ?? path;
    return new InvalidArgsError(
        subject,
        problems.map(withoutValue).map((problem) => ({ ...problem, path: visible(problem.path) })),
    );
}

function isWithin(path: string, outer: string): boolean {
    return path.startsWith(outer) && ["", ".", "["].includes(path.charAt(outer.length));
}
