import { rules, type Answer } from "../core/rules";

function invalid(message: string): Answer {
    return { code: "InvalidInputException", status: 400, message };
}

const TABLE_PAGE = "AWS Glue Web API Reference, TableInput";

export const CATALOG_RULES = rules("catalog", {
    databaseName: {
        text: "A Glue database's name has 1 to 255 characters",
        source: "AWS Glue Web API Reference, DatabaseInput",
        confidence: "documented",
        wording: "ours",
        error: invalid("Database name cannot be longer than 255 characters, nor empty"),
    },
    databaseTaken: {
        text: "A Glue database's name is unique in its account and Region",
        source: "AWS Glue Web API Reference, CreateDatabase",
        confidence: "documented",
        error: { code: "AlreadyExistsException", status: 400, message: "Database already exists." },
    },
    databaseNotFound: {
        text: "The Glue database exists",
        source: "AWS Glue Web API Reference, GetDatabase",
        confidence: "documented",
        error: { code: "EntityNotFoundException", status: 400, message: "Database {database} not found." },
    },
    tableTaken: {
        text: "A Glue table's name is unique in its database",
        source: "AWS Glue Web API Reference, CreateTable",
        confidence: "documented",
        error: { code: "AlreadyExistsException", status: 400, message: "Table already exists." },
    },
    tableNotFound: {
        text: "The Glue table exists",
        source: "AWS Glue Web API Reference, GetTable",
        confidence: "documented",
        error: { code: "EntityNotFoundException", status: 400, message: "Entity Not Found" },
    },
    tableName: {
        text: "A Glue table's name has 1 to 255 characters",
        source: TABLE_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("Table name cannot be longer than 255 characters, nor empty"),
    },
    description: {
        text: "The description of a Glue database or table has at most 2,048 bytes",
        source: TABLE_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("The description is too long"),
    },
    columns: {
        text: "The columns of a Glue table, its partition keys among them, have names of 1 to 255 characters and comments of at most 255",
        source: "AWS Glue Web API Reference, Column",
        confidence: "documented",
        wording: "ours",
        error: invalid("A column is not valid"),
    },
    columnTwice: {
        text: "A Glue table has each column once, as partition key or otherwise; Athena reads no table with two of a name",
        source: "Amazon Athena User Guide, troubleshooting-athena, duplicate columns",
        confidence: "inferred",
        wording: "ours",
        error: invalid("A column is there twice"),
    },
    viewText: {
        text: "The text of a Glue view has at most 409,600 bytes",
        source: TABLE_PAGE,
        confidence: "documented",
        wording: "ours",
        error: invalid("The view's text is too long"),
    },
});
