import type { RecordedResource } from "pulumi-guardduty-simulator";
import type { StackResource } from "./stack-resource";

/** The resources of a run of the in-process engine: after an update, since a preview does not know what AWS chooses. */
export function fromDeployment(resources: readonly RecordedResource[]): StackResource[] {
    return resources
        .filter(({ kind }) => kind === "resource")
        .map(({ urn, type, name, id, inputs, outputs, operation, options }) => ({
            urn,
            type,
            name,
            id: id ?? "",
            properties: { ...inputs, ...outputs },
            onlyRead: operation === "read",
            retained: options.retainOnDelete,
        }));
}
