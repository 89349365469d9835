import { SimulatedAccount } from "pulumi-guardduty-simulator";
import { beforeChanges } from "./before-changes";
import { type Life, type LifeOptions, startLife } from "./life";

/** Whatever GuardDuty is about to do with a list is done. AWS says up to 40 minutes. */
const LONG_ENOUGH = 60 * 60_000;

/** The lists that an account held at one moment. */
export interface HeldLists {
    readonly trusted: number;
    readonly threats: number;
    readonly activeThreats: number;
}

export interface ListLife {
    readonly life: Life;
    /** Each active list's addresses, as GuardDuty read them: `{ trusted: ["8.8.8.8"], known: […] }`. */
    readonly watched: () => Promise<Readonly<Record<string, readonly string[]>>>;
    /** Whether there is a bucket of that name. */
    readonly hasBucket: (name: string) => Promise<boolean>;
    /** The buckets of the lists' objects. */
    readonly buckets: () => readonly string[];
    /** What the account held before each change since the last time this was asked. */
    readonly takeHeld: () => readonly HeldLists[];
    /** Time passes, until every list is what it is to become. */
    readonly settle: () => void;
}

/** A stack with IP lists. The component is named `training`. */
export async function startListLife(options: LifeOptions = {}): Promise<ListLife> {
    const account = options.account ?? new SimulatedAccount(options.accountOptions);
    const region = options.region ?? "us-east-1";
    const lists = () => {
        const { detectors, trustedIpLists, threatIpLists } = account.guardDuty(region);
        const of = (kind: typeof trustedIpLists) => detectors.list().flatMap((id) => kind.list(id));
        return { trusted: of(trustedIpLists), threats: of(threatIpLists) };
    };
    let held: HeldLists[] = [];
    const wrap = beforeChanges(() => {
        const { trusted, threats } = lists();
        const activeThreats = threats.filter(({ status }) => status === "ACTIVE").length;
        held.push({ trusted: trusted.length, threats: threats.length, activeThreats });
    });
    const read = async (location: string): Promise<string[]> => {
        const { bucket, key } = parse(location);
        const object = await account.s3(region).objects.head(bucket, key);
        return object === undefined ? [] : Buffer.from(object.content).toString().trim().split("\n");
    };
    return {
        life: await startLife({ ...options, account, wrap }),
        async watched() {
            const { trusted, threats } = lists();
            const watched = [...trusted, ...threats].flatMap(({ name, inUse }) =>
                inUse === undefined ? [] : [[shortName(name), inUse.location] as const],
            );
            const contents = watched.map(async ([name, location]) => [name, await read(location)] as const);
            return Object.fromEntries(await Promise.all(contents));
        },
        hasBucket: async (name) => (await account.s3(region).buckets.find(name)) !== undefined,
        buckets() {
            const { trusted, threats } = lists();
            return [...new Set([...trusted, ...threats].map(({ location }) => parse(location).bucket))];
        },
        takeHeld() {
            const taken = held;
            held = [];
            return taken;
        },
        settle: () => account.clock.advance(LONG_ENOUGH),
    };
}

function parse(location: string): { readonly bucket: string; readonly key: string } {
    const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
    return { bucket, key };
}

/** `training-threat-ip-list-known-0123456789ab`, without what is not the list's key. */
function shortName(name: string): string {
    return name === "training-trusted-ip-list"
        ? "trusted"
        : name.replace(/^training-threat-ip-list-/, "").replace(/-[0-9a-f]{12}$/, "");
}

/** How Pulumi replaced a list: the new one first, the old one first, or not at all. */
export function replacementOf(lines: readonly string[], list: string): "new first" | "old first" | undefined {
    const made = lines.indexOf(`create-replacement ${list}`);
    const deleted = lines.indexOf(`delete-replaced ${list}`);
    if (made < 0 || deleted < 0) {
        return undefined;
    }
    return made < deleted ? "new first" : "old first";
}
