import { isPlainObject } from "./deferred";
import type { Problem } from "./problem";
import { quote, quoteText } from "./quote";
import { takeSnapshot, type Snapshot } from "./snapshot";

const LONGEST_NAME = 100;

/** `GuardDutyMonitoring "training"`: how an error names a component. */
export function describeSubject(component: string, name: unknown): string {
    return `${component} ${typeof name === "string" ? quoteText(name) : "without a name"}`;
}

/** What a component was called with, read once, and what is wrong with the call; what cannot be read is left out. */
export function readCall(name: unknown, args: unknown, options: unknown): Snapshot {
    const { value = {}, problems } = takeSnapshot(args, "");
    return { value, problems: [...findNameProblems(name), ...findOptionsProblems(options), ...problems] };
}

function findNameProblems(name: unknown): Problem[] {
    const isName = typeof name === "string" && /^[^\p{C}:]+$/u.test(name) && name.length <= LONGEST_NAME;
    if (isName) return [];
    const rule = `the first argument must be the resource's name: 1 to ${LONGEST_NAME} characters, no colons or control characters`;
    return [{ path: "name", got: quote(name), rule }];
}

function findOptionsProblems(options: unknown): Problem[] {
    if (options === undefined || isPlainObject(options)) return [];
    return [{ path: "opts", got: quote(options), rule: "the third argument must be an object of resource options" }];
}
