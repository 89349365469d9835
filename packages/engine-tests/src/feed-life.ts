import type { SimulatedAccount } from "pulumi-guardduty-simulator";
import { type Life, startLife } from "./life";
import { stepLines } from "./steps";

const REGION = "us-east-1";
/** Whatever GuardDuty is about to do with a list is done. */
const LONG_ENOUGH = 60 * 60_000;

type Lists = ReturnType<SimulatedAccount["guardDuty"]>["threatIpLists"];
type List = ReturnType<Lists["list"]>[number];

/** A stack with a feed. The component is named `feed`. */
export class FeedLife {
    constructor(readonly life: Life) {}

    /** The feed's list, of whichever kind. */
    get list(): List {
        const found = [this.#guardDuty.threatIpLists, this.#guardDuty.trustedIpLists]
            .flatMap((lists) => lists.list(this.#detectorId))
            .filter(({ name }) => name === "life-dev-feed");
        const [list] = found;
        if (list === undefined || found.length > 1) {
            throw new Error(`There are ${found.length} lists of the feed.`);
        }
        return list;
    }

    /** How many lists there are, the feed's and all others. */
    get threatLists(): number {
        return this.#guardDuty.threatIpLists.list(this.#detectorId).length;
    }

    /** As the function does it: another object, then an update with its location and activation. */
    async move(content: string): Promise<string> {
        const { id, location } = this.list;
        const bucket = location.split("/")[2] ?? "";
        const key = `lists/${content.length}-${content.trim().replaceAll(/[^0-9]/g, "")}.txt`;
        await this.life.account.s3(REGION).objects.put(bucket, { key, content: Buffer.from(content) });
        const moved = `s3://${bucket}/${key}`;
        const isTrusted = this.#guardDuty.trustedIpLists.list(this.#detectorId).some((one) => one.id === id);
        const lists = isTrusted ? this.#guardDuty.trustedIpLists : this.#guardDuty.threatIpLists;
        await lists.update(this.#detectorId, id, { location: moved, activate: true });
        this.settle();
        return moved;
    }

    /** Time passes, until GuardDuty has read every list. */
    settle(): void {
        this.life.account.clock.advance(LONG_ENOUGH);
    }

    /** What an `up` does of another program, without the order. */
    async after(program?: string): Promise<string[]> {
        const lines = stepLines(await this.life.up(program)).sort();
        this.settle();
        return lines;
    }

    get #guardDuty(): ReturnType<SimulatedAccount["guardDuty"]> {
        return this.life.account.guardDuty(REGION);
    }

    get #detectorId(): string {
        return this.#guardDuty.detectors.list()[0] ?? "";
    }
}

export async function startFeedLife(): Promise<FeedLife> {
    return new FeedLife(await startLife());
}
