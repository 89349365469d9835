/** One thing that is wrong with the arguments. */
export interface Problem {
    /** Where: the argument's path, such as `filters[0].action`. */
    readonly path: string;
    /** What is allowed. Says nothing about the value, which may be secret. */
    readonly rule: string;
    /** What was got, quoted. Left out where the value is secret, and where an argument is missing. */
    readonly got?: string;
    /** How to mend it, where the value tells. Left out where the value is secret. */
    readonly hint?: string;
}

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
const LONGEST_KEY = 80;

/** `["filters", 0, "a.b"]` as `filters[0]["a.b"]`. */
export function joinPath(segments: readonly PropertyKey[], root = ""): string {
    return segments.reduce<string>((path, segment) => {
        if (typeof segment === "number") return `${path}[${segment}]`;
        const key = String(segment);
        if (key.length > LONGEST_KEY || !IDENTIFIER.test(key)) return `${path}[${quoteKey(key)}]`;
        return path === "" ? key : `${path}.${key}`;
    }, root);
}

function quoteKey(key: string): string {
    const shown = key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key;
    return JSON.stringify(shown).replace(
        /[\u007f-\uffff]/g,
        (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/** The problem as a sentence or two. */
export function describeProblem(problem: Problem): string {
    const got = problem.got === undefined ? "" : `got ${problem.got}; `;
    const hint = problem.hint === undefined ? "" : ` ${problem.hint}`;
    return `${got}${problem.rule}.${hint}`;
}

/**
 * The same problem without anything that its value would show. Of tags the keys may be secret, too: they may be known later as a
 * whole.
 */
export function withoutValue({ path, rule }: Problem): Problem {
    return { path: path.replace(BELOW_TAGS, "$1"), got: "a secret value, not shown", rule };
}

/** Steps of a path up to the first that is `tags`, and what comes after it. */
const BELOW_TAGS = /^((?:\w+\b|\.|\[\d+\]|\["(?:[^"\\]|\\.)*"\])*?(?<![\w"])tags)[.[].*$/s;
