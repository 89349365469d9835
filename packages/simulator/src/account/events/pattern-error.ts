/** What is wrong with an event pattern, in the words of AWS's Event Ruler. */
export class EventPatternError extends Error {
    constructor(message: string) {
        super(message);
        this.name = "EventPatternError";
    }
}
