import {
    type PropertyMap,
    type PropertyValue,
    ProviderError,
    type ResourceProvider,
    type ResourceState,
    UNKNOWN,
} from "../src/provider/resource-provider";

/** Takes any type; an `id` and an `arn` are its own doing, a name that contains "refused" makes it refuse. */
export class FakeProvider implements ResourceProvider {
    readonly created: { readonly type: string; readonly inputs: PropertyMap; readonly preview: boolean }[] = [];
    #count = 0;

    constructor(private readonly region: PropertyValue = "us-east-1") {}

    async check({ news, name }: { readonly news: PropertyMap; readonly name: string }) {
        const failures = name.includes("misspelt") ? [{ property: "enable", reason: "is not a colour" }] : [];
        return { inputs: news, failures };
    }

    async create(request: {
        readonly type: string;
        readonly inputs: PropertyMap;
        readonly preview: boolean;
    }): Promise<ResourceState> {
        const { inputs, preview, type } = request;
        this.created.push(request);
        this.#count += 1;
        if (JSON.stringify(inputs).includes("refused") && !preview) {
            throw new ProviderError("The request is rejected because you asked for it.", "BadRequestException");
        }
        const id = `${type.split(":").at(-1)?.toLowerCase()}-${this.#count}`;
        const arn = preview ? UNKNOWN : `arn:aws:fake:${String(this.region)}::${id}`;
        return { id: preview ? "" : id, properties: { ...inputs, arn, region: this.region } };
    }

    async read({ id }: { readonly id: string }): Promise<ResourceState | undefined> {
        return id.startsWith("missing") ? undefined : { id, properties: { enable: true, arn: `arn:read:${id}` } };
    }

    async invoke({ args }: { readonly args: PropertyMap }): Promise<PropertyMap> {
        return { ...args, id: "invoked", region: this.region };
    }

    async diff() {
        return { changes: [], deleteBeforeReplace: false };
    }

    async update({ news }: { readonly news: PropertyMap }): Promise<PropertyMap> {
        return news;
    }

    async delete(): Promise<void> {}
}
