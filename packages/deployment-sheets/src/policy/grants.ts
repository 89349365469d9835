import type { Call, ResourceCalls } from "../calls/call";

/** When a permission is needed: each section needs those before it, too. */
export const SECTIONS = ["read", "deploy", "destroy"] as const;
export type Section = (typeof SECTIONS)[number];

/** One action on one pattern of resources, under conditions. */
export interface Grant {
    readonly section: Section;
    readonly action: string;
    readonly resource: string;
    readonly conditions: Readonly<Record<string, string>>;
}

/** Every permission once, in the first section that needs it, and none that another one includes. */
export function grantsFor(calls: readonly ResourceCalls[], generalize: (arn: string) => string): Grant[] {
    const grants = new Map<string, Grant>();
    for (const section of SECTIONS) {
        for (const { action, resource, context } of calls.flatMap((each) => callsOf(section, each))) {
            const conditions = Object.fromEntries(
                Object.entries(context).map(([key, value]): [string, string] => [key, generalize(value)]),
            );
            const grant = { section, action, resource: generalize(resource), conditions };
            const key = JSON.stringify([action, grant.resource, conditions]);
            if (!grants.has(key)) {
                grants.set(key, grant);
            }
        }
    }
    const all = [...grants.values()];
    return all.filter((grant) => !all.some((other) => other !== grant && includes(other, grant)));
}

function callsOf(section: Section, calls: ResourceCalls): readonly Call[] {
    switch (section) {
        case "read":
            return calls.read;
        case "deploy":
            return [...calls.create, ...calls.update];
        case "destroy":
            return calls.delete;
    }
}

function includes(wide: Grant, narrow: Grant): boolean {
    return (
        wide.action === narrow.action &&
        SECTIONS.indexOf(wide.section) <= SECTIONS.indexOf(narrow.section) &&
        Object.entries(wide.conditions).every(([key, value]) => narrow.conditions[key] === value) &&
        matches(wide.resource, narrow.resource)
    );
}

/** Whether all that one pattern stands for, another does, too; `*` is the only wildcard here. */
function matches(pattern: string, resource: string): boolean {
    const source = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${source.join(".*")}$`).test(resource);
}
