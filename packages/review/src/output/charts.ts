import { BANDS, type BandCounts } from "../report/bands";
import type { Group, Report } from "../report/report";
import { markup, type Html } from "./markup";
import { count } from "../report/numbers";
import { shown } from "./shown-text";

const WIDTH = 960;
const HEIGHT = 240;
const LEFT = 56;
const BOTTOM = 24;
const TOP = 10;

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
        let below = 0;
        const parts = BANDS.filter((band) => period[band] > 0).map((band) => {
            const from = y(below);
            below += period[band];
            return markup`<rect
                class="${band.toLowerCase()}"
                x="${round(x + slot * 0.1)}"
                y="${round(y(below))}"
                width="${round(Math.max(slot * 0.8, 1))}"
                height="${round(from - y(below))}"
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

const ROW = 26;
const NAME = 380;
const NUMBER = 80;

/** The largest groups, each as a bar by severity. */
export function groupChart(label: string, groups: readonly Group[]): Html {
    const top = Math.max(1, ...groups.map(({ findings }) => findings));
    const scale = (WIDTH - NAME - NUMBER) / top;
    const rows = groups.map((group, index) => {
        let x = NAME;
        const parts = BANDS.filter((band) => group.severities[band] > 0).map((band) => {
            const width = Math.max(group.severities[band] * scale, 0.5);
            const bar = markup`<rect
                class="${band.toLowerCase()}"
                x="${round(x)}"
                y="${index * ROW + 4}"
                width="${round(width)}"
                height="${ROW - 8}"
            />`;
            x += width;
            return bar;
        });
        return markup`<g
            ><title>${shown(group.name)}: ${inWords(group.severities)}</title>
            <text class="name" x="${NAME - 10}" y="${index * ROW + 17}" text-anchor="end"
                >${shown(group.name, 52)}</text
            >
            ${parts}<text class="axis" x="${round(x + 8)}" y="${index * ROW + 17}">${count(group.findings)}</text></g
        >`;
    });
    return markup`<svg viewBox="0 0 ${WIDTH} ${Math.max(1, groups.length) * ROW}" role="img" aria-label="${label}">
        ${rows}
    </svg>`;
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
