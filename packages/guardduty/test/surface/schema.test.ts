// Other languages get this library through the schema that Pulumi's own analyzer reads out of its types. The analyzer
// refuses some types and silently bends others, so its result is committed and compared: a drift is a change of the
// public surface in every language. The committed one is what the package's plugin serves. Taken over with `npm test -- packages/guardduty/test/surface -u`.
import { dirname } from "node:path";
import { ComponentProvider, getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider.js";
import { describe, expect, it } from "vitest";
import * as library from "../../src/index";
import { publishedSchema, type Schema } from "./published-schema";

const packageFolder = dirname(dirname(__dirname));

async function schema(): Promise<{ readonly text: string; readonly parsed: Schema }> {
    const provider = new ComponentProvider({
        name: "guardduty",
        dirname: packageFolder,
        // The version changes with each release, the surface doesn't.
        version: "0.0.0",
        components: getPulumiComponents(library),
    });
    const parsed = publishedSchema(await provider.getSchema());
    return { text: `${JSON.stringify(parsed, undefined, 4)}\n`, parsed };
}

describe("the schema for other languages", async () => {
    const { text, parsed } = await schema();

    it("is the one that was committed", async () => {
        await expect(text).toMatchFileSnapshot("../../etc/schema.json");
    });

    it("keeps every description", () => {
        // What the analyzer makes of a {@link} anywhere in a comment.
        expect(text).not.toContain("[object Object]");
    });

    it("loses no type to `any` or to an empty object", () => {
        // What the analyzer makes of Omit<…> and of an interface with an index signature.
        expect(text).not.toContain("pulumi.json#/Any");
        const empty = Object.entries(parsed.types).filter(
            ([, type]) => type.enum === undefined && Object.keys(type.properties ?? {}).length === 0,
        );
        expect(empty).toEqual([]);
    });

    it("describes every input and output", () => {
        const properties = [
            ...Object.values(parsed.resources).flatMap((each) => [each.inputProperties, each.properties]),
            ...Object.values(parsed.types).map((each) => each.properties ?? {}),
        ].flatMap((each) => Object.entries(each));
        const undescribed = properties.filter(([, property]) => !("description" in property)).map(([name]) => name);
        expect(undescribed).toEqual([]);
    });

    it("has every member of every enum", () => {
        // A member with a quoted key is silently dropped.
        const constants = new Map(Object.entries(library));
        for (const [token, type] of Object.entries(parsed.types).filter(([, each]) => each.enum !== undefined)) {
            const name = token.split(":").at(-1)!;
            expect(type.enum, name).toHaveLength(Object.keys(constants.get(name) as object).length);
        }
    });
});
