import type { Deployment } from "../engine/deployment";
import { isAsset, isList, isPropertyMap } from "../provider/property-reader";
import type { PropertyValue } from "../provider/resource-provider";

const SECRET = "[secret]";

/** Shorter ones are hidden only where they stand alone: hiding every text that contains an "a" would help nobody. */
const SHORTEST_TO_FIND = 4;

/**
 * Hides a program's secrets in text that is written down. Which property holds one is not enough to know: a provider
 * copies values, from `tags` to `tagsAll` or from a bucket's name into its id and ARN.
 */
export function secretHider({ resources }: Pick<Deployment, "resources">): (text: string) => string {
    const secrets = new Set(
        resources.flatMap(({ inputs, secretInputs, outputs, secretOutputs }) => [
            ...[...secretInputs].flatMap((name) => textsIn(inputs[name])),
            ...[...secretOutputs].flatMap((name) => textsIn(outputs[name])),
        ]),
    );
    const long = [...secrets].filter(({ length }) => length >= SHORTEST_TO_FIND);
    return (text) => (secrets.has(text) || long.some((secret) => text.includes(secret)) ? SECRET : text);
}

function textsIn(value: PropertyValue | undefined): string[] {
    if (typeof value === "string") {
        return value === "" ? [] : [value];
    }
    if (isAsset(value)) {
        return [value.source];
    }
    if (isList(value)) {
        return value.flatMap(textsIn);
    }
    return isPropertyMap(value) ? Object.values(value).flatMap(textsIn) : [];
}
