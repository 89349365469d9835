import type { Condition, Criteria } from "../../../account/guardduty/filters";
import type { PropertyReader } from "../../property-reader";
import { ProviderError, type PropertyMap } from "../../resource-provider";

const BOUNDS = ["greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"] as const;
const LISTS = ["equals", "notEquals", "matches", "notMatches"] as const;

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** What the provider takes for a bound: a date or a whole number that is not negative (verify.ValidStringDateOrPositiveInt). */
export function boundProblem(value: string): string | undefined {
    const fits = /^\d+$/.test(value) || (RFC_3339.test(value) && !Number.isNaN(Date.parse(value)));
    return fits ? undefined : `must be a valid RFC3339 date or a non-negative integer, got ${value}`;
}

/** The program's list of criteria as the map that goes to AWS: of two for one field the last remains. */
export function criteriaToSend(findingCriteria: PropertyReader, doing: string): Criteria {
    const criteria = new Map<string, Condition>();
    for (const criterion of findingCriteria.objects("criterions")) {
        const field = criterion.string("field");
        criteria.set(field, conditionToSend(criterion, field, doing));
    }
    return criteria;
}

function conditionToSend(criterion: PropertyReader, field: string, doing: string): Condition {
    const condition: Record<string, readonly string[] | bigint> = {};
    for (const name of LISTS) {
        const values = criterion.strings(name);
        if (values !== undefined && values.length > 0) {
            condition[name] = values;
        }
    }
    for (const name of BOUNDS) {
        const value = criterion.optionalString(name);
        if (value !== undefined && value !== "") {
            condition[name] = boundToSend(value, name, field, doing);
        }
    }
    return condition;
}

/** Only `updatedAt` takes a date, and takes nothing else; every other field takes a number, dates too. */
function boundToSend(value: string, name: string, field: string, doing: string): bigint {
    const condition = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const fail = (why: string): never => {
        throw new ProviderError(`${doing}: parsing condition "${condition}" for field "${field}": ${why}`);
    };
    if (field === "updatedAt") {
        const time = RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
        return Number.isNaN(time) ? fail(`parsing time "${value}" as "2006-01-02T15:04:05Z07:00"`) : BigInt(time);
    }
    return /^-?\d+$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value)
        ? BigInt(value)
        : fail(`strconv.ParseInt: parsing "${value}": invalid syntax`);
}

/** AWS's map as the provider puts it in the state. A bound of zero is lost: the provider takes it for none. */
export function criteriaRead(criteria: Criteria): PropertyMap {
    return {
        criterions: [...criteria]
            .sort(([left], [right]) => (left < right ? -1 : 1))
            .map(([field, condition]) => criterionRead(field, condition)),
    };
}

function criterionRead(field: string, condition: Condition): PropertyMap {
    const criterion: Record<string, string | readonly string[]> = { field };
    for (const name of LISTS) {
        const values = condition[name];
        if (values !== undefined) {
            criterion[name] = values;
        }
    }
    for (const name of BOUNDS) {
        const bound = condition[name];
        if (bound !== undefined && bound > 0n) {
            criterion[name] = field === "updatedAt" ? dateOf(bound) : String(bound);
        }
    }
    return criterion;
}

/** Whole seconds: what is finer is dropped. */
function dateOf(milliseconds: bigint): string {
    return new Date(Number(milliseconds)).toISOString().replace(/\.\d+Z$/, "Z");
}
