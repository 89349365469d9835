/** The formats a list's file may have (GuardDuty API model, IpSetFormat). */
export const LIST_FORMATS: ReadonlySet<string> = new Set([
    ...["TXT", "STIX", "OTX_CSV", "ALIEN_VAULT", "PROOF_POINT", "FIRE_EYE"],
]);

/** 35 MB (User Guide, guardduty_limits). Whether AWS counts megabytes or mebibytes is not said: the smaller one. */
const MAX_BYTES = 35_000_000;

const ADDRESS =
    /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}(?:\/(?:3[0-2]|[12]?\d))?$/;

export type ListFile =
    | { readonly valid: true; readonly entries: number | undefined }
    | { readonly valid: false; readonly problem: string };

/**
 * What GuardDuty makes of a list's file when it activates the list. Only TXT is read: one IPv4 address or CIDR per
 * line. Other formats are taken as they are, their entries not counted.
 *
 * Documented: the size, the number of entries, IPv4 only. Inferred: that anything else in a TXT file, an empty one too,
 * ends in ERROR; that a blank line does not. What AWS does with host bits under a CIDR is not known: accepted here.
 */
export function readListFile(content: Buffer, format: string, maxEntries: number): ListFile {
    if (content.length > MAX_BYTES) {
        return { valid: false, problem: `the file has ${content.length} bytes, more than 35 MB` };
    }
    if (format !== "TXT") {
        return { valid: true, entries: undefined };
    }
    const lines = content.toString("utf8").split(/\r?\n/);
    let entries = 0;
    for (const [index, line] of lines.entries()) {
        if (line !== "" && !ADDRESS.test(line)) {
            const shown = JSON.stringify(line.slice(0, 60));
            return { valid: false, problem: `line ${index + 1} is no IPv4 address or CIDR: ${shown}` };
        }
        entries += line === "" ? 0 : 1;
    }
    if (entries === 0) {
        return { valid: false, problem: "the file has no entries" };
    }
    if (entries > maxEntries) {
        return { valid: false, problem: `the file has ${entries} entries, more than ${maxEntries}` };
    }
    return { valid: true, entries };
}
