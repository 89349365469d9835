import * as pulumi from "@pulumi/pulumi";
import { containsDeferred, isPlainObject } from "../../src/validation/deferred";
import { joinPath } from "../../src/validation/problem";

/** What stands in an argument's place where its value is not to be looked at: like what never becomes known. */
const HIDDEN = Promise.race([]);

export interface KnownNow {
    /** The arguments with their Outputs' values, but those of secrets. */
    readonly open: unknown;
    /** With the secrets' values, too. */
    readonly all: unknown;
    readonly secretPaths: readonly string[];
}

/** What arguments hold that came over the wire. Their Outputs are settled: known, or in a preview unknown for good. */
export async function knownNow(value: unknown, path: readonly PropertyKey[] = []): Promise<KnownNow> {
    if (pulumi.Output.isInstance(value)) return valueOfOutput(value, path);
    if (!containsDeferred(value)) return { open: value, all: value, secretPaths: [] };
    if (Array.isArray(value)) {
        const members = await Promise.all(value.map((member, index) => knownNow(member, [...path, index])));
        return together(members, (pick) => members.map(pick));
    }
    if (isPlainObject(value)) {
        const entries = await Promise.all(
            Object.entries(value).map(async ([key, member]) => ({
                key,
                member: await knownNow(member, [...path, key]),
            })),
        );
        const members = entries.map(({ member }) => member);
        return together(members, (pick) => Object.fromEntries(entries.map(({ key, member }) => [key, pick(member)])));
    }
    return { open: value, all: value, secretPaths: [] };
}

function together(members: readonly KnownNow[], make: (pick: (member: KnownNow) => unknown) => unknown): KnownNow {
    return {
        open: make(({ open }) => open),
        all: make(({ all }) => all),
        secretPaths: members.flatMap(({ secretPaths }) => secretPaths),
    };
}

async function valueOfOutput(output: pulumi.Output<unknown>, path: readonly PropertyKey[]): Promise<KnownNow> {
    // Pulumi's types hide whether an Output is known; should it not say so one day, nothing is taken for known.
    const isKnown: unknown = await Reflect.get(output, "isKnown");
    if (isKnown !== true) return { open: output, all: output, secretPaths: [] };
    const value = await new Promise((resolve) => void output.apply(resolve));
    const isSecret = await pulumi.isSecret(output);
    return { open: isSecret ? HIDDEN : value, all: value, secretPaths: isSecret ? [joinPath(path)] : [] };
}
