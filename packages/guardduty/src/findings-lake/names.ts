import * as pulumi from "@pulumi/pulumi";

const LONGEST_DATABASE_NAME = 128;

/** Why Athena would not take a database's name without quotes (Athena User Guide, "Name databases, tables, and columns"). */
export function findDatabaseNameFault(name: string): string | undefined {
    if (name === "") return "It is empty.";
    if (name.length > LONGEST_DATABASE_NAME) return `It has ${name.length} characters.`;
    if (/[A-Z]/.test(name)) return "Write it in lower case: Glue makes it so, and it would differ on every run.";
    if (name.includes("-")) return "Write _ in place of -.";
    if (!/^[a-z]/.test(name)) return "Its first character must be a letter.";
    return /^[a-z0-9_]+$/.test(name) ? undefined : "It has a character that is not among these.";
}

/**
 * The database's name. Pulumi's generated names have hyphens, which Athena's DDL does not take; the stack's name is what sets the
 * databases of one program apart in an account and Region.
 */
export function databaseNameFrom(componentName: string): string {
    const words = `${componentName} ${pulumi.getStack()}`.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const name = words.join("_").slice(0, LONGEST_DATABASE_NAME).replace(/_$/, "");
    return /^[a-z]/.test(name) ? name : `findings_${name}`.slice(0, LONGEST_DATABASE_NAME).replace(/_$/, "");
}

/** Pulumi's generated name, where the workgroup takes it: at most 128 of A-Z a-z 0-9 . _ - (Athena API Reference, CreateWorkGroup). */
export function workgroupNameFrom(logicalName: string): { name?: string } {
    if (/^[\w.-]+$/.test(logicalName)) return {};
    const words = `${logicalName} ${pulumi.getStack()}`.match(/[A-Za-z0-9]+/g) ?? [];
    return { name: words.join("-").slice(-LONGEST_DATABASE_NAME) };
}
