// terraform-provider-aws, internal/service/athena: workgroup.go, named_query.go.
import { isTagged, optionalText, text } from "../../stack/stack-resource";
import { type CallRule, on, when } from "../call";

export const workgroup: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tagged = isTagged(resource);
    return {
        create: [...on("athena", "CreateWorkGroup", arn), ...when(tagged, on("athena", "TagResource", arn))],
        read: on("athena", "GetWorkGroup ListTagsForResource", arn),
        update: [
            ...on("athena", "UpdateWorkGroup", arn),
            ...when(tagged, on("athena", "TagResource UntagResource", arn)),
        ],
        delete: on("athena", "DeleteWorkGroup", arn),
    };
};

/** Any change of one replaces it. */
export const namedQuery: CallRule = (resource, { partition, region, accountId }) => {
    const name = optionalText(resource, "workgroup") ?? "primary";
    const arn = `arn:${partition}:athena:${region}:${accountId}:workgroup/${name}`;
    return {
        create: on("athena", "CreateNamedQuery", arn),
        read: on("athena", "GetNamedQuery", arn),
        update: [],
        delete: on("athena", "DeleteNamedQuery", arn),
    };
};
