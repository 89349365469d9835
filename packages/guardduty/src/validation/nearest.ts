const LONGEST = 100;
/** A shorter word is a part of too much. */
const SHORTEST_PART = 4;

/** The candidate that `word` most probably was meant to be, or undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
    if (word.length > LONGEST) return undefined;
    const wanted = word.toLowerCase();
    let best: string | undefined;
    let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
    for (const candidate of candidates) {
        if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
        const distance = editDistance(wanted, candidate.toLowerCase());
        if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
    }
    return best ?? findWhole(wanted, candidates);
}

/** The one candidate of which the word is a part, as `imageId` is of `resource.instanceDetails.imageId`. */
function findWhole(wanted: string, candidates: readonly string[]): string | undefined {
    if (wanted.length < SHORTEST_PART) return undefined;
    const wholes = candidates.filter((candidate) => candidate.toLowerCase().includes(wanted));
    return wholes.length === 1 ? wholes[0] : undefined;
}

/** `Did you mean "x"?`, or undefined. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
    const candidate = nearest(word, candidates);
    return candidate === undefined ? undefined : `Did you mean "${candidate}"?`;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
    let beforeLast: number[] = [];
    let last = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution);
            if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
            row.push(cost);
        }
        beforeLast = last;
        last = row;
    }
    return last[b.length] ?? 0;
}
