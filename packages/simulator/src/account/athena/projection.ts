import { refuse } from "../core/aws-error";
import type { Table } from "../glue/table";
import { PROJECTION_RULES } from "./athena-rules";

const RELATIVE = /^NOW\s*(?:[+-]\s*\d+\s*(?:YEARS?|MONTHS?|WEEKS?|DAYS?|HOURS?|MINUTES?|SECONDS?))?$/;

/** Refuses a table whose properties for partition projection Athena would not take: Glue itself does not look at them. */
export function checkProjection({ parameters, partitionKeys }: Table): void {
    if (parameters["projection.enabled"] !== "true") {
        return;
    }
    for (const { name } of partitionKeys) {
        checkKey(name, (property) => parameters[`projection.${name}.${property}`]);
    }
    const template = parameters["storage.location.template"];
    if (template === undefined) {
        return;
    }
    const absent = partitionKeys.find(({ name }) => !template.includes(`\${${name}}`));
    if (absent !== undefined || !/^s3:\/\/[^/]+\/.*\/$/.test(template)) {
        refuse(PROJECTION_RULES.template, template, { what: "storage.location.template" });
    }
}

function checkKey(name: string, read: (property: string) => string | undefined): void {
    const need = (...properties: readonly string[]): void => {
        const absent = properties.find((property) => (read(property) ?? "") === "");
        if (absent !== undefined) {
            refuse(PROJECTION_RULES.values, undefined, { what: `projection.${name}.${absent}` });
        }
    };
    switch (read("type")?.trim().toLowerCase()) {
        case "enum":
            return need("values");
        case "integer":
            return need("range");
        case "date":
            need("range", "format");
            return checkDates(name, read("range") ?? "", read("format") ?? "");
        case "injected":
            return;
        default:
            refuse(PROJECTION_RULES.keys, undefined, { what: `projection.${name}.type` });
    }
}

function checkDates(name: string, range: string, format: string): void {
    const ends = range.split(",").map((end) => end.trim());
    // Letters of the format stand for digits: enough for years, months, days and hours.
    const written = new RegExp(`^${format.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/[yMdHms]/g, "\\d")}$`);
    if (ends.length !== 2 || !ends.every((end) => RELATIVE.test(end) || written.test(end))) {
        refuse(PROJECTION_RULES.range, range, { what: `projection.${name}.range` });
    }
}
