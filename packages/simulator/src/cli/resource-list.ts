import type { Deployment, RecordedResource } from "../engine/deployment";
import { displayTypeOf, nameOf } from "../wire/urn";
import { isAsset, isList, isPropertyMap } from "../provider/property-reader";
import { type PropertyMap, type PropertyValue, UNKNOWN } from "../provider/resource-provider";
import { secretHider } from "./secret-values";

export function listAsMarkdown(deployment: Deployment): string {
    const { resources } = deployment;
    const hide = secretHider(deployment);
    const rows = resources.map(({ name, type, id, dependencies }) => [
        name,
        displayTypeOf(type),
        hide(id ?? ""),
        dependencies.map(nameOf).join(", "),
    ]);
    const table = [["Name", "Type", "Id", "Waits for"], ["---", "---", "---", "---"], ...rows];
    return `${table.map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`).join("\n")}\n`;
}

export function listAsJson(deployment: Deployment): string {
    const hide = secretHider(deployment);
    const list = deployment.resources.map((resource) => describe(resource, hide));
    return `${JSON.stringify(list, undefined, 2)}\n`;
}

function describe(resource: RecordedResource, hide: (text: string) => string): Record<string, unknown> {
    const { urn, type, name, parent, id, operation, dependencies, options, provider } = resource;
    const printable = (properties: PropertyMap, secrets: ReadonlySet<string>) =>
        Object.fromEntries(
            Object.entries(properties).map(([property, value]) => [
                property,
                secrets.has(property) ? "[secret]" : plain(value, hide),
            ]),
        );
    return {
        urn,
        type,
        name,
        parent,
        id: id === undefined ? undefined : hide(id),
        operation,
        provider,
        dependencies,
        options: { protect: options.protect, retainOnDelete: options.retainOnDelete },
        inputs: printable(resource.inputs, resource.secretInputs),
        outputs: printable(resource.outputs, resource.secretOutputs),
    };
}

function plain(value: PropertyValue, hide: (text: string) => string): unknown {
    if (value === UNKNOWN) {
        return "[unknown]";
    }
    if (typeof value === "string") {
        return hide(value);
    }
    if (isAsset(value)) {
        return { asset: value.asset, sha256: value.hash };
    }
    if (isList(value)) {
        return value.map((element) => plain(element, hide));
    }
    return isPropertyMap(value)
        ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member, hide)]))
        : value;
}

function escapeCell(text: string): string {
    return text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replace(/\s+/g, " ");
}
