import type { Finding } from "./finding";
import { FINDING_TYPES } from "./finding-types";
import { makeFinding, repeatFinding } from "./make-finding";
import { slotsOf, strideOfTypes, type FindingsPlan, type Slot } from "./plan";
import { randomFrom, type Random } from "./random";
import { makeSite, type Site } from "./site";

const DAY = 86_400_000;

/** Of how many findings in a Region repeats are drawn: what bounds the memory. */
const MOST_OPEN = 200;

/** A line of the export: a finding, and the slot whose folder it goes to. */
export interface Line {
    readonly finding: Finding;
    readonly slot: Slot;
    readonly isRepeat: boolean;
}

/** The lines of the plan, slot by slot, in the order of time within a slot. Needs little memory however many there are. */
export function* makeLines(plan: FindingsPlan): Generator<Line> {
    const stride = strideOfTypes(plan);
    const firstDay = Date.parse(`${plan.firstDay}T00:00:00Z`);
    let fresh = 0;
    let place = "";
    let open: Finding[] = [];
    let site: Site = makeSite(plan.seed, "", "");
    let random: Random = randomFrom(plan.seed);
    for (const slot of slotsOf(plan)) {
        if (place !== `${slot.accountId}/${slot.region}`) {
            place = `${slot.accountId}/${slot.region}`;
            site = makeSite(plan.seed, slot.accountId, slot.region);
            random = randomFrom(`${plan.seed}/${place}/findings`);
            open = [];
        }
        for (let index = 0; index < slot.lines; index += 1) {
            const seenAt = firstDay + slot.day * DAY + Math.floor(((index + random.next()) / slot.lines) * (DAY - 1));
            if (open.length > 0 && random.chance(plan.repeatShare)) {
                const at = random.whole(0, open.length - 1);
                const finding = repeatFinding(random, random.pick(open.slice(at, at + 1)), seenAt);
                open[at] = finding;
                yield { finding, slot, isRepeat: true };
                continue;
            }
            const due = fresh % stride === 0 ? FINDING_TYPES[(fresh / stride) % FINDING_TYPES.length] : undefined;
            const finding = makeFinding(random, site, seenAt, plan, due);
            fresh += 1;
            if (open.length < MOST_OPEN) open.push(finding);
            else open[random.whole(0, MOST_OPEN - 1)] = finding;
            yield { finding, slot, isRepeat: false };
        }
    }
}
