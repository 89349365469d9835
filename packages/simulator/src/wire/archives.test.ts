import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { describe, expect, it } from "vitest";

import { isAsset } from "../provider/property-reader";
import type { PropertyMap, PropertyValue } from "../provider/resource-provider";
import { receiveProperties, sendProperties } from "./values";

/** What a program sends for an archive, in the SDK's own words. */
async function received(archive: pulumi.asset.Archive, directory = "/"): Promise<PropertyValue> {
    const wire: Record<string, JavaScriptValue> = await pulumi.runtime.serializeProperties("test", { code: archive });
    return receiveProperties(Struct.fromJavaScript(wire), directory).values["code"] ?? null;
}

const handler = (text: string) => new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(text) });

describe("an archive on the wire", () => {
    it("has another hash when what is in it changes, and the same when not", async () => {
        const [one, same, other]: PropertyValue[] = [
            await received(handler("a")),
            await received(handler("a")),
            await received(handler("b")),
        ];
        expect(isAsset(one)).toBe(true);
        expect(one).toEqual(same);
        expect(one).not.toEqual(other);
    });

    it("goes out as it came in", async () => {
        const values: PropertyMap = { code: await received(handler("a")) };
        expect(receiveProperties(sendProperties(values), "/").values).toEqual(values);
    });

    it("is a folder of the program's, whose files make the hash", async () => {
        const folder = mkdtempSync(join(tmpdir(), "archive-"));
        writeFileSync(join(folder, "index.js"), "one");
        const before = await received(new pulumi.asset.FileArchive("."), folder);
        expect(before).toMatchObject({ asset: "archive", source: folder, path: "." });
        writeFileSync(join(folder, "index.js"), "two");
        expect(await received(new pulumi.asset.FileArchive("."), folder)).not.toEqual(before);
    });

    it("may not be elsewhere", async () => {
        await expect(received(new pulumi.asset.RemoteArchive("https://example.com/a.zip"))).rejects.toThrow("remote");
    });
});
