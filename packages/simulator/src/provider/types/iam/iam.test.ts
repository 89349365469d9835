import { describe, expect, it } from "vitest";

import {
    account,
    change,
    changes,
    checked,
    diff,
    failuresOf,
    make,
    provider,
    REGION,
} from "../../../../test/provider-fixture";
import type { PropertyMap } from "../../resource-provider";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const DENY_ALL = "arn:aws:iam::aws:policy/AWSDenyAll";

const document = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const trust = (service: string | string[]): string =>
    document({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" });
const role = (more: PropertyMap = {}): PropertyMap => ({ assumeRolePolicy: trust("lambda.amazonaws.com"), ...more });
const permissions = (Action: string): string => document({ Effect: "Allow", Action, Resource: "*" });

describe("a role", () => {
    it("is named after the program's name, within 64 characters", async () => {
        const made = await make(ROLE, role(), "a".repeat(56));
        expect(made.id).toMatch(/^a{56}-[0-9a-f]{7}$/);
        const { failures } = await provider.check({ type: ROLE, name: "a".repeat(57), news: role(), seed: "urn" });
        expect(failures[0]?.reason).toContain("plus 7 random chars is longer than maximum length 64");
    });

    it("is named by a prefix with 26 digits behind it", async () => {
        const made = await make(ROLE, role({ namePrefix: "p".repeat(38) }));
        expect(made.id).toMatch(/^p{38}\d{26}$/);
        expect(made.properties).toMatchObject({ namePrefix: "p".repeat(38) });
        expect(await failuresOf(ROLE, role({ namePrefix: "p".repeat(39) }))).toEqual([
            expect.stringContaining("at most 38"),
        ]);
    });

    it("has no Region, and tells what IAM chose", async () => {
        const { properties } = await make(ROLE, role({ name: "reader" }));
        expect(properties).not.toHaveProperty("region");
        expect(properties).toMatchObject({
            ...{ arn: "arn:aws:iam::123456789012:role/reader", path: "/", maxSessionDuration: 3600 },
            ...{ createDate: "2026-11-24T00:00:00Z", inlinePolicies: [], managedPolicyArns: [] },
        });
        expect(properties["uniqueId"]).toMatch(/^AROA/);
    });

    it("does not differ in a trust policy that says the same, and changes another in place", async () => {
        const made = await make(ROLE, role({ name: "reader" }));
        expect(
            await changes(made, role({ name: "reader", assumeRolePolicy: trust(["lambda.amazonaws.com"]) })),
        ).toEqual([]);
        const other = role({ name: "reader", assumeRolePolicy: trust("chatbot.amazonaws.com") });
        expect(await changes(made, other)).toEqual(["update assumeRolePolicy"]);
        await change(made, other);
        expect((await account.iam(REGION).roles.get("reader")).trustPolicy).toBe(trust("chatbot.amazonaws.com"));
    });

    it.each<[PropertyMap, string[], boolean]>([
        [{ path: "/a/" }, ["update-replace path"], true],
        [{ name: "other" }, ["update-replace name"], false],
        [{ description: "d" }, ["add description"], false],
        [{ maxSessionDuration: 7200 }, ["update maxSessionDuration"], false],
    ])("differs by %o", async (more, expected, deleteBeforeReplace) => {
        const made = await make(ROLE, role({ name: "reader" }));
        const result = await diff(made, role({ name: "reader", ...more }));
        expect(result.changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual(expected);
        expect(result.deleteBeforeReplace).toBe(deleteBeforeReplace);
    });

    it("keeps its policies from being deleted with it, unless they are to be detached", async () => {
        const made = await make(ROLE, role({ name: "reader" }));
        await account.iam(REGION).rolePolicies.attach("reader", DENY_ALL);
        await account.iam(REGION).rolePolicies.put("reader", "a", permissions("s3:*"));
        await expect(provider.delete(made)).rejects.toThrow("DeleteConflict");
        await provider.delete({
            type: ROLE,
            id: made.id,
            properties: { ...made.properties, forceDetachPolicies: true },
        });
        expect(account.roles.all()).toEqual([]);
    });

    it.each(["inlinePolicies", "managedPolicyArns", "permissionsBoundary"])("is refused with %s", async (name) => {
        await expect(checked(ROLE, role({ [name]: "x" }))).rejects.toThrow(
            `the property ${name} of ${ROLE} is not modelled`,
        );
    });
});

describe("a role's inline policy", () => {
    it("is put and changed in place, and gone with its role", async () => {
        const reader = await make(ROLE, role({ name: "reader", forceDetachPolicies: true }));
        const news = { role: "reader", policy: permissions("s3:GetObject") };
        const made = await make(ROLE_POLICY, news);
        expect(made.id).toMatch(/^reader:res-[0-9a-f]{7}$/);
        expect(await changes(made, { ...news, policy: permissions("s3:*") })).toEqual(["update policy"]);
        await change(made, { ...news, policy: permissions("s3:*") });
        const name = made.id.slice("reader:".length);
        expect(await account.iam(REGION).rolePolicies.get("reader", name)).toBe(permissions("s3:*"));
        expect(await changes(made, { ...news, role: "other" })).toContain("update-replace role");
        await provider.delete(reader);
        expect(await provider.read({ type: ROLE_POLICY, id: made.id, properties: made.properties })).toBeUndefined();
    });
});

describe("a policy's attachment", () => {
    it("goes before it comes again, since it would be the same", async () => {
        await make(ROLE, role({ name: "reader" }));
        const made = await make(ATTACHMENT, { role: "reader", policyArn: DENY_ALL });
        expect(made.id).toMatch(/^reader-\d{26}$/);
        const other = "arn:aws:iam::aws:policy/AdministratorAccess";
        expect(await diff(made, { role: "reader", policyArn: other })).toEqual({
            changes: [{ path: "policyArn", kind: "update-replace" }],
            deleteBeforeReplace: true,
        });
    });

    it("is refused by name where the policy is AWS's and not modelled, and by AWS where there is none", async () => {
        await make(ROLE, role({ name: "reader" }));
        const attach = (policyArn: string): Promise<unknown> => make(ATTACHMENT, { role: "reader", policyArn });
        await expect(attach("arn:aws:iam::aws:policy/ReadOnlyAccess")).rejects.toThrow("not modelled");
        await expect(attach("arn:aws:iam::123456789012:policy/none")).rejects.toThrow("NoSuchEntity");
    });
});
