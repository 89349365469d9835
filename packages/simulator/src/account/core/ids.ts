import { createHash } from "node:crypto";

/** Makes the ids AWS would choose: in its shape, and the same on every run. */
export class IdGenerator {
    #count: number;

    constructor(
        private readonly seed: string,
        /** How many there were before. */
        made = 0,
    ) {
        this.#count = made;
    }

    /** How many there have been. */
    get made(): number {
        return this.#count;
    }

    /** Hexadecimal, as GuardDuty's 32 characters. */
    hex(length: number): string {
        this.#count += 1;
        return createHash("sha256").update(`${this.seed}/${this.#count}`).digest("hex").slice(0, length);
    }

    uuid(): string {
        const hex = this.hex(32);
        return [
            hex.slice(0, 8),
            hex.slice(8, 12),
            `4${hex.slice(13, 16)}`,
            `8${hex.slice(17, 20)}`,
            hex.slice(20),
        ].join("-");
    }

    /** A number that no earlier call returned. */
    serial(): number {
        this.#count += 1;
        return this.#count;
    }

    /** A number below a bound. */
    below(bound: number): number {
        return Number.parseInt(this.hex(8), 16) % bound;
    }
}
