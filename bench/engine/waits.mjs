// What a first deployment of the AI training example waits for: drawn from what the example registers.
import { join } from "node:path";
import {
    createResourceGraph,
    longestChains,
    readProject,
    runProgram,
    simulatedAws,
    SimulatedAccount,
} from "pulumi-guardduty-simulator";
import { root, UserError } from "../../scripts/bootstrap.mjs";

const ENDS = [
    { end: "findings-export-destination", what: "the findings export" },
    { end: "trusted-ip-list", what: "each list" },
    { end: "filter-image-builds", what: "the filters" },
];

/** Why each waits for the one before it; a wait without a reason fails the benchmark. */
const REASONS = [
    ["detector", "findings-export-key", "the key's policy names the detector"],
    ["findings-export-key", "findings-export-bucket-encryption", "the bucket encrypts with the key"],
    ["findings-export-bucket-encryption", "findings-export-prefix-marker", "nothing is written unencrypted"],
    ["findings-export-prefix-marker", "findings-export-destination", "GuardDuty takes a prefix that is there"],
    ["list-bucket", "list-bucket-public-access", "a setting needs its bucket"],
    ["list-bucket-public-access", "list-bucket-policy", "S3 refuses two changes of one bucket at once"],
    ["list-bucket-policy", "trusted-ip-list-object", "nothing lies in a bucket that is not closed yet"],
    ["trusted-ip-list-object", "trusted-ip-list", "GuardDuty looks for the object when the list is made"],
    ["detector", "filter-", "a filter is a detector's"],
    ["filter-", "filter-", "made at once, filters end in another order"],
];

/** Markdown: the longest chains of waits as a flowchart, each arrow with its reason. */
export async function drawWaits() {
    const chains = await chainsOfExample();
    const drawn = ENDS.map(({ end, what }) => {
        const [, chain] = [...chains].find(([name]) => name === end) ?? [];
        if (chain === undefined) {
            throw new UserError(`The example no longer makes ${end}.`);
        }
        return { what, chain };
    });
    const counts = drawn.map(({ what, chain }) => `${chain.length} for ${what}`).join(", ");
    return [
        "### What a first deployment waits for",
        "",
        "However much is made at once, these are made one after the other in `examples/ai-training-account`. In each step " +
            `AWS is asked once: ${counts}. Everything else is made beside them. Two waits are for safety rather than AWS's: nothing is put into a bucket before it is closed, or before it encrypts.`,
        "",
        "```mermaid",
        "flowchart LR",
        ...drawn.flatMap(({ chain }, row) => drawChain(chain, row)),
        "```",
        "",
    ].join("\n");
}

async function chainsOfExample() {
    const directory = join(root, "examples", "ai-training-account");
    const project = readProject(directory);
    const result = await runProgram({ ...project, provider: simulatedAws(new SimulatedAccount()), phases: ["update"] });
    if (result.update === undefined || result.outcome !== "succeeded") {
        throw new UserError(`The example could not be deployed: ${JSON.stringify(result.diagnostics)}`);
    }
    const graph = createResourceGraph(result.update);
    const names = new Map(graph.nodes.map(({ urn, name }) => [urn, name.replace(/^training-/, "")]));
    const edges = graph.edges.map(({ from, to }) => ({ from: names.get(from), to: names.get(to) }));
    return longestChains(edges);
}

function drawChain(chain, row) {
    const id = (index) => `w${row}_${index}`;
    return [
        ...chain.map((name, index) => `    ${id(index)}["${name}"]`),
        ...chain
            .slice(1)
            .map((name, index) => `    ${id(index)} -- "${reasonFor(chain[index], name)}" --> ${id(index + 1)}`),
    ];
}

function reasonFor(from, to) {
    const fits = (pattern, name) => (pattern.endsWith("-") ? name.startsWith(pattern) : name === pattern);
    const found = REASONS.find(([before, after]) => fits(before, from) && fits(after, to));
    if (found === undefined) {
        throw new UserError(`${to} waits for ${from}, and bench/engine/waits.mjs does not say why.`);
    }
    return found[2];
}
