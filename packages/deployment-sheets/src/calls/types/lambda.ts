// terraform-provider-aws, internal/service/lambda: function.go, permission.go.
import { isTagged, optionalText, type Place, type StackResource, text } from "../../stack/stack-resource";
import { type CallRule, on, passRole, when } from "../call";

export const lambdaFunction: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tagged = isTagged(resource);
    const role = passRole(optionalText(resource, "role"), "lambda.amazonaws.com");
    return {
        create: [...on("lambda", "CreateFunction", arn), ...role, ...when(tagged, on("lambda", "TagResource", arn))],
        read: on("lambda", "GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction", arn),
        update: [
            ...on("lambda", "UpdateFunctionCode UpdateFunctionConfiguration", arn),
            ...role,
            ...when(tagged, on("lambda", "TagResource UntagResource", arn)),
        ],
        delete: on("lambda", "DeleteFunction", arn),
    };
};

/** Any change of one replaces it. */
export const permission: CallRule = (resource, place) => {
    const arn = functionArn(resource, place);
    const principal = { "lambda:Principal": text(resource, "principal") };
    return {
        create: on("lambda", "AddPermission", arn, principal),
        read: on("lambda", "GetPolicy", arn),
        update: [],
        delete: on("lambda", "RemovePermission", arn),
    };
};

function functionArn(resource: StackResource, { partition, region, accountId }: Place): string {
    const name = text(resource, "function");
    return name.startsWith("arn:") ? name : `arn:${partition}:lambda:${region}:${accountId}:function:${name}`;
}
