import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Key, KeyAlias } from "./key";

export function writeKey({ rotation, ...key }: Key): Snapshot {
    return { ...key, rotation: rotation && { ...rotation } };
}

export function readKey(key: SnapshotReader): Key {
    const rotation = key.optionalObject("rotation");
    return {
        id: key.string("id"),
        arn: key.string("arn"),
        accountId: key.string("accountId"),
        description: key.string("description"),
        policy: key.string("policy"),
        enabled: key.boolean("enabled"),
        deletionAt: key.optionalNumber("deletionAt"),
        rotation: rotation && { periodInDays: rotation.number("periodInDays") },
        tags: key.map("tags"),
    };
}

export function readAlias(alias: SnapshotReader): KeyAlias {
    return { name: alias.string("name"), arn: alias.string("arn"), targetKeyId: alias.string("targetKeyId") };
}
