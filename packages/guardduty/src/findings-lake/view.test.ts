import { describe, expect, test } from "vitest";
import { FINDING_FIELDS } from "../catalog/finding-fields";
import { NOISE } from "./queries/noise";
import { REVIEW_QUERIES } from "./queries/review-queries";
import { VIEW_COLUMNS, viewSql, viewText } from "./view";

interface PrestoView {
    readonly originalSql: string;
    readonly catalog: string;
    readonly schema: string;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** As Trino reads it (ViewReaderUtil): the comment's marks off, base64, JSON. */
function decode(text: string): PrestoView {
    expect(text.startsWith("/* Presto View: ") && text.endsWith(" */")).toBe(true);
    return JSON.parse(
        Buffer.from(text.slice("/* Presto View: ".length, -" */".length), "base64").toString(),
    ) as PrestoView;
}

describe("the view, as the catalog holds it", () => {
    test("says what Trino needs to read it", () => {
        const view = decode(viewText("training_findings"));
        expect(view).toMatchObject({ catalog: "awsdatacatalog", schema: "training_findings" });
        expect(view.originalSql).toBe(viewSql("training_findings"));
        expect(view.columns).toEqual(VIEW_COLUMNS.map(({ name, trinoType }) => ({ name, type: trinoType })));
    });

    test("has each column once, of a name that Athena takes without quotes", () => {
        const names = VIEW_COLUMNS.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(names.filter((name) => !/^[a-z][a-z_]*$/.test(name))).toEqual([]);
    });

    test("fits into the catalog, comments and all", () => {
        // AWS Glue Web API Reference, Column and TableInput.
        expect(VIEW_COLUMNS.filter(({ comment }) => comment.length > 255)).toEqual([]);
        expect(viewText("d".repeat(128)).length).toBeLessThan(409_600);
    });
});

describe("the saved queries", () => {
    test.each(REVIEW_QUERIES)("$key fits into Athena", ({ title, description, sql }) => {
        // Athena API Reference, CreateNamedQuery.
        expect(`GuardDuty review ${title}`.length).toBeLessThanOrEqual(128);
        expect(description.length).toBeLessThanOrEqual(1024);
        expect(Buffer.byteLength(sql("d".repeat(128)))).toBeLessThanOrEqual(262_144);
    });

    test("have keys and titles of their own, in the order of the review", () => {
        expect(REVIEW_QUERIES.map(({ title }) => title.slice(0, 2))).toEqual(
            REVIEW_QUERIES.map((_, index) => `${index + 1} `),
        );
        expect(new Set(REVIEW_QUERIES.map(({ key }) => key)).size).toBe(REVIEW_QUERIES.length);
    });

    test("propose filters on fields that filters have", () => {
        const fields = [...NOISE.sql("d").matchAll(/WHEN '([\w.]+)' THEN/g)].map(([, field]) => field);
        expect(fields.length).toBeGreaterThan(5);
        expect(fields.filter((field) => !FINDING_FIELDS.some((known) => known === field))).toEqual([]);
    });
});
