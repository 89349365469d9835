import { FINDING_COLUMNS, PARTITION_KEYS, WHOLE_FINDING, type FindingColumn } from "./columns";

/** Names in the Glue database. */
export const RAW_TABLE = "findings_raw";
export const FINDINGS_VIEW = "findings";

/** Every column of the view, in its order: the folder's, the typed ones, the whole finding. */
export const VIEW_COLUMNS: readonly FindingColumn[] = [
    ...PARTITION_KEYS.map(({ name, comment }) => passedOn(name, comment)),
    ...FINDING_COLUMNS,
    passedOn(WHOLE_FINDING, "The whole finding as JSON: json_extract_scalar(finding, '$.…')"),
];

function passedOn(name: string, comment: string): FindingColumn {
    return { name, expression: name, hiveType: "string", trinoType: "varchar", comment };
}

/**
 * What the view selects. It joins, groups and ranks nothing, so that what a query says of account, region and day reaches the
 * table below. A line that is no finding, a damaged one, is left out.
 */
export function viewSql(database: string): string {
    const columns = VIEW_COLUMNS.map(({ name, expression }) =>
        name === expression ? `    ${name}` : `    ${expression} AS ${name}`,
    );
    return [
        "SELECT",
        columns.join(",\n"),
        `FROM "${database}"."${RAW_TABLE}"`,
        `WHERE json_extract_scalar(${WHOLE_FINDING}, '$.id') IS NOT NULL`,
    ].join("\n");
}

/**
 * The view as the Glue catalog holds one of Athena's: the text that Trino reads (its ViewReaderUtil), which is what Athena itself
 * writes for CREATE VIEW. AWS does not document the form.
 */
export function viewText(database: string): string {
    const definition = {
        originalSql: viewSql(database),
        catalog: "awsdatacatalog",
        schema: database,
        columns: VIEW_COLUMNS.map(({ name, trinoType }) => ({ name, type: trinoType })),
    };
    return `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString("base64")} */`;
}
