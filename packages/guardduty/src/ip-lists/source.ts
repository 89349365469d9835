import { createHash } from "node:crypto";
import { containsDeferred, isDeferred } from "../validation/deferred";
import { gate, gateField, type Gated, type Planned } from "../validation/gate";
import { joinPath, type Problem } from "../validation/problem";
import { quoteText } from "../validation/quote";
import { joinWords } from "../validation/schema";
import { locationSchema, type IpListArgs, type IpListFormat } from "./args";
import { findForeignFormat } from "./foreign-format";
import { readListFile } from "./list-file";
import type { ListPlan, ListProblem } from "./list-draft";
import { planEntries, planFile } from "./canonical-list";

/** What is uploaded for a list: canonical for a TXT list, the file as it is for the other formats. */
export interface ListContent {
    /** A function, because Pulumi walks through every member of what is in an Output: of 35 MB, for half a minute. */
    readonly text: () => Uint8Array;
    readonly sha256: string;
    readonly warnings: readonly string[];
}

/** Where a list's addresses come from: an object that the component writes, or one that somebody else does. */
export type ListSource =
    | { readonly kind: "content"; readonly content: Gated<ListContent> }
    | { readonly kind: "location"; readonly location: Gated<string> };

export interface ListSourceRequest {
    readonly args: IpListArgs;
    /** Where the list stands in the arguments, such as `threatIpLists.known`. */
    readonly path: string;
    readonly isTrusted: boolean;
    /** The component, for errors that come when an Output is known. */
    readonly subject: string;
}

export type PlannedSource = { readonly source: ListSource } | { readonly problems: readonly Problem[] };

/** Reads, checks and folds a list whose arguments have the right shape. */
export function planSource(request: ListSourceRequest): PlannedSource {
    const { args, path, subject } = request;
    const given = (["entries", "file", "location"] as const).filter((source) => args[source] !== undefined);
    if (given.length !== 1) return { problems: [describeSourceCount(given, path)] };
    if (args.location !== undefined) {
        return {
            source: {
                kind: "location",
                location: gateField(subject, locationSchema, args.location, `${path}.location`),
            },
        };
    }
    if (args.file !== undefined) {
        const planned = planFileContent(args.file, request);
        return { source: { kind: "content", content: gate(subject, undefined, () => planned) } };
    }
    if (args.format !== undefined && args.format !== "TXT")
        return { problems: [describeFormatOfEntries(args.format, path)] };
    const early = planEntriesContent(withStandIns(args.entries), request);
    if ("problems" in early) return early;
    const content = containsDeferred(args.entries)
        ? gate<unknown, ListContent>(subject, args.entries, (known) => planEntriesContent(known, request))
        : gate(subject, undefined, () => early);
    return { source: { kind: "content", content } };
}

function describeSourceCount(given: readonly string[], path: string): Problem {
    const got = given.length === 0 ? "none of them" : joinWords(given, "and");
    return { path, got, rule: "a list takes exactly one of entries, file and location" };
}

function describeFormatOfEntries(format: IpListFormat, path: string): Problem {
    const rule = "entries are uploaded as TXT; the other formats are for file and location";
    return { path: `${path}.format`, got: `"${format}"`, rule, hint: "Leave format out." };
}

function planFileContent(file: string, request: ListSourceRequest): Planned<ListContent> {
    const path = `${request.path}.file`;
    const read = readListFile(file, path);
    if ("problems" in read) return read;
    if (request.args.format === undefined || request.args.format === "TXT") {
        const planned = toPlanned(planFile(read.bytes, rulesOf(request)), path);
        const foreign = "problems" in planned ? findForeignFormat(read.bytes) : undefined;
        return foreign === undefined ? planned : { problems: [describeForeign(foreign, request)] };
    }
    const sha256 = createHash("sha256").update(read.bytes).digest("hex");
    return { plan: { text: () => read.bytes, sha256, warnings: [] } };
}

function describeForeign(foreign: IpListFormat, { args, path }: ListSourceRequest): Problem {
    return {
        path: `${path}.format`,
        got: args.format === undefined ? "nothing" : quoteText(args.format),
        rule: "must say which format the file has, where that is not TXT",
        hint: `It looks like ${foreign}: write format: "${foreign}".`,
    };
}

/** What is plain among the entries can be checked at once, with a documentation address in place of what is known later. */
function withStandIns(entries: unknown): unknown {
    if (isDeferred(entries)) return [STAND_IN];
    return Array.isArray(entries) ? entries.map((entry: unknown) => (isDeferred(entry) ? STAND_IN : entry)) : entries;
}

const STAND_IN = "192.0.2.1";

function planEntriesContent(entries: unknown, request: ListSourceRequest): Planned<ListContent> {
    const path = `${request.path}.entries`;
    if (!Array.isArray(entries))
        return { problems: [{ path, rule: "must be an array of IPv4 addresses and CIDR ranges" }] };
    return toPlanned(planEntries(entries, rulesOf(request)), path);
}

function rulesOf({ isTrusted, args }: ListSourceRequest): { trusted: boolean; allowBroadRanges: boolean } {
    return { trusted: isTrusted, allowBroadRanges: args.allowBroadRanges === true };
}

function toPlanned(planned: ListPlan, path: string): Planned<ListContent> {
    if ("problems" in planned) return { problems: planned.problems.map((problem) => toProblem(problem, path)) };
    const { text, sha256, warnings } = planned.list;
    return { plan: { text: () => text, sha256, warnings: warnings.map(({ message }) => `${path}: ${message}`) } };
}

function toProblem({ where, rule, got, hint }: ListProblem, path: string): Problem {
    return {
        path:
            where === undefined
                ? path
                : "index" in where
                  ? joinPath([where.index], path)
                  : `${path}, line ${where.line}`,
        rule,
        ...(got === undefined ? {} : { got }),
        ...(hint === undefined ? {} : { hint }),
    };
}
