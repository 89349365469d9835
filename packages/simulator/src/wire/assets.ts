import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { AssetValue } from "../provider/resource-provider";

/**
 * Reads an asset of the wire. What comes from Pulumi's engine has its hash, and where the content is of no interest (in a
 * state, in a diff) nothing but that. What comes from a program has none: the file is read and hashed now, as the engine
 * does when a resource is registered.
 */
export function readAsset(asset: Readonly<Record<string, unknown>>, directory: string): AssetValue {
    const hash = textOf(asset.hash);
    const path = textOf(asset.path);
    if (path !== "") {
        const source = resolve(directory, path);
        return {
            asset: "file",
            source,
            ...(source === path ? {} : { path }),
            hash: hash === "" ? hashOf(readContent(source)) : hash,
        };
    }
    if (textOf(asset.uri) !== "") {
        throw new Error("remote assets are not supported by the simulator");
    }
    const source = textOf(asset.text);
    return { asset: "text", source, hash: hash === "" ? hashOf(source) : hash };
}

/** An asset as the program wrote it, with its hash: by that the engine knows it again where it left the content out. */
export function sendAsset({ asset, source, path, hash }: AssetValue): Readonly<Record<string, string>> {
    return { ...(asset === "file" ? { path: path ?? source } : { text: source }), hash };
}

function hashOf(content: Buffer | string): string {
    return createHash("sha256").update(content).digest("hex");
}

function readContent(path: string): Buffer {
    try {
        return readFileSync(path);
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`failed to compute asset hash: ${reason}`);
    }
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : "";
}
