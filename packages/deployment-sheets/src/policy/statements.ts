import type { Grant, Section } from "./grants";

export interface Statement {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The grants of one section as statements: the actions of a service that go for exactly the same resources stand together, so
 * that nothing is allowed by being written shorter.
 */
export function statementsOf(section: Section, grants: readonly Grant[]): Statement[] {
    const resourcesOf = collect(
        grants.filter((grant) => grant.section === section),
        ({ action, conditions }) => JSON.stringify([serviceOf(action), conditions, action]),
        ({ resource }) => resource,
    );
    const together = collect(
        [...resourcesOf],
        ([key, resources]) => JSON.stringify([...parse(key).slice(0, 2), resources]),
        ([key]) => String(parse(key)[2]),
    );
    const taken = new Set<string>();
    return [...together]
        .map(([key, actions]) => ({ parts: parse(key), actions }))
        .map(({ parts: [service, conditions, resources], actions }) => ({
            service: String(service),
            conditions: record(conditions),
            resources: list(resources),
            actions,
        }))
        .sort((a, b) => compare(orderOf(a.service, a.resources), orderOf(b.service, b.resources)))
        .map(({ service, conditions, resources, actions }) => ({
            Sid: sidOf(section, service, resources[0] ?? "*", taken),
            Effect: "Allow",
            Action: actions,
            Resource: resources,
            ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditionOf(conditions) }),
        }));
}

function collect<Item>(
    items: readonly Item[],
    keyOf: (item: Item) => string,
    valueOf: (item: Item) => string,
): Map<string, string[]> {
    const map = new Map<string, Set<string>>();
    for (const item of items) {
        const values = map.get(keyOf(item)) ?? new Set();
        map.set(keyOf(item), values.add(valueOf(item)));
    }
    return new Map([...map].map(([key, values]) => [key, [...values].sort(compare)]));
}

function parse(key: string): unknown[] {
    const value: unknown = JSON.parse(key);
    return Array.isArray(value) ? value : [];
}

function list(value: unknown): string[] {
    return Array.isArray(value) ? value.map(String) : [];
}

function record(value: unknown): Record<string, string> {
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)]))
        : {};
}

/** A value in which something was made `*` is a pattern. */
function conditionOf(conditions: Readonly<Record<string, string>>): Record<string, Record<string, string>> {
    const operators: Record<string, Record<string, string>> = {};
    for (const [key, value] of Object.entries(conditions)) {
        const operator = operatorFor(key, value);
        operators[operator] = { ...operators[operator], [key]: value };
    }
    return operators;
}

/** Of a key that has several values in one request, all of them have to be the program's. */
const OPERATORS: Readonly<Record<string, string>> = {
    "iam:PolicyARN": "ArnLike",
    "events:TargetArn": "ForAllValues:ArnLike",
};

function operatorFor(key: string, value: string): string {
    return OPERATORS[key] ?? (value.includes("*") ? "StringLike" : "StringEquals");
}

const SERVICES: Readonly<Record<string, string>> = {
    guardduty: "GuardDuty",
    cloudwatch: "CloudWatch",
    ec2: "Ec2",
    events: "Events",
};

function sidOf(section: Section, service: string, resource: string, taken: Set<string>): string {
    const base = `${capitalized(section)}${SERVICES[service] ?? capitalized(service)}${kindOf(service, resource)}`;
    const sids = [base, ...Array.from({ length: 99 }, (_, index) => `${base}${index + 2}`)];
    const sid = sids.find((each) => !taken.has(each)) ?? base;
    taken.add(sid);
    return sid;
}

/** `Filter` of `arn:aws:guardduty:…:detector/…/filter/pulls`. */
function kindOf(service: string, resource: string): string {
    const path = resource.split(":").slice(5).join(":");
    if (resource === "*") {
        return "Account";
    }
    switch (service) {
        case "s3":
            return path.includes("/") ? "Object" : "Bucket";
        case "sns":
            return "Topic";
        case "sqs":
            return "Queue";
        // Its name holds colons and slashes of its own.
        case "logs":
            return path.startsWith("log-group:") ? "Group" : "Account";
        case "iam":
            return path.startsWith("role/aws-service-role/") ? "ServiceLinkedRole" : "Role";
        default: {
            const words = path.replace("?", "D").split(/[/:]/);
            return words[words.length > 2 ? words.length - 2 : 0]?.split("-").map(capitalized).join("") ?? "";
        }
    }
}

function orderOf(service: string, resources: readonly string[]): string {
    return `${service} ${resources.join(" ")}`;
}

function serviceOf(action: string): string {
    return action.split(":")[0] ?? action;
}

function capitalized(word: string): string {
    return word.charAt(0).toUpperCase() + word.slice(1);
}

function compare(a: string, b: string): number {
    return a < b ? -1 : Number(a > b);
}
