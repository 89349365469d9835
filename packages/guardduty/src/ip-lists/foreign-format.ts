import type { IpListFormat } from "./args";

/**
 * How files of the other formats begin (GuardDuty User Guide, guardduty_upload-lists). One of AlienVault reads as TXT: what follows the
 * address is a comment there.
 */
const BEGINNINGS: readonly (readonly [IpListFormat, RegExp])[] = [
    ["STIX", /^(?:<\?xml[^>]*>\s*)?<stix:/i],
    ["OTX_CSV", /^indicator type\s*,/i],
    ["PROOF_POINT", /^ip\s*,\s*category\s*,/i],
    ["FIRE_EYE", /^reportid\s*,/i],
];

const LONGEST_BEGINNING = 500;

/** The format that a file seems to have that was taken for TXT and is none. */
export function findForeignFormat(bytes: Uint8Array): IpListFormat | undefined {
    const beginning = Buffer.from(bytes.subarray(0, LONGEST_BEGINNING))
        .toString("latin1")
        .replace(/^\u00ef\u00bb\u00bf/, "");
    return BEGINNINGS.find(([, pattern]) => pattern.test(beginning.trimStart()))?.[0];
}
