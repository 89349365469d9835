import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Role } from "./role";

export function writeRole({ inlinePolicies, attachedPolicies, ...role }: Role): Snapshot {
    return {
        ...role,
        inlinePolicies: [...inlinePolicies].map(([name, document]) => ({ name, document })),
        attachedPolicies: [...attachedPolicies],
    };
}

export function readRole(role: SnapshotReader): Role {
    return {
        name: role.string("name"),
        arn: role.string("arn"),
        partition: role.string("partition"),
        accountId: role.string("accountId"),
        path: role.string("path"),
        uniqueId: role.string("uniqueId"),
        createdAt: role.number("createdAt"),
        trustPolicy: role.string("trustPolicy"),
        description: role.optionalString("description"),
        maxSessionDuration: role.number("maxSessionDuration"),
        tags: role.map("tags"),
        inlinePolicies: new Map(
            role.list("inlinePolicies", (policy) => [policy.string("name"), policy.string("document")]),
        ),
        attachedPolicies: new Set(role.strings("attachedPolicies")),
    };
}
