import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

import { isAsset } from "../provider/property-reader";
import type { AssetValue, PropertyValue } from "../provider/resource-provider";

/**
 * Reads an archive of the wire: a file or a folder, or what the program put together itself. As an asset, it has its hash
 * where it comes from Pulumi's engine, and is hashed here where it comes from a program.
 */
export function readArchive(
    archive: Readonly<Record<string, unknown>>,
    directory: string,
    receive: (member: unknown) => PropertyValue,
): AssetValue {
    const hash = textOf(archive["hash"]);
    const path = textOf(archive["path"]);
    if (path !== "") {
        const source = resolve(directory, path);
        return {
            asset: "archive",
            source,
            ...(source === path ? {} : { path }),
            hash: hash === "" ? hashOfPath(source) : hash,
        };
    }
    if (textOf(archive["uri"]) !== "") {
        throw new Error("remote archives are not supported by the simulator");
    }
    const members = membersOf(archive["assets"], receive);
    if (members === undefined) {
        return { asset: "archive", source: "", hash };
    }
    return { asset: "archive", source: "", hash: hash === "" ? hashOfMembers(members) : hash, members };
}

/** A hash of what is in an archive. It is not the engine's own, and need not be: only what one side made is compared. */
export function hashOfMembers(members: Readonly<Record<string, AssetValue>>): string {
    const hash = createHash("sha256");
    for (const name of Object.keys(members).sort()) {
        hash.update(`${JSON.stringify(name)} ${members[name]?.hash ?? ""}\n`);
    }
    return hash.digest("hex");
}

/** The hash of an archive's file, or of all that is in its folder. */
export function hashOfPath(path: string): string {
    if (!statSync(path).isDirectory()) {
        return createHash("sha256").update(readFileSync(path)).digest("hex");
    }
    const hash = createHash("sha256");
    for (const name of readdirSync(path).sort()) {
        hash.update(`${JSON.stringify(name)} ${hashOfPath(join(path, name))}\n`);
    }
    return hash.digest("hex");
}

function membersOf(
    assets: unknown,
    receive: (member: unknown) => PropertyValue,
): Record<string, AssetValue> | undefined {
    if (typeof assets !== "object" || assets === null) {
        return undefined;
    }
    const members: Record<string, AssetValue> = {};
    for (const [name, member] of Object.entries(assets)) {
        const value = receive(member);
        if (!isAsset(value)) {
            throw new Error(`${name} in an archive is neither an asset nor an archive`);
        }
        members[name] = value;
    }
    return members;
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : "";
}
