import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFindings } from "guardduty-findings-generator";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readExport, type ReadExport } from "../src/read/read-export";
import type { Selection } from "../src/source/object-path";
import { buildCli, type Cli } from "./build-cli";
import { fakeS3, type FakeS3 } from "./fake-s3";

const ALL: Selection = { accountIds: undefined, regions: undefined, since: undefined, until: undefined };
const BUCKET = "findings-of-ours";
const root = mkdtempSync(join(tmpdir(), "review-s3-"));
const exported = join(root, "export");
const bucket = join(root, "bucket");
let s3: FakeS3;
let cli: Cli;

beforeAll(async () => {
    await writeFindings({
        directory: exported,
        count: 900,
        seed: "s3",
        days: 4,
        accountIds: ["111122223333", "222233334444"],
    });
    cpSync(exported, join(bucket, "exports"), { recursive: true });
    // What else lies in a log archive, and the marker that GuardDuty writes.
    mkdirSync(join(bucket, "exports/AWSLogs/111122223333/CloudTrail/us-east-1"), { recursive: true });
    writeFileSync(join(bucket, "exports/AWSLogs/111122223333/CloudTrail/us-east-1/trail.jsonl.gz"), "no findings");
    writeFileSync(join(bucket, "exports/AWSLogs/marker"), "");
    cli = await buildCli();
}, 60_000);
afterAll(() => {
    cli.remove();
    rmSync(root, { recursive: true, force: true });
});

beforeEach(async () => {
    s3 = await fakeS3(BUCKET, bucket);
    for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value);
});
afterEach(async () => {
    vi.unstubAllEnvs();
    await s3.close();
});

const environment = (): Record<string, string> => ({
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
});

const read = (place: string, selection: Selection = ALL): Promise<ReadExport> =>
    readExport(place, selection, () => undefined);

const objects = (): string[] => s3.requests.filter((request) => request.startsWith("GET "));

describe("an export in S3", () => {
    it("reads the same as in a folder, several objects at once", async () => {
        const local = await read(exported);
        const remote = await read(`s3://${BUCKET}/exports`);

        expect(remote.tally).toEqual(local.tally);
        expect(remote.store.rows).toBe(local.store.rows);
        expect(remote.damages).toEqual([]);
        expect(s3.mostAtOnce()).toBeGreaterThan(4);
        expect(s3.mostAtOnce()).toBeLessThanOrEqual(16);
    });

    it("neither lists nor fetches what is not wanted", async () => {
        const selection = {
            ...ALL,
            accountIds: new Set(["222233334444"]),
            regions: new Set(["eu-central-1"]),
            since: "2026-10-02",
            until: "2026-10-02",
        };
        const { tally } = await read(`s3://${BUCKET}`, selection);

        expect(tally.lines).toBeGreaterThan(0);
        // The day, and the next for updates of late evening.
        expect(objects()).toHaveLength(2);
        expect(objects().every((key) => /222233334444\/GuardDuty\/eu-central-1\/2026\/10\/0[23]\//.test(key))).toBe(
            true,
        );
        expect(
            s3.requests
                .filter((request) => request.startsWith("LIST "))
                .every((request) => !/1111|CloudTrail|us-east/.test(request)),
        ).toBe(true);
    });

    it("fetches an object again whose transfer broke off", async () => {
        const [key] = someKeys();
        s3.faults.set(key!, "cut-once");

        expect((await read(`s3://${BUCKET}/exports/`)).damages).toEqual([]);
        expect(objects().filter((request) => request === `GET ${key}`)).toHaveLength(2);
    });

    it("names an object that cannot be had, and reads the others", async () => {
        const [denied, cut] = someKeys();
        s3.faults.set(denied!, "denied").set(cut!, "cut-always");
        const { tally, damages } = await read(`s3://${BUCKET}/exports/`);

        expect(tally.files).toBe(someKeys().length);
        expect(damages).toEqual(
            expect.arrayContaining([
                {
                    file: `s3://${BUCKET}/${denied}`,
                    line: undefined,
                    what: "cannot be read: access is denied. It takes s3:GetObject, and kms:Decrypt on the key of the export.",
                },
                { file: `s3://${BUCKET}/${cut}`, line: undefined, what: expect.stringMatching(/^cannot be read: /) },
            ]),
        );
        expect(damages).toHaveLength(2);
    });

    it("is reviewed by the command, too", async () => {
        // The SDK's warning of Node versions that its later versions will not take is not for who runs the command.
        const env = { ...process.env, ...environment(), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined };
        const { code, stdout, stderr } = await cli.run([`s3://${BUCKET}/exports`, "--json", "-"], { env });

        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(JSON.parse(stdout)).toMatchObject({ source: `s3://${BUCKET}/exports`, read: { lines: 900 } });
    });

    it("says when there is no such bucket", async () => {
        await expect(read("s3://nothing-here")).rejects.toThrow(
            "Cannot list s3://nothing-here/: there is no such bucket.",
        );
    });
});

function someKeys(): string[] {
    return readdirSync(bucket, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".gz") && !name.includes("CloudTrail"))
        .sort();
}
