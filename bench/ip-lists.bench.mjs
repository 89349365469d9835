import { spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { capture, root, UserError } from "../scripts/bootstrap.mjs";
import { bundleListCode } from "./ip-lists/bundle.mjs";
import { median, readProcess } from "./rounds.mjs";

const ENTRIES = 250_000;
const COLD_ROUNDS = 9;
// Python takes seconds where the others take milliseconds: enough to be sure of.
const PYTHON_ROUNDS = 2;
const WARM_ROUNDS = 9;

const SMALL = "14,217, real";

const here = join(root, "bench", "ip-lists");

/** The first is what the others are compared with. */
const CANDIDATES = {
    floor: "reading, splitting, hashing",
    library: "`pulumi-guardduty`, a file",
    libraryOnStrings: "`pulumi-guardduty`, strings",
    cidrTools: "`cidr-tools`",
    ipAddress: "`ip-address`",
    python: "Python's `ipaddress`",
};
const OWN = ["library", "libraryOnStrings"];

export async function bench() {
    const bundle = await bundleListCode();
    const lists = layOutLists(dirname(bundle));
    const hasPython = spawnSync("python3", ["-c", "import ipaddress"]).status === 0;
    const names = Object.keys(CANDIDATES).filter((name) => hasPython || name !== "python");
    const rows = [];
    for (const [what, path] of Object.entries(lists)) {
        const rounds = [];
        for (let round = 0; round < COLD_ROUNDS; round += 1) {
            const inRound = names.filter((name) => name !== "python" || round < PYTHON_ROUNDS);
            rounds.push(await runEach(inRound, path, bundle));
        }
        rows.push(...toRows(`${what}, once in a process`, names, rounds));
    }
    const [[what, path]] = Object.entries(lists);
    const script = [join(here, "warm.mjs"), `${WARM_ROUNDS}`, path, bundle];
    const warm = (await readProcess(script, here)).map((round) =>
        Object.fromEntries(Object.entries(round).map(([name, ms]) => [name, { ms }])),
    );
    const warmNames = names.filter((name) => name !== "python");
    rows.push(...toRows(`${what}, warm`, warmNames, warm));
    return { title: "Checking, folding and hashing a threat list", rows, notes: notesOf(hasPython) };
}

function notesOf(hasPython) {
    return [
        `The work: from a file of ${ENTRIES.toLocaleString("en-US")} entries, about 3.5 MB, to the SHA-256 of the folded list. Every candidate must come to the same hash, or nothing is measured. The library besides looks for ranges without effect, bounds and quotas, which the others do not.`,
        "Random order: addresses from all over the public space. In order: the same, sorted. Crowded: a few networks, a quarter of the entries ranges, so that most of them fold. Real: the list that the examples and tests use.",
        `Once in a process: ${COLD_ROUNDS} rounds, each candidate in a process of its own, timed from reading to hash after its modules are loaded; that is how a Pulumi program plans a list. Memory is the peak above what the process had before. Python has ${PYTHON_ROUNDS} rounds, and its start is not counted. Warm: ${WARM_ROUNDS} rounds in one process.`,
        "The ratio is to reading, splitting and hashing the file, which checks and folds nothing. The library may take at most as long as the quickest of the others.",
        ...(hasPython ? [] : ["There was no `python3` on this machine, so its row is missing."]),
    ];
}

/** Each candidate once, in turn. */
async function runEach(names, path, bundle) {
    const results = {};
    for (const name of names) {
        results[name] = await (name === "python"
            ? readPython(path)
            : readProcess(["--expose-gc", join(here, "once.mjs"), name, path, bundle], here));
    }
    const hashes = new Set(names.filter((name) => name !== "floor").map((name) => results[name].sha256));
    if (hashes.size > 1) {
        throw new UserError(`The candidates disagree about ${path}:\n${JSON.stringify(results, undefined, 2)}`);
    }
    return results;
}

async function readPython(path) {
    const { code, output } = await capture("python3", [join(here, "collapse.py"), path], here);
    if (code !== 0) throw new UserError(`python3 failed:\n${output}`);
    return JSON.parse(output);
}

function toRows(group, names, rounds) {
    const rows = names.map((name) => {
        const counted = rounds.filter((round) => round[name] !== undefined);
        const peaks = counted.map((round) => round[name].peakMiB);
        return {
            what: CANDIDATES[name],
            group,
            medianMs: median(counted.map((round) => round[name].ms)),
            ratio: median(counted.map((round) => round[name].ms / round.floor.ms)),
            ...(peaks.includes(undefined) ? {} : { peakMiB: median(peaks) }),
        };
    });
    const others = rows.filter((_, index) => names[index] !== "floor" && !OWN.includes(names[index]));
    const limit = Math.min(...others.map(({ ratio }) => ratio));
    // A small list is over before it can be measured well.
    const hasLimit = (index) => OWN.includes(names[index]) && !group.includes(SMALL);
    return rows.map((row, index) => (hasLimit(index) ? { ...row, limit } : row));
}

function layOutLists(folder) {
    const random = makeRandom(1);
    const anywhere = new Set();
    while (anywhere.size < ENTRIES) {
        const address = random();
        if (isOrdinary(address)) anywhere.add(address);
    }
    const crowded = Array.from({ length: ENTRIES }, () => {
        const prefix = random() % 4 === 0 ? 24 + (random() % 8) : 32;
        const first = ((20 << 24) | (random() % 2 ** 20)) & (prefix === 32 ? -1 : -1 << (32 - prefix));
        return prefix === 32 ? quad(first) : `${quad(first)}/${prefix}`;
    });
    const write = (name, lines) => {
        const path = join(folder, `${name}.txt`);
        writeFileSync(path, `${lines.join("\n")}\n`);
        return path;
    };
    const real = join(folder, "real.txt");
    copyFileSync(join(root, "packages", "guardduty", "test", "data", "threats-ipsum-level3.txt"), real);
    return {
        "250,000 in random order": write("random", [...anywhere].map(quad)),
        "250,000 in order": write("ordered", [...anywhere].sort((a, b) => a - b).map(quad)),
        "250,000, crowded": write("crowded", crowded),
        [SMALL]: real,
    };
}

/** Outside the networks that have ranges without effect, so that every candidate has the same to do. */
function isOrdinary(address) {
    const first = address >>> 24;
    return first < 224 && ![0, 10, 100, 127, 169, 172, 192, 198, 203].includes(first);
}

function quad(address) {
    return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

/** Numbers that look random and are the same on every run (mulberry32). */
function makeRandom(seed) {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return (mixed ^ (mixed >>> 14)) >>> 0;
    };
}
