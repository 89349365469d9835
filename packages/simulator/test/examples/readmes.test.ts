// What a README of an example tells its reader, held against the project beside it: whoever copies the folder has nothing else.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FINDING_TYPES } from "guardduty-findings-generator";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { EXAMPLES, findProjects, sampleTypesIn } from "./examples-with";

const SECTIONS = [
    ...["Run it", "Configuration", "What it makes", "What it costs", "Permissions that you need", "See it work"],
    "Remove it",
];

describe.each(findProjects())("the README of examples/%s", (project) => {
    const folder = join(EXAMPLES, project);
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    const sections = new Map(
        readme.split(/^## /m).map((part): [string, string] => [part.split("\n", 1)[0] ?? "", part]),
    );
    const section = (title: string): string => sections.get(title) ?? "";
    const { config = {} } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as { config?: Config };
    const outputs = [...readFileSync(join(folder, "index.ts"), "utf8").matchAll(/^export const (\w+)/gm)].map(
        ([, name]) => name,
    );

    it("says what it makes, costs and needs, how to see it work and how to remove it", () => {
        expect(SECTIONS.filter((title) => !sections.has(title))).toEqual([]);
        expect(section("What it makes")).toContain("](diagram.svg)");
        expect(section("What it costs")).toContain("](COST.md)");
        expect(section("Remove it")).toContain("pulumi destroy");
    });

    it("has every key of the configuration with its default, and no other", () => {
        const told = rowsOf(section("Configuration")).flatMap((cells) => {
            const given = (cells.at(-2) ?? "").replace(/^`|`$/g, "");
            return codeIn(cells[0] ?? "").map((key): [string, string] => [key, given]);
        });
        const declared = Object.entries(config).map(([key, value]): [string, string] => [key, defaultOf(value)]);
        expect(Object.fromEntries(told)).toEqual(Object.fromEntries(declared));
    });

    it("sets no key that the project does not have", () => {
        const set = [...readme.matchAll(/pulumi config set (?:--path )?'?([\w:]+)/g)].map(([, key]) => key);
        expect(set.filter((key) => key !== undefined && !(key in config))).toEqual([]);
    });

    it("has every output, and reads no other", () => {
        const told = rowsOf(section("What it makes")).flatMap(([cell = ""]) => codeIn(cell));
        expect(told.sort()).toEqual([...outputs].sort());
        const read = [...readme.matchAll(/pulumi stack output (\w+)/g)].map(([, name]) => name);
        expect(read.filter((name) => !outputs.includes(name))).toEqual([]);
    });

    it("names every document of the deployer's policy", () => {
        const named = codeIn(section("Permissions that you need")).filter((code) => code.endsWith(".json"));
        expect([...new Set(named)].sort()).toEqual(readdirSync(join(folder, "deployer-policy")).sort());
    });

    it("asks for sample findings of types that there are", () => {
        const types = sampleTypesIn(section("See it work"));
        expect(types.filter((type) => !FINDING_TYPES.some((known) => known.type === type))).toEqual([]);
    });

    it("has links to files that there are", () => {
        const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link ?? "");
        expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
    });
});

type Config = Readonly<Record<string, unknown>>;

function defaultOf(declared: unknown): string {
    if (typeof declared !== "object" || declared === null) return String(declared);
    const { default: value } = declared as { default?: unknown };
    if (value === undefined) return "none";
    if (value === "") return "empty";
    return typeof value === "string" ? value : JSON.stringify(value).replaceAll('","', '", "');
}

/** The first table's cells, without its head. */
function rowsOf(text: string): string[][] {
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    return rows.slice(2).map((row) =>
        row
            .split("|")
            .map((cell) => cell.trim())
            .slice(1, -1),
    );
}

function codeIn(text: string): string[] {
    return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? "");
}
