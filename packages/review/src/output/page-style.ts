/** How the page looks, in light and dark. Text, so that its hash can stand in the page's Content-Security-Policy. */
export const PAGE_STYLE = `:root {
    color-scheme: light dark;
    --paper: #fff;
    --ink: #16202c;
    --faint: #5b6876;
    --line: #dde3ea;
    --edge: #76838f;
    --box: #f5f7fa;
    --link: #0b5cad;
    --critical: #8e1b66;
    --high: #cf3a2b;
    --medium: #c77d0a;
    --low: #5b8def;
}
@media (prefers-color-scheme: dark) {
    :root {
        --paper: #12181f;
        --ink: #e4e9ef;
        --faint: #9aa8b7;
        --line: #2c3742;
        --edge: #758492;
        --box: #1a222b;
        --link: #7db7f5;
        --critical: #d65aa8;
        --high: #ee6a5c;
        --medium: #f0b14b;
        --low: #7aa5f7;
    }
}
* {
    box-sizing: border-box;
}
body {
    margin: 0 auto;
    max-width: 1320px;
    padding: 24px 20px 60px;
    background: var(--paper);
    color: var(--ink);
    font:
        15px/1.5 system-ui,
        -apple-system,
        "Segoe UI",
        Roboto,
        "DejaVu Sans",
        sans-serif;
}
h1 {
    margin: 0;
    font-size: 26px;
}
h2 {
    margin: 40px 0 10px;
    font-size: 19px;
}
h3 {
    margin: 0 0 6px;
    font-size: 15px;
    overflow-wrap: anywhere;
}
p {
    margin: 6px 0 12px;
}
.faint {
    color: var(--faint);
}
nav {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 18px;
}
.unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
}
code,
pre,
td.mono {
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: 13px;
}
.tiles {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
    gap: 12px;
    margin: 20px 0;
}
.tile {
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-top: 4px solid var(--line);
    border-radius: 6px;
    background: var(--box);
}
.tile b {
    display: block;
    font-size: 24px;
    line-height: 1.2;
}
.tile.critical {
    border-top-color: var(--critical);
}
.tile.high {
    border-top-color: var(--high);
}
.tile.medium {
    border-top-color: var(--medium);
}
.tile.low {
    border-top-color: var(--low);
}
.warning {
    padding: 10px 14px;
    border: 1px solid var(--medium);
    border-left-width: 5px;
    border-radius: 6px;
}
.warning ul {
    margin: 6px 0 0;
    padding-left: 20px;
    overflow-wrap: anywhere;
}
svg {
    display: block;
    width: 100%;
    min-width: 640px;
    height: auto;
}
.columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr));
    column-gap: 48px;
}
.groups {
    margin: 0;
    padding: 0;
    list-style: none;
}
.groups li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 2px 12px;
    padding: 5px 0;
}
.groups .name {
    overflow-wrap: anywhere;
}
.groups .amount {
    color: var(--faint);
    font-variant-numeric: tabular-nums;
}
.groups svg {
    grid-column: 1 / -1;
    min-width: 0;
    height: 12px;
    border-radius: 2px;
    background: var(--box);
}
rect {
    stroke: var(--paper);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
}
svg text {
    font:
        12.5px system-ui,
        "DejaVu Sans",
        sans-serif;
}
.axis {
    fill: var(--faint);
}
.grid {
    stroke: var(--line);
}
.hover {
    fill: transparent;
    stroke: none;
}
g:hover > .hover {
    fill: var(--line);
    opacity: 0.5;
}
rect.critical {
    fill: var(--critical);
}
rect.high {
    fill: var(--high);
}
rect.medium {
    fill: var(--medium);
}
rect.low {
    fill: var(--low);
}
.legend span::before {
    content: "";
    display: inline-block;
    width: 11px;
    height: 11px;
    margin: 0 6px 0 0;
    border-radius: 2px;
    background: var(--line);
}
.legend span {
    margin-right: 18px;
}
.legend .critical::before {
    background: var(--critical);
}
.legend .high::before {
    background: var(--high);
}
.legend .medium::before {
    background: var(--medium);
}
.legend .low::before {
    background: var(--low);
}
.proposal {
    margin: 14px 0;
    padding: 14px 16px;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--box);
}
.proposal pre {
    margin: 8px 0 0;
    padding: 10px 12px;
    overflow-x: auto;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--paper);
    user-select: all;
}
.controls {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: center;
    margin: 0 0 10px;
}
input,
select,
button {
    padding: 6px 9px;
    border: 1px solid var(--edge);
    border-radius: 5px;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
}
input[type="search"] {
    flex: 1 1 260px;
}
::placeholder {
    color: var(--faint);
    opacity: 1;
}
.scroll {
    overflow-x: auto;
}
.tall {
    max-height: 85vh;
    overflow-y: auto;
    border: 1px solid var(--line);
    border-radius: 6px;
}
summary {
    color: var(--faint);
    cursor: pointer;
}
table {
    border-collapse: collapse;
    font-size: 13.5px;
}
/* Of fixed columns: else each filtering lays all of its rows out anew. */
#findings {
    width: 100%;
    min-width: 1090px;
    table-layout: fixed;
}
#findings td {
    overflow-wrap: anywhere;
}
#findings th:nth-child(1) {
    width: 98px;
}
#findings th:nth-child(4),
#findings th:nth-child(5) {
    width: 120px;
}
#findings th:nth-child(6) {
    width: 66px;
}
#findings th:nth-child(7),
#findings th:nth-child(8) {
    width: 130px;
}
#findings th:nth-child(9) {
    width: 96px;
}
th,
td {
    padding: 5px 9px;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: top;
}
tbody th {
    font-weight: normal;
}
thead th {
    position: sticky;
    top: 0;
    background: var(--paper);
}
td.number,
th.number {
    text-align: right;
}
.badge {
    display: inline-block;
    min-width: 74px;
    padding: 0 7px;
    border-radius: 4px;
    color: #fff;
    font-size: 12px;
    text-align: center;
}
.badge.critical {
    background: #8e1b66;
}
.badge.high {
    background: #b83226;
}
.badge.medium {
    background: #8f5c00;
}
.badge.low {
    background: #2f5fc4;
}
a {
    color: var(--link);
}
@media print {
    .controls,
    nav,
    button {
        display: none;
    }
    .tall {
        max-height: none;
    }
}
`;
