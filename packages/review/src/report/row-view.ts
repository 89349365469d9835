import { parseAttribute } from "../read/attributes";
import { FLAGS, type ColumnName } from "../store/columns";
import { BETWEEN_ATTRIBUTES, type FindingStore } from "../store/finding-store";
import { TextTable } from "../store/text-table";
import { bandOf, type Band } from "./bands";

/** The cells of a store's rows, by name. */
export class RowView {
    readonly store: FindingStore;

    /** Each single attribute, by its number. */
    readonly attributes = new TextTable("");
    readonly #lists: readonly (readonly number[])[];

    constructor(store: FindingStore) {
        this.store = store;
        const lists = store.tables.attributes.texts.map((list) => (list === "" ? [] : list.split(BETWEEN_ATTRIBUTES)));
        const numbers = lists.map((list) => list.map((text) => this.attributes.numberOf(text)));
        this.#lists = numbers.map((own, at) => [...new Set([...own, ...this.#crossed(lists[at] ?? [])])]);
    }

    /** A filter finds the key in any tag and the value in any: of a=1 and b=2 also b=1, if there is such a tag. */
    #crossed(list: readonly string[]): number[] {
        const tags = list.map(parseAttribute).filter((attribute) => attribute?.kind === "tag");
        const keys = new Set(tags.map((tag) => tag?.values[0]));
        const values = new Set(tags.map((tag) => tag?.values[1]));
        return [...keys].flatMap((key) =>
            [...values].flatMap((value) => this.attributes.find(["tag", key, value].join("\t")) ?? []),
        );
    }

    /** The numbers of a finding's attributes, each once. */
    attributesOf(row: number): readonly number[] {
        return this.#lists[this.cell("attributes", row)] ?? [];
    }

    cell(name: ColumnName, row: number): number {
        return this.store.columns[name][row] ?? 0;
    }

    band(row: number): Band {
        return bandOf(this.cell("severity", row));
    }

    type(row: number): string {
        return this.store.tables.types.textOf(this.cell("type", row));
    }

    has(flag: keyof typeof FLAGS, row: number): boolean {
        return (this.cell("flags", row) & FLAGS[flag]) !== 0;
    }

    isSequence(row: number): boolean {
        return this.type(row).startsWith("AttackSequence:");
    }
}
