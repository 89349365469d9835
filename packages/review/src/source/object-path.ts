/** Which findings a file may hold, as far as its place says: `…AWSLogs/<account>/GuardDuty/<region>/<yyyy>/<mm>/<dd>/<uuid>.jsonl.gz`. */
export interface Place {
    readonly accountId?: string;
    readonly region?: string;
    /** `yyyy-mm-dd`, or the part of it that a folder says. */
    readonly day?: string;
}

/** What is wanted of an export; undefined where everything is. */
export interface Selection {
    readonly accountIds: ReadonlySet<string> | undefined;
    readonly regions: ReadonlySet<string> | undefined;
    /** First and last day of the findings' last update, `yyyy-mm-dd` in UTC. */
    readonly since: string | undefined;
    readonly until: string | undefined;
}

const LAYOUT = /(?:^|\/)AWSLogs\/(\d{12})\/(?:GuardDuty\/(?:([^/]+)\/(?:(\d{4})\/(?:(\d\d)\/(?:(\d\d)\/)?)?)?)?)?/;
const OTHER_SERVICE = /(?:^|\/)AWSLogs\/\d{12}\/(?!GuardDuty\/)[^/]+\//;
const FINDINGS_FILE = /\.jsonl(?:\.gz)?$/;

function placeOf(path: string): Place {
    const [, accountId, region, year, month, day] = LAYOUT.exec(path) ?? [];
    const date = [year, month, day].filter((part) => part !== undefined).join("-");
    return {
        ...(accountId === undefined ? {} : { accountId }),
        ...(region === undefined ? {} : { region }),
        ...(date === "" ? {} : { day: date }),
    };
}

/** Whether a folder (its path ends in a slash) or a file can hold something that is wanted. Errs on the side of reading. */
export function mayHold(path: string, { accountIds, regions, since, until }: Selection): boolean {
    if (OTHER_SERVICE.test(path)) return false;
    const { accountId, region, day } = placeOf(path);
    if (accountId !== undefined && accountIds !== undefined && !accountIds.has(accountId)) return false;
    if (region !== undefined && regions !== undefined && !regions.has(region)) return false;
    if (day === undefined) return true;
    if (since !== undefined && day < since.slice(0, day.length)) return false;
    // The export follows the update by minutes, so one of late evening lies in the folder of the next day.
    return until === undefined || day <= nextDay(until).slice(0, day.length);
}

export function isFindingsFile(path: string): boolean {
    return FINDINGS_FILE.test(path);
}

export function nextDay(day: string): string {
    return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
