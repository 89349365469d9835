import { describe, expect, it } from "vitest";

import { equivalentPolicies } from "./policy-equivalence";

const BASE = {
    Sid: "a",
    Effect: "Allow",
    Principal: { AWS: ["arn:aws:iam::123456789012:root", "arn:aws:iam::210987654321:root"] },
    Action: ["s3:GetObject", "s3:PutObject"],
    Resource: "arn:aws:s3:::b/*",
    Condition: { StringEquals: { "aws:SourceAccount": ["1", "2"] } },
};

function policy(...statements: object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

describe("two policies are the same to the provider", () => {
    it.each<[string, object]>([
        ["with actions in another order", { Action: ["s3:PutObject", "s3:GetObject"] }],
        ["with an action in another case", { Action: ["s3:getobject", "s3:PutObject"] }],
        ["with a list of one", { Resource: ["arn:aws:s3:::b/*"] }],
        ["with an account for its root", { Principal: { AWS: ["210987654321", "123456789012"] } }],
        [
            "with condition values in another order",
            { Condition: { StringEquals: { "aws:SourceAccount": ["2", "1"] } } },
        ],
        ["with a condition key in another case", { Condition: { StringEquals: { "aws:sourceaccount": ["1", "2"] } } }],
    ])("%s", (_, change) => {
        expect(equivalentPolicies(policy(BASE), policy({ ...BASE, ...change }))).toBe(true);
    });

    it("with white space, fields in another order, and a Statement that is no list", () => {
        const reversed = Object.fromEntries(Object.entries(BASE).reverse());
        const other = JSON.stringify({ Statement: reversed, Version: "2012-10-17" }, null, 4);
        expect(equivalentPolicies(policy(BASE), other)).toBe(true);
    });

    it('with "*" for {"AWS": "*"}', () => {
        const [left, right] = ["*", { AWS: "*" }].map((Principal) => policy({ ...BASE, Principal }));
        expect(equivalentPolicies(left ?? "", right ?? "")).toBe(true);
    });
});

describe("two policies differ", () => {
    it.each<[string, object]>([
        ["in effect", { Effect: "Deny" }],
        ["in an action", { Action: ["s3:GetObject"] }],
        ["in a resource's case", { Resource: "arn:aws:s3:::B/*" }],
        ["in a condition's operator", { Condition: { StringLike: { "aws:SourceAccount": ["1", "2"] } } }],
        ["in a condition's value", { Condition: { StringEquals: { "aws:SourceAccount": ["1", "3"] } } }],
        ["in a principal", { Principal: { AWS: "123456789012" } }],
        ["in NotPrincipal for Principal", { Principal: undefined, NotPrincipal: BASE.Principal }],
        ["in the Sid", { Sid: "b" }],
    ])("%s", (_, change) => {
        expect(equivalentPolicies(policy(BASE), policy({ ...BASE, ...change }))).toBe(false);
    });

    it("where one is no policy", () => {
        expect(equivalentPolicies(policy(BASE), "{}")).toBe(false);
        expect(equivalentPolicies("{}", "{}")).toBe(true);
    });
});
