import { readFileSync, statSync } from "node:fs";
import type { Problem } from "../validation/problem";
import { quotePath, quoteText } from "../validation/quote";
import { LARGEST_FILE_BYTES } from "./list-rules";

export type ListFile = { readonly bytes: Buffer } | { readonly problems: readonly Problem[] };

/** Reads a list's file, or says why it cannot be one. */
export function readListFile(file: string, path: string): ListFile {
    const refuse = (rule: string, hint: string): ListFile => ({
        problems: [{ path, got: quoteText(file), rule, hint }],
    });
    try {
        const found = statSync(file);
        if (!found.isFile()) return refuse("must be the path of a file", "It is something else, perhaps a folder.");
        if (found.size > LARGEST_FILE_BYTES) {
            return refuse("must have at most 35 MB, which is what GuardDuty takes", `It has ${found.size} bytes.`);
        }
        if (found.size === 0) return refuse("must have at least one entry", "The file is empty.");
        return { bytes: readFileSync(file) };
    } catch (error) {
        return refuse("must be the path of a file that can be read", describeFailure(error));
    }
}

function describeFailure(error: unknown): string {
    const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
    if (code === "ENOENT") return `There is no such file, seen from ${quotePath(process.cwd())}.`;
    if (code === "EACCES" || code === "EPERM") return "Permission is denied.";
    return typeof code === "string" ? `The system says ${code}.` : "It cannot be read.";
}
