import { count } from "../../ip-lists/list-rules";
import { Refusal } from "./refusal";
import type { FeedLimits } from "./settings";

/** Refuses a source that lost or gained more than its limits say since the last time that it was believed. */
export function refuseLeap(before: number | undefined, now: number, limits: FeedLimits): void {
    if (before === undefined || before === 0) return;
    const change = ((now - before) / before) * 100;
    const from = `from ${count(before)} to ${count(now)} addresses`;
    if (-change > limits.maxShrinkPercent) {
        throw new Refusal("SHRANK", `it shrank ${from}: by more than ${limits.maxShrinkPercent} %`);
    }
    if (change > limits.maxGrowthPercent) {
        throw new Refusal("GREW", `it grew ${from}: by more than ${limits.maxGrowthPercent} %`);
    }
}
