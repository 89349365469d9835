import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { BOOLEAN, computed, MAP, REGION, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { detectorOrNothing } from "./detector-or-nothing";

/** The deprecated `datasources` is not modelled. */
export const DETECTOR: ResourceType = {
    token: "aws:guardduty/detector:Detector",
    inputs: {
        enable: { ...BOOLEAN, default: true },
        // The provider takes any text (terraform-provider-aws, internal/service/guardduty/detector.go): AWS refuses it.
        findingPublishingFrequency: computed(STRING),
        region: REGION,
        tags: MAP,
    },
    computedOutputs: ["accountId", "arn"],
    taggable: true,

    async create(inputs, context) {
        const detector = await attempt("creating GuardDuty Detector", () =>
            context.account.guardDuty(context.region).detectors.create({
                enable: inputs.boolean("enable"),
                findingPublishingFrequency: inputs.optionalString("findingPublishingFrequency"),
                tags: tagsToSend(inputs, context),
            }),
        );
        return detector.id;
    },

    async read(id, context, prior) {
        const detector = await attempt(`reading GuardDuty Detector (${id})`, () =>
            detectorOrNothing(() => context.account.guardDuty(context.region).detectors.get(id)),
        );
        return (
            detector && {
                enable: detector.enabled,
                findingPublishingFrequency: detector.findingPublishingFrequency,
                accountId: context.account.accountId,
                arn: detector.arn,
                ...tagsRead(detector.tags, context, prior),
            }
        );
    },

    async update(id, { news, olds, changed }, context) {
        const { detectors } = context.account.guardDuty(context.region);
        if (changed("enable", "findingPublishingFrequency")) {
            await attempt(`updating GuardDuty Detector (${id})`, () =>
                detectors.update(id, {
                    enable: news.boolean("enable"),
                    findingPublishingFrequency:
                        news.optionalString("findingPublishingFrequency") ??
                        olds.optionalString("findingPublishingFrequency"),
                }),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for GuardDuty Detector (${id})`, () =>
                detectors.setTags(id, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting GuardDuty Detector (${id})`, () =>
            detectorOrNothing(() => context.account.guardDuty(context.region).detectors.delete(id)),
        );
    },
};
