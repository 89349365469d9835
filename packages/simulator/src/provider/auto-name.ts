import { createHash } from "node:crypto";

import type { Autonaming } from "./resource-provider";

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

/**
 * A name as Pulumi's Terraform bridge makes it: the logical name, a hyphen and seven hexadecimal digits, unless the
 * project has names of its own. None where it wants none.
 */
export function generateName(
    autoName: AutoName,
    request: { readonly name: string; readonly seed: string; readonly autonaming?: Autonaming | undefined },
): GeneratedName | undefined {
    if (autoName.plain === true) {
        return { name: request.name };
    }
    const transform = autoName.transform ?? ((name) => name);
    if (request.autonaming !== undefined) {
        return proposedName(autoName, request.autonaming, transform);
    }
    const prefix = `${transform(request.name)}-`;
    if (prefix.length + RANDOM_LENGTH > autoName.maxLength) {
        const problem = `name '${prefix}' plus ${RANDOM_LENGTH} random chars is longer than maximum length ${autoName.maxLength}`;
        return { problem };
    }
    return { name: prefix + createHash("sha256").update(request.seed).digest("hex").slice(0, RANDOM_LENGTH) };
}

/** An enforced name is taken as it is, a proposed one is fitted to what the type takes. */
function proposedName(
    { maxLength }: AutoName,
    autonaming: Autonaming,
    transform: (name: string) => string,
): GeneratedName | undefined {
    if (autonaming.mode === "disable") {
        return undefined;
    }
    if (autonaming.mode === "enforce") {
        return { name: autonaming.name };
    }
    const name = transform(autonaming.name);
    return name.length <= maxLength
        ? { name }
        : { problem: `proposed name '${name}' is longer than maximum length ${maxLength}` };
}

/** A name as the Terraform provider makes it of a prefix: the prefix, the time to the second and a counter, 26 digits in all. */
export function nameFromPrefix(prefix: string, now: number, serial: number): string {
    const time = new Date(now).toISOString().replace(/\D/g, "").slice(0, 14);
    return `${prefix}${time}${String(serial).padStart(12, "0")}`;
}

/**
 * The prefix that such a name is made of, as the Terraform provider tells it of every name that ends like one
 * (internal/create/naming.go, NamePrefixFromName): so an import has it, too.
 */
export function prefixOfName(name: string): string | undefined {
    return /^(.+)[0-9A-Fa-f]{26}$/s.exec(name)?.[1];
}
