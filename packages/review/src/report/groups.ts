import type { ColumnName } from "../store/columns";
import { emptyBands } from "./bands";
import type { Group } from "./report";
import type { RowView } from "./row-view";

/** The findings by what one column says, the most first: the first `most` of them. */
export function groupBy(
    view: RowView,
    rows: Uint32Array,
    column: ColumnName,
    nameOf: (number: number) => string,
    most: number,
): Group[] {
    const groups = new Map<number, { -readonly [Key in keyof Group]: Group[Key] } & { first: number; last: number }>();
    for (const row of rows) {
        const number = view.cell(column, row);
        const first = view.cell("firstSeen", row);
        const last = view.cell("lastSeen", row);
        let group = groups.get(number);
        if (group === undefined) {
            group = {
                name: nameOf(number),
                findings: 0,
                occurrences: 0,
                severities: emptyBands(),
                firstSeen: "",
                lastSeen: "",
                first,
                last,
            };
            groups.set(number, group);
        }
        group.findings += 1;
        group.occurrences += view.cell("count", row);
        group.severities[view.band(row)] += 1;
        group.first = Math.min(group.first, first);
        group.last = Math.max(group.last, last);
    }
    return [...groups.values()]
        .sort((one, other) => other.findings - one.findings || (one.name < other.name ? -1 : 1))
        .slice(0, most)
        .map(({ first, last, ...group }) => ({ ...group, firstSeen: timeText(first), lastSeen: timeText(last) }));
}

/** An ISO text; what is no possible date becomes the nearest that is. */
export function timeText(time: number): string {
    return new Date(Math.min(Math.max(time, 0), 253_402_300_799_999)).toISOString();
}
