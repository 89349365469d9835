// What the analyzer reads out of the library's types, made fit for the languages that SDKs are generated for.

export interface Schema {
    readonly language: Readonly<Record<string, object>>;
    readonly resources: Readonly<Record<string, SchemaResource>>;
    readonly types: Readonly<Record<string, SchemaType>>;
}

interface SchemaResource {
    readonly inputProperties: object;
    readonly properties: object;
}

interface SchemaType {
    readonly properties?: object;
    readonly enum?: readonly { readonly name: string; readonly value: string }[];
}

/** Whose name without its ending is that of a component. */
const RENAMED: Readonly<Record<string, string>> = { FindingsExportArgs: "FindingsExportSettings" };

export function publishedSchema(analyzed: string): Schema {
    // Generators add Args to the name of a type by themselves: FindingFilterArgs would be FindingFilterArgsArgs.
    const text = analyzed.replace(
        /(guardduty:index:)(\w+Args)(?=")/g,
        (_all, prefix: string, name: string) => `${prefix}${RENAMED[name] ?? name.replace(/Args$/, "")}`,
    );
    const schema = JSON.parse(text) as Schema;
    return {
        ...schema,
        language: {
            ...schema.language,
            // Else the SDK for Go does not compile: it uses types of plain arguments that it does not declare.
            go: { ...schema.language["go"], generateExtraInputTypes: true },
        },
        types: Object.fromEntries(
            Object.entries(schema.types).map(([token, type]) => [token, withReadableNames(type)]),
        ),
    };
}

/** Generators split names at capital letters: AI_TRAINING would be A_I_TRAINING in Python, AiTraining is AI_TRAINING. */
function withReadableNames(type: SchemaType): SchemaType {
    if (type.enum === undefined) return type;
    return { ...type, enum: type.enum.map((member) => ({ ...member, name: pascalCase(member.name) })) };
}

function pascalCase(name: string): string {
    return name
        .split("_")
        .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
        .join("");
}
