import type { FindingField } from "../catalog/finding-fields";
import { isPlainObject } from "../validation/deferred";
import type { Problem } from "../validation/problem";
import { quote } from "../validation/quote";
import { amiIdsSchema, tagKeySchema, tagValuesSchema } from "./args";
import type { Attribute } from "./preset";

const RULE = "give either amiIds, or tagKey and tagValues";

/** What is wrong with a selection of instances as a whole; what is wrong in one of its arguments is not said here. */
export function findSelectionProblems(instances: unknown): Problem[] {
    if (!isPlainObject(instances)) return [];
    const { amiIds, tagKey, tagValues } = instances;
    const isByAmi = amiIds !== undefined && tagKey === undefined && tagValues === undefined;
    const isByTag = amiIds === undefined && tagKey !== undefined && tagValues !== undefined;
    return isByAmi || isByTag ? [] : [{ path: "instances", got: quote(instances), rule: RULE }];
}

const AMI: FindingField = "resource.instanceDetails.imageId";
const TAG_KEY: FindingField = "resource.instanceDetails.tags.key";
const TAG_VALUE: FindingField = "resource.instanceDetails.tags.value";

/** The criteria that select the instances. */
export function selectInstances(instances: unknown): Attribute[] {
    if (!isPlainObject(instances)) return [];
    const { amiIds, tagKey, tagValues } = instances;
    if (amiIds !== undefined) {
        return [{ field: AMI, condition: "equals", path: "instances.amiIds", schema: amiIdsSchema, value: amiIds }];
    }
    return [
        { field: TAG_KEY, condition: "equals", path: "instances.tagKey", schema: tagKeySchema, value: tagKey },
        {
            field: TAG_VALUE,
            condition: "equals",
            path: "instances.tagValues",
            schema: tagValuesSchema,
            value: tagValues,
        },
    ];
}
