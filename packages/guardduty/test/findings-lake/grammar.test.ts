// The SQL against Trino's own grammar, on which Athena's is built: DuckDB sees only what sqlglot made of it.
import { TrinoSQL } from "dt-sql-parser";
import { expect, test } from "vitest";
import { REVIEW_QUERIES } from "../../src/findings-lake/queries/review-queries";
import { viewSql } from "../../src/findings-lake/view";

const trino = new TrinoSQL();

test.each([{ key: "the view", sql: viewSql }, ...REVIEW_QUERIES.map(({ key, sql }) => ({ key, sql }))])(
    "$key is Trino's SQL",
    ({ sql }) => {
        expect(trino.validate(sql("training_findings"))).toEqual([]);
    },
);

test("what is not is found", () => {
    expect(trino.validate(`${viewSql("training_findings")} GROUP WHERE 1`)).not.toEqual([]);
});
