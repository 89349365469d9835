// terraform-provider-aws, internal/service/kms: key.go, key_policy.go, alias.go.
import { isTagged, isTrue, type Place, type StackResource, text } from "../../stack/stack-resource";
import { type CallRule, on, when } from "../call";

const READ_KEY = "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags";

export const key: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const rotation = when(isTrue(resource, "enableKeyRotation"), on("kms", "EnableKeyRotation", arn));
    const tagged = isTagged(resource);
    return {
        create: [
            ...on("kms", "CreateKey", "*"),
            ...rotation,
            ...when(resource.properties["isEnabled"] === false, on("kms", "DisableKey", arn)),
            ...when(tagged, on("kms", "TagResource", arn)),
        ],
        read: on("kms", READ_KEY, arn),
        update: [
            ...on("kms", "UpdateKeyDescription PutKeyPolicy", arn),
            ...rotation,
            ...on("kms", resource.properties["isEnabled"] === false ? "DisableKey" : "EnableKey", arn),
            ...when(tagged, on("kms", "TagResource UntagResource", arn)),
        ],
        delete: on("kms", "ScheduleKeyDeletion DescribeKey", arn),
    };
};

/** Deleting one puts the default policy back. */
export const keyPolicy: CallRule = (resource, place) => {
    const arn = keyArn(resource, place);
    const write = on("kms", "PutKeyPolicy GetKeyPolicy", arn);
    return { create: write, read: on("kms", READ_KEY, arn), update: write, delete: write };
};

function keyArn(resource: StackResource, { partition, region, accountId }: Place): string {
    const id = text(resource, "keyId");
    return id.startsWith("arn:") ? id : `arn:${partition}:kms:${region}:${accountId}:key/${id}`;
}

/** The alias as well as its key has to allow it. */
export const alias: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const target = text(resource, "targetKeyArn");
    const both = (action: string) => [...on("kms", action, arn), ...on("kms", action, target)];
    return {
        create: both("CreateAlias"),
        read: on("kms", "ListAliases", "*"),
        update: both("UpdateAlias"),
        delete: both("DeleteAlias"),
    };
};
