import { describe, expect, it } from "vitest";

import { testEachRule, type RuleCase } from "../../../test/each-rule";
import { SimulatedAccount, type SimulatedAccountOptions } from "../account";
import { readListFile } from "./ip-list-file";
import { parseListLocation } from "./ip-list-location";
import { IP_LIST_RULES } from "./ip-list-rules";
import type { CreateIpList, IpList, IpLists, ListKind } from "./ip-lists";

const REGION = "eu-west-1";

interface Fixture {
    readonly account: SimulatedAccount;
    readonly lists: IpLists;
    readonly detectorId: string;
    readonly create: (list?: Partial<CreateIpList>) => Promise<IpList>;
    readonly upload: (key: string, content: string) => Promise<unknown>;
    /** The list after all that was begun is done. */
    readonly settled: (list: IpList) => Promise<IpList>;
}

async function fixture(kind: ListKind = "trusted", options: SimulatedAccountOptions = {}): Promise<Fixture> {
    const account = new SimulatedAccount(options);
    const guardDuty = account.guardDuty(REGION);
    const { id: detectorId } = await guardDuty.detectors.create({ enable: true });
    const s3 = account.s3(REGION);
    await s3.buckets.create("lists", { objectLock: false });
    const upload = (key: string, content: string): Promise<unknown> =>
        s3.objects.put("lists", { key, content: Buffer.from(content) });
    await upload("a.txt", "198.51.100.0/24\n203.0.113.7\n");
    const lists = kind === "trusted" ? guardDuty.trustedIpLists : guardDuty.threatIpLists;
    return {
        account,
        lists,
        detectorId,
        upload,
        create: (list) =>
            lists.create({
                detectorId,
                name: "a list",
                format: "TXT",
                location: "s3://lists/a.txt",
                activate: true,
                ...list,
            }),
        settled: async ({ id }) => {
            account.clock.advance(60 * 60_000);
            return lists.get(detectorId, id);
        },
    };
}

function pair(
    accepted: Partial<CreateIpList>,
    refused: Partial<CreateIpList>,
    answer: string,
    kind?: ListKind,
): RuleCase {
    return {
        accepted: async () => (await fixture(kind)).create(accepted),
        refused: async () => (await fixture(kind)).create(refused),
        answer,
    };
}

async function several(kind: ListKind, count: number): Promise<void> {
    const { create } = await fixture(kind);
    for (let index = 0; index < count; index += 1) {
        await create({ name: `list ${index}`, activate: false });
    }
}

const BEYOND_LIMITS =
    "InternalServerErrorException: The request is rejected because it’s an attempt to create resources beyond the current AWS account limits.";

describe("an IP list's rules", () => {
    testEachRule(IP_LIST_RULES, {
        name: [
            pair(
                { name: "a list_1-b" },
                { name: "a/b" },
                "BadRequestException: The request is rejected because the parameter ipSetName has an invalid value.",
            ),
            pair({ name: "x".repeat(300) }, { name: "x".repeat(301) }, "BadRequestException"),
            pair({ name: "a" }, { name: "" }, "threatIntelSetName", "threat"),
        ],
        nameTaken: {
            accepted: () => several("threat", 2),
            refused: async () => {
                const { create } = await fixture("threat");
                await create();
                await create();
            },
            answer: "BadRequestException",
        },
        format: pair({ format: "STIX" }, { format: "CSV" }, "BadRequestException"),
        location: pair(
            { location: "https://s3.eu-west-1.amazonaws.com/lists/a.txt" },
            { location: "https://example.com/lists/a.txt" },
            "BadRequestException: The request is rejected because the parameter ipSetLocation has an invalid value.",
        ),
        unreadable: [
            pair(
                { activate: false },
                { activate: false, location: "s3://lists/b.txt" },
                "InternalServerErrorException: The request is rejected because the caller is not authorized to call this API.",
            ),
            pair({}, { location: "s3://no-such-bucket/a.txt" }, "InternalServerErrorException"),
        ],
        onlyOneTrusted: {
            accepted: () => several("trusted", 1),
            refused: () => several("trusted", 2),
            answer: BEYOND_LIMITS,
        },
        sixThreat: { accepted: () => several("threat", 6), refused: () => several("threat", 7), answer: BEYOND_LIMITS },
        notFound: {
            accepted: async () => {
                const { create, lists, detectorId } = await fixture();
                await lists.get(detectorId, (await create()).id);
            },
            refused: async () => {
                const { lists, detectorId } = await fixture();
                await lists.get(detectorId, "0".repeat(32));
            },
            answer: "BadRequestException: The request is rejected since no such resource found.",
        },
        inTransition: {
            accepted: async () => {
                const { create, lists, settled, detectorId } = await fixture();
                await lists.update(detectorId, (await settled(await create())).id, { name: "another" });
            },
            refused: async () => {
                const { create, lists, detectorId } = await fixture();
                await lists.update(detectorId, (await create()).id, { name: "another" });
            },
            answer: "BadRequestException",
        },
        // Not a refusal of the request: tested below by the status it ends in.
        file: [],
    });
});

