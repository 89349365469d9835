export type Tags = Readonly<Record<string, string>>;

/**
 * What breaks the limits that S3 and KMS have in common: how many, keys of 1 to 128 characters that do not begin with
 * aws:, values of at most 256. Undefined where nothing does.
 */
export function problemOfTags(tags: Tags, most: number): string | undefined {
    const entries = Object.entries(tags);
    const invalid = entries.find(
        ([key, value]) => key.length < 1 || key.length > 128 || key.startsWith("aws:") || value.length > 256,
    );
    if (invalid !== undefined) {
        return JSON.stringify(invalid[0]);
    }
    return entries.length > most ? `${entries.length} tags` : undefined;
}
