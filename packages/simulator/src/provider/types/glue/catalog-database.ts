import { CATALOG_RULES } from "../../../account/glue/catalog-rules";
import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { checked, computed, MAP, REGION, replacing, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";

const NAME = checked((name) =>
    /[A-Z]/.test(name) || name.length < 1 || name.length > 255 ? "uppercase characters cannot be used" : undefined,
);

/** A database of the account's own catalog. Its id is `catalog:name`. */
export const CATALOG_DATABASE: ResourceType = {
    token: "aws:glue/catalogDatabase:CatalogDatabase",
    inputs: {
        description: STRING,
        name: replacing(computed(NAME)),
        region: REGION,
        tags: MAP,
    },
    computedOutputs: ["arn", "catalogId"],
    taggable: true,
    autoName: { property: "name", maxLength: 255, transform: (name) => name.toLowerCase() },

    async create(inputs, context) {
        const name = inputs.string("name");
        const description = inputs.optionalString("description");
        await attempt(`creating Glue Catalog Database (${name})`, () =>
            context.account.glue(context.region).createDatabase(name, description, tagsToSend(inputs, context)),
        );
        return `${context.account.accountId}:${name}`;
    },

    async read(id, context, prior) {
        const database = await attempt(`reading Glue Catalog Database (${id})`, () =>
            context.account.glue(context.region).findDatabase(nameIn(id)),
        );
        return (
            database && {
                arn: database.arn,
                catalogId: context.account.accountId,
                name: database.name,
                ...(database.description === undefined ? {} : { description: database.description }),
                ...tagsRead(database.tags, context, prior),
            }
        );
    },

    async update(id, { news, changed }, context) {
        const glue = context.account.glue(context.region);
        if (changed("description")) {
            await attempt(`updating Glue Catalog Database (${id})`, () =>
                glue.updateDatabase(nameIn(id), news.optionalString("description")),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for Glue Catalog Database (${id})`, () =>
                glue.setTags(nameIn(id), tagsToSend(news, context)),
            );
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting Glue Catalog Database (${id})`, () =>
            unless([CATALOG_RULES.databaseNotFound], () =>
                context.account.glue(context.region).deleteDatabase(nameIn(id)),
            ),
        );
    },
};

function nameIn(id: string): string {
    return id.split(":")[1] ?? "";
}
