import { createRequire } from "node:module";

/** The version of `@pulumi/aws` whose behaviour this is. */
export function providerVersion(): string {
    const description: unknown = createRequire(__filename)("@pulumi/aws/package.json");
    return typeof description === "object" && description !== null && "version" in description
        ? String(description.version)
        : "0.0.0";
}
