import { join } from "node:path";
import { layOutPrograms } from "./programs.mjs";
import { alternate, readProcess } from "./rounds.mjs";

const PROCESSES = 25;

const PEERS = ["@pulumi/pulumi", "@pulumi/aws/guardduty/index.js"];

export async function bench() {
    const folder = layOutPrograms();
    const { firstMs, secondMs, moreMs } = await alternate(
        PROCESSES,
        () => importIn(folder, PEERS),
        () => importIn(folder, [...PEERS, "pulumi-guardduty"]),
    );
    const group = "import";
    return {
        title: "Importing the package",
        rows: [
            { what: "`@pulumi/pulumi` and `@pulumi/aws/guardduty`", group, medianMs: firstMs },
            { what: "the same and `pulumi-guardduty`", group, medianMs: secondMs, moreMs, limitMs: 40 },
        ],
        notes: [
            `${PROCESSES} pairs of processes, each timing its own imports. What the package brings with it is included: zod, which is bundled, and the provider's S3 and KMS modules. These are milliseconds, not a ratio: a busy machine shows more.`,
        ],
    };
}

function importIn(folder, names) {
    const script = `const started = performance.now();
for (const name of ${JSON.stringify(names)}) require(name);
console.log(performance.now() - started);`;
    return readProcess(["-e", script], join(folder));
}
