import { rules, type Answer } from "../core/rules";

function invalid(message: string): Answer {
    return { code: "InvalidRequestException", status: 400, message };
}

const WORKGROUP_PAGE = "Amazon Athena API Reference, CreateWorkGroup";
const QUERY_PAGE = "Amazon Athena API Reference, CreateNamedQuery";
const PROJECTION_PAGE = "Amazon Athena User Guide, partition-projection-setting-up";
const TYPES_PAGE = "Amazon Athena User Guide, partition-projection-supported-types";

export const WORKGROUP_RULES = rules("workgroup", {
    name: {
        text: "A workgroup's name has 1 to 128 letters, digits, periods, underscores and hyphens",
        source: WORKGROUP_PAGE,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9._-]{1,128}",
        ),
    },
    taken: {
        text: "A workgroup's name is unique in its account and Region",
        source: WORKGROUP_PAGE,
        confidence: "documented",
        error: invalid("WorkGroup is already created"),
    },
    notFound: {
        text: "The workgroup exists",
        source: "Amazon Athena API Reference, GetWorkGroup",
        confidence: "documented",
        error: invalid("WorkGroup {name} is not found."),
    },
    cutoff: {
        text: "A workgroup's limit of bytes scanned per query is at least 10,000,000",
        source: "Amazon Athena API Reference, WorkGroupConfiguration",
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value '{bytes}' at 'configuration.bytesScannedCutoffPerQuery' failed to satisfy constraint: Member must have value greater than or equal to 10000000",
        ),
    },
    outputLocation: {
        text: "A workgroup's results go to a place in S3, s3://bucket/...",
        source: "Amazon Athena API Reference, ResultConfiguration",
        confidence: "documented",
        wording: "ours",
        error: invalid("outputLocation is not a valid S3 path."),
    },
    resultsKey: {
        text: "Results that are encrypted with SSE_KMS or CSE_KMS need a KMS key",
        source: "Amazon Athena API Reference, EncryptionConfiguration",
        confidence: "documented",
        wording: "ours",
        error: invalid("KmsKey is required for the encryption option."),
    },
    notEmpty: {
        text: "A workgroup with saved queries is deleted only where that is asked for expressly",
        source: "Amazon Athena API Reference, DeleteWorkGroup",
        confidence: "documented",
        error: invalid("WorkGroup {name} is not empty"),
    },
});

export const NAMED_QUERY_RULES = rules("namedQuery", {
    name: {
        text: "A saved query's name has 1 to 128 characters, its description at most 1,024, its database's name 1 to 255",
        source: QUERY_PAGE,
        confidence: "documented",
        wording: "general",
        error: invalid("1 validation error detected: Member must have length less than or equal to its limit"),
    },
    size: {
        text: "A query has 1 to 262,144 bytes",
        source: QUERY_PAGE,
        confidence: "documented",
        wording: "general",
        error: invalid(
            "1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must have length less than or equal to 262144",
        ),
    },
    notFound: {
        text: "The saved query exists",
        source: "Amazon Athena API Reference, GetNamedQuery",
        confidence: "documented",
        error: invalid("NamedQuery {id} was not found"),
    },
});

export const PROJECTION_RULES = rules("projection", {
    keys: {
        text: "Partition projection has a type for each of the table's partition keys: enum, integer, date or injected",
        source: PROJECTION_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("INVALID_TABLE_PROPERTY: {what}"),
    },
    values: {
        text: "A projected key has what its type needs: an enum its values, a date a range and a format, an integer a range",
        source: TYPES_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("INVALID_TABLE_PROPERTY: {what}"),
    },
    range: {
        text: "The range of a projected date has two ends in the key's format, or such as NOW-3YEARS and NOW",
        source: TYPES_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("INVALID_TABLE_PROPERTY: {what}"),
    },
    template: {
        text: "A location template is in S3, ends with a slash and names every partition key",
        source: PROJECTION_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("INVALID_TABLE_PROPERTY: {what}"),
    },
    table: {
        text: "A query names a table that exists",
        source: "Amazon Athena User Guide, troubleshooting-athena",
        confidence: "documented",
        error: invalid("TABLE_NOT_FOUND: Table 'awsdatacatalog.{database}.{table}' does not exist"),
    },
});
