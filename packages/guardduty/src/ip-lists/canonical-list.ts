import { parseCidr } from "./cidr";
import { notText } from "./entry-fault";
import { ListDraft, type ListPlan } from "./list-draft";
import { count, MOST_GIVEN_ENTRIES, SHORTEST_LINE_BYTES, type ListRules } from "./list-rules";
import { findEncodingFault, readListText } from "./list-text";

/** Checks and folds entries given in the program, strictly: one that has no effect is refused. */
export function planEntries(entries: readonly unknown[], rules: ListRules): ListPlan {
    if (entries.length > MOST_GIVEN_ENTRIES) {
        return { problems: [{ rule: `must have at most ${count(MOST_GIVEN_ENTRIES)} members` }] };
    }
    const draft = new ListDraft(entries.length, "entries", rules);
    // By index, since the methods of arrays skip the holes of a sparse one.
    for (let index = 0; index < entries.length; index += 1) {
        const entry = entries[index];
        const cidr = typeof entry === "string" ? parseCidr(entry) : undefined;
        if (cidr !== undefined) draft.range(cidr.address, cidr.prefix, index);
        else if (typeof entry === "string") draft.other(entry, index);
        else draft.refuse(entry, index, notText);
    }
    return draft.finish();
}

/** Checks and folds the content of a TXT file: comments are stripped, and what has no effect is left out with a warning. */
export function planFile(bytes: Uint8Array, rules: ListRules): ListPlan {
    const fault = findEncodingFault(bytes);
    if (fault !== undefined) return { problems: [{ rule: "must be a text file in UTF-8", hint: fault }] };
    const draft = new ListDraft(Math.ceil(bytes.length / SHORTEST_LINE_BYTES), "file", rules);
    readListText(bytes, draft);
    return draft.finish();
}
