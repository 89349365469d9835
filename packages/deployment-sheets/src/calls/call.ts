import type { Place, StackResource } from "../stack/stack-resource";

/** One request to AWS as IAM sees it. */
export interface Call {
    /** Such as s3:PutObject: IAM's name, which is not always that of the API operation. */
    readonly action: string;
    /** The ARN that it is about, exactly; `*` where the action knows no resources. */
    readonly resource: string;
    /** Condition keys with the values of this request, where a policy can and should hold the caller to them. */
    readonly context: Readonly<Record<string, string>>;
}

/** What the provider calls for one resource. After a creation and an update it reads, too. */
export interface ResourceCalls {
    readonly create: readonly Call[];
    /** In a refresh, and while it waits. */
    readonly read: readonly Call[];
    /** To bring the resource back to what the program says, its tags included. */
    readonly update: readonly Call[];
    readonly delete: readonly Call[];
}

export type CallRule = (resource: StackResource, place: Place) => ResourceCalls;

/** Calls of one service: `on("sns", "GetTopicAttributes ListTagsForResource", arn)`. */
export function on(
    service: string,
    actions: string,
    resource: string,
    context: Readonly<Record<string, string>> = {},
): Call[] {
    return actions.split(" ").map((name) => ({ action: `${service}:${name}`, resource, context }));
}

export function when<Value>(condition: boolean, calls: readonly Value[]): readonly Value[] {
    return condition ? calls : [];
}

/** A role is handed to a service: the policy allows it for that service alone. */
export function passRole(roleArn: string | undefined, service: string): readonly Call[] {
    return roleArn === undefined ? [] : on("iam", "PassRole", roleArn, { "iam:PassedToService": service });
}
