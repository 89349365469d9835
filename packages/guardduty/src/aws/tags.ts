import { isPlainObject } from "../validation/deferred";
import type { Planned } from "../validation/gate";
import type { Problem } from "../validation/problem";
import { findProblems, input, record, text, type Schema } from "../validation/schema";
import { bothKnown, whenKnown, type Settled } from "../validation/settled";

export type Tags = Readonly<Record<string, string>>;

/** AWS: at most 50 tags per GuardDuty resource; a key of 1 to 128 characters without the prefix `aws:`, a value of at most 256. */
const MOST_TAGS = 50;
const TOO_MANY = `AWS takes at most ${MOST_TAGS} tags per resource`;

// `+-=` is a range in GuardDuty's own pattern (TagKey in its API model): + , - . / 0-9 : ; < =
const KEY = /^(?!aws:)[a-zA-Z+-=._:/]{1,128}$/;
const VALUE = /^[^]{0,256}$/;

export const tagsSchema: Schema = record(
    'must be an object such as { Environment: "training" }',
    'must be a tag key that GuardDuty accepts: 1 to 128 characters of A-Z a-z 0-9 + , - . / : ; < = _, not starting with "aws:"',
    KEY,
    input(text("must be a text of at most 256 characters", VALUE)),
);

/** Checks tags whose values are all known. */
export function planTags(tags: unknown, path: string): Planned<Tags> {
    if (tags === undefined) return { plan: {} };
    const problems = findProblems(tagsSchema, tags, path);
    if (problems.length > 0) return { problems };
    const plain = tags as Tags; // eslint-disable-line no-restricted-syntax -- the schema has just said so
    const count = Object.keys(plain).length;
    if (count <= MOST_TAGS) return { plan: plain };
    return { problems: [{ path, got: `${count} tags`, rule: TOO_MANY }] };
}

/** What is wrong with a resource's tags, those of the component and its own together, as far as the keys are known. */
export function findMergedTagsProblems(shared: unknown, own: unknown, path: string): Problem[] {
    if (!isPlainObject(shared) || !isPlainObject(own)) return [];
    const [given, count] = [own, { ...shared, ...own }].map((tags) => Object.keys(tags).length);
    // More than AWS takes by themselves: planTags says so.
    if (given === undefined || count === undefined || given > MOST_TAGS || count <= MOST_TAGS) return [];
    return [{ path, got: `${count} tags, with those of the component`, rule: TOO_MANY }];
}

/** A resource's tags: the component's, with its own on top. None at all is `undefined`, which the provider reads as unset. */
export function mergeTags(shared: Settled<Tags>, own: Settled<Tags>): Settled<Record<string, string> | undefined> {
    return definedTags(whenKnown(bothKnown(shared, own), ([first, second]) => ({ ...first, ...second })));
}

export function definedTags(tags: Settled<Tags>): Settled<Record<string, string> | undefined> {
    return whenKnown(tags, (known) => (Object.keys(known).length === 0 ? undefined : { ...known }));
}
