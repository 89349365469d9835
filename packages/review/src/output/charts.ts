import { BANDS, type BandCounts } from "../report/bands";
import type { Group, Report } from "../report/report";
import { breakable, markup, type Html } from "./markup";
import { count } from "../report/numbers";

const WIDTH = 960;
const HEIGHT = 240;
const LEFT = 56;
const BOTTOM = 24;
const TOP = 16;
/** Few critical findings among many others are still seen. */
const LEAST_HEIGHT = 3;
const LEAST_WIDTH_PERCENT = 0.7;

/** New findings over time, by severity: the worst at the bottom, where bars can be compared. */
export function timelineChart({ periods, step }: Report["timeline"]): Html {
    const totals = periods.map((period) => sumOf(period));
    const top = niceTop(Math.max(1, ...totals));
    const plot = HEIGHT - BOTTOM - TOP;
    const slot = (WIDTH - LEFT) / Math.max(1, periods.length);
    const y = (value: number): number => TOP + plot - (value / top) * plot;
    const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top).filter((value) => Number.isInteger(value));
    const grid = lines.map(
        (value) =>
            markup`<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y(value)}" y2="${y(value)}" />
                <text class="axis" x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end">${count(value)}</text>`,
    );
    const every = Math.max(1, Math.ceil(periods.length / 10));
    const bars = periods.map((period, index) => {
        const x = LEFT + index * slot;
        let from = y(0);
        const parts = BANDS.filter((band) => period[band] > 0).map((band) => {
            const height = Math.max((period[band] / top) * plot, LEAST_HEIGHT);
            from -= height;
            return markup`<rect
                class="${band.toLowerCase()}"
                x="${round(x + slot * 0.1)}"
                y="${round(from)}"
                width="${round(Math.max(slot * 0.8, 1))}"
                height="${round(height)}"
            />`;
        });
        const label = markup`<text class="axis" x="${round(x + slot / 2)}" y="${HEIGHT - 6}" text-anchor="middle"
            >${period.day.slice(step === "month" ? 2 : 5, step === "month" ? 7 : 10)}</text
        >`;
        return markup`<g
                ><title>${period.day}: ${inWords(period)}</title>
                <rect class="hover" x="${round(x)}" y="${TOP}" width="${round(slot)}" height="${plot}" />${parts}</g
            >
            ${index % every === 0 ? label : undefined}`;
    });
    return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="New findings by ${step} and severity">
        ${grid}${bars}
    </svg>`;
}

/** The largest groups, each with a bar by severity: names and numbers are text, which fits any width and can be read out. */
export function groupChart(groups: readonly Group[]): Html {
    const top = Math.max(1, ...groups.map(({ findings }) => findings));
    const rows = groups.map(({ name, findings, severities }) => {
        let x = 0;
        const parts = BANDS.filter((band) => severities[band] > 0).map((band) => {
            const width = Math.max((severities[band] / top) * 100, LEAST_WIDTH_PERCENT);
            const bar = markup`<rect class="${band.toLowerCase()}" x="${round(x)}" width="${round(width)}" height="1" />`;
            x += width;
            return bar;
        });
        const words = inWords(severities);
        return markup`<li title="${words}">
            <span class="name">${breakable(name, 120)}</span><span class="amount">${count(findings)}</span>
            <svg viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="${words}">${parts}</svg>
        </li>`;
    });
    return markup`<ol class="groups">
        ${rows}
    </ol>`;
}

/** The same as the chart, for those who don't see it, or want the numbers. */
export function timelineTable({ periods, step }: Report["timeline"]): Html {
    const rows = periods.map(
        (period) =>
            markup`<tr><th scope="row">${period.day}</th>${BANDS.map((band) => markup`<td class="number">${count(period[band])}</td>`)}</tr>`,
    );
    const heads = BANDS.map((band) => markup`<th scope="col" class="number">${band.toLowerCase()}</th>`);
    return markup`<details>
        <summary>The numbers</summary>
        <table>
            <thead>
                <tr>
                    <th scope="col">${step === "day" ? "day" : `${step} from`}</th>
                    ${heads}
                </tr>
            </thead>
            <tbody>
                ${rows}
            </tbody>
        </table>
    </details>`;
}

function sumOf(counts: BandCounts): number {
    return BANDS.reduce((sum, band) => sum + counts[band], 0);
}

function inWords(counts: BandCounts): string {
    const parts = BANDS.filter((band) => counts[band] > 0).map(
        (band) => `${count(counts[band])} ${band.toLowerCase()}`,
    );
    return parts.length === 0 ? "none" : parts.join(", ");
}

/** The least of 1, 2, 4, 5, 8 and their tens that is no less. */
function niceTop(value: number): number {
    const power = 10 ** Math.floor(Math.log10(value));
    return power * ([1, 2, 4, 5, 8, 10].find((factor) => factor * power >= value) ?? 10);
}

function round(value: number): number {
    return Math.round(value * 100) / 100;
}
