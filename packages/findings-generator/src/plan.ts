import { FINDING_TYPES } from "./finding-types";

export interface FindingsPlan {
    /** The number of lines to write: new findings and repeats. */
    readonly count: number;
    /** The same seed and the same other arguments give the same files, byte for byte. */
    readonly seed: string;
    readonly accountIds: readonly string[];
    readonly regions: readonly string[];
    /** The first day, `yyyy-mm-dd`, in UTC. */
    readonly firstDay: string;
    readonly days: number;
    /** Share of lines that tell of an earlier finding again: same id, later `updatedAt`, higher count. */
    readonly repeatShare: number;
    readonly sampleShare: number;
    /**
     * Share of findings marked as archived. GuardDuty does not export those; a copy made through its API has them.
     */
    readonly archivedShare: number;
    readonly hostileShare: number;
    readonly noiseShare: number;
    /** Lines in a file, at most. GuardDuty writes small files every few minutes. */
    readonly findingsPerFile: number;
    /** Of gzip, 1 to 9. */
    readonly compressionLevel: number;
    /** A folder above `AWSLogs`, such as `exports/`; may be empty. */
    readonly prefix: string;
}

export const DEFAULT_PLAN: FindingsPlan = {
    count: 10_000,
    seed: "findings",
    accountIds: ["111122223333", "222233334444", "333344445555", "444455556666", "555566667777"],
    regions: ["us-east-1", "eu-central-1", "ap-southeast-2"],
    firstDay: "2026-10-01",
    days: 30,
    repeatShare: 0.25,
    sampleShare: 0.01,
    archivedShare: 0.02,
    hostileShare: 0.01,
    noiseShare: 0.5,
    findingsPerFile: 500,
    compressionLevel: 1,
    prefix: "",
};

/** One account, Region and day, and the lines it gets. */
export interface Slot {
    readonly accountId: string;
    readonly region: string;
    readonly day: number;
    readonly lines: number;
}

/** Every account, Region and day in the order of writing. The first accounts and Regions get more. */
export function* slotsOf(plan: FindingsPlan): Generator<Slot> {
    const weight = (rank: number): number => 1 / (rank + 1);
    const total = (ranks: number): number => Array.from({ length: ranks }, (_, rank) => weight(rank)).reduce(sum, 0);
    const all = total(plan.accountIds.length) * total(plan.regions.length) * plan.days;
    // What is left of a line goes to the next slot, so that the sum comes out.
    let owed = 0;
    let written = 0;
    for (const [accountRank, accountId] of plan.accountIds.entries()) {
        for (const [regionRank, region] of plan.regions.entries()) {
            for (let day = 0; day < plan.days; day += 1) {
                owed += (plan.count * weight(accountRank) * weight(regionRank)) / all;
                const lines = Math.min(Math.round(owed) - written, plan.count - written);
                written += lines;
                yield { accountId, region, day, lines };
            }
        }
    }
}

/** Every so many new findings the next type of the list comes, so that each comes up however rare it is. */
export function strideOfTypes({ count, repeatShare }: FindingsPlan): number {
    return Math.max(1, Math.floor((count * (1 - repeatShare)) / (FINDING_TYPES.length * 1.5)));
}

export function findPlanProblems(plan: FindingsPlan): string[] {
    const problems: string[] = [];
    const demand = (holds: boolean, problem: string): void => void (holds || problems.push(problem));
    demand(Number.isSafeInteger(plan.count) && plan.count >= 0, "count must be a whole number of at least 0");
    demand(plan.accountIds.length > 0, "accountIds must not be empty");
    demand(
        plan.accountIds.every((id) => /^\d{12}$/.test(id)),
        "accountIds must be of 12 digits each",
    );
    demand(plan.regions.length > 0, "regions must not be empty");
    demand(Number.isSafeInteger(plan.days) && plan.days > 0, "days must be a whole number of at least 1");
    demand(/^\d{4}-\d\d-\d\d$/.test(plan.firstDay), "firstDay must be a day such as 2026-10-01");
    demand(plan.findingsPerFile >= 1, "findingsPerFile must be at least 1");
    demand(plan.compressionLevel >= 1 && plan.compressionLevel <= 9, "compressionLevel must be 1 to 9");
    demand(plan.prefix === "" || plan.prefix.endsWith("/"), "prefix must be empty or end in a slash");
    for (const share of ["repeatShare", "sampleShare", "archivedShare", "hostileShare", "noiseShare"] as const) {
        demand(plan[share] >= 0 && plan[share] <= 1, `${share} must be between 0 and 1`);
    }
    return problems;
}

function sum(one: number, other: number): number {
    return one + other;
}
