import { createHash } from "node:crypto";

/** How the provider names a resource that the program does not name. */
export interface AutoName {
    readonly property: string;
    readonly maxLength: number;
    /** Made of the logical name before the random part is added. */
    readonly transform?: (name: string) => string;
    /** The logical name as it is, without a random part. */
    readonly plain?: true;
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
