/** In milliseconds, as all of the clock's times. */
export const DAY = 24 * 60 * 60 * 1000;

/** The simulator's own time: it stands still until somebody advances it, so nothing ever sleeps. */
export class SimulatedClock {
    #now: number;

    constructor(start: Date = new Date("2026-11-24T00:00:00Z")) {
        this.#now = start.getTime();
    }

    /** Milliseconds since the epoch. */
    now(): number {
        return this.#now;
    }

    advance(milliseconds: number): void {
        if (!(milliseconds >= 0)) {
            throw new RangeError(`time does not run backwards: ${milliseconds}`);
        }
        this.#now += milliseconds;
    }
}
