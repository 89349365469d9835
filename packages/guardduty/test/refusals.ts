import { expect } from "vitest";
import { planMonitoring } from "../src/monitoring/plan";
import { InvalidArgsError } from "../src/validation/invalid-args-error";

/** The error that the arguments are refused with; fails where they are accepted, or where something else is thrown. */
export function refusalOf(args: unknown, name: unknown = "training", opts?: unknown): InvalidArgsError {
    try {
        Reflect.apply(planMonitoring, undefined, [name, args, opts]);
    } catch (error) {
        if (InvalidArgsError.isInstance(error)) return error;
        throw error;
    }
    throw new Error("the arguments were accepted");
}

/** What the error says of each path. */
export function reasonsIn(error: InvalidArgsError): Record<string, string> {
    const reasons: Record<string, string> = {};
    for (const { propertyPath, reason } of error.errors ?? []) {
        reasons[propertyPath] = propertyPath in reasons ? `${reasons[propertyPath]}\n${reason}` : reason;
    }
    return reasons;
}

/** Expects problems at exactly these paths, and in what is said of each the telling part. */
export function expectRefused(args: unknown, expected: Readonly<Record<string, string>>): void {
    const reasons = reasonsIn(refusalOf(args));
    expect(reasons).toEqual(
        Object.fromEntries(Object.entries(expected).map(([path, telling]) => [path, expect.stringContaining(telling)])),
    );
}

export function expectAccepted(args: unknown): void {
    planMonitoring("training", args, undefined);
}
