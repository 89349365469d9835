import { isJsonList, isJsonObject, type Json } from "./event-fields";

type Step = { readonly name: string } | { readonly index: number } | "every";

/** The part of JSONPath that EventBridge knows: names, indices and wildcards (eb-transform-target-input). */
export class JsonPath {
    private constructor(private readonly steps: readonly Step[]) {}

    /** Undefined for what is no such path. */
    static parse(text: string): JsonPath | undefined {
        if (!/^\$(\.[\w/-]+|\[(\d+|\*)\]|\.\*)*$/.test(text)) {
            return undefined;
        }
        const steps = [...text.matchAll(/\.([\w/-]+)|\[(\d+)\]|\.\*|\[\*\]/g)].map(([, name, index]): Step => {
            if (name !== undefined) {
                return { name };
            }
            return index === undefined ? "every" : { index: Number(index) };
        });
        return new JsonPath(steps);
    }

    /** What is there, undefined where nothing is. A path with a wildcard finds a list. */
    find(value: Json): Json | undefined {
        let found: Json[] = [value];
        for (const step of this.steps) {
            found = found.flatMap((one) => under(one, step));
        }
        return this.steps.includes("every") ? (found.length === 0 ? undefined : found) : found[0];
    }
}

function under(value: Json, step: Step): readonly Json[] {
    if (step === "every") {
        return isJsonList(value) ? value : isJsonObject(value) ? Object.values(value) : [];
    }
    if ("index" in step) {
        const one = isJsonList(value) ? value[step.index] : undefined;
        return one === undefined ? [] : [one];
    }
    const one = isJsonObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
    return one === undefined ? [] : [one];
}
