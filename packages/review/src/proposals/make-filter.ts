import { ATTRIBUTE_KINDS, type Attribute } from "../read/attributes";
import { BANDS, type Band, type BandCounts } from "../report/bands";
import type { ProposedFilter } from "./proposal";

/** GuardDuty: a filter's name has 3 to 64 characters of A-Z a-z 0-9 _ . - and a description's characters are few. */
const LONGEST_NAME = 64;
const NOT_IN_NAMES = /[^A-Za-z0-9]+/g;
const NOT_IN_DESCRIPTIONS = /[^A-Za-z0-9\-.:_{}[\]()/ ]+/g;

export interface FilterDraft {
    readonly type: string;
    readonly attribute: Attribute;
    /** Services whose APIs were called; empty where that does not narrow. */
    readonly services: readonly string[];
    readonly severities: BandCounts;
    /** Names that are taken; the new one is added. */
    readonly names: Set<string>;
}

/** The filter that hides these findings: their type, and everything that they share. */
export function makeFilter({ type, attribute, services, severities, names }: FilterDraft): ProposedFilter {
    const { fields, says } = ATTRIBUTE_KINDS[attribute.kind];
    const values = attribute.values.join(" ");
    const criteria = Object.fromEntries(
        fields.map((field, index) => [field, { equals: [attribute.values[index] ?? ""] }]),
    );
    return {
        name: nameFor(type, attribute, names),
        action: "ARCHIVE",
        description: `Proposed by guardduty-review: ${type} of the ${says} ${values}. TODO: why this is expected.`
            .replace(NOT_IN_DESCRIPTIONS, "-")
            .slice(0, 512),
        // So that the filter never hides a worse finding of the type, should there be one.
        severities: bandsToHide(severities),
        findingTypes: [type],
        criteria:
            services.length === 0
                ? criteria
                : { ...criteria, "service.action.awsApiCallAction.serviceName": { equals: services } },
    };
}

function bandsToHide(severities: BandCounts): Band[] {
    return BANDS.filter((band) => (band === "MEDIUM" || band === "LOW") && severities[band] > 0);
}

function nameFor(type: string, { kind, values }: Attribute, names: Set<string>): string {
    const [, family = type] = /\/(.*)$/.exec(type) ?? [];
    const last = values[ATTRIBUTE_KINDS[kind].named]?.split("/").at(-1) ?? "";
    const slug = (text: string, most: number): string =>
        text.replace(NOT_IN_NAMES, "-").replace(/^-|-$/g, "").toLowerCase().slice(0, most);
    const base = `noise-${slug(family, 28)}-${slug(last, 24)}`.slice(0, LONGEST_NAME - 4);
    let name = base;
    for (let number = 2; names.has(name); number += 1) name = `${base}-${number}`;
    names.add(name);
    return name;
}
