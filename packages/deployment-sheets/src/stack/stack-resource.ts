import type { PropertyMap, PropertyValue } from "pulumi-guardduty-simulator";

/** A resource as it is once the stack has been deployed: the one form that policy and cost are made from. */
export interface StackResource {
    readonly urn: string;
    /** Pulumi's token: `aws:s3/bucket:Bucket`. */
    readonly type: string;
    /** The logical name. */
    readonly name: string;
    readonly id: string;
    readonly properties: PropertyMap;
    /** Only looked at, as with `Detector.get`: it belongs to somebody else. */
    readonly onlyRead: boolean;
    /** Whether a destroy leaves it alone, so that nobody needs to be allowed to delete it. */
    readonly retained: boolean;
}

/** Where a resource is. */
export interface Place {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
}

/** A property that a rule needs is not there, or is of another kind: the state is incomplete, or the rule is wrong. */
export class MissingPropertyError extends Error {
    constructor(resource: StackResource, property: string) {
        super(`${resource.type} '${resource.name}': the state has no text '${property}'. Was the stack deployed?`);
        this.name = "MissingPropertyError";
    }
}

/** A type that no rule describes. It is never skipped: a policy or a sum without it would be wrong without a word. */
export class UnknownTypeError extends Error {
    constructor(resource: Pick<StackResource, "type" | "name">, where: string) {
        super(`'${resource.name}' is of type ${resource.type}, which ${where} does not know. Add it there.`);
        this.name = "UnknownTypeError";
    }
}

export function text(resource: StackResource, property: string): string {
    const value = resource.properties[property];
    if (typeof value !== "string" || value === "") {
        throw new MissingPropertyError(resource, property);
    }
    return value;
}

export function optionalText(resource: StackResource, property: string): string | undefined {
    const value = resource.properties[property];
    return typeof value === "string" && value !== "" ? value : undefined;
}

export function isTrue(resource: StackResource, property: string): boolean {
    return resource.properties[property] === true;
}

/** Whether it carries tags, its provider's default tags among them. */
export function isTagged(resource: StackResource): boolean {
    return ["tags", "tagsAll"].some((name) => isFilled(resource.properties[name]));
}

export function isFilled(value: PropertyValue | undefined): value is PropertyMap {
    return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

/** Account and partition of a stack: those that most of its ARNs name, since some may be of another account's resources. */
export function accountOf(resources: readonly StackResource[]): Pick<Place, "partition" | "accountId"> {
    const votes = new Map<string, number>();
    for (const resource of resources) {
        const arn = optionalText(resource, "arn") ?? "";
        const [, partition, accountId] = /^arn:([^:]+):[^:]*:[^:]*:(\d{12}):/.exec(arn) ?? [];
        if (partition !== undefined && accountId !== undefined) {
            const owner = `${partition} ${accountId}`;
            votes.set(owner, (votes.get(owner) ?? 0) + 1);
        }
    }
    const [winner] = [...votes].sort(([, a], [, b]) => b - a);
    if (winner === undefined) {
        throw new Error("No resource of the stack has an ARN that names its account.");
    }
    const [partition = "", accountId = ""] = winner[0].split(" ");
    return { partition, accountId };
}

export function placeOf(
    resource: StackResource,
    account: Pick<Place, "partition" | "accountId">,
    defaultRegion: string,
): Place {
    return { ...account, region: optionalText(resource, "region") ?? defaultRegion };
}
