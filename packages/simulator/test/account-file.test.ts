import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { AccountFileError, openAccountFile } from "../src/account-file";
import { serveProvider } from "../src/provider-server/server";
import { ProtocolClient } from "./protocol-client";
import { makeEveryType } from "./provider-server/every-type";

let folder: string;
let file: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "account-file-"));
    file = join(folder, "account.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

const text = (): string => readFileSync(file, "utf8");

describe("an account in a file", () => {
    it("is there from the beginning, and after each operation", async () => {
        const account = openAccountFile(file, { accountId: "111122223333" });
        const empty = text();
        await account.guardDuty("eu-west-1").detectors.create({ enable: true });
        expect(text()).not.toBe(empty);
        expect(openAccountFile(file).guardDuty("eu-west-1").detectors.list()).toHaveLength(1);
        expect(openAccountFile(file).accountId).toBe("111122223333");
        expect(readdirSync(folder)).toEqual(["account.json"]);
    });

    it("is not written where nothing has changed, and says the same in the same way", async () => {
        const account = openAccountFile(file);
        await account.s3("eu-west-1").buckets.create("bucket", { objectLock: false });
        const before = text();
        await account.s3("eu-west-1").buckets.find("bucket");
        await expect(account.s3("eu-west-1").buckets.create("bucket", { objectLock: false })).rejects.toThrow();
        openAccountFile(file);
        expect(text()).toBe(before);
    });

    it("outlives the server, with every kind of resource", async () => {
        const account = openAccountFile(file);
        const first = await serveProvider({ account });
        const client = await ProtocolClient.configured(first.port);
        const made = await makeEveryType(client, account);
        const read = Object.values(made).map(async (one) => client.read(one.type, one.id, one));
        const states = (await Promise.all(read)).map((one) => one?.state);
        client.close();
        await first.close();

        const second = await serveProvider({ account: openAccountFile(file) });
        const again = await ProtocolClient.configured(second.port);
        for (const [index, one] of Object.values(made).entries()) {
            expect((await again.read(one.type, one.id, one))?.state, one.type).toEqual(states[index]);
        }
        await expect(again.make(made.detector.type, "second", {})).rejects.toThrow("BadRequestException");
        await again.delete(made.destination);
        await again.delete(made.ipSet);
        again.close();
        await second.close();
        const { detectors, trustedIpLists, destinations } = openAccountFile(file).guardDuty("eu-west-1");
        const [detectorId = ""] = detectors.list();
        expect([trustedIpLists.list(detectorId), destinations.list(detectorId)]).toEqual([[], []]);
    });
});

describe("a file that is no account of ours", () => {
    it.each([
        ["not JSON", "certainly not", "holds no account of the simulator"],
        ["half a file", '{"account": {"accountId": "1', "holds no account of the simulator"],
        ["another program's", '{"version": 1}', "holds no account of the simulator: format is not a text"],
        [
            "of another shape",
            '{"format":"pulumi-guardduty-simulator account","version":1,"account":{"accountId":"1","ids":"x"}}',
            "holds no account of the simulator: account.world is not an object",
        ],
        [
            "from the future",
            '{"format":"pulumi-guardduty-simulator account","version":2,"account":{}}',
            "was written by a newer simulator, as version 2: this one knows versions up to 1",
        ],
    ])("is refused and left as it is: %s", (_name, content, message) => {
        writeFileSync(file, content);
        expect(() => openAccountFile(file)).toThrow(AccountFileError);
        expect(() => openAccountFile(file)).toThrow(message);
        expect(text()).toBe(content);
    });

    it("is refused where it is another account's", () => {
        openAccountFile(file, { accountId: "111122223333" });
        expect(() => openAccountFile(file, { accountId: "999999999999" })).toThrow(
            `${file} holds the account 111122223333, not 999999999999`,
        );
    });

    it("is refused where it is a folder", () => {
        expect(() => openAccountFile(folder)).toThrow(`${folder} cannot be read`);
    });

    it("fails the operation, and is left as it is, where another simulator has written it meanwhile", async () => {
        const mine = openAccountFile(file);
        const theirs = openAccountFile(file);
        await theirs.s3("eu-west-1").buckets.create("theirs", { objectLock: false });
        const before = text();
        await expect(mine.s3("eu-west-1").buckets.create("mine", { objectLock: false })).rejects.toThrow(
            "two simulators cannot share a file",
        );
        expect(text()).toBe(before);
    });
});
