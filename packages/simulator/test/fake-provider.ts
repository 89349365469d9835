import {
    type PropertyMap,
    type PropertyValue,
    ProviderError,
    type ReadResult,
    type ResourceProvider,
    type ResourceState,
    UNKNOWN,
} from "../src/provider/resource-provider";

/** Takes any type; an `id` and an `arn` are its own doing, a value or a name tells it what to refuse. */
export class FakeProvider implements ResourceProvider {
    #count = 0;

    constructor(private readonly region: PropertyValue = "us-east-1") {}

    check({ news, name }: { readonly news: PropertyMap; readonly name: string }) {
        const failures = name.includes("misspelt") ? [{ property: "enable", reason: "is not a colour" }] : [];
        return Promise.resolve({ inputs: news, failures });
    }

    create({
        inputs,
        preview,
        type,
    }: {
        readonly type: string;
        readonly inputs: PropertyMap;
        readonly preview: boolean;
    }): Promise<ResourceState> {
        this.#count += 1;
        if (JSON.stringify(inputs).includes("refused") && !preview) {
            const error = new ProviderError("The request is rejected because you asked for it.", "BadRequestException");
            return Promise.reject(error);
        }
        if (JSON.stringify(inputs).includes("half") && !preview) {
            const error = new ProviderError("made, but not tagged", undefined, { id: "half", properties: inputs });
            return Promise.reject(error);
        }
        const id = `${type.split(":").at(-1)?.toLowerCase()}-${this.#count}`;
        const arn = preview ? UNKNOWN : `arn:aws:fake:${JSON.stringify(this.region).replaceAll('"', "")}::${id}`;
        return Promise.resolve({ id: preview ? "" : id, properties: { ...inputs, arn, region: this.region } });
    }

    read({ id }: { readonly id: string }): Promise<ReadResult | undefined> {
        const state = { id, properties: { enable: true, arn: `arn:read:${id}` }, inputs: { enable: true } };
        return Promise.resolve(id.startsWith("missing") ? undefined : state);
    }

    invoke({ args }: { readonly args: PropertyMap }): Promise<PropertyMap> {
        return Promise.resolve({ ...args, id: "invoked", region: this.region });
    }

    diff() {
        return Promise.resolve({ changes: [], deleteBeforeReplace: false });
    }

    update({ news }: { readonly news: PropertyMap }): Promise<PropertyMap> {
        return Promise.resolve(news);
    }

    delete(): Promise<void> {
        return Promise.resolve();
    }
}
