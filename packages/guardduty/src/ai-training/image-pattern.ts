import { LONGEST_PATTERN, MOST_WILDCARDS } from "../filters/args";

/** What to do about an image pattern that takes in images of others, or undefined. */
export function findImageFault(pattern: string): string | undefined {
    if (pattern.length > LONGEST_PATTERN || pattern.replace(/[^*?]/g, "").length > MOST_WILDCARDS)
        return `GuardDuty takes at most ${MOST_WILDCARDS} wildcards and ${LONGEST_PATTERN} characters in a pattern.`;
    const literal = /^[^*?]*/.exec(pattern)?.[0] ?? "";
    if (/^[^/\s]+\/[^/\s]/.test(literal)) return undefined;
    if (pattern !== "" && !pattern.includes("/") && literal === pattern)
        return "An image without a registry is a public one, which an intruder may run, too.";
    if (/^[^/\s]+\/$/.test(literal)) return "Name the repository, or the folder that it is in: not all of a registry.";
    return "With a wildcard in place of the registry, an intruder's own would do.";
}