describe("a list's life", () => {
    it("goes through ACTIVATING to ACTIVE on the simulator's clock", async () => {
        const { create, lists, account, detectorId } = await fixture();
        const { id, status } = await create();
        expect(status).toBe("ACTIVATING");
        account.clock.advance(1_000);
        expect((await lists.get(detectorId, id)).status).toBe("ACTIVATING");
        account.clock.advance(10 * 60_000);
        expect(await lists.get(detectorId, id)).toMatchObject({ status: "ACTIVE", inUse: { entries: 2 } });
    });

    it("is INACTIVE when it is not activated", async () => {
        const { create, settled } = await fixture();
        expect(await settled(await create({ activate: false }))).toMatchObject({
            status: "INACTIVE",
            inUse: undefined,
        });
    });

    it.each(["delete", "update"] as const)("refuses to %s while it is deleted", async (action) => {
        const { create, lists, settled, detectorId } = await fixture();
        const { id } = await settled(await create());
        await lists.delete(detectorId, id);
        expect((await lists.get(detectorId, id)).status).toBe("DELETE_PENDING");
        const again = action === "delete" ? lists.delete(detectorId, id) : lists.update(detectorId, id, { name: "x" });
        await expect(again).rejects.toMatchObject({ rule: { id: "ipList.inTransition" } });
    });

    it("takes up its quota until it is deleted", async () => {
        const { create, lists, settled, detectorId } = await fixture();
        const list = await settled(await create());
        await lists.delete(detectorId, list.id);
        await expect(create({ name: "next" })).rejects.toMatchObject({ rule: { id: "ipList.onlyOneTrusted" } });
        expect((await settled(list)).status).toBe("DELETED");
        await create({ name: "next" });
    });

    it("does not see a changed object until it is activated again", async () => {
        const { create, lists, settled, upload, detectorId } = await fixture();
        const list = await settled(await create());
        await upload("a.txt", "203.0.113.0/24\n");
        expect((await settled(list)).inUse?.entries).toBe(2);
        await lists.update(detectorId, list.id, { activate: true });
        expect((await settled(list)).inUse?.entries).toBe(1);
    });

    it.each([
        ["reread" as const, "s3://lists/b.txt"],
        ["keep" as const, "s3://lists/a.txt"],
    ])("with a changed location alone: %s", async (locationChangeOfActiveList, inUse) => {
        const { create, lists, settled, upload, detectorId } = await fixture("trusted", {
            unknowns: { locationChangeOfActiveList },
        });
        await upload("b.txt", "203.0.113.0/24\n");
        const list = await settled(await create());
        await lists.update(detectorId, list.id, { location: "s3://lists/b.txt" });
        expect(await settled(list)).toMatchObject({
            location: "s3://lists/b.txt",
            status: "ACTIVE",
            inUse: { location: inUse },
        });
    });

    it("ends in ERROR for a file that GuardDuty cannot use, and can be mended", async () => {
        const { create, lists, settled, upload, detectorId } = await fixture();
        await upload("a.txt", "2001:db8::1\n");
        const list = await settled(await create());
        expect(list).toMatchObject({ status: "ERROR", inUse: undefined });
        await upload("a.txt", "203.0.113.0/24\n");
        await lists.update(detectorId, list.id, { activate: true });
        expect((await settled(list)).status).toBe("ACTIVE");
    });
});

