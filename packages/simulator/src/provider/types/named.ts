import { nameFromPrefix, prefixOfName } from "../auto-name";
import type { PropertyReader } from "../property-reader";
import type { PropertyMap } from "../resource-provider";
import type { ResourceContext } from "../resource-type";

/** The name that a resource gets: the one given, or one that the provider makes of a prefix, if need be of its own. */
export function nameOf(inputs: PropertyReader, { account }: ResourceContext): string {
    return (
        inputs.optionalString("name") ??
        nameFromPrefix(inputs.optionalString("namePrefix") ?? "terraform-", account.clock.now(), account.ids.serial())
    );
}

/** What is read of a name: itself, and the prefix that it was made of, as far as one can see that. */
export function nameRead(name: string): PropertyMap {
    const namePrefix = prefixOfName(name);
    return { name, ...(namePrefix === undefined ? {} : { namePrefix }) };
}
