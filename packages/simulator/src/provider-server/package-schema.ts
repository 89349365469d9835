import type { Fields, ValueSchema } from "../provider/schema";
import { RESOURCE_TYPES } from "../provider/types/table";

/** The package's schema in Pulumi's form, as far as the simulator has it: what YAML programs and type checks ask for. */
export function packageSchema(version: string): object {
    const resources = [...RESOURCE_TYPES.values()].map((type): [string, object] => {
        const inputs = propertiesOf(type.inputs);
        const outputs = Object.fromEntries(type.computedOutputs.map((name) => [name, { type: "string" }]));
        const tagsAll = type.taggable === true ? { tagsAll: typeOfValue({ kind: "map" }) } : {};
        const required = Object.keys(type.inputs).filter(
            (name) => type.inputs[name]?.required === true && type.autoName?.property !== name,
        );
        const properties = { ...inputs, ...outputs, ...tagsAll };
        return [type.token, { inputProperties: inputs, requiredInputs: required, properties }];
    });
    return {
        name: "aws",
        version,
        description: "The part of the AWS package that the simulator models",
        config: {},
        provider: {
            inputProperties: {
                region: { type: "string" },
                defaultTags: { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } },
            },
        },
        resources: Object.fromEntries(resources),
    };
}

function propertiesOf(fields: Fields): Record<string, object> {
    return Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, typeOfValue(schema)]));
}

function typeOfValue(schema: ValueSchema): object {
    switch (schema.kind) {
        case "string":
        case "policy":
            return { type: "string" };
        case "boolean":
        case "integer":
            return { type: schema.kind };
        case "map":
            return { type: "object", additionalProperties: { type: "string" } };
        case "asset":
            return { $ref: "pulumi.json#/Asset" };
        case "list":
        case "set":
            return { type: "array", items: typeOfValue(schema.of) };
        case "object":
            return { $ref: "pulumi.json#/Any" };
    }
}
