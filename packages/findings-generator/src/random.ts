/** A stream of numbers that depends on its seed only: the same on every machine. */
export interface Random {
    /** At least 0, less than 1. */
    next(): number;
    /** A whole number, at least `least` and at most `most`. */
    whole(least: number, most: number): number;
    chance(share: number): boolean;
    pick<T>(list: readonly T[]): T;
    /** Like `pick`, the earlier ones far oftener: as the noisy few of a real account. */
    pickSkewed<T>(list: readonly T[]): T;
    /** Lower-case hexadecimal digits. */
    hex(digits: number): string;
}

/** The generator sfc32: fast, and even enough for made-up data. */
export function randomFrom(seed: string): Random {
    let [a, b, c, d] = seedWords(seed);
    function next32(): number {
        const sum = (((a + b) | 0) + d) | 0;
        d = (d + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (c << 21) | (c >>> 11);
        c = (c + sum) | 0;
        return sum >>> 0;
    }
    // The first numbers still show the seed.
    for (let round = 0; round < 15; round += 1) next32();

    const next = (): number => next32() / 4294967296;
    const at = <T>(list: readonly T[], index: number): T => {
        const found = list[index];
        if (found === undefined) throw new Error("There is nothing to pick from.");
        return found;
    };
    return {
        next,
        whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
        chance: (share) => next() < share,
        pick: (list) => at(list, Math.floor(next() * list.length)),
        pickSkewed: (list) => at(list, Math.floor(next() ** 3 * list.length)),
        hex(digits) {
            let text = "";
            while (text.length < digits) text += next32().toString(16).padStart(8, "0");
            return text.slice(0, digits);
        },
    };
}

/** FNV-1a from four starting points. */
function seedWords(seed: string): [number, number, number, number] {
    const word = (start: number): number => {
        let hash = start;
        for (let index = 0; index < seed.length; index += 1) {
            hash = Math.imul(hash ^ seed.charCodeAt(index), 16777619);
        }
        return hash | 0;
    };
    return [word(2166136261), word(3084996963), word(912559163), word(1)];
}
