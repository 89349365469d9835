/** One of the six fields of a cron expression (EventBridge Scheduler User Guide, schedule-types). */
interface CronField {
    readonly least: number;
    readonly most: number;
    /** Names of the values, from `least` on. */
    readonly names?: readonly string[];
    /** Whether `/` and a step may follow. */
    readonly steps: boolean;
    /** What else may stand for a value, such as L. */
    readonly special?: RegExp;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const DAY_OF_MONTH: CronField = { least: 1, most: 31, steps: true, special: /^(L|LW|([1-9]|[12]\d|3[01])W)$/ };
const DAY_OF_WEEK: CronField = {
    ...{ least: 1, most: 7, names: DAYS, steps: false },
    special: /^([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)?(L|#[1-5])$/,
};

/** Whether Scheduler takes an expression. A rate's unit need not go with its number: AWS's own examples have `1 hours`. */
export function isScheduleExpression(expression: string): boolean {
    const [, kind, inside = ""] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
    switch (kind) {
        case "rate":
            return /^0*[1-9]\d* (minutes?|hours?|days?)$/.test(inside);
        case "cron":
            return isCron(inside.split(" "));
        case "at":
            return isTime(inside);
        default:
            return false;
    }
}

function isCron(fields: readonly string[]): boolean {
    const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = "", ...more] = fields;
    return (
        more.length === 0 &&
        isField(minutes, { least: 0, most: 59, steps: true }) &&
        isField(hours, { least: 0, most: 23, steps: true }) &&
        isField(month, { least: 1, most: 12, names: MONTHS, steps: true }) &&
        isField(year, { least: 1970, most: 2199, steps: true }) &&
        // One of the two days says which, and the other that it does not.
        ((dayOfMonth === "?" && isField(dayOfWeek, DAY_OF_WEEK)) ||
            (dayOfWeek === "?" && isField(dayOfMonth, DAY_OF_MONTH)))
    );
}

function isField(text: string, field: CronField): boolean {
    return text.split(",").every((element) => isElement(element, field));
}

function isElement(element: string, field: CronField): boolean {
    if (field.special?.test(element) === true) {
        return true;
    }
    const [base = "", step, ...more] = element.split("/");
    if (more.length > 0 || (step !== undefined && !(field.steps && /^[1-9]\d*$/.test(step)))) {
        return false;
    }
    const values = base.split("-").map((value) => valueOf(value, field));
    return base === "*" || (values.length <= 2 && !values.includes(undefined));
}

function valueOf(text: string, { least, most, names = [] }: CronField): number | undefined {
    const named = names.indexOf(text.toUpperCase());
    if (named >= 0) {
        return least + named;
    }
    const value = /^\d{1,4}$/.test(text) ? Number(text) : undefined;
    return value !== undefined && value >= least && value <= most ? value : undefined;
}

/** A date and a time of day that exist, without a time zone. */
function isTime(text: string): boolean {
    if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) {
        return false;
    }
    const time = new Date(`${text}Z`);
    return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
