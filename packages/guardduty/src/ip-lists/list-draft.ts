import { createHash } from "node:crypto";
import { quote } from "../validation/quote";
import { AddressSet } from "./address-set";
import { formatCidr, lastAddress, type Cidr } from "./cidr";
import { findEntryFault, type EntryFault } from "./entry-fault";
import {
    count,
    describeHostBits,
    describeNoEffect,
    describeTooWide,
    findSetFaults,
    hasHostBits,
    isTooWide,
    type ListRules,
} from "./list-rules";
import { findDocumentationRange, findNoEffectRange, mayBeSpecial } from "./special-ranges";

const MOST_PROBLEMS = 10;
const MOST_PLACES = 5;

/** Position of an entry in its array, from 0, or of a line in its file, from 1. */
type ListPlace = { readonly index: number } | { readonly line: number };

export interface ListProblem {
    /** Left out where the problem is that of the list as a whole. */
    readonly where?: ListPlace;
    /** What is allowed. Says nothing about the value, which may be secret. */
    readonly rule: string;
    /** What was got, quoted: shortened and escaped. */
    readonly got?: string;
    /** How to mend it. May show the value. */
    readonly hint?: string;
}

/** Something that is allowed and probably not meant. */
interface ListWarning {
    readonly kind: "documentation" | "no-effect";
    /** How many entries or lines. */
    readonly count: number;
    /** A sentence without its list. Shows no values. */
    readonly message: string;
}

/** A set of addresses as GuardDuty gets it: two lists that cover the same addresses have the same text. */
export interface CanonicalList {
    /** Fewest CIDR ranges, in address order, one a line, each line ended; ASCII. */
    readonly text: Buffer;
    /** Of the text, in hexadecimal. */
    readonly sha256: string;
    readonly entryCount: number;
    readonly addressCount: number;
    readonly warnings: readonly ListWarning[];
}

/** The list, or the problems that stand in its way: the first ten, and how many more. */
export type ListPlan = { readonly list: CanonicalList } | { readonly problems: readonly ListProblem[] };

/** How the two kinds of source differ. */
type ListSource = "entries" | "file";

/** A list while it is read: takes one range after the other, remembers what is wrong, folds at the end. */
export class ListDraft {
    private readonly set: AddressSet;
    private readonly problems: ListProblem[] = [];
    private refused = 0;
    private readonly noEffect = new Places();
    private readonly documentation = new Places();

    /** `capacity` is the most ranges that will be taken. */
    constructor(
        capacity: number,
        private readonly source: ListSource,
        private readonly rules: ListRules,
    ) {
        this.set = new AddressSet(capacity);
    }

    /** A well-written range at an index or line. */
    range(address: number, prefix: number, place: number): void {
        // By far most: an ordinary address.
        if (prefix === 32 && !mayBeSpecial(address)) this.set.add(address, address);
        else this.check({ address, prefix }, place);
    }

    private check(cidr: Cidr, place: number): void {
        const { address, prefix } = cidr;
        if (hasHostBits(address, prefix)) return this.refuseRange(cidr, place, () => describeHostBits(cidr));
        const last = lastAddress(cidr);
        if (mayBeSpecial(address) && this.isLeftOut(cidr, last, place)) return;
        if (isTooWide(prefix, this.rules))
            return this.refuseRange(cidr, place, () => describeTooWide(cidr, this.rules));
        this.set.add(address, last);
    }

    /** A text that is no range. */
    other(text: string, place: number): void {
        this.refuse(text, place, () => findEntryFault(text));
    }

    /** Only of the first few is it found out what is wrong: a file that is no list at all has millions of them. */
    refuse(value: unknown, place: number, describe: () => EntryFault): void {
        this.refused += 1;
        if (this.refused > MOST_PROBLEMS) return;
        const where = this.source === "file" ? { line: place } : { index: place };
        this.problems.push({ where, got: quote(value), ...describe() });
    }

    finish(): ListPlan {
        if (this.refused > 0) return { problems: this.withRest() };
        const { set } = this;
        set.fold();
        if (set.isEmpty) return { problems: [this.describeEmpty()] };
        const { addressCount, cidrCount: entryCount } = set.count();
        const faults = findSetFaults({ set, addressCount, entryCount }, this.rules);
        if (faults.length > 0) return { problems: faults };
        const text = set.toText(entryCount);
        const sha256 = createHash("sha256").update(text).digest("hex");
        return { list: { text, sha256, entryCount, addressCount, warnings: this.describeWarnings() } };
    }

    /** Notes what a special range calls for; true where the range is not taken. */
    private isLeftOut(cidr: Cidr, last: number, place: number): boolean {
        const special = findNoEffectRange(cidr.address, last);
        if (special === undefined) {
            if (findDocumentationRange(cidr.address, last) !== undefined) this.documentation.add(place);
            return false;
        }
        if (this.source === "file") this.noEffect.add(place);
        else this.refuseRange(cidr, place, () => describeNoEffect(special));
        return true;
    }

    private refuseRange(cidr: Cidr, place: number, describe: () => EntryFault): void {
        this.refuse(formatCidr(cidr), place, describe);
    }

    private withRest(): ListProblem[] {
        const more = this.refused - this.problems.length;
        if (more === 0) return this.problems;
        return [...this.problems, { rule: `and ${count(more)} more that must be mended` }];
    }

    private describeEmpty(): EntryFault {
        const rule = "must hold at least one address";
        if (this.noEffect.count > 0) {
            const places = this.noEffect.describe(this.source);
            return { rule, hint: `All it holds is not publicly routable, so it would have no effect: ${places}.` };
        }
        if (this.source === "file") return { rule, hint: "The file holds nothing but blank lines and comments." };
        return { rule, hint: "Leave the list out where there is nothing to list." };
    }

    private describeWarnings(): ListWarning[] {
        const warnings: ListWarning[] = [];
        const { noEffect, documentation, source } = this;
        if (noEffect.count > 0) {
            const why = "not publicly routable, so without effect in GuardDuty; left out of the list";
            warnings.push({
                kind: "no-effect",
                count: noEffect.count,
                message: `${noEffect.describe(source)}: ${why}`,
            });
        }
        if (documentation.count > 0) {
            const why = "in ranges reserved for documentation (RFC 5737), which no host has";
            const message = `${documentation.describe(source)}: ${why}`;
            warnings.push({ kind: "documentation", count: documentation.count, message });
        }
        return warnings;
    }
}

/** The first few of many places. */
class Places {
    count = 0;
    private readonly first: number[] = [];

    add(place: number): void {
        this.count += 1;
        if (this.first.length < MOST_PLACES) this.first.push(place);
    }

    /** `line 3`, `3 lines (3, 4, 9)`, `12 entries (0, 1, 2, 3, 4 and 7 more)`. */
    describe(source: ListSource): string {
        const [one, many] = source === "file" ? ["line", "lines"] : ["entry", "entries"];
        if (this.count === 1) return `${one} ${this.first.join()}`;
        const more = this.count - this.first.length;
        return `${count(this.count)} ${many} (${this.first.join(", ")}${more > 0 ? ` and ${count(more)} more` : ""})`;
    }
}
