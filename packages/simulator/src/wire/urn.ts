/** Pulumi's name for a resource: `urn:pulumi:<stack>::<project>::<types of its parents and its own>::<name>`. */

export const STACK_TYPE = "pulumi:pulumi:Stack";

export interface UrnParts {
    readonly stack: string;
    readonly project: string;
    readonly parent: string | undefined;
    readonly type: string;
    readonly name: string;
}

export function createUrn({ stack, project, parent, type, name }: UrnParts): string {
    const parentType = parent === undefined ? "" : qualifiedTypeOf(parent);
    const qualifiedType = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
    return `urn:pulumi:${stack}::${project}::${qualifiedType}::${name}`;
}

export function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

export function typeOf(urn: string): string {
    return qualifiedTypeOf(urn).split("$").at(-1) ?? "";
}

/** `aws:guardduty/detector:Detector` reads `aws:guardduty:Detector` wherever Pulumi shows it. */
export function displayTypeOf(type: string): string {
    const [packageName, module, name] = type.split(":");
    if (packageName === undefined || module === undefined || name === undefined) {
        return type;
    }
    const [folder, file] = module.split("/");
    return file?.toLowerCase() === name.toLowerCase() ? `${packageName}:${folder}:${name}` : type;
}

function qualifiedTypeOf(urn: string): string {
    return urn.split("::")[2] ?? "";
}
