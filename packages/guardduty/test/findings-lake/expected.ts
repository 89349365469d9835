// What each query of the review should answer, worked out without SQL from the lines of the export.
import { at, textAt, type Line } from "./exported";
import type { Row } from "./engine";

/** What the answers need of a line: a million of them stay in memory. */
export interface Seen {
    readonly id: string;
    readonly key: string;
    readonly day: string;
    readonly type: string;
    readonly severity: number;
    readonly account: string;
    readonly region: string;
    readonly created: number;
    readonly updated: number;
    readonly firstSeen: string;
    readonly lastSeen: string;
    readonly count: number;
    readonly archived: boolean;
    readonly sample: boolean;
    readonly remote: readonly [
        address: string | undefined,
        country: string | undefined,
        organization: string | undefined,
    ];
    readonly resource: string | undefined;
    readonly attributes: Readonly<Record<string, string | undefined>>;
    readonly api: string | undefined;
    readonly models: readonly string[];
    readonly guardrail: string | undefined;
    readonly sequence: Row | undefined;
}

const DAY = 86_400_000;

function digest({ day, finding }: Line): Seen {
    const text = (path: string): string | undefined => textAt(finding, path);
    const attributes = {
        "resource.instanceDetails.imageId": text("resource.instanceDetails.imageId"),
        "resource.instanceDetails.instanceId": text("resource.instanceDetails.instanceId"),
        "resource.accessKeyDetails.userName": text("resource.accessKeyDetails.userName"),
        "resource.s3BucketDetails.name": text("resource.s3BucketDetails.0.name"),
        "resource.eksClusterDetails.name": text("resource.eksClusterDetails.name"),
        "resource.ecsClusterDetails.name": text("resource.ecsClusterDetails.name"),
        "resource.containerDetails.image": text("resource.containerDetails.image"),
        "resource.lambdaDetails.functionName": text("resource.lambdaDetails.functionName"),
        "resource.rdsDbInstanceDetails.dbInstanceIdentifier": text(
            "resource.rdsDbInstanceDetails.dbInstanceIdentifier",
        ),
    };
    const details = [
        ...["networkConnectionAction", "awsApiCallAction", "kubernetesApiCallAction", "rdsLoginAttemptAction"],
        "portProbeAction.portProbeDetails.0",
    ].map((action) => at(finding, `service.action.${action}.remoteIpDetails`));
    const remote = (path: string): string | undefined =>
        details.map((each) => textAt(each, path)).find((value) => value !== undefined);
    const account = text("accountId") ?? "";
    const region = text("region") ?? "";
    const id = text("id") ?? "";
    const models = at(finding, "resource.modelDetails");
    return {
        id,
        key: `${account} ${region} ${id}`,
        day,
        type: text("type") ?? "",
        severity: Number(at(finding, "severity")),
        account,
        region,
        created: Date.parse(text("createdAt") ?? ""),
        updated: Date.parse(text("updatedAt") ?? ""),
        firstSeen: text("service.eventFirstSeen") ?? "",
        lastSeen: text("service.eventLastSeen") ?? "",
        count: Number(at(finding, "service.count") ?? 1),
        archived: at(finding, "service.archived") === true,
        sample: at(finding, "service.additionalInfo.sample") === true,
        remote: [remote("ipAddressV4"), remote("country.countryName"), remote("organization.org")],
        resource: nameOf(finding, attributes),
        attributes,
        api: text("service.action.awsApiCallAction.api"),
        models: Array.isArray(models) ? models.flatMap((model) => textAt(model, "modelId") ?? []) : [],
        guardrail: text("resource.bedrockGuardrailDetails.guardrails.0.arn"),
        sequence: sequenceOf(finding),
    };
}

function nameOf(finding: unknown, attributes: Seen["attributes"]): string | undefined {
    const user = attributes["resource.accessKeyDetails.userName"];
    const instance = attributes["resource.instanceDetails.instanceId"];
    switch (textAt(finding, "resource.resourceType")) {
        case "Instance":
            return instance;
        case "AccessKey":
            return user ?? textAt(finding, "resource.accessKeyDetails.accessKeyId");
        default:
            return (
                attributes["resource.s3BucketDetails.name"] ??
                attributes["resource.eksClusterDetails.name"] ??
                attributes["resource.ecsClusterDetails.name"] ??
                attributes["resource.lambdaDetails.functionName"] ??
                attributes["resource.rdsDbInstanceDetails.dbInstanceIdentifier"] ??
                textAt(finding, "resource.containerDetails.name") ??
                instance ??
                user
            );
    }
}

