import type { PropertyMap } from "pulumi-guardduty-simulator";
import type { StackResource } from "./stack-resource";

/** The AWS resources of what `pulumi stack export` prints. Components and providers are no resources of AWS's. */
export function fromExport(content: string): StackResource[] {
    const state: unknown = JSON.parse(content);
    const deployment = isRecord(state) ? state["deployment"] : undefined;
    const resources = isRecord(deployment) ? deployment["resources"] : undefined;
    if (!Array.isArray(resources)) {
        throw new Error("This is no state of a stack: `pulumi stack export` prints one, with its resources.");
    }
    return resources.filter(isRecord).filter(isOfAws).map(toResource);
}

function isOfAws({ type, custom, delete: leaving }: Readonly<Record<string, unknown>>): boolean {
    return custom === true && leaving !== true && typeof type === "string" && !type.startsWith("pulumi:");
}

function toResource(resource: Readonly<Record<string, unknown>>): StackResource {
    const { urn, type, id, inputs, outputs, external, retainOnDelete } = resource;
    const text = String(urn);
    return {
        urn: text,
        type: String(type),
        name: text.slice(text.lastIndexOf("::") + 2),
        id: typeof id === "string" ? id : "",
        properties: { ...properties(inputs), ...properties(outputs) },
        onlyRead: external === true,
        retained: retainOnDelete === true,
    };
}

/** Values as they are: a secret is an object here, which no rule reads. */
function properties(value: unknown): PropertyMap {
    return isPropertyMap(value) ? value : {};
}

function isPropertyMap(value: unknown): value is PropertyMap {
    return isRecord(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
