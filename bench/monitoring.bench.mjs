import { join } from "node:path";
import { UserError } from "../scripts/bootstrap.mjs";
import { layOutPrograms } from "./programs.mjs";
import { alternate, median, readProcess, timeProcess } from "./rounds.mjs";

const PROCESSES = 15;
const ROUNDS_IN_A_PROCESS = 40;
const ROUNDS_OF_GROWTH = 8;
const REGIONS = [1, 5, 9, 13, 17];
const FILTERS = [1, 25, 50, 75, 100];

// Twice as much may take twice as long, and no more than this above it: then the last steps cost like the first ones.
const LINEAR = 1.3;

export async function bench() {
    const folder = layOutPrograms();
    await agreeOnResources(folder);
    return {
        title: "A program with `GuardDutyMonitoring` against the same resources written by hand",
        rows: [
            ...(await wholeProgram(folder)),
            ...(await withinOneProcess(folder)),
            ...(await growth(folder, "Region", "regions", REGIONS)),
            ...(await growth(folder, "filter", "filters", FILTERS)),
        ],
        notes: [
            "Both programs make the same resources (their types and names are compared before anything is measured) against the same Pulumi mocks, which answer at once. The component is the built package, all its checks included.",
            `Whole program: ${PROCESSES} pairs of processes, from start to exit, SDK and provider loaded. Resources only: ${ROUNDS_IN_A_PROCESS} pairs in one warm process, from the first constructor to the last registration; no program of a user is warm, so this says what the component's own work is, not what a user waits for.`,
            "Growth: the ratio is the time per unit over the second half of the range, divided by that over the first half: 1 is linear.",
        ],
    };
}

async function agreeOnResources(folder) {
    const [byHand, withComponent] = await Promise.all(
        ["by-hand", "with-component"].map(async (program) => {
            const resources = await readProcess([join(folder, "deploy.cjs"), "resources", program], folder);
            return resources
                .filter(({ custom }) => custom)
                .map(({ type, name }) => `${type} ${name}`)
                .sort();
        }),
    );
    const differences = [
        ...byHand.filter((one) => !withComponent.includes(one)).map((one) => `only by hand: ${one}`),
        ...withComponent.filter((one) => !byHand.includes(one)).map((one) => `only with the component: ${one}`),
    ];
    if (differences.length > 0) {
        throw new UserError(`The two programs do not make the same resources:\n${differences.join("\n")}`);
    }
}

async function wholeProgram(folder) {
    const once = (program) => () => timeProcess([join(folder, "deploy.cjs"), "once", program], folder);
    const { firstMs, secondMs, ratio } = await alternate(PROCESSES, once("by-hand"), once("with-component"));
    const group = "whole program";
    return [
        { what: "by hand", group, medianMs: firstMs },
        { what: "with `GuardDutyMonitoring`", group, medianMs: secondMs, ratio, limit: 1.1 },
    ];
}

async function withinOneProcess(folder) {
    const times = await readProcess([join(folder, "deploy.cjs"), "alternate", `${ROUNDS_IN_A_PROCESS}`], folder);
    const group = "resources only, warm";
    return [
        { what: "by hand", group, medianMs: median(times.map(([byHand]) => byHand)) },
        {
            what: "with `GuardDutyMonitoring`",
            group,
            medianMs: median(times.map(([, withComponent]) => withComponent)),
            ratio: median(times.map(([byHand, withComponent]) => withComponent / byHand)),
        },
    ];
}

async function growth(folder, unit, key, sizes) {
    const script = [join(folder, "deploy.cjs"), "growth", `${ROUNDS_OF_GROWTH}`, key, JSON.stringify(sizes)];
    const times = await readProcess(script, folder);
    const points = sizes.map((size, index) => [size, median(times.map((round) => round[index]))]);
    const group = `growth with ${unit}s`;
    const slope = ([fromSize, fromMs], [toSize, toMs]) => (toMs - fromMs) / (toSize - fromSize);
    const [first, middle, last] = [points[0], points[points.length >> 1], points.at(-1)];
    const ratio = slope(middle, last) / slope(first, middle);
    return points.map(([size, medianMs]) => ({
        what: `${size} ${unit}${size === 1 ? "" : "s"}`,
        group,
        medianMs,
        ...(size === last[0] ? { ratio, limit: LINEAR } : {}),
    }));
}
