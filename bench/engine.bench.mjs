import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PulumiStack, serveLanguageHost, serveProvider, SimulatedAccount } from "pulumi-guardduty-simulator";
import { UserError } from "../scripts/bootstrap.mjs";
import { getPulumi } from "../scripts/pulumi-cli.mjs";
import { drawWaits } from "./engine/waits.mjs";
import { layOutPrograms } from "./programs.mjs";
import { median } from "./rounds.mjs";

// With many Regions it is the state's size that counts, so the limits there only notice when it grows.
const SIZES = [
    { regions: 1, rounds: 7, limit: 1.1 },
    { regions: 17, rounds: 2, limit: 1.5 },
];
const PROGRAMS = ["by-hand", "with-component"];
const STAGES = ["preview", "first up", "up without a change"];

export async function bench() {
    const pulumi = await getPulumi();
    const folder = layOutPrograms();
    const rows = [];
    for (const size of SIZES) {
        rows.push(...(await measure(size, { pulumi, folder })));
    }
    const pairs = SIZES.map(({ regions, rounds }) => `${rounds} pairs of stacks with ${regionsOf(regions)}`);
    return {
        title: "On the real Pulumi engine",
        rows,
        notes: [
            "The two programs compared further down, as stacks on the real CLI, each with a simulated account of its own: preview of the empty stack, first `up` and second `up`, each from the start of the CLI to its end. What the component takes more than the resources by hand is all that is the library's; the rest is Pulumi's.",
            `${pairs.join(", ")}. The simulator answers at once: AWS takes minutes for the first \`up\`, so that the library's share of it is smaller still.`,
            "What grows with the Regions is above all the state: a child's URN names its component, the components publish outputs, and Pulumi writes the whole state to a file at every step. With 5 Regions it is 560 KB against 396 KB.",
        ],
        text: await drawWaits(),
    };
}

async function measure({ regions, rounds, limit }, engine) {
    const measured = [];
    for (let round = 0; round < rounds; round += 1) {
        const times = {};
        for (const program of round % 2 === 0 ? PROGRAMS : [...PROGRAMS].reverse()) {
            times[program] = await live(program, regions, engine);
        }
        measured.push(times);
    }
    return STAGES.flatMap((stage, index) => {
        const group = `${stage}, ${regionsOf(regions)}`;
        const [byHand, withComponent] = PROGRAMS.map((program) => measured.map((times) => times[program][index]));
        return [
            { group, what: "by hand", medianMs: median(byHand) },
            {
                group,
                what: "with `GuardDutyMonitoring`",
                medianMs: median(withComponent),
                ratio: median(withComponent.map((ms, round) => ms / byHand[round])),
                limit,
            },
        ];
    });
}

/** A stack's first three operations, in milliseconds. */
async function live(program, regions, { pulumi, folder }) {
    const home = mkdtempSync(join(folder, "stack-"));
    const directory = join(home, "program");
    mkdirSync(directory);
    writeFileSync(join(directory, "Pulumi.yaml"), "name: bench\nmain: index.js\nruntime: nodejs\n");
    writeFileSync(join(directory, "index.js"), programOf(program, regions));
    const provider = await serveProvider({ account: new SimulatedAccount() });
    const host = await serveLanguageHost();
    const stack = new PulumiStack({
        pulumi,
        directory,
        home,
        providers: { aws: provider.port },
        languageHost: host.address,
        config: { "aws:region": "us-east-1" },
    });
    try {
        // Makes the stack, which is no part of what is measured.
        await stack.create();
        return [
            await time(() => stack.preview()),
            await time(() => stack.up()),
            await time(
                () => stack.up(),
                ({ steps }) => steps.length === 0,
            ),
        ];
    } finally {
        host.close();
        await provider.close();
        rmSync(home, { recursive: true, force: true });
    }
}

async function time(operate, isRight = () => true) {
    const started = performance.now();
    const operation = await operate();
    const took = performance.now() - started;
    if (operation.exitCode !== 0 || !isRight(operation)) {
        throw new UserError(`A stack of the benchmark went wrong:\n${operation.output}`);
    }
    return took;
}

function programOf(program, regions) {
    return `const { REGIONS } = require("../../regions.cjs");
const { monitor } = require("../../${program}.js");
for (const region of REGIONS.slice(0, ${regions})) {
    monitor(\`training-\${region}\`, { region });
}
`;
}

function regionsOf(count) {
    return count === 1 ? "1 Region" : `${count} Regions`;
}
