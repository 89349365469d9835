import { planTags, type Tags } from "../aws/tags";
import { gate, gateField, gateOptional, type Gated } from "../validation/gate";
import { joinPath, type Problem } from "../validation/problem";
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
    const keys = Object.keys(threatIpLists);
    const problems: Problem[] = findTooManyLists(keys.length);
    const planOne = (args: IpListArgs, path: string, suffix: string, isTrusted: boolean): IpListPlan | undefined => {
        const shapeProblems = findProblems(ipListSchema, args, path);
        if (shapeProblems.length > 0) {
            problems.push(...shapeProblems);
            return undefined;
        }
        const planned = planSource({ args, path, isTrusted, subject });
        if ("problems" in planned) {
            problems.push(...planned.problems);
            return undefined;
        }
        const { source } = planned;
        const name = gateOptional(subject, nameSchema, args.name, `${path}.name`);
        const active = gateField(subject, activeSchema, args.active ?? true, `${path}.active`);
        const tags = gate(subject, args.tags, (known: unknown) => planTags(known, `${path}.tags`));
        const gates = [source.kind === "content" ? source.content : source.location, name, active, tags];
        problems.push(...gates.flatMap((one) => one?.problems ?? []));
        // One trusted list and six threat lists are all that an account may have, and a name is unique in it.
        const deletesFirst = isTrusted || name !== undefined || keys.length >= MOST_THREAT_LISTS;
        return { isTrusted, suffix, source, format: args.format ?? "TXT", name, active, tags, deletesFirst };
    };

    const trusted =
        trustedIpList === undefined ? undefined : planOne(trustedIpList, "trustedIpList", "trusted-ip-list", true);
    const threats: Record<string, IpListPlan> = {};
    for (const [key, args] of Object.entries(threatIpLists)) {
        const planned = planOne(args, joinPath([key], "threatIpLists"), `threat-ip-list-${key}`, false);
        if (planned !== undefined) threats[key] = planned;
    }
    problems.push(...findSharedNames({ trustedIpList, threatIpLists, subject }));
    const needsBucket = [trusted, ...Object.values(threats)].some((one) => one?.source.kind === "content");
    return { problems, plan: { trusted, threats, needsBucket } };
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
        ...(trustedIpList === undefined ? [] : [{ path: "trustedIpList.name", name: nameOf(trustedIpList) }]),
        ...Object.entries(threatIpLists).map(([key, list]) => ({
            path: `${joinPath([key], "threatIpLists")}.name`,
            name: nameOf(list),
        })),
    ];
    const first = new Map<string, string>();
    return named.flatMap(({ path, name }) => {
        if (typeof name !== "string") return [];
        const other = first.get(name);
        if (other !== undefined)
            return [
                {
                    path,
                    got: `"${name}"`,
                    rule: `${other} is the same; a list's name is unique in the account and Region`,
                },
            ];
        first.set(name, path);
        return [];
    });
}

/** Of a list whose arguments may have any shape. */
function nameOf(list: unknown): unknown {
    return typeof list === "object" && list !== null ? Reflect.get(list, "name") : undefined;
}
