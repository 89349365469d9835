import type { Plain } from "../protocol-client";

/** What makes a table of files in a bucket, for SQL. */
export const LAKE_TYPES = {
    query: "aws:athena/namedQuery:NamedQuery",
    workgroup: "aws:athena/workgroup:Workgroup",
    table: "aws:glue/catalogTable:CatalogTable",
    database: "aws:glue/catalogDatabase:CatalogDatabase",
} as const;

export type LakeKind = keyof typeof LAKE_TYPES;

/** A table with a partition and a property of each sort, and a query that is saved in a workgroup of its own. */
export async function makeLakeTypes<Made extends { readonly id: string }>(
    make: (kind: LakeKind, news: Plain) => Promise<Made>,
): Promise<Record<LakeKind, Made>> {
    const tags = { team: "security" };
    const database = await make("database", { name: "findings_db", description: "Findings", tags });
    const table = await make("table", {
        ...{ databaseName: "findings_db", name: "findings_raw", description: "Lines", tableType: "EXTERNAL_TABLE" },
        parameters: { classification: "json" },
        partitionKeys: [{ name: "day", type: "string" }],
        storageDescriptor: {
            columns: [{ name: "line", type: "string", comment: "as exported" }],
            location: "s3://evidence-1/AWSLogs/",
            inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
            outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            serDeInfo: {
                serializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                parameters: { "field.delim": ";" },
            },
        },
    });
    const workgroup = await make("workgroup", {
        ...{ name: "reviewers", description: "Reviews", tags },
        configuration: {
            enforceWorkgroupConfiguration: true,
            bytesScannedCutoffPerQuery: 10_485_760,
            resultConfiguration: {
                outputLocation: "s3://evidence-1/results/",
                encryptionConfiguration: { encryptionOption: "SSE_S3" },
            },
        },
    });
    const query = await make("query", {
        ...{ name: "open findings", description: "What is open", database: "findings_db", workgroup: "reviewers" },
        query: "SELECT line FROM findings_db.findings_raw",
    });
    return { database, table, workgroup, query };
}
