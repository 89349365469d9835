import { planTags, type Tags } from "../aws/tags";
import { gate, gateField, gateOptional, type Gated, type Planned } from "../validation/gate";
import { memberOf } from "../validation/deferred";
import { joinPath, type Problem } from "../validation/problem";
import { findRepeatedNames } from "../validation/repeated-names";
import { findProblems } from "../validation/schema";
import { activeSchema, ipListSchema, MOST_THREAT_LISTS, nameSchema, type IpListArgs, type IpListFormat } from "./args";
import { planSource, type ListSource } from "./source";

/** One list, ready to be made. */
export interface IpListPlan {
    readonly isTrusted: boolean;
    /** The part of child names that is this list's: `trusted-ip-list` or `threat-ip-list-<key>`. */
    readonly suffix: string;
    readonly source: ListSource;
    readonly format: IpListFormat;
    /** A name of the user's own. */
    readonly name: Gated<string> | undefined;
    readonly active: Gated<boolean>;
    readonly tags: Gated<Tags>;
    /** Whether the old list must go before a changed one comes. */
    readonly deletesFirst: boolean;
}

export interface IpListSetPlan {
    readonly trusted: IpListPlan | undefined;
    readonly threats: Readonly<Record<string, IpListPlan>>;
    readonly needsBucket: boolean;
}

export interface IpListSetRequest {
    readonly trustedIpList: IpListArgs | undefined;
    readonly threatIpLists: Readonly<Record<string, IpListArgs>>;
    readonly subject: string;
}

/** The lists that have no problems; the caller makes none of them where there are any. */
export interface PlannedIpListSet {
    readonly plan: IpListSetPlan;
    readonly problems: readonly Problem[];
}

/** Plans every list. Pure but for reading the lists' files. */
export function planIpLists({ trustedIpList, threatIpLists, subject }: IpListSetRequest): PlannedIpListSet {
    const withRoom = findListsWithRoom(Object.keys(threatIpLists));
    const trusted = trustedIpList === undefined ? undefined : planList(describeTrusted(trustedIpList, subject));
    const threats = Object.entries(threatIpLists).map(([key, args]) => {
        const path = joinPath([key], "threatIpLists");
        const request = { args, path, suffix: `threat-ip-list-${key}`, isTrusted: false, subject };
        return [key, planList({ ...request, hasRoom: withRoom.has(key) })] as const;
    });

    const all = [...(trusted === undefined ? [] : [trusted]), ...threats.map(([, planned]) => planned)];
    const plans = all.flatMap((planned) => ("plan" in planned ? [planned.plan] : []));
    return {
        plan: {
            trusted: trusted !== undefined && "plan" in trusted ? trusted.plan : undefined,
            threats: Object.fromEntries(
                threats.flatMap(([key, planned]) => ("plan" in planned ? [[key, planned.plan]] : [])),
            ),
            needsBucket: plans.some(({ source }) => source.kind === "content"),
        },
        problems: [
            ...findTooManyLists(threats.length),
            ...all.flatMap((planned) => ("problems" in planned ? planned.problems : [])),
            ...findSharedNames({ trustedIpList, threatIpLists, subject }),
        ],
    };
}

/** The account's one trusted list: there is never room for a second. */
function describeTrusted(args: IpListArgs, subject: string): ListRequest {
    return { args, path: "trustedIpList", suffix: "trusted-ip-list", isTrusted: true, hasRoom: false, subject };
}

/**
 * The threat lists of which a changed one can be made before the old one goes. All of them may change in one update, and Pulumi
 * deletes what is replaced at its end: so only as many as there is room for beside all the others.
 */
function findListsWithRoom(keys: readonly string[]): ReadonlySet<string> {
    return new Set([...keys].sort().slice(0, Math.max(0, MOST_THREAT_LISTS - keys.length)));
}

interface ListRequest {
    readonly args: IpListArgs;
    readonly path: string;
    readonly suffix: string;
    readonly isTrusted: boolean;
    /** Whether the account has room for a changed list beside the old one. */
    readonly hasRoom: boolean;
    readonly subject: string;
}

function planList({ args, path, suffix, isTrusted, hasRoom, subject }: ListRequest): Planned<IpListPlan> {
    const shapeProblems = findProblems(ipListSchema, args, path);
    if (shapeProblems.length > 0) return { problems: shapeProblems };
    const planned = planSource({ args, path, isTrusted, subject });
    if ("problems" in planned) return planned;
    const { source } = planned;
    const name = gateOptional(subject, nameSchema, args.name, `${path}.name`);
    const active = gateField(subject, activeSchema, args.active ?? true, `${path}.active`);
    const tags = gate(subject, args.tags, (known: unknown) => planTags(known, `${path}.tags`));
    const gates = [source.kind === "content" ? source.content : source.location, name, active, tags];
    const problems = gates.flatMap((one) => one?.problems ?? []);
    if (problems.length > 0) return { problems };
    // A name is unique in the account: with one of the user's own, the old list must go before the new one can have it.
    const deletesFirst = !hasRoom || name !== undefined;
    return { plan: { isTrusted, suffix, source, format: args.format ?? "TXT", name, active, tags, deletesFirst } };
}

function findTooManyLists(count: number): Problem[] {
    if (count <= MOST_THREAT_LISTS) return [];
    const rule = `GuardDuty takes at most ${MOST_THREAT_LISTS} threat IP lists per account and Region`;
    return [
        {
            path: "threatIpLists",
            got: `${count} lists`,
            rule,
            hint: "Join some of them: a list takes 250,000 entries.",
        },
    ];
}

/** GuardDuty: a list's name is unique per account and Region. */
function findSharedNames({ trustedIpList, threatIpLists }: IpListSetRequest): Problem[] {
    const named = [
        { owner: "trustedIpList", name: memberOf(trustedIpList, "name") },
        ...Object.entries(threatIpLists).map(([key, list]) => ({
            owner: joinPath([key], "threatIpLists"),
            name: memberOf(list, "name"),
        })),
    ];
    const rule = (first: string): string =>
        `${first}.name is the same; a list's name is unique in the account and Region`;
    return findRepeatedNames(named, rule);
}
