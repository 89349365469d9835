/** The one of `known` that was probably meant by `given`, if any is near enough. */
export function nearest(given: string, known: readonly string[]): string | undefined {
    const distances = known.map((candidate) => ({ candidate, distance: editDistance(given, candidate) }));
    const best = distances.sort((a, b) => a.distance - b.distance)[0];
    return best !== undefined && best.distance <= Math.max(2, given.length / 3) ? best.candidate : undefined;
}

/** Levenshtein's: how many characters to insert, leave out or replace. */
function editDistance(from: string, to: string): number {
    let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let row = 1; row <= from.length; row += 1) {
        const current = [row];
        for (let column = 1; column <= to.length; column += 1) {
            const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
            current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
        }
        previous = current;
    }
    return previous[to.length] ?? 0;
}
