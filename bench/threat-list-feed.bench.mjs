// The function of a feed, from its start to a list that GuardDuty uses, with as many entries as GuardDuty takes. AWS is what the
// function's tests run it against: moto's S3 and the simulated GuardDuty, over HTTP.
import { say, UserError } from "../scripts/bootstrap.mjs";
import { median } from "./rounds.mjs";
import { bundleFeedWorld } from "./threat-list-feed/bundle.mjs";

const ENTRIES = 250_000;
const ROUNDS = 3;
/** Sizes of Lambda functions, in MiB. */
const SIZES = [128, 256, 1_024];
/** What the component gives a function with a source of that format. */
const DEFAULTS = { TEXT: 256, CSV: 1_024, JSON: 1_024 };
const PHASES = ["Node and the SDK", "download, reading, folding", "writing to S3", "GuardDuty"];

export async function bench() {
    const { FeedWorld, FeedServer, MotoServer, addresses } = await bundleFeedWorld();
    const [moto, publisher] = await Promise.all([MotoServer.start(), FeedServer.start()]);
    let bucket = 0;
    const deploy = () => FeedWorld.create(moto, publisher, `bench-${(bucket += 1)}`);
    try {
        const feeds = [smallest(addresses(1)), ...makeFeeds(addresses(ENTRIES).trim().split("\n"))];
        for (const { path, content } of feeds)
            publisher.on(path, (_, response) => response.writeHead(200).end(content));
        const measured = [];
        for (let round = 0; round < ROUNDS; round += 1) {
            say(`Round ${round + 1} of ${ROUNDS} ...`);
            for (const size of SIZES) {
                for (const feed of feeds)
                    measured.push({ round, size, feed, ...(await run(await deploy(), publisher, feed, size)) });
            }
        }
        return report(feeds, measured);
    } finally {
        await Promise.all([moto.stop(), publisher.stop()]);
    }
}

/** What the function takes when there is next to nothing to do. */
function smallest(content) {
    return { name: "text, 1 entry", entries: 1, path: "/one", format: { kind: "TEXT" }, content: Buffer.from(content) };
}

function makeFeeds(entries) {
    const csv = entries.map((entry) => `"2026-10-01 06:00:00","${entry}","443","online","Example"\n`);
    const json = entries.map((ip) => ({ ip, port: 443, status: "online", family: "Example" }));
    return [
        { name: "text", path: "/text", format: { kind: "TEXT" }, content: `${entries.join("\n")}\n` },
        {
            ...{ name: "CSV, 5 columns", path: "/csv", format: { kind: "CSV", column: "ip", delimiter: "," } },
            content: `seen,ip,port,status,family\n${csv.join("")}`,
        },
        {
            ...{ name: "JSON, 4 members each", path: "/json", format: { kind: "JSON", path: "$.entries[*].ip" } },
            content: JSON.stringify({ entries: json }),
        },
    ].map((feed) => ({ ...feed, entries: ENTRIES, content: Buffer.from(feed.content) }));
}

/** One run of a feed that has never run, and when it was where. */
async function run(world, publisher, { path, format, entries }, size) {
    const at = new Map();
    const mark = (what) => at.has(what) || at.set(what, performance.now());
    const started = performance.now();
    world.gateway.tap = (when, request) =>
        mark(`${when} ${request.replace(/^(\w+) .*\/(state|sources|lists|detector)\b.*$/, "$1 $2")}`);
    try {
        const result = await world.run([{ key: "one", url: publisher.url(path), format }], { nodeArgs: heapOf(size) });
        const ended = performance.now();
        if (result.exitCode !== 0 || !result.metrics.some(({ Entries }) => Entries === entries)) {
            throw new UserError(`The function did something else:\n${result.log}`);
        }
        const times = [at.get("before GET state"), at.get("before PUT sources"), at.get("before GET detector"), ended];
        const phases = times.map((time, index) => time - (index === 0 ? started : times[index - 1]));
        return { peakMiB: result.peakMiB, ms: ended - started, phases };
    } finally {
        await world.close();
    }
}

/** Left to itself, V8 makes use of what this machine has, and not of what the function would have. */
function heapOf(size) {
    return [
        `--max-old-space-size=${Math.floor(size * 0.9)}`,
        `--max-semi-space-size=${Math.max(1, Math.floor(size * 0.05))}`,
    ];
}

function report(feeds, measured) {
    const of = (feed, size) => measured.filter((run) => run.feed === feed && run.size === size);
    const [, text] = feeds;
    const rows = SIZES.flatMap((size) =>
        feeds.map((feed) => {
            const [runs, base] = [of(feed, size), of(text, size)];
            return {
                group: `a function of ${size.toLocaleString("en-US")} MiB`,
                what: feed.name,
                medianMs: median(runs.map(({ ms }) => ms)),
                peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
                ...(feed.entries === 1 ? {} : { ratio: median(runs.map(({ ms }, round) => ms / base[round].ms)) }),
            };
        }),
    );
    const most = (size, chosen = feeds) =>
        Math.max(...chosen.flatMap((feed) => of(feed, size)).map(({ peakMiB }) => peakMiB));
    const [textAt128, textAt256, anyAt256] = [most(128, [text]), most(256, [text]), most(256)].map(Math.round);
    return {
        title: "A feed of 250,000 entries",
        rows,
        notes: [
            `From the start of the process to the end of a first run, ${ROUNDS} rounds: HTTPS from this machine, then S3 (moto) and ` +
                "GuardDuty (the simulator, whose waits are cut short) over HTTP. They share the machine, and are part of the time. A " +
                "ratio is to the text feed in the same round.",
            `Of 250,000 entries, the text has ${megabytes(feeds[1])}, the CSV ${megabytes(feeds[2])}, the JSON ${megabytes(feeds[3])}.`,
            "Memory is the whole process at its peak, with V8's heap held to that size. Nothing but that limits its memory here, and what " +
                "Lambda needs beside the process comes on top.",
            `256 MiB, the default for text, fits: a text feed peaks at ${textAt256} MiB, nearly all of which is Node with the SDK, as one ` +
                `entry shows. 128 MiB is too little to promise: ${textAt128} MiB would leave ${128 - textAt128} for Lambda and for the next version of Node. ` +
                "The component takes no less than 256.",
            `CSV and JSON of this size peak at ${anyAt256} MiB in a function of 256 MiB. Their default of 1,024 is for feeds of up to ` +
                "35 MB, and for the processor that comes with memory on Lambda.",
        ],
        text: phaseTable(feeds, of),
    };
}

function megabytes({ content }) {
    return `${(content.length / 1e6).toFixed(1)} MB`;
}

function phaseTable(feeds, of) {
    const lines = feeds.map((feed) => {
        const size = DEFAULTS[feed.format.kind];
        const times = PHASES.map((_, index) => median(of(feed, size).map(({ phases }) => phases[index])));
        return `| ${feed.name} | ${size} MiB | ${times.map((time) => `${time.toFixed(0)} ms`).join(" | ")} |`;
    });
    const head = ["What takes how long", "function", ...PHASES];
    return [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`, ...lines].join("\n");
}
