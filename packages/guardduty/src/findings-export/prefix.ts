const LONGEST = 512;

/** Why a prefix cannot be used, or undefined. What a policy would read as a wildcard or a variable is among it. */
export function findPrefixFault(prefix: string): string | undefined {
    if (prefix === "") return "Leave it out for no prefix.";
    if (prefix.length > LONGEST) return `It has ${prefix.length} characters.`;
    if (prefix.startsWith("/")) return "Remove the slash at its start.";
    if (prefix.startsWith("s3://") || prefix.startsWith("arn:")) return "Give the folder only, without the bucket.";
    if (/[*?$]/.test(prefix)) return "A policy would read * and ? as wildcards and $ as a variable.";
    const stripped = withoutTrailingSlash(prefix);
    if (stripped.split("/").some((folder) => folder === "" || folder === "." || folder === "..")) {
        return "Each folder needs a name, which is neither . nor ..";
    }
    if (!/^[A-Za-z0-9!\-_.'()/=]+$/.test(prefix)) return "It has a character that is not among these.";
    return undefined;
}

/** `logs/` and `logs` are the same folder. */
export function withoutTrailingSlash(prefix: string): string {
    return prefix.endsWith("/") ? prefix.slice(0, -1) : prefix;
}
