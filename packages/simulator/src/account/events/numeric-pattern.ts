import { isJsonList, type Json, type Scalar } from "./event-fields";
import { EventPatternError } from "./pattern-error";

type Compare = (value: number, bound: number) => boolean;

const BELOW: Readonly<Record<string, Compare>> = {
    "<": (value, bound) => value < bound,
    "<=": (value, bound) => value <= bound,
};
const ABOVE: Readonly<Record<string, Compare>> = {
    ">": (value, bound) => value > bound,
    ">=": (value, bound) => value >= bound,
};

/** One comparison, or a range with its lower bound first. */
export function numericPattern(terms: Json): (value: Scalar) => boolean {
    if (!isJsonList(terms)) {
        throw new EventPatternError("Value of numeric must be an array.");
    }
    const [first, bound, second, top] = terms;
    if (typeof first !== "string") {
        throw new EventPatternError(
            `Invalid member in numeric match: ${first === undefined ? "]" : JSON.stringify(first)}`,
        );
    }
    const equals: Compare = (value, wanted) => value === wanted;
    const compare = first === "=" ? equals : (BELOW[first] ?? ABOVE[first]);
    if (compare === undefined) {
        throw new EventPatternError(`Unrecognized numeric range operator: ${first}`);
    }
    const limit = numeric(first, bound);
    if (terms.length === 2) {
        return onNumber((value) => compare(value, limit));
    }
    if (ABOVE[first] === undefined) {
        throw new EventPatternError("Too many elements in numeric expression");
    }
    const until = typeof second === "string" ? BELOW[second] : undefined;
    if (typeof second !== "string" || until === undefined) {
        throw new EventPatternError(
            `Bad numeric range operator: ${typeof second === "string" ? second : JSON.stringify(second)}`,
        );
    }
    const highest = numeric(second, top);
    if (terms.length > 4) {
        throw new EventPatternError("Too many terms in numeric range expression");
    }
    if (limit >= highest) {
        throw new EventPatternError("Bottom must be less than top");
    }
    return onNumber((value) => compare(value, limit) && until(value, highest));
}

function numeric(operator: string, value: Json | undefined): number {
    if (typeof value !== "number") {
        throw new EventPatternError(`Value of ${operator} must be numeric`);
    }
    if (!Number.isFinite(value)) {
        throw new EventPatternError("Cannot compare number");
    }
    return value;
}

function onNumber(matches: (value: number) => boolean): (value: Scalar) => boolean {
    return (value) => typeof value === "number" && matches(value);
}
