import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { AssetValue } from "../provider/resource-provider";

/** Reads an asset of the wire: a file's content is hashed now, as Pulumi's engine does when a resource is registered. */
export function readAsset(asset: Readonly<Record<string, unknown>>, directory: string): AssetValue {
    if (typeof asset.path === "string" && asset.path !== "") {
        const source = resolve(directory, asset.path);
        return { asset: "file", source, hash: hashOf(readContent(source)) };
    }
    if (typeof asset.uri === "string" && asset.uri !== "") {
        throw new Error("remote assets are not supported by the in-process engine");
    }
    const source = typeof asset.text === "string" ? asset.text : "";
    return { asset: "text", source, hash: hashOf(source) };
}

function readContent(path: string): Buffer {
    try {
        return readFileSync(path);
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`failed to compute asset hash: ${reason}`);
    }
}

function hashOf(content: Buffer | string): string {
    return createHash("sha256").update(content).digest("hex");
}
