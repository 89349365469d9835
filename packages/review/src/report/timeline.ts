import { BANDS, emptyBands, type BandCounts } from "./bands";
import { timeText } from "./groups";
import type { Period, Report, TimelineStep } from "./report";
import type { RowView } from "./row-view";

const DAY = 86_400_000;

/** More bars than this nobody tells apart. */
const MOST_BARS = 92;
/** What lies further back is put into the first period: a single wrong clock would else make the rest a speck. */
const MOST_MONTHS = 120;

/** New findings over time: by day, or by more where there are too many days. Periods without any are there too. */
export function timelineOf(view: RowView, rows: Uint32Array): Report["timeline"] {
    const days = new Map<number, BandCounts>();
    for (const row of rows) {
        const day = Math.floor(view.cell("firstSeen", row) / DAY) * DAY;
        const counts = days.get(day) ?? emptyBands();
        counts[view.band(row)] += 1;
        days.set(day, counts);
    }
    if (days.size === 0) return { step: "day", periods: [] };
    const times = [...days.keys()];
    const first = times.reduce((one, other) => Math.min(one, other));
    const last = times.reduce((one, other) => Math.max(one, other));
    const step = stepFor((last - first) / DAY + 1);
    const periods = new Map<string, BandCounts>();
    for (const start of startsBetween(step, first, last).slice(-MOST_MONTHS)) periods.set(start, emptyBands());
    const [earliest = ""] = periods.keys();
    for (const [day, counts] of days) {
        const own = startOf(step, day);
        const sum = periods.get(own < earliest ? earliest : own);
        if (sum !== undefined) for (const band of BANDS) sum[band] += counts[band];
    }
    return { step, periods: [...periods].map(([day, counts]): Period => ({ day, ...counts })) };
}

function stepFor(days: number): TimelineStep {
    if (days <= MOST_BARS) return "day";
    return days <= MOST_BARS * 7 ? "week" : "month";
}

/** The first day of the period that a day is in; weeks start on Monday. */
function startOf(step: TimelineStep, day: number): string {
    if (step === "month") return `${timeText(day).slice(0, 7)}-01`;
    // 1970 began on a Thursday.
    const back = step === "week" ? ((((day / DAY + 3) % 7) + 7) % 7) * DAY : 0;
    return timeText(day - back).slice(0, 10);
}

function startsBetween(step: TimelineStep, first: number, last: number): string[] {
    const starts: string[] = [];
    // A day at a time would be slow over centuries, which a wrong clock can claim.
    const stride = step === "day" ? DAY : step === "week" ? 7 * DAY : 15 * DAY;
    for (let day = Math.max(first, last - MOST_MONTHS * 31 * DAY); day < last; day += stride) {
        starts.push(startOf(step, day));
    }
    return [...new Set([...starts, startOf(step, last)])];
}
