import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { joinPath, withoutValue } from "./problem";
import { quote, quotePath, quoteText } from "./quote";

class Account {
    readonly password = "s3cret";
}

describe("a quoted value", () => {
    it.each<[unknown, string]>([
        [undefined, "nothing"],
        [null, "null"],
        ["x", '"x"'],
        ['a "b" \\', String.raw`"a \"b\" \\"`],
        [0, "0"],
        [Number.NaN, "NaN"],
        [true, "true"],
        [5n, "5n"],
        [Symbol("x"), "a symbol"],
        [() => 1, "a function"],
        [Promise.resolve(1), "a Promise"],
        [pulumi.output("s3cret"), "an Output"],
        [pulumi.secret("s3cret"), "an Output"],
        [new Account(), "an object of class Account"],
        [new Date(0), "an object of class Date"],
        [[], "[]"],
        [[1, "a", [2], { b: 3 }], '[1, "a", […], … (4 members)]'],
        [{}, "{}"],
        [{ a: 1, "b c": [2] }, "{ a: 1, b c: […] }"],
        [{ a: 1, b: 2, c: { d: 3 }, e: 4 }, "{ a: 1, b: 2, c: {…}, … (4 keys) }"],
        [Object.create(null), "{}"],
    ])("%# is one line", (value, text) => expect(quote(value)).toBe(text));

    it("is short, and says how long it was", () => {
        expect(quote("x".repeat(10_000_000))).toBe(`"${"x".repeat(60)}"… (10000000 characters)`);
        expect(quote(Array(5).fill("y".repeat(1_000))).length).toBeLessThan(250);
    });

    it.each<[string, string]>([
        ["a\nb", String.raw`"a\nb"`],
        ["\u001b[31m", String.raw`"\u001b[31m"`],
        ["\u009b\u202e\u200b\u2028\ufeff", String.raw`"\u009b\u202e\u200b\u2028\ufeff"`],
        ["\ud800", String.raw`"\ud800"`],
        ["\u{e0041}", String.raw`"\u{e0041}"`],
        ["größe 😀 日本", '"größe 😀 日本"'],
    ])("%# shows what a terminal would not", (value, text) => {
        expect(quote(value)).toBe(text);
        expect(quoteText(value)).toBe(text);
    });

    it("is whole if it is a path, whose end is what tells, and still one line", () => {
        const path = `/${"folder/".repeat(30)}program\n`;
        expect(quotePath(path)).toBe(`"/${"folder/".repeat(30)}program\\n"`);
    });

    it("is never an exception", () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        expect(quote(proxy)).toBe("a value that cannot be read");
        expect(
            quote({
                get name() {
                    throw new Error("no");
                },
            }),
        ).toBe("a value that cannot be read");
    });
});

describe("a path", () => {
    it.each<[PropertyKey[], string, string]>([
        [["filters", 0, "action"], "", "filters[0].action"],
        [
            ["resource.instanceDetails.imageId", "equals", 3],
            "criteria",
            'criteria["resource.instanceDetails.imageId"].equals[3]',
        ],
        [["a b"], "tags", 'tags["a b"]'],
        [["ü\u001b"], "tags", String.raw`tags["\u00fc\u001b"]`],
        [[""], "tags", 'tags[""]'],
        [[], "tags", "tags"],
        [[Symbol("x")], "", '["Symbol(x)"]'],
    ])("%# is written as in the program", (segments, root, path) => expect(joinPath(segments, root)).toBe(path));

    it("is short", () => expect(joinPath([" ".repeat(1_000)]).length).toBeLessThan(100));
});

describe("a problem with a secret", () => {
    it("shows neither the value nor what the value tells", () => {
        const problem = {
            path: "region",
            got: '"s3cret"',
            rule: "must be the code of a Region",
            hint: "Write s3cret.",
        };
        expect(withoutValue(problem)).toEqual({
            path: "region",
            got: "a secret value, not shown",
            rule: "must be the code of a Region",
        });
    });

    it.each([
        ['tags["s3cret key"]', "tags"],
        ["tags.s3cret", "tags"],
        ["filters[0].tags.s3cret", "filters[0].tags"],
        ['threatIpLists.tags.tags["a\nb"]', "threatIpLists.tags"],
        ["filters[0].criteria.region.equals[0]", "filters[0].criteria.region.equals[0]"],
        [
            'filters[0].criteria["resource.instanceDetails.tags.key"].equals',
            'filters[0].criteria["resource.instanceDetails.tags.key"].equals',
        ],
    ])("at %s is told of %s: keys of tags may be secret", (path, shown) => {
        expect(withoutValue({ path, rule: "x" }).path).toBe(shown);
    });
});
