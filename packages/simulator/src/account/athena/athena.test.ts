import { describe, expect, it } from "vitest";

import { pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { SnapshotReader } from "../core/snapshot";
import { NAMED_QUERY_RULES, PROJECTION_RULES, WORKGROUP_RULES } from "./athena-rules";
import type { NamedQuery, WorkgroupSettings } from "./workgroup";

const REGION = "eu-west-1";
const SETTINGS: WorkgroupSettings = {
    ...{ description: undefined, state: "ENABLED", enforced: true, publishesMetrics: true, requesterPays: false },
    ...{ bytesScannedCutoff: undefined, engineVersion: "AUTO" },
    results: { outputLocation: "s3://results/", encryptionOption: "SSE_S3", kmsKeyArn: undefined },
};
const QUERY = { name: "one", description: undefined, database: "findings", workgroup: "reviews", query: "SELECT 1" };

async function withWorkgroup(): Promise<SimulatedAccount> {
    const account = new SimulatedAccount();
    await account.athena(REGION).createWorkgroup("reviews", SETTINGS, {});
    return account;
}

const workgroup = (more: Partial<WorkgroupSettings>, name = "reviews"): Promise<void> =>
    new SimulatedAccount().athena(REGION).createWorkgroup(name, { ...SETTINGS, ...more }, {});
const results = (more: Partial<WorkgroupSettings["results"]>): Promise<void> =>
    workgroup({ results: { ...SETTINGS.results, ...more } });
const query = async (more: Partial<NamedQuery>): Promise<string> =>
    (await withWorkgroup()).athena(REGION).createNamedQuery({ ...QUERY, ...more });

const PROJECTED = {
    "projection.enabled": "true",
    "projection.region.type": "enum",
    "projection.region.values": "eu-west-1,us-east-1",
    "projection.day.type": "date",
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.range": "NOW-3YEARS,NOW",
    "storage.location.template": "s3://findings/AWSLogs/${region}/${day}/",
};

/** A query on a table with these parameters and the keys region and day. */
async function read(parameters: Record<string, string | undefined>, name = "raw"): Promise<void> {
    const account = new SimulatedAccount();
    await account.glue(REGION).createDatabase("findings", undefined, {});
    const given = Object.entries({ ...PROJECTED, ...parameters }).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
    );
    await account.glue(REGION).createTable("findings", "raw", {
        ...{ description: undefined, tableType: "EXTERNAL_TABLE", parameters: Object.fromEntries(given), columns: [] },
        partitionKeys: ["region", "day"].map((key) => ({ name: key, type: "string", comment: undefined })),
        ...{ location: "s3://findings/", inputFormat: undefined, outputFormat: undefined, serDe: undefined },
        ...{ viewOriginalText: undefined, viewExpandedText: undefined },
    });
    await account.athena(REGION).checkTable("findings", name);
}

describe("Athena's rules for workgroups", () => {
    testEachRule(WORKGROUP_RULES, {
        name: pair((name: string) => workgroup({}, name), "Reviews_2.a-b", "re views", "InvalidRequestException"),
        taken: pair(
            async (name: string) => (await withWorkgroup()).athena(REGION).createWorkgroup(name, SETTINGS, {}),
            "others",
            "reviews",
            "InvalidRequestException: WorkGroup is already created",
        ),
        notFound: pair(
            async (name: string) => (await withWorkgroup()).athena(REGION).updateWorkgroup(name, SETTINGS),
            "reviews",
            "absent",
            "WorkGroup absent is not found.",
        ),
        cutoff: pair(
            (bytesScannedCutoff: number) => workgroup({ bytesScannedCutoff }),
            10_000_000,
            9_999_999,
            "greater than or equal to 10000000",
        ),
        outputLocation: pair(
            (outputLocation: string) => results({ outputLocation }),
            "s3://results/athena/",
            "https://results.s3.amazonaws.com/",
            "InvalidRequestException",
        ),
        resultsKey: pair(
            (encryptionOption: string) => results({ encryptionOption }),
            "SSE_S3",
            "SSE_KMS",
            "InvalidRequestException",
        ),
        notEmpty: pair(
            async (recursive: boolean) => {
                const account = await withWorkgroup();
                await account.athena(REGION).createNamedQuery(QUERY);
                await account.athena(REGION).deleteWorkgroup("reviews", recursive);
            },
            true,
            false,
            "WorkGroup reviews is not empty",
        ),
    });
});

