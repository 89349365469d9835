const RATE = /^rate\((\d{1,4}) (hours?|days?)\)$/;
const CRON = /^cron\((?:[A-Za-z0-9*,/?#-]+ ){5}[A-Za-z0-9*,/?#-]+\)$/;

/** Why a schedule is none for a feed. EventBridge Scheduler reads what is in a cron expression, and says what is wrong there. */
export function findScheduleFault(expression: string): string | undefined {
    if (CRON.test(expression)) return undefined;
    if (/^rate\(\d+ minutes?\)$/.test(expression)) return "Publishers' limits are by the hour: rate(1 hour) at least.";
    const [, count, unit = ""] = RATE.exec(expression) ?? [];
    if (count === undefined) {
        return expression.startsWith("cron(")
            ? "A cron expression has six fields: cron(0 6 * * ? *)."
            : "It is neither.";
    }
    if (Number(count) === 0) return "It would never run.";
    const isPlural = unit.endsWith("s");
    if ((Number(count) === 1) === isPlural) return `Write ${isPlural ? unit.slice(0, -1) : `${unit}s`}.`;
    return undefined;
}

/** How many days there are between two runs; undefined where that is for a cron expression to say. */
export function daysBetweenRuns(expression: string): number | undefined {
    const [, count, unit = ""] = RATE.exec(expression) ?? [];
    if (count === undefined) return undefined;
    return unit.startsWith("day") ? Number(count) : Number(count) / 24;
}
