import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

import type { ResourceType } from "../resource-type";
import type { Fields, ValueSchema } from "../schema";
import { RESOURCE_TYPES } from "./table";

/** Independent of our own words: what the typings of `@pulumi/aws` say. */
const AWS = dirname(require.resolve("@pulumi/aws/package.json"));
const NESTED = readFileSync(join(AWS, "types/input.d.ts"), "utf8");

interface Member {
    readonly name: string;
    readonly optional: boolean;
    readonly type: string;
}

function typingsOf({ token }: ResourceType): { inputs: Member[]; outputs: Member[]; service: string } {
    const [, service = "", file = ""] = /^aws:(\w+)\/(\w+):/.exec(token) ?? [];
    const directory = join(AWS, service);
    const path = readdirSync(directory).find((name) => name.toLowerCase() === `${file.toLowerCase()}.d.ts`) ?? "";
    const text = readFileSync(join(directory, path), "utf8");
    return {
        service,
        inputs: membersOf(bodyAfter(text, /export interface \w+Args \{/)),
        outputs: membersOf(bodyAfter(text, /export declare class \w+ extends pulumi\.CustomResource \{/)),
    };
}

function bodyAfter(text: string, opening: RegExp): string {
    const match = opening.exec(text);
    if (match === null) {
        throw new Error(`the typings have no ${opening.source}`);
    }
    const start = match.index + match[0].length;
    const indent = /(^|\n)( *)$/.exec(text.slice(0, match.index))?.[2] ?? "";
    return text.slice(start, text.indexOf(`\n${indent}}`, start));
}

function membersOf(body: string): Member[] {
    const code = body.replace(/\/\*\*[\s\S]*?\*\//g, "");
    return [...code.matchAll(/^ +(?:readonly )?(\w+)(\??): ([^;{]+)/gm)].map(([, name = "", mark, type = ""]) => ({
        ...{ name, optional: mark === "?", type },
    }));
}

/** The interface that a member's type names, such as `inputs.s3.BucketLifecycleConfigurationRule`. */
function nestedIn({ type }: Member): Member[] {
    const [, namespace, name] = /inputs\.(\w+)\.(\w+)/.exec(type) ?? [];
    const start = NESTED.indexOf(`export declare namespace ${String(namespace)} {`);
    return membersOf(bodyAfter(NESTED.slice(start), new RegExp(`interface ${String(name)} \\{`)));
}

function compare(path: string, fields: Fields, members: readonly Member[], generated: string | undefined): string[] {
    return Object.entries(fields).flatMap(([name, property]) => {
        const member = members.find((one) => one.name === name);
        if (member === undefined) {
            return [`${path}.${name} is not in the typings`];
        }
        const required = property.required === true && name !== generated;
        const mismatch = required === member.optional ? [`${path}.${name} is ${required ? "" : "not "}required`] : [];
        return [...mismatch, ...compareNested(`${path}.${name}`, property.schema, member)];
    });
}

function compareNested(path: string, schema: ValueSchema, member: Member): string[] {
    if (schema.kind === "list" || schema.kind === "set") {
        return compareNested(path, schema.of, member);
    }
    return schema.kind === "object" ? compare(path, schema.fields, nestedIn(member), undefined) : [];
}

describe("the provider's typings", () => {
    it.each([...RESOURCE_TYPES.values()])("$token: have the same inputs, and the outputs that are made up", (type) => {
        const { inputs, outputs } = typingsOf(type);
        expect(inputs.length).toBeGreaterThan(0);
        expect(compare("", type.inputs, inputs, type.autoName?.property)).toEqual([]);
        const names = outputs.map(({ name }) => name);
        expect(type.computedOutputs.filter((name) => !names.includes(name))).toEqual([]);
        expect(type.taggable ?? false).toBe(names.includes("tagsAll"));
    });
});

it("is told of in the README, with what is left out", () => {
    const readme = readFileSync(join(__dirname, "../../../README.md"), "utf8");
    const [, modelled = ""] = readme.split("\n## What is modelled\n");
    const missing = [...RESOURCE_TYPES.keys()].filter((token) => !modelled.includes(`\`${token}\``));
    expect(missing).toEqual([]);
});