function sequenceOf(finding: unknown): Row | undefined {
    const sequence = at(finding, "service.detection.sequence");
    if (sequence === undefined) return undefined;
    const lengthOf = (member: string): number | null => {
        const value = at(sequence, member);
        return Array.isArray(value) ? value.length : null;
    };
    return {
        signals: lengthOf("signals"),
        actors: lengthOf("actors"),
        resources: lengthOf("resources"),
        first_resource: textAt(sequence, "resources.0.uid") ?? null,
        first_actor: textAt(sequence, "actors.0.user.name") ?? null,
        first_address: textAt(sequence, "endpoints.0.ip") ?? null,
    };
}

/** The latest of each finding among the lines in the folders of the last days, samples left out. */
export class Latest {
    readonly #kept: Readonly<Record<number, Map<string, Seen>>>;

    constructor(private readonly today: string) {
        this.#kept = Object.fromEntries([7, 30, 56, 90, 97].map((days) => [days, new Map<string, Seen>()]));
    }

    add(line: Line): void {
        const seen = digest(line);
        for (const [days, kept] of Object.entries(this.#kept)) {
            if (seen.day < this.dayBefore(Number(days)).replaceAll("-", "/")) continue;
            const other = kept.get(seen.key);
            const isLater =
                other === undefined ||
                seen.updated > other.updated ||
                (seen.updated === other.updated && seen.count > other.count);
            if (isLater) kept.set(seen.key, seen);
        }
    }

    ofLastDays(days: number): Seen[] {
        return [...(this.#kept[days]?.values() ?? [])].filter(({ sample }) => !sample);
    }

    /** `2026-11-24` */
    dayBefore(days: number): string {
        return new Date(Date.parse(`${this.today}T00:00:00Z`) - days * DAY).toISOString().slice(0, 10);
    }

    midnightBefore(days: number): number {
        return Date.parse(`${this.dayBefore(days)}T00:00:00Z`);
    }
}

const BANDS: readonly (readonly [name: string, least: number])[] = [
    ["CRITICAL", 9],
    ["HIGH", 7],
    ["MEDIUM", 4],
    ["LOW", 0],
];

function bandOf(severity: number): string {
    return BANDS.find(([, least]) => severity >= least)?.[0] ?? "LOW";
}

function groupBy<Key extends string>(all: readonly Seen[], keyOf: (seen: Seen) => Key): [Key, Seen[]][] {
    const groups = new Map<Key, Seen[]>();
    for (const seen of all) {
        const group = groups.get(keyOf(seen));
        if (group === undefined) groups.set(keyOf(seen), [seen]);
        else group.push(seen);
    }
    return [...groups];
}

/** As SQL compares texts: byte by byte. */
function compareTexts(one: string, other: string): number {
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const most = (values: readonly number[]): number => values.reduce((one, other) => Math.max(one, other), -Infinity);
const least = (values: readonly number[]): number => values.reduce((one, other) => Math.min(one, other), Infinity);
const distinct = (values: readonly (string | undefined)[]): number =>
    new Set(values.filter((value) => value !== undefined)).size;
const instant = (time: number): string => new Date(time).toISOString();
const occurrences = (group: readonly Seen[]): number => sum(group.map(({ count }) => count));
const severities = (group: readonly Seen[]): number => most(group.map(({ severity }) => severity));

function greatestText(values: readonly (string | undefined)[]): string | null {
    return values.reduce<string | null>((best, value) => {
        if (value === undefined) return best;
        return best === null || compareTexts(value, best) > 0 ? value : best;
    }, null);
}

function newAndOpen(latest: Latest): Row[] {
    const open = latest.ofLastDays(30).filter(({ archived }) => !archived);
    return groupBy(open, ({ severity }) => bandOf(severity))
        .sort(([, one], [, other]) => severities(other) - severities(one))
        .map(([band, group]) => ({
            severity_name: band,
            new_findings: group.filter(({ created }) => created >= latest.midnightBefore(7)).length,
            open_findings: group.length,
            occurrences: occurrences(group),
            types: distinct(group.map(({ type }) => type)),
            accounts: distinct(group.map(({ account }) => account)),
            oldest: instant(least(group.map(({ created }) => created))),
        }));
}

function firstSeenTypes(latest: Latest): Row[] {
    return groupBy(latest.ofLastDays(97), ({ type }) => type)
        .map(([type, group]) => ({ type, group, first: least(group.map(({ created }) => created)) }))
        .filter(({ first }) => first >= latest.midnightBefore(7))
        .sort(
            (one, other) =>
                severities(other.group) - severities(one.group) ||
                other.group.length - one.group.length ||
                compareTexts(one.type, other.type),
        )
        .map(({ type, group, first }) => ({
            type,
            first_made: instant(first),
            findings: group.length,
            highest_severity: severities(group),
            accounts: distinct(group.map(({ account }) => account)),
            first_resource: group.find(({ created }) => created === first)?.resource ?? "",
        }));
}

function topTalkers(latest: Latest): Row[] {
    const remote = latest.ofLastDays(7).filter((seen) => seen.remote[0] !== undefined);
    return groupBy(remote, (seen) => seen.remote[0] ?? "")
        .sort(
            ([oneAddress, one], [otherAddress, other]) =>
                other.length - one.length ||
                occurrences(other) - occurrences(one) ||
                compareTexts(oneAddress, otherAddress),
        )
        .slice(0, 50)
        .map(([address, group]) => ({
            remote_address: address,
            country: greatestText(group.map((seen) => seen.remote[1])),
            organization: greatestText(group.map((seen) => seen.remote[2])),
            findings: group.length,
            occurrences: occurrences(group),
            types: distinct(group.map(({ type }) => type)),
            accounts: distinct(group.map(({ account }) => account)),
            resources: distinct(group.map(({ resource }) => resource)),
            highest_severity: severities(group),
            last_seen: instant(most(group.map(({ lastSeen }) => Date.parse(lastSeen)))),
        }));
}

/** Written out: a type that goes from the library's list is to be missed here. */
const AI_TYPES = new Set([
    "Impact:IAMUser/AnomalousModelInvocation",
    "Impact:IAMUser/CostHarvesting",
    "Impact:IAMUser/PromptInjection.Direct",
    "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
    "PrivilegeEscalation:IAM/AccountManipulation",
    "Execution:SageMaker/CommandAndScriptingInterpreter",
]);

function isAboutAi({ type, models, guardrail }: Seen): boolean {
    return AI_TYPES.has(type) || models.length > 0 || guardrail !== undefined;
}

function aiFindings(latest: Latest): Row[] {
    return latest
        .ofLastDays(30)
        .filter(isAboutAi)
        .sort((one, other) => other.updated - one.updated || compareTexts(one.id, other.id))
        .slice(0, 1000)
        .map((seen) => ({
            severity_name: bandOf(seen.severity),
            type: seen.type,
            account_id: seen.account,
            finding_region: seen.region,
            resource_name: seen.resource ?? null,
            api: seen.api ?? null,
            models: seen.models.length > 0 ? seen.models.join(", ") : null,
            guardrail_arn: seen.guardrail ?? null,
            remote_address: seen.remote[0] ?? null,
            occurrences: seen.count,
            created_at: instant(seen.created),
            updated_at: instant(seen.updated),
            id: seen.id,
        }));
}

function attackSequences(latest: Latest): Row[] {
    return latest
        .ofLastDays(30)
        .filter(({ type }) => type.startsWith("AttackSequence:"))
        .sort((one, other) => Date.parse(other.lastSeen) - Date.parse(one.lastSeen) || compareTexts(one.id, other.id))
        .slice(0, 1000)
        .map((seen) => ({
            type: seen.type,
            account_id: seen.account,
            finding_region: seen.region,
            ...seen.sequence,
            first_seen: instant(Date.parse(seen.firstSeen)),
            last_seen: instant(Date.parse(seen.lastSeen)),
            id: seen.id,
        }));
}

function accountTrend(latest: Latest): Row[] {
    const recent = latest.ofLastDays(56).filter(({ created }) => created >= latest.midnightBefore(56));
    return groupBy(recent, ({ account, created }) => `${account} ${mondayOf(created)}`)
        .sort(([one], [other]) => compareTexts(one, other))
        .map(([key, group]) => {
            const [account, week] = key.split(" ");
            const inBand = (band: string): number => group.filter(({ severity }) => bandOf(severity) === band).length;
            return {
                account_id: account,
                week,
                critical: inBand("CRITICAL"),
                high: inBand("HIGH"),
                medium: inBand("MEDIUM"),
                low: inBand("LOW"),
                findings: group.length,
            };
        });
}

function mondayOf(time: number): string {
    const sinceMonday = (new Date(time).getUTCDay() + 6) % 7;
    return new Date(time - sinceMonday * DAY).toISOString().slice(0, 10);
}

function timeToArchive(latest: Latest): Row[] {
    const hoursOf = ({ created, updated }: Seen): number => (updated - created) / 3_600_000;
    return groupBy(latest.ofLastDays(90), ({ severity }) => bandOf(severity))
        .sort(([, one], [, other]) => severities(other) - severities(one))
        .map(([band, group]) => {
            const archived = group.filter((seen) => seen.archived).map(hoursOf);
            const resting = group
                .filter((seen) => !seen.archived && seen.updated < latest.midnightBefore(7))
                .map(hoursOf);
            return {
                severity_name: band,
                findings: group.length,
                archived_findings: archived.length,
                median_hours_to_archive: lowerMedian(archived),
                longest_hours_to_archive: archived.length > 0 ? most(archived) : null,
                resting_findings: resting.length,
                median_hours_to_rest: lowerMedian(resting),
                still_told_of: group.length - archived.length - resting.length,
            };
        });
}

function lowerMedian(values: readonly number[]): number | null {
    return [...values].sort((one, other) => one - other)[Math.ceil(values.length / 2) - 1] ?? null;
}

function noise(latest: Latest): Row[] {
    const candidates = latest.ofLastDays(30).filter(({ type }) => !type.startsWith("AttackSequence:"));
    const ofType = new Map(groupBy(candidates, ({ type }) => type).map(([type, group]) => [type, group.length]));
    const pairs = candidates.flatMap((seen) =>
        Object.entries(seen.attributes).flatMap(([field, value]) =>
            value === undefined ? [] : [{ seen, field, value }],
        ),
    );
    const groups = new Map<string, typeof pairs>();
    for (const pair of pairs) {
        const key = JSON.stringify([pair.seen.type, pair.field, pair.value]);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [pair]);
        else group.push(pair);
    }
    return [...groups.values()]
        .flatMap((group) => {
            const [first] = group;
            const seen = group.map((pair) => pair.seen);
            if (first === undefined || group.length < 5 || severities(seen) >= 7 || seen.some(isAboutAi)) return [];
            return [{ type: first.seen.type, field: first.field, value: first.value, seen }];
        })
        .sort(
            (one, other) =>
                other.seen.length - one.seen.length ||
                occurrences(other.seen) - occurrences(one.seen) ||
                compareTexts(one.type, other.type) ||
                compareTexts(one.field, other.field) ||
                compareTexts(one.value, other.value),
        )
        .slice(0, 200)
        .map(({ type, field, value, seen }) => ({
            type,
            field,
            value,
            findings: seen.length,
            occurrences: occurrences(seen),
            findings_of_type: ofType.get(type),
            highest_severity: severities(seen),
            accounts: distinct(seen.map(({ account }) => account)),
            days: distinct(seen.map(({ created }) => instant(created).slice(0, 10))),
            filter: {
                action: "ARCHIVE",
                severities: ["LOW", "MEDIUM"].filter((band) => seen.some(({ severity }) => bandOf(severity) === band)),
                findingTypes: [type],
                criteria: { [field]: { equals: [value] } },
            },
        }));
}

/** By the queries' keys. */
export const EXPECTED: Readonly<Record<string, (latest: Latest) => Row[]>> = {
    "new-and-open": newAndOpen,
    "first-seen-types": firstSeenTypes,
    "top-talkers": topTalkers,
    "ai-findings": aiFindings,
    "attack-sequences": attackSequences,
    "account-trend": accountTrend,
    "time-to-archive": timeToArchive,
    noise,
};
