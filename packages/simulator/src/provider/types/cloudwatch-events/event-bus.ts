import type { PropertyReader } from "../../property-reader";
import { NotModelledError } from "../../resource-provider";
import { replacing, STRING, type Property } from "../../schema";

export const EVENT_BUS: Property = replacing({ ...STRING, default: "default" });

export function requireDefaultBus(inputs: PropertyReader): void {
    const bus = inputs.string("eventBusName");
    if (bus !== "default") {
        throw new NotModelledError(`the event bus ${bus}`);
    }
}
