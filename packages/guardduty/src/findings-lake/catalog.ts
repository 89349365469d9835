import * as glue from "@pulumi/aws/glue/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { definedTags } from "../aws/tags";
import { whenKnown } from "../validation/settled";
import { PARTITION_KEYS, WHOLE_FINDING } from "./columns";
import type { FindingsLakePlan } from "./plan";
import { projectionParameters } from "./projection";
import { FINDINGS_VIEW, RAW_TABLE, VIEW_COLUMNS, viewText } from "./view";

export interface Catalog {
    readonly database: glue.CatalogDatabase;
    /** What a query needs besides. */
    readonly tables: pulumi.Resource[];
}

/** Database, table and view. None of them holds a finding: they say how to read those that are in S3. */
export function createCatalog(name: string, plan: FindingsLakePlan, options: pulumi.CustomResourceOptions): Catalog {
    const { databaseName, findings, region, tags } = plan;
    const database = new glue.CatalogDatabase(
        `${name}-database`,
        { name: databaseName, description: "GuardDuty findings in S3", tags: definedTags(tags), ...region },
        options,
    );
    const table = new glue.CatalogTable(
        `${name}-table`,
        {
            name: RAW_TABLE,
            databaseName: database.name,
            description: "Lines of the findings export, each a whole finding as JSON; the view findings has columns",
            tableType: "EXTERNAL_TABLE",
            parameters: whenKnown(findings, ({ coverage }) => projectionParameters(coverage)),
            partitionKeys: PARTITION_KEYS.map((key) => ({ ...key, type: "string" })),
            storageDescriptor: {
                location: whenKnown(findings, ({ coverage }) => coverage.root),
                columns: [{ name: WHOLE_FINDING, type: "string", comment: "A whole finding as JSON" }],
                ...WHOLE_LINES,
            },
            ...region,
        },
        options,
    );
    const view = new glue.CatalogTable(
        `${name}-view`,
        {
            name: FINDINGS_VIEW,
            databaseName: database.name,
            description:
                "GuardDuty findings, a row for each line of the export: one finding may have several, the latest counts",
            tableType: "VIRTUAL_VIEW",
            parameters: { presto_view: "true", comment: "Presto View" },
            viewOriginalText: database.name.apply(viewText),
            viewExpandedText: "/* Presto View */",
            storageDescriptor: {
                columns: VIEW_COLUMNS.map(({ name: column, hiveType, comment }) => ({
                    name: column,
                    type: hiveType,
                    comment,
                })),
                serDeInfo: { name: "-", serializationLibrary: "-" },
            },
            ...region,
        },
        { ...options, dependsOn: [table] },
    );
    return { database, tables: [table, view] };
}

/**
 * How a line is read whole: as a text whose only column ends at the SerDe's own separator, the character 1, which cannot be in JSON:
 * there, control characters are written as escapes (RFC 8259, section 7). Athena unpacks gzip by the name's ending.
 */
const WHOLE_LINES = {
    inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    serDeInfo: {
        serializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
        parameters: { "serialization.format": "1" },
    },
};
