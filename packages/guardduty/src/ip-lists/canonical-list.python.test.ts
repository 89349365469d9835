import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { planEntries, planFile } from "./canonical-list";

/** Python's own folding, written the way this library writes it. */
const COLLAPSE = `
import hashlib, ipaddress, sys
networks = (ipaddress.IPv4Network(line) for line in sys.stdin.read().split())
lines = (str(n.network_address) if n.prefixlen == 32 else str(n) for n in ipaddress.collapse_addresses(networks))
text = "".join(line + "\\n" for line in lines)
print(text.count("\\n"), hashlib.sha256(text.encode()).hexdigest())
`;

const python = spawnSync("python3", ["-c", "import ipaddress"]);

/** Numbers that look random and are the same on every run (mulberry32). */
function makeRandom(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return (mixed ^ (mixed >>> 14)) >>> 0;
    };
}

/** Crowded into a few networks, so that much of it folds. */
function makeEntries(amount: number, seed: number): string[] {
    const random = makeRandom(seed);
    return Array.from({ length: amount }, () => {
        const prefix = random() % 4 === 0 ? 20 + (random() % 13) : 32;
        const bits = ((random() % 3) << 30) | (1 << 29) | (random() % 2 ** 18);
        const first = prefix === 32 ? bits : bits & (-1 << (32 - prefix));
        const address = [24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join(".");
        return prefix === 32 ? address : `${address}/${prefix}`;
    });
}

describe.skipIf(python.status !== 0)("Python's ipaddress", () => {
    test.each([
        [60_000, 1],
        [5_000, 2],
        [1_000, 3],
    ])("folds %i random entries to the same text", (amount, seed) => {
        const entries = makeEntries(amount, seed);
        const { stdout } = spawnSync("python3", ["-c", COLLAPSE], { input: entries.join("\n"), encoding: "utf8" });
        const rules = { trusted: false, allowBroadRanges: false };
        for (const plan of [planEntries(entries, rules), planFile(Buffer.from(entries.join("\r\n")), rules)]) {
            if ("problems" in plan) throw new Error(JSON.stringify(plan.problems));
            const { text, sha256, entryCount } = plan.list;
            expect(`${entryCount} ${sha256}`).toBe(stdout.trim());
            expect(createHash("sha256").update(text).digest("hex")).toBe(sha256);
        }
    });
});
