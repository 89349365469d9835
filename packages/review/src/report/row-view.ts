import { FLAGS, type ColumnName } from "../store/columns";
import type { FindingStore } from "../store/finding-store";
import { bandOf, type Band } from "./bands";

/** The cells of a store's rows, by name. */
export class RowView {
    readonly store: FindingStore;

    constructor(store: FindingStore) {
        this.store = store;
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
