import { NotModelledError } from "../resource-provider";
import type { ResourceType } from "../resource-type";
import { RESOURCE_TYPES } from "./table";

export function resourceType(token: string): ResourceType {
    const type = RESOURCE_TYPES.get(token);
    if (type === undefined) {
        throw new NotModelledError(`the resource type ${token}`);
    }
    return type;
}
