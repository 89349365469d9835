/** Texts that many findings share, each kept once and known by its number. */
export class TextTable {
    readonly #numbers = new Map<string, number>();
    readonly #texts: string[];
    readonly #most: number;

    /** At most `most` different texts; what comes after is number 0, `others`. */
    constructor(others: string, most = Number.POSITIVE_INFINITY, texts: readonly string[] = [others]) {
        this.#texts = [...texts];
        this.#texts.forEach((text, number) => this.#numbers.set(text, number));
        this.#most = most;
    }

    /** The number of a text that is there. */
    find(text: string): number | undefined {
        return this.#numbers.get(text);
    }

    numberOf(text: string): number {
        const known = this.#numbers.get(text);
        if (known !== undefined) return known;
        if (this.#texts.length >= this.#most) return 0;
        // A slice of a line would keep the whole line in memory.
        const own = Buffer.from(text).toString();
        this.#texts.push(own);
        this.#numbers.set(own, this.#texts.length - 1);
        return this.#texts.length - 1;
    }

    textOf(number: number): string {
        return this.#texts[number] ?? "";
    }

    get texts(): readonly string[] {
        return this.#texts;
    }

    get isFull(): boolean {
        return this.#texts.length >= this.#most;
    }
}
