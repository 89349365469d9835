/** An S3 object takes ten tags only, fewer than a provider's default tags may be: so it has none, not even those. */
export const UNTAGGED_OBJECT = { overrideProvider: { defaultTags: { tags: {} } } };
