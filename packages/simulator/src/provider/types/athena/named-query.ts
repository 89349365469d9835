import { NAMED_QUERY_RULES } from "../../../account/athena/athena-rules";
import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { computed, REGION, replacing, required, STRING } from "../../schema";
import { unless } from "../gone";

/** A saved query: a change of anything makes another one (terraform-provider-aws, internal/service/athena/named_query.go). */
export const NAMED_QUERY: ResourceType = {
    token: "aws:athena/namedQuery:NamedQuery",
    inputs: {
        database: replacing(required(STRING)),
        description: replacing(STRING),
        name: replacing(computed(STRING)),
        query: replacing(required(STRING)),
        region: REGION,
        workgroup: replacing({ ...STRING, default: "primary" }),
    },
    computedOutputs: [],
    autoName: { property: "name", maxLength: 255 },

    async create(inputs, context) {
        const name = inputs.string("name");
        return attempt(`creating Athena Named Query (${name})`, () =>
            context.account.athena(context.region).createNamedQuery({
                name,
                description: inputs.optionalString("description"),
                database: inputs.string("database"),
                workgroup: inputs.string("workgroup"),
                query: inputs.string("query"),
            }),
        );
    },

    async read(id, context) {
        const found = await attempt(`reading Athena Named Query (${id})`, () =>
            context.account.athena(context.region).findNamedQuery(id),
        );
        if (found === undefined) {
            return undefined;
        }
        const { name, description, database, workgroup, query } = found;
        return { name, database, workgroup, query, ...(description === undefined ? {} : { description }) };
    },

    async update() {
        throw new Error("a saved query is replaced, never updated");
    },

    async delete(id, _state, context) {
        await attempt(`deleting Athena Named Query (${id})`, () =>
            unless([NAMED_QUERY_RULES.notFound], () => context.account.athena(context.region).deleteNamedQuery(id)),
        );
    },
};
