import { isPlainObject } from "./deferred";
import type { Problem } from "./problem";

/** The arguments without those that are wrong already, so that the others are looked at all the same. */
export function withoutBroken(args: unknown, problems: readonly Problem[], root = ""): Record<string, unknown> {
    if (!isPlainObject(args)) return {};
    const start = root === "" ? "" : `${root}.`;
    const broken = new Set(
        problems
            .filter(({ path }) => path.startsWith(start))
            .map(({ path }) => /^\w+/.exec(path.slice(start.length))?.[0]),
    );
    return Object.fromEntries(Object.entries(args).filter(([argument]) => !broken.has(argument)));
}
