/** What an account is written as: plain data, which JSON can hold. Where a property is undefined it is left out. */
export type Snapshot =
    null | boolean | number | string | undefined | readonly Snapshot[] | { readonly [key: string]: Snapshot };

/** A snapshot that is not of the shape it should have, and where. */
export class SnapshotError extends Error {
    constructor(path: string, expected: string) {
        super(`${path === "" ? "the whole" : path} is not ${expected}`);
        this.name = "SnapshotError";
    }
}

/** Reads one object of a snapshot: each property as what it should be, or not at all. */
export class SnapshotReader {
    readonly #properties: Readonly<Record<string, unknown>>;

    constructor(
        snapshot: unknown,
        private readonly path = "",
    ) {
        if (!isRecord(snapshot)) {
            throw new SnapshotError(path, "an object");
        }
        this.#properties = snapshot;
    }

    has(name: string): boolean {
        return this.#properties[name] !== undefined;
    }

    names(): string[] {
        return Object.keys(this.#properties);
    }

    string(name: string): string {
        return this.#value(name, "a text", (value) => (typeof value === "string" ? value : undefined));
    }

    optionalString(name: string): string | undefined {
        return this.has(name) ? this.string(name) : undefined;
    }

    oneOf<Text extends string>(name: string, texts: readonly Text[]): Text {
        const expected = `one of ${texts.join(", ")}`;
        return this.#value(name, expected, (value) => texts.find((text) => text === value));
    }

    number(name: string): number {
        return this.#value(name, "a number", (value) => (typeof value === "number" ? value : undefined));
    }

    optionalNumber(name: string): number | undefined {
        return this.has(name) ? this.number(name) : undefined;
    }

    boolean(name: string): boolean {
        return this.#value(name, "true or false", (value) => (typeof value === "boolean" ? value : undefined));
    }

    optionalBoolean(name: string): boolean | undefined {
        return this.has(name) ? this.boolean(name) : undefined;
    }

    /** A whole number that may be too large for a number; in a snapshot it is text. */
    bigint(name: string): bigint {
        const digits = this.#value(name, "a whole number", (value) =>
            typeof value === "string" && /^-?\d+$/.test(value) ? value : undefined,
        );
        return BigInt(digits);
    }

    bytes(name: string): Buffer {
        return Buffer.from(this.string(name), "base64");
    }

    object(name: string): SnapshotReader {
        return new SnapshotReader(this.#properties[name], this.#pathOf(name));
    }

    optionalObject(name: string): SnapshotReader | undefined {
        return this.has(name) ? this.object(name) : undefined;
    }

    list<Element>(name: string, read: (element: SnapshotReader) => Element): Element[] {
        const elements = this.#value(name, "a list", (value) => (Array.isArray(value) ? value : undefined));
        return elements.map((element, index) => read(new SnapshotReader(element, `${this.#pathOf(name)}[${index}]`)));
    }

    strings(name: string): string[] {
        return this.#value(name, "a list of texts", (value) =>
            Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined,
        );
    }

    /** Texts by name, such as tags. */
    map(name: string): Record<string, string> {
        const reader = this.object(name);
        return Object.fromEntries(reader.names().map((key) => [key, reader.string(key)]));
    }

    #value<Value>(name: string, expected: string, read: (value: unknown) => Value | undefined): Value {
        const value = read(this.#properties[name]);
        if (value === undefined) {
            throw new SnapshotError(this.#pathOf(name), expected);
        }
        return value;
    }

    #pathOf(name: string): string {
        return this.path === "" ? name : `${this.path}.${name}`;
    }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
