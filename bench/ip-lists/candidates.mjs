// Each candidate loads what it needs and returns the work: from a file's path to the SHA-256 of the folded list.
// Each is written the way its library is quickest at.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const sha256 = (content) => createHash("sha256").update(content).digest("hex");
const linesOf = (path) => readFileSync(path, "utf8").trimEnd().split("\n");

/** Reads, splits, hashes: the least that anything which looks at each line would do. Its hash is that of the file. */
export function floor() {
    return (path) => {
        const bytes = readFileSync(path);
        return { lines: bytes.toString().split("\n").length, sha256: sha256(bytes) };
    };
}

export function library(bundle) {
    const { planFile } = createRequire(import.meta.url)(bundle);
    return (path) => hashOf(planFile(readFileSync(path), { trusted: false, allowBroadRanges: false }));
}

/** The same for a program's own strings, which exist already: nothing is read or split. */
export function libraryOnStrings(bundle) {
    const { planEntries } = createRequire(import.meta.url)(bundle);
    return (path) => {
        const entries = linesOf(path);
        return () => hashOf(planEntries(entries, { trusted: false, allowBroadRanges: false }));
    };
}

function hashOf(plan) {
    if ("problems" in plan) throw new Error(JSON.stringify(plan.problems));
    return { sha256: plan.list.sha256 };
}

/** `mergeCidr` checks and folds. */
export async function cidrTools() {
    const { mergeCidr } = await import("cidr-tools");
    return (path) => {
        const merged = mergeCidr(linesOf(path)).map((cidr) => (cidr.endsWith("/32") ? cidr.slice(0, -3) : cidr));
        return { sha256: sha256(`${merged.join("\n")}\n`) };
    };
}

/** `Address4` checks each entry; it cannot fold, so that is done in plain numbers, more quickly than its bigints could. */
export async function ipAddress() {
    const { Address4 } = await import("ip-address");
    return (path) => {
        const ranges = linesOf(path).map((line) => {
            const address = new Address4(line);
            const [a, b, c, d] = address.toArray();
            const first = ((a * 256 + b) * 256 + c) * 256 + d;
            const size = 2 ** (32 - address.subnetMask);
            if (first % size !== 0) throw new Error(`host bits in ${line}`);
            return { first, last: first + size - 1 };
        });
        return { sha256: sha256(merge(ranges).map(write).join("")) };
    };
}

function merge(ranges) {
    const merged = [];
    for (const { first, last } of ranges.sort((a, b) => a.first - b.first)) {
        const before = merged.at(-1);
        if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
        else merged.push({ first, last });
    }
    return merged;
}

function write({ first, last }) {
    let text = "";
    for (let next = first; next <= last;) {
        let size = 1;
        while (next % (2 * size) === 0 && next + 2 * size - 1 <= last) size *= 2;
        const quad = `${next >>> 24}.${(next >>> 16) & 255}.${(next >>> 8) & 255}.${next & 255}`;
        text += size === 1 ? `${quad}\n` : `${quad}/${32 - Math.log2(size)}\n`;
        next += size;
    }
    return text;
}
