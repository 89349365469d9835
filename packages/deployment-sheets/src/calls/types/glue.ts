// terraform-provider-aws, internal/service/glue: catalog_database.go, catalog_table.go.
import { isTagged, type Place, type StackResource, text } from "../../stack/stack-resource";
import { type Call, type CallRule, on, when } from "../call";

function arnOf({ partition, region, accountId }: Place, path: string): string {
    return `arn:${partition}:glue:${region}:${accountId}:${path}`;
}

/** Glue asks for an action on what it is about and on all that this is in. */
function onEach(actions: string, arns: readonly string[]): readonly Call[] {
    return arns.flatMap((arn) => on("glue", actions, arn));
}

export const catalogDatabase: CallRule = (resource, place) => {
    const arn = text(resource, "arn");
    const within = [arnOf(place, "catalog"), arn];
    const name = text(resource, "name");
    const tagged = isTagged(resource);
    return {
        create: [...onEach("CreateDatabase", within), ...when(tagged, on("glue", "TagResource", arn))],
        read: [...onEach("GetDatabase", within), ...on("glue", "GetTags", arn)],
        update: [...onEach("UpdateDatabase", within), ...when(tagged, on("glue", "TagResource UntagResource", arn))],
        // All that is in it goes with it.
        delete: onEach("DeleteDatabase", [
            ...within,
            arnOf(place, `table/${name}/*`),
            arnOf(place, `userDefinedFunction/${name}/*`),
        ]),
    };
};

export const catalogTable: CallRule = (resource, place) => {
    const within = tableAndAbove(resource, place);
    return {
        create: onEach("CreateTable", within),
        read: onEach("GetTable GetPartitionIndexes", within),
        update: onEach("UpdateTable", within),
        delete: onEach("DeleteTable", within),
    };
};

function tableAndAbove(resource: StackResource, place: Place): readonly string[] {
    const database = text(resource, "databaseName");
    return [
        arnOf(place, "catalog"),
        arnOf(place, `database/${database}`),
        arnOf(place, `table/${database}/${text(resource, "name")}`),
    ];
}
