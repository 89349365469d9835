/** A policy's statements in one shape, whatever way JSON spelled them: single values as lists, "*" as {AWS: ["*"]}. */
export interface Statement {
    readonly sid: string | undefined;
    readonly effect: string;
    readonly principals: ReadonlyMap<string, readonly string[]> | undefined;
    readonly notPrincipals: ReadonlyMap<string, readonly string[]> | undefined;
    readonly actions: readonly string[] | undefined;
    readonly notActions: readonly string[] | undefined;
    readonly resources: readonly string[] | undefined;
    readonly notResources: readonly string[] | undefined;
    /** Operator, key, values. */
    readonly conditions: readonly { readonly operator: string; readonly key: string; readonly values: string[] }[];
}

/** What is wrong with a document, in words of ours. */
export class PolicySyntaxError extends Error {
    constructor(message: string) {
        super(message);
        this.name = "PolicySyntaxError";
    }
}

type Json = { readonly [key: string]: unknown };

function isObject(value: unknown): value is Json {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

const STATEMENT_KEYS = new Set([
    ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"],
]);

/** Reads a resource policy. Throws PolicySyntaxError for what no AWS service would take. */
export function parsePolicy(document: string): Statement[] {
    let json: unknown;
    try {
        json = JSON.parse(document);
    } catch {
        throw new PolicySyntaxError("not JSON");
    }
    if (!isObject(json)) {
        throw new PolicySyntaxError("not a JSON object");
    }
    for (const key of Object.keys(json)) {
        if (!["Version", "Id", "Statement"].includes(key)) {
            throw new PolicySyntaxError(`unknown field ${key}`);
        }
    }
    if (json["Version"] !== undefined && json["Version"] !== "2012-10-17" && json["Version"] !== "2008-10-17") {
        throw new PolicySyntaxError("invalid Version");
    }
    const statements = Array.isArray(json["Statement"]) ? json["Statement"] : [json["Statement"]];
    if (json["Statement"] === undefined || statements.length === 0) {
        throw new PolicySyntaxError("no Statement");
    }
    const parsed = statements.map(statementOf);
    const ids = parsed.flatMap(({ sid }) => (sid === undefined || sid === "" ? [] : [sid]));
    if (new Set(ids).size < ids.length) {
        throw new PolicySyntaxError("Statement IDs (SID) in a single policy must be unique.");
    }
    return parsed;
}

function statementOf(json: unknown): Statement {
    if (!isObject(json)) {
        throw new PolicySyntaxError("a Statement is no object");
    }
    for (const key of Object.keys(json)) {
        if (!STATEMENT_KEYS.has(key)) {
            throw new PolicySyntaxError(`unknown field ${key}`);
        }
    }
    const effect = json["Effect"];
    if (effect !== "Allow" && effect !== "Deny") {
        throw new PolicySyntaxError("invalid Effect");
    }
    if ((json["Action"] === undefined) === (json["NotAction"] === undefined)) {
        throw new PolicySyntaxError("a Statement needs Action or NotAction");
    }
    const sid = json["Sid"];
    if (sid !== undefined && typeof sid !== "string") {
        throw new PolicySyntaxError("invalid Sid");
    }
    return {
        sid,
        effect,
        principals: principalsOf(json["Principal"]),
        notPrincipals: principalsOf(json["NotPrincipal"]),
        actions: stringsOf(json["Action"], "Action"),
        notActions: stringsOf(json["NotAction"], "NotAction"),
        resources: stringsOf(json["Resource"], "Resource"),
        notResources: stringsOf(json["NotResource"], "NotResource"),
        conditions: conditionsOf(json["Condition"]),
    };
}

function stringsOf(value: unknown, what: string): string[] | undefined {
    if (value === undefined) {
        return undefined;
    }
    const all: unknown[] = Array.isArray(value) ? value : [value];
    const strings = all.filter((one) => typeof one === "string");
    if (strings.length !== all.length || strings.length === 0) {
        throw new PolicySyntaxError(`invalid ${what}`);
    }
    return strings;
}

function principalsOf(value: unknown): ReadonlyMap<string, readonly string[]> | undefined {
    if (value === undefined) {
        return undefined;
    }
    if (value === "*") {
        return new Map([["AWS", ["*"]]]);
    }
    if (!isObject(value) || Object.keys(value).length === 0) {
        throw new PolicySyntaxError("invalid Principal");
    }
    return new Map(Object.entries(value).map(([kind, who]) => [kind, stringsOf(who, "Principal") ?? []]));
}

const OPERATORS = new Set([
    ...["String", "Arn", "Date", "Numeric"].flatMap((type) => [`${type}Equals`, `${type}NotEquals`]),
    ...["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike", "ArnLike", "ArnNotLike"],
    ...["Date", "Numeric"].flatMap((type) =>
        ["LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map((than) => type + than),
    ),
    ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null"],
]);

/** IAM User Guide, reference_policies_elements_condition_operators. */
function isOperator(operator: string): boolean {
    return OPERATORS.has(operator.replace(/^(ForAllValues|ForAnyValue):/, "").replace(/(?<!^Null)IfExists$/, ""));
}

function conditionsOf(value: unknown): Statement["conditions"] {
    if (value === undefined) {
        return [];
    }
    if (!isObject(value)) {
        throw new PolicySyntaxError("invalid Condition");
    }
    return Object.entries(value).flatMap(([operator, keys]) => {
        if (!isObject(keys) || !isOperator(operator)) {
            throw new PolicySyntaxError(`invalid Condition ${operator}`);
        }
        return Object.entries(keys).map(([key, values]) => ({ operator, key, values: conditionValues(values) }));
    });
}

function conditionValues(value: unknown): string[] {
    const all: unknown[] = Array.isArray(value) ? value : [value];
    return all.map((one) => {
        if (typeof one !== "string" && typeof one !== "boolean" && typeof one !== "number") {
            throw new PolicySyntaxError("invalid Condition");
        }
        return String(one);
    });
}
