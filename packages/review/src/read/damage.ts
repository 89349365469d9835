/** Something in the export that could not be read. It costs what is said here and nothing else. */
export interface Damage {
    readonly file: string;
    /** Undefined where the whole file is meant. */
    readonly line: number | undefined;
    readonly what: string;
}

/** How many damages are told one by one; the rest is counted. */
export const MOST_DAMAGES_TOLD = 100;
