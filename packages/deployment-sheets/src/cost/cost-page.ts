import type { CostLine, CostSheet } from "./cost-sheet";
import { type Price, PRICE_REGION, priceOf, SOURCES } from "./prices";
import { USAGE } from "./usage";

/** What drives the bill: so many lines are named. */
const DRIVERS = 3;

/** The sheet for people, in Markdown. */
export function costPage(title: string, sheet: CostSheet): string {
    return [
        `# What ${title} costs a month`,
        `**An estimate, no quote**: list prices of ${PRICE_REGION} times the usage stated below, made from the resources that the stack ` +
            "registers. Free tiers, trials and discounts are left out, and so is whatever the stack does not make itself.",
        `**${dollars(sheet.total)} a month**${remainder(sheet)}.`,
        drivers(sheet),
        table(
            ["resource", "billed by", "a month", "price", "US$ a month"],
            [
                ...sheet.lines.map((line) => {
                    const price = priceOf(line.price);
                    return [
                        code(line.resource),
                        `${price.service}: ${price.of}`,
                        quantity(line),
                        rate(price),
                        sum(line),
                    ];
                }),
                ["**total**", "", "", "", `**${dollars(sheet.total)}**`],
            ],
        ),
        "The other resources of the stack are settings, policies and rules, which AWS does not bill by themselves.",
        "## The usage",
        "Stated in `sheets.json`, per month. Put your own numbers there and make the sheet again.",
        table(["what", "amount"], usageRows(sheet)),
        "## The prices",
        table(["source", "date", "for"], sourceRows(sheet)),
        notes(sheet),
    ]
        .filter((part) => part !== "")
        .join("\n\n")
        .concat("\n");
}

function remainder({ unpublished }: CostSheet): string {
    const what = [...new Set(unpublished.map(({ price }) => priceOf(price).of))];
    return what.length === 0 ? "" : `, and besides, at a price that is not published: ${what.join(", ")}`;
}

function drivers({ lines, total }: CostSheet): string {
    if (total === 0) {
        return "";
    }
    const largest = [...lines].sort((a, b) => (b.usd ?? 0) - (a.usd ?? 0)).slice(0, DRIVERS);
    const named = largest
        .filter(({ usd = 0 }) => usd > 0)
        .map(({ price, usd = 0, resource }) => `${priceOf(price).of} (${code(resource)}, ${share(usd, total)})`);
    return `What drives it: ${named.join("; ")}.`;
}

function share(usd: number, total: number): string {
    return `${Math.round((100 * usd) / total)} %`;
}

function usageRows({ amounts, buckets }: CostSheet): string[][] {
    const general = [...amounts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, amount]) => [USAGE[key], number(amount)]);
    const stored = [...buckets]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { storedGB, writes, reads }]) => [
            `bucket ${code(name)}`,
            `${number(storedGB)} GB kept, ${number(writes)} writes, ${number(reads)} reads`,
        ]);
    return [...general, ...stored];
}

function sourceRows({ lines }: CostSheet): string[][] {
    const services = new Map<Price["source"], Set<string>>();
    for (const { price } of lines) {
        const { source, service } = priceOf(price);
        services.set(source, (services.get(source) ?? new Set()).add(service));
    }
    return [...services].map(([source, names]) => [
        SOURCES[source].title,
        SOURCES[source].date,
        [...names].sort().join(", "),
    ]);
}

function notes({ lines }: CostSheet): string {
    const rotates = lines.some(({ price }) => price === "kmsKey");
    const beyond = lines.filter(({ price, quantity: amount }) => amount > (priceOf(price).knownUpTo ?? Infinity));
    return [
        ...(rotates
            ? ["A key that rotates costs another dollar a month after its first and its second rotation."]
            : []),
        ...beyond.map(({ price }) => {
            const { of, knownUpTo = 0 } = priceOf(price);
            return `Beyond ${number(knownUpTo)}, ${of} are likely to cost less than is counted here: no such price was found.`;
        }),
    ].join("\n\n");
}

function quantity({ price, quantity: amount }: CostLine): string {
    return number(amount) + (priceOf(price).per === 1 ? ` ${plural(priceOf(price).unit, amount)}` : "");
}

function plural(unit: string, amount: number): string {
    return amount === 1 || unit.startsWith("GB-") || unit === "GB" ? unit : `${unit}s`;
}

function rate({ tiers, unit }: Price): string {
    if (tiers.length === 0) {
        return "price not published";
    }
    const parts = tiers.map(({ upTo, usd }, index) => {
        const range = upTo === undefined ? (index === 0 ? "" : " beyond") : ` to ${number(upTo)}`;
        return `$${unitPrice(usd)}${range}`;
    });
    return `${parts.join(", ")} per ${unit}`;
}

/** Two decimals at least, and all there are. */
function unitPrice(usd: number): string {
    return usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 10 });
}

function sum({ usd }: CostLine): string {
    return usd === undefined ? "not known" : dollars(usd);
}

/** Cents; what is less, and not nothing, is said to be. */
function dollars(usd: number): string {
    return usd > 0 && usd < 0.005 ? "< $0.01" : `$${usd.toLocaleString("en-US", CENTS)}`;
}

const CENTS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

function number(value: number): string {
    return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

function code(name: string): string {
    return `\`${name}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