describe("who reads a list", () => {
    const deny = (principal: unknown): string =>
        JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                { Effect: "Deny", Principal: principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::lists/*" },
            ],
        });

    it("is the service-linked role, which a bucket's policy can keep out", async () => {
        const { create, account } = await fixture();
        const role = account.guardDutyRoleArn("aws");
        await account.s3(REGION).settings.putPolicy("lists", deny({ AWS: role }));
        await expect(create()).rejects.toMatchObject({ rule: { id: "ipList.unreadable" } });
    });

    it("may read what S3 encrypts, and what a KMS key encrypts if the key lets it", async () => {
        const { create, account } = await fixture("threat");
        const objects = account.s3(REGION).objects;
        const statements = (extra: object[]): string =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: { AWS: "arn:aws:iam::123456789012:root" },
                        Action: "kms:*",
                        Resource: "*",
                    },
                    ...extra,
                ],
            });
        const kms = account.kms(REGION);
        const key = await kms.create({
            description: "",
            policy: statements([]),
            bypassPolicyLockoutSafetyCheck: false,
            tags: {},
        });
        await objects.put("lists", {
            key: "kms.txt",
            content: Buffer.from("203.0.113.0/24\n"),
            encryption: { algorithm: "aws:kms", kmsKeyId: key.arn },
        });
        await expect(create({ location: "s3://lists/kms.txt" })).rejects.toMatchObject({
            rule: { id: "ipList.unreadable" },
        });
        const role = { AWS: account.guardDutyRoleArn("aws") };
        const allow = { Effect: "Allow", Principal: role, Action: "kms:Decrypt*", Resource: "*" };
        await kms.putPolicy(key.id, statements([allow]), false);
        await create({ location: "s3://lists/kms.txt" });
    });
});

describe("a list's file", () => {
    const lines = (count: number): string =>
        Array.from({ length: count }, (_, index) => `203.0.${(index >> 8) & 255}.${index & 255}`).join("\n");

    it.each([
        ["one address", "203.0.113.7", 2_000, 1],
        ["CIDRs", "203.0.113.0/24\n198.51.100.0/32\n", 2_000, 2],
        ["Windows line ends", "203.0.113.7\r\n203.0.113.8\r\n", 2_000, 2],
        ["as many as there may be", lines(2_000), 2_000, 2_000],
    ])("is read: %s", (_, content, most, entries) => {
        expect(readListFile(Buffer.from(content), "TXT", most)).toEqual({ valid: true, entries });
    });

    it.each([
        ["one too many", lines(2_001)],
        ["nothing", ""],
        ["IPv6", "2001:db8::/32"],
        ["a domain", "example.com"],
        ["a comment", "# mine\n203.0.113.7"],
        ["a leading zero", "203.0.113.07"],
        ["a prefix of 33", "203.0.113.0/33"],
        ["a space", " 203.0.113.7"],
    ])("is not read: %s", (_, content) => {
        expect(readListFile(Buffer.from(content), "TXT", 2_000).valid).toBe(false);
    });

    it("has at most 35 MB in any format", () => {
        expect(readListFile(Buffer.alloc(35_000_000, "x"), "STIX", 2_000).valid).toBe(true);
        expect(readListFile(Buffer.alloc(35_000_001, "x"), "STIX", 2_000).valid).toBe(false);
    });

    it("holds 250,000 entries in a threat list", async () => {
        const { create, settled, upload } = await fixture("threat");
        const content = Array.from(
            { length: 250_001 },
            (_, index) => `${1 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}.1`,
        );
        await upload("many.txt", content.slice(1).join("\n"));
        await upload("too-many.txt", content.join("\n"));
        expect((await settled(await create({ name: "1", location: "s3://lists/many.txt" }))).status).toBe("ACTIVE");
        expect((await settled(await create({ name: "2", location: "s3://lists/too-many.txt" }))).status).toBe("ERROR");
    });
});

describe("a list's location", () => {
    it.each([
        "https://s3.amazonaws.com/bucket.name/dir/file.txt",
        "https://s3-eu-west-1.amazonaws.com/bucket.name/dir/file.txt",
        "http://bucket.name.s3.amazonaws.com/dir/file.txt",
        "http://bucket.name.s3-eu-west-1.amazonaws.com/dir/file.txt",
        "s3://bucket.name/dir/file.txt",
        "https://s3.eu-west-1.amazonaws.com/bucket.name/dir/file.txt",
    ])("may be %s", (location) => {
        expect(parseListLocation(location)).toEqual({ bucket: "bucket.name", key: "dir/file.txt" });
    });

    it.each([
        "bucket/file.txt",
        "s3://bucket/",
        "s3://bucket",
        "https://example.com/bucket/file.txt",
        "https://bucket.s3.amazonaws.com.example.com/file.txt",
        "s3://bucket/file.txt?versionId=1",
        "ftp://s3.amazonaws.com/bucket/file.txt",
        `s3://bucket/${"x".repeat(300)}`,
    ])("may not be %s", (location) => {
        expect(parseListLocation(location)).toBeUndefined();
    });
});
