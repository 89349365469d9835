// Pairs are measured in turn within one round, so that a slow spell of the machine hits both; what counts is the median
// of the rounds' own ratios or differences. A round's order alternates, so that going second is no advantage.
import { capture, UserError } from "../scripts/bootstrap.mjs";

/**
 * Measures `first` and `second` alternately; both return milliseconds (or a promise of them).
 * @returns the median of each, and the medians of second divided by first and of second less first
 */
export async function alternate(rounds, first, second) {
    const pairs = [];
    for (let round = 0; round < rounds; round += 1) {
        const [one, other] = round % 2 === 0 ? [first, second] : [second, first];
        const oneMs = await one();
        const otherMs = await other();
        pairs.push(round % 2 === 0 ? [oneMs, otherMs] : [otherMs, oneMs]);
    }
    return {
        firstMs: median(pairs.map(([a]) => a)),
        secondMs: median(pairs.map(([, b]) => b)),
        ratio: median(pairs.map(([a, b]) => b / a)),
        moreMs: median(pairs.map(([a, b]) => b - a)),
    };
}

export function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs Node on a script; resolves to the milliseconds that the whole process took. */
export async function timeProcess(args, cwd) {
    const started = performance.now();
    await output(args, cwd);
    return performance.now() - started;
}

/** Runs Node on a script; resolves to what its last line of output says, as JSON. */
export async function readProcess(args, cwd) {
    return JSON.parse((await output(args, cwd)).trim().split("\n").at(-1));
}

async function output(args, cwd) {
    const { code, output: text } = await capture(process.execPath, args, cwd);
    if (code !== 0) {
        throw new UserError(`node ${args.join(" ")} failed:\n${text}`);
    }
    return text;
}