describe("Athena's rules for saved queries", () => {
    testEachRule(NAMED_QUERY_RULES, {
        name: [
            pair((name: string) => query({ name }), "n".repeat(128), "n".repeat(129), "InvalidRequestException"),
            pair((description: string) => query({ description }), "d".repeat(1024), "d".repeat(1025), "length"),
            pair((database: string) => query({ database }), "d".repeat(255), "", "length"),
        ],
        size: pair(
            (sql: string) => query({ query: sql }),
            "x".repeat(262_144),
            `${"x".repeat(262_143)}ü`,
            "less than or equal to 262144",
        ),
        notFound: pair(
            async (id: string | undefined) => {
                const account = await withWorkgroup();
                const made = await account.athena(REGION).createNamedQuery(QUERY);
                await account.athena(REGION).deleteNamedQuery(id ?? made);
            },
            undefined,
            "absent",
            "NamedQuery absent was not found",
        ),
    });

    it("go with their workgroup", async () => {
        const account = await withWorkgroup();
        const id = await account.athena(REGION).createNamedQuery(QUERY);
        await account.athena(REGION).deleteWorkgroup("reviews", true);
        expect(await account.athena(REGION).findNamedQuery(id)).toBeUndefined();
    });

    it("need a workgroup, which may be the one that every account has", async () => {
        await expect(query({ workgroup: "primary" })).resolves.toMatch(/^[0-9a-f-]{36}$/);
        await expect(query({ workgroup: "absent" })).rejects.toThrow("WorkGroup absent is not found.");
    });
});

describe("Athena's rules for partition projection", () => {
    testEachRule(PROJECTION_RULES, {
        keys: [
            pair(
                (type: string) => read({ "projection.region.type": type }),
                "injected",
                "list",
                "projection.region.type",
            ),
            {
                accepted: () => read({ "projection.enabled": "false", "projection.day.type": undefined }),
                refused: () => read({ "projection.day.type": undefined }),
                answer: "projection.day.type",
            },
        ],
        values: [
            pair((values: string) => read({ "projection.region.values": values }), "a", "", "projection.region.values"),
            {
                accepted: () => read({}),
                refused: () => read({ "projection.day.format": undefined }),
                answer: "projection.day.format",
            },
        ],
        range: [
            pair(
                (range: string) => read({ "projection.day.range": range }),
                "2026/01/01,NOW",
                "2026-01-01,NOW",
                "projection.day.range",
            ),
            pair(
                (range: string) => read({ "projection.day.range": range }),
                "NOW-3YEARS,NOW+1DAY",
                "NOW-3YEARS",
                "projection.day.range",
            ),
        ],
        template: [
            pair(
                (template: string) => read({ "storage.location.template": template }),
                "s3://findings/${day}/${region}/",
                "s3://findings/${day}/",
                "storage.location.template",
            ),
            pair(
                (template: string) => read({ "storage.location.template": template }),
                "s3://findings/${day}/${region}/",
                "s3://findings/${day}/${region}",
                "storage.location.template",
            ),
        ],
        table: pair((name: string) => read({}, name), "raw", "absent", "TABLE_NOT_FOUND"),
    });
});

it("an account is read back with its catalog, workgroups and saved queries", async () => {
    const account = await withWorkgroup();
    const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const encrypted = { ...SETTINGS.results, encryptionOption: "SSE_KMS", kmsKeyArn };
    await account.athena(REGION).updateWorkgroup("reviews", { ...SETTINGS, results: encrypted });
    await account.athena(REGION).createNamedQuery({ ...QUERY, description: "all" });
    await account.glue(REGION).createDatabase("findings", "of all", { team: "security" });
    const serDe = { name: undefined, library: "lazy", parameters: { "serialization.format": "1" } };
    await account.glue(REGION).createTable("findings", "raw", {
        ...{ description: "lines", tableType: "EXTERNAL_TABLE", parameters: PROJECTED, location: "s3://findings/" },
        columns: [{ name: "finding", type: "string", comment: "whole" }],
        partitionKeys: [{ name: "day", type: "string", comment: undefined }],
        ...{ inputFormat: "in", outputFormat: "out", serDe, viewOriginalText: "/* */", viewExpandedText: "/* */" },
    });
    const written: unknown = JSON.parse(JSON.stringify(account.snapshot()));
    const copy = SimulatedAccount.restored(new SnapshotReader(written));
    expect(JSON.parse(JSON.stringify(copy.snapshot()))).toEqual(written);
    expect(await copy.glue(REGION).findTable("findings", "raw")).toMatchObject({ serDe, parameters: PROJECTED });
});
