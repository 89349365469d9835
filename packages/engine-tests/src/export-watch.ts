import { decorated, type ResourceProvider, SimulatedAccount } from "pulumi-guardduty-simulator";
import { type Life, type LifeOptions, startLife } from "./life";

const REGIONS = ["us-east-1", "eu-west-1", "us-west-2"];

/** Asks GuardDuty after every change whether it can still write to where it exports to. */
export class ExportWatch {
    #gaps: string[] = [];

    constructor(private readonly account: SimulatedAccount) {}

    readonly wrap = (provider: ResourceProvider): ResourceProvider =>
        decorated(provider, {
            create: async (request) => {
                const made = await provider.create(request);
                await this.#look("create", request.urn);
                return made;
            },
            update: async (request) => {
                const updated = await provider.update(request);
                await this.#look("update", request.urn);
                return updated;
            },
            delete: async (request) => {
                await provider.delete(request);
                await this.#look("delete", request.urn);
            },
        });

    /** The changes since the last time after which GuardDuty could not write, until another change mended that. */
    takeGaps(): readonly string[] {
        const gaps = this.#gaps;
        this.#gaps = [];
        return gaps;
    }

    /** Where GuardDuty exports to and how it goes, once it has had the time to find out: `arn:aws:s3:::bucket PUBLISHING`. */
    async statuses(): Promise<readonly string[]> {
        this.account.clock.advance(60_000);
        return (await this.#destinations()).map(({ destinationArn, status }) => `${destinationArn} ${status}`);
    }

    async #look(change: string, urn = ""): Promise<void> {
        const destinations = await this.#destinations();
        if (destinations.some(({ status }) => status.startsWith("UNABLE_TO_PUBLISH"))) {
            this.#gaps.push(`${change} ${urn.slice(urn.lastIndexOf("::") + 2)}`);
        }
    }

    #destinations() {
        return Promise.all(
            REGIONS.flatMap((region) => {
                const { detectors, destinations } = this.account.guardDuty(region);
                return detectors
                    .list()
                    .flatMap((id) => destinations.list(id).map((one) => destinations.describe(id, one.id)));
            }),
        );
    }
}

/** A life whose exports are watched. */
export async function startWatchedLife(options: LifeOptions = {}): Promise<{ life: Life; watch: ExportWatch }> {
    const account = options.account ?? new SimulatedAccount(options.accountOptions);
    const watch = new ExportWatch(account);
    return { life: await startLife({ ...options, account, wrap: watch.wrap }), watch };
}
