import { createHash } from "node:crypto";

/** How the provider names a resource that the program does not name. */
export interface AutoName {
    readonly property: string;
    readonly maxLength: number;
    /** Made of the logical name before the random part is added. */
    readonly transform?: (name: string) => string;
    /** The logical name as it is, without a random part. */
    readonly plain?: true;
    /** The property that asks the Terraform provider for a name of its own; with it, Pulumi's bridge makes none (ConflictsWith). */
    readonly prefixProperty?: string;
}

const RANDOM_LENGTH = 7;

export type GeneratedName = { readonly name: string } | { readonly problem: string };

/** A name as Pulumi's Terraform bridge makes it: the logical name, a hyphen and seven hexadecimal digits. */
export function generateName(autoName: AutoName, logicalName: string, seed: string): GeneratedName {
    if (autoName.plain === true) {
        return { name: logicalName };
    }
    const prefix = `${(autoName.transform ?? ((name) => name))(logicalName)}-`;
    if (prefix.length + RANDOM_LENGTH > autoName.maxLength) {
        const problem = `name '${prefix}' plus ${RANDOM_LENGTH} random chars is longer than maximum length ${autoName.maxLength}`;
        return { problem };
    }
    return { name: prefix + createHash("sha256").update(seed).digest("hex").slice(0, RANDOM_LENGTH) };
}

/** A name as the Terraform provider makes it of a prefix: the prefix, the time to the second and a counter, 26 digits in all. */
export function nameFromPrefix(prefix: string, now: number, serial: number): string {
    const time = new Date(now).toISOString().replace(/\D/g, "").slice(0, 14);
    return `${prefix}${time}${String(serial).padStart(12, "0")}`;
}
