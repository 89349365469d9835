import { nearest } from "../validation/nearest";
import { quoteText } from "../validation/quote";
import { FINDING_TYPES, RETIRED_FINDING_TYPES } from "./finding-types";

/** What is odd about finding types that a user names: AWS adds types without notice, so one that is not known is no error. */
export function warnOfTypes(types: readonly string[], path: string): string[] {
    return types.flatMap((type, index) => {
        const at = `${path}[${index}]`;
        if (RETIRED_FINDING_TYPES.includes(type))
            return [`${at}: GuardDuty no longer raises ${type}, so it matches old findings only.`];
        if (/[*?]/.test(type) || FINDING_TYPES.some((known) => known === type)) return [];
        const near = nearest(type, FINDING_TYPES);
        const hint = near === undefined ? "" : ` Did you mean ${near}?`;
        return [`${at}: ${quoteText(type)} is not a finding type that this version of the library knows.${hint}`];
    });
}
