import { DETECTOR_RULES } from "../../../account/guardduty/detector-rules";
import { IP_LIST_RULES } from "../../../account/guardduty/ip-list-rules";
import type { IpList, IpLists, ListStatus } from "../../../account/guardduty/ip-lists";
import { attempt } from "../../attempt";
import { ProviderError } from "../../resource-provider";
import type { ResourceContext, ResourceType } from "../../resource-type";
import { BOOLEAN, MAP, oneOf, REGION, replacing, required, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";

const FORMATS = ["TXT", "STIX", "OTX_CSV", "ALIEN_VAULT", "PROOF_POINT", "FIRE_EYE"];
const GONE = [DETECTOR_RULES.notFound, IP_LIST_RULES.notFound];

/** Five minutes, asking every three seconds. */
const PATIENCE = 5 * 60_000;
const INTERVAL = 3_000;

/** IPSet and ThreatIntelSet are one thing to the provider, but for their names. */
export function ipListType(options: {
    readonly token: string;
    readonly title: string;
    readonly idProperty: string;
    readonly lists: (context: ResourceContext) => IpLists;
}): ResourceType {
    const { title, lists } = options;
    return {
        token: options.token,
        inputs: {
            activate: required(BOOLEAN),
            detectorId: replacing(required(STRING)),
            format: replacing(required(oneOf(FORMATS))),
            location: required(STRING),
            name: required(STRING),
            region: REGION,
            tags: MAP,
        },
        computedOutputs: ["arn", options.idProperty],
        taggable: true,
        autoName: { property: "name", maxLength: 255 },

        async create(inputs, context) {
            const detectorId = inputs.string("detectorId");
            const name = inputs.string("name");
            const list = await attempt(`creating GuardDuty ${title} (${name})`, () =>
                lists(context).create({
                    detectorId,
                    name,
                    format: inputs.string("format"),
                    location: inputs.string("location"),
                    activate: inputs.boolean("activate"),
                    tags: tagsToSend(inputs, context),
                }),
            );
            // The provider notes the id only when it has seen the list settle: one that ends in ERROR stays behind in
            // the account, and the state does not know of it.
            await waitFor(
                `creating GuardDuty ${title} (${name}): waiting for completion`,
                { pending: ["ACTIVATING", "DEACTIVATING"], target: ["ACTIVE", "INACTIVE"] },
                context,
                () => lists(context).get(detectorId, list.id),
            );
            return `${detectorId}:${list.id}`;
        },

        async read(id, context, prior) {
            const [detectorId, listId] = parse(id);
            const list = await attempt(`reading GuardDuty ${title} (${id})`, () =>
                unless(GONE, () => lists(context).get(detectorId, listId)),
            );
            if (list === undefined || list.status === "DELETED") {
                return undefined;
            }
            return {
                activate: list.status === "ACTIVE",
                arn: list.arn,
                detectorId,
                format: list.format,
                location: list.location,
                name: list.name,
                [options.idProperty]: list.id,
                ...tagsRead(list.tags, context, prior),
            };
        },

        /** Only what changed is sent, and nothing is waited for: the state may say that an activating list is not active. */
        async update(id, { news, changed }, context) {
            const [detectorId, listId] = parse(id);
            if (changed("activate", "location", "name")) {
                await attempt(`updating GuardDuty ${title} (${id})`, () =>
                    lists(context).update(detectorId, listId, {
                        ...(changed("name") ? { name: news.string("name") } : {}),
                        ...(changed("location") ? { location: news.string("location") } : {}),
                        ...(changed("activate") ? { activate: news.boolean("activate") } : {}),
                    }),
                );
            }
            if (changed("tags")) {
                await attempt(`updating tags for GuardDuty ${title} (${id})`, () =>
                    lists(context).setTags(detectorId, listId, tagsToSend(news, context)),
                );
            }
        },

        async delete(id, _state, context) {
            const [detectorId, listId] = parse(id);
            await attempt(`deleting GuardDuty ${title} (${id})`, () =>
                unless(GONE, () => lists(context).delete(detectorId, listId)),
            );
            await waitFor(
                `waiting for GuardDuty ${title} status to be "DELETED"`,
                {
                    pending: ["ACTIVE", "ACTIVATING", "INACTIVE", "DEACTIVATING", "DELETE_PENDING"],
                    target: ["DELETED"],
                },
                context,
                () => unless(GONE, () => lists(context).get(detectorId, listId)),
            );
        },
    };
}

function parse(id: string): [detectorId: string, listId: string] {
    const [detectorId = "", listId = ""] = id.split(":");
    return [detectorId, listId];
}

/** Waits as the provider does, on the simulated clock. */
async function waitFor(
    doing: string,
    statuses: { readonly pending: readonly ListStatus[]; readonly target: readonly ListStatus[] },
    context: ResourceContext,
    ask: () => Promise<IpList | undefined>,
): Promise<void> {
    const { clock } = context.account;
    for (const start = clock.now(); ; clock.advance(INTERVAL)) {
        const list = await attempt(doing, ask);
        if (list === undefined || statuses.target.includes(list.status)) {
            return;
        }
        const wanted = statuses.target.join(", ");
        if (!statuses.pending.includes(list.status)) {
            const why = list.problem === undefined ? "" : `\n    [simulator: ${list.problem}]`;
            throw new ProviderError(`${doing}: unexpected state '${list.status}', wanted target '${wanted}'.${why}`);
        }
        if (clock.now() - start >= PATIENCE) {
            const last = `last state: '${list.status}', timeout: 5m0s`;
            throw new ProviderError(`${doing}: timeout while waiting for state to become '${wanted}' (${last})`);
        }
    }
}
