import { join } from "node:path";
import type { FindingsPlan, Slot } from "./plan";
import type { Random } from "./random";

/** The folder of an account, Region and day below the place of the export. */
export function folderOf(plan: FindingsPlan, { accountId, region, day }: Slot): string {
    const date = new Date(Date.parse(`${plan.firstDay}T00:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10);
    return join(plan.prefix, "AWSLogs", accountId, "GuardDuty", region, ...date.split("-"));
}

/** GuardDuty's files are named by a random UUID. */
export function fileName(random: Random): string {
    const digits = random.hex(32);
    const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
    return `${[...parts, digits.slice(20)].join("-")}.jsonl.gz`;
}
