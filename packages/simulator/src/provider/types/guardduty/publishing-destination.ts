import { DETECTOR_RULES } from "../../../account/guardduty/detector-rules";
import { DESTINATION_RULES } from "../../../account/guardduty/publishing-destination-rules";
import type { PublishingDestination } from "../../../account/guardduty/publishing-destinations";
import { attempt } from "../../attempt";
import { ProviderError } from "../../resource-provider";
import { HalfMade, type ResourceContext, type ResourceType } from "../../resource-type";
import { ARN, MAP, oneOf, REGION, replacing, required, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";

const GONE = [DETECTOR_RULES.notFound, DESTINATION_RULES.notFound];
const PATIENCE = 5 * 60_000;
const INTERVAL = 3_000;

export const PUBLISHING_DESTINATION: ResourceType = {
    token: "aws:guardduty/publishingDestination:PublishingDestination",
    inputs: {
        destinationArn: required(ARN),
        destinationType: { ...oneOf(["S3"]), default: "S3" },
        detectorId: replacing(required(STRING)),
        kmsKeyArn: required(ARN),
        region: REGION,
        // TagsSchemaForceNew in publishing_destination.go: the other GuardDuty resources change their tags in place.
        tags: replacing(MAP),
    },
    computedOutputs: ["arn", "destinationId"],
    taggable: true,

    async create(inputs, context) {
        const { destinations } = context.account.guardDuty(context.region);
        const detectorId = inputs.string("detectorId");
        const { id } = await attempt("creating GuardDuty Publishing Destination", () =>
            destinations.create({
                detectorId,
                destinationArn: inputs.string("destinationArn"),
                destinationType: inputs.string("destinationType"),
                kmsKeyArn: inputs.string("kmsKeyArn"),
                tags: tagsToSend(inputs, context),
            }),
        );
        try {
            await waitUntilPublishing(context, () => destinations.describe(detectorId, id));
        } catch (error) {
            throw new HalfMade(`${detectorId}:${id}`, error);
        }
        return `${detectorId}:${id}`;
    },

    async read(id, context, prior) {
        const [detectorId = "", destinationId = ""] = id.split(":");
        const destination = await attempt(`reading GuardDuty Publishing Destination (${id})`, () =>
            unless(GONE, () =>
                context.account.guardDuty(context.region).destinations.describe(detectorId, destinationId),
            ),
        );
        return (
            destination && {
                arn: destination.arn,
                destinationArn: destination.destinationArn,
                destinationId,
                destinationType: destination.destinationType,
                detectorId,
                kmsKeyArn: destination.kmsKeyArn,
                ...tagsRead(destination.tags, context, prior),
            }
        );
    },

    async update(id, { news, changed }, context) {
        const { destinations } = context.account.guardDuty(context.region);
        const [detectorId = "", destinationId = ""] = id.split(":");
        if (changed("destinationArn", "kmsKeyArn", "destinationType")) {
            await attempt(`updating GuardDuty Publishing Destination (${id})`, () =>
                destinations.update(detectorId, destinationId, {
                    destinationArn: news.string("destinationArn"),
                    kmsKeyArn: news.string("kmsKeyArn"),
                }),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for GuardDuty Publishing Destination (${id})`, () =>
                destinations.setTags(detectorId, destinationId, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, _state, context) {
        const [detectorId = "", destinationId = ""] = id.split(":");
        await attempt(`deleting GuardDuty Publishing Destination (${id})`, () =>
            unless(GONE, () =>
                context.account.guardDuty(context.region).destinations.delete(detectorId, destinationId),
            ),
        );
    },
};

async function waitUntilPublishing(
    { account: { clock } }: ResourceContext,
    describe: () => Promise<PublishingDestination>,
): Promise<void> {
    const doing = 'waiting for GuardDuty PublishingDestination status to be "PUBLISHING"';
    for (const start = clock.now(); ; clock.advance(INTERVAL)) {
        const { status } = await attempt(doing, describe);
        if (status === "PUBLISHING") {
            return;
        }
        if (status !== "PENDING_VERIFICATION") {
            throw new ProviderError(`${doing}: unexpected state '${status}', wanted target 'PUBLISHING'.`);
        }
        if (clock.now() - start >= PATIENCE) {
            const last = `last state: '${status}', timeout: 5m0s`;
            throw new ProviderError(`${doing}: timeout while waiting for state to become 'PUBLISHING' (${last})`);
        }
    }
}
