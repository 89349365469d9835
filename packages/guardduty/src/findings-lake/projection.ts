import { PARTITION_KEYS } from "./columns";

/** Where a lake's findings are, once everything is known. */
export interface Coverage {
    /** `s3://bucket/[prefix/]AWSLogs/` */
    readonly root: string;
    readonly accountIds: readonly string[];
    readonly regions: readonly string[];
    /** `2026-11-24`; without it the last three years. */
    readonly firstDay: string | undefined;
}

/** Athena's own word for it (Athena User Guide, "Supported types for partition projection", date type). */
const THREE_YEARS_AGO = "NOW-3YEARS";

/**
 * The table's parameters for partition projection (Athena User Guide, "Set up partition projection"): the folders follow from what a
 * query says of account, region and day, so that nothing has to be crawled. Days are the folder's three levels at once, since one
 * key with a range can be compared, and three can't.
 */
export function projectionParameters(coverage: Coverage): Record<string, string> {
    const { root, accountIds, regions, firstDay } = coverage;
    const [account, region, day] = PARTITION_KEYS.map(({ name }) => `\${${name}}`);
    return {
        EXTERNAL: "TRUE",
        "projection.enabled": "true",
        "projection.account.type": "enum",
        "projection.account.values": accountIds.join(","),
        "projection.region.type": "enum",
        "projection.region.values": regions.join(","),
        "projection.day.type": "date",
        "projection.day.format": "yyyy/MM/dd",
        "projection.day.interval": "1",
        "projection.day.interval.unit": "DAYS",
        "projection.day.range": `${firstDay?.replaceAll("-", "/") ?? THREE_YEARS_AGO},NOW`,
        "storage.location.template": `${root}${account}/GuardDuty/${region}/${day}/`,
    };
}
