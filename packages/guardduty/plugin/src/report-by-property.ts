import * as pulumi from "@pulumi/pulumi";

/** Where the arguments of a component inside the component come from: by how errors name it, the argument. */
export type Parts = Readonly<Record<string, string>>;

/** What such a component has from the outer one's own arguments. */
const SHARED = /^(?:region|tags)\b/;

/**
 * Makes of the library's error one that the engine can tell by property, each under the message: the library's own list goes
 * from there.
 */
export async function reportByProperty<Result>(parts: Parts, construct: () => Promise<Result>): Promise<Result> {
    try {
        return await construct();
    } catch (error) {
        if (!pulumi.InputPropertiesError.isInstance(error)) throw error;
        const { errors = [] } = error;
        const list = errors.map(({ propertyPath, reason }) => `\n  - ${propertyPath}: ${reason}`);
        const message = list.reduce((text, line) => text.replace(line, () => ""), withoutTrace(error.message));
        const part = Object.entries(parts).find(([subject]) => message.startsWith(subject))?.[1];
        throw new pulumi.InputPropertiesError({
            message,
            errors: errors.map(({ propertyPath, reason }) => ({
                propertyPath:
                    part === undefined || SHARED.test(propertyPath) ? propertyPath : `${part}.${propertyPath}`,
                reason,
            })),
        });
    }
}

/** The SDK says in front through which resources an error of an Output came. */
function withoutTrace(message: string): string {
    return message.replace(/^(?:error serializing property "[^"]*": )+/, "");
}
