// The error that the two READMEs show is the one that their program gets.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import * as library from "../src/index";

const root = join(__dirname, "../../..");

function errorOf(program: string): string {
    const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const run = runInThisContext(`(function (require, exports) {${outputText}\n})`) as (
        find: (name: string) => unknown,
        exports: object,
    ) => void;
    try {
        run(() => library, {});
    } catch (error) {
        return `error: ${(error as Error).message}`;
    }
    return "no error";
}

describe.each(["README.md", "packages/guardduty/README.md"])("%s", (path) => {
    beforeAll(() =>
        pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) }),
    );

    it("shows the error of its mistakes", () => {
        const [, after = ""] = readFileSync(join(root, path), "utf8").split("<!-- mistakes -->");
        const [program, error] = [...after.matchAll(/^```(?:ts|text)\n([^]*?)^```$/gm)].map(([, block]) => block);
        expect(`${errorOf(program ?? "")}\n`).toBe(error);
    });
});
