import { DETECTOR_RULES } from "../../../account/guardduty/detector-rules";
import { FILTER_RULES } from "../../../account/guardduty/filter-rules";
import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { checked, INTEGER, list, MAP, oneOf, REGION, replacing, required, set, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";
import { boundProblem, criteriaRead, criteriaToSend } from "./filter-criteria";

const GONE = [DETECTOR_RULES.notFound, FILTER_RULES.notFound];

const BOUND = checked(boundProblem);
const VALUES = list({ kind: "string" }, 1);

const NAME = checked((name) => {
    if (name.length < 3 || name.length > 64) {
        return `expected length of name to be in the range (3 - 64), got ${name}`;
    }
    return /^[a-zA-Z0-9_.-]+$/.test(name)
        ? undefined
        : "only alphanumeric characters, hyphens, underscores, and periods are allowed";
});

const DESCRIPTION = checked((description) =>
    description.length <= 512 ? undefined : "expected length of description to be in the range (0 - 512)",
);

export const FILTER: ResourceType = {
    token: "aws:guardduty/filter:Filter",
    inputs: {
        action: required(oneOf(["NOOP", "ARCHIVE"])),
        description: DESCRIPTION,
        detectorId: replacing(required(STRING)),
        findingCriteria: required({
            schema: {
                kind: "object",
                fields: {
                    criterions: required(
                        set(
                            {
                                kind: "object",
                                fields: {
                                    equals: VALUES,
                                    field: required(STRING),
                                    greaterThan: BOUND,
                                    greaterThanOrEqual: BOUND,
                                    lessThan: BOUND,
                                    lessThanOrEqual: BOUND,
                                    matches: VALUES,
                                    notEquals: VALUES,
                                    notMatches: VALUES,
                                },
                            },
                            1,
                        ),
                    ),
                },
            },
        }),
        name: replacing(required(NAME)),
        rank: required(INTEGER),
        region: REGION,
        tags: MAP,
    },
    computedOutputs: ["arn"],
    taggable: true,
    autoName: { property: "name", maxLength: 255 },

    async create(inputs, context) {
        const detectorId = inputs.string("detectorId");
        const name = inputs.string("name");
        const doing = "creating GuardDuty Filter";
        const findingCriteria = inputs.object("findingCriteria");
        await attempt(doing, async () =>
            context.account.guardDuty(context.region).filters.create({
                detectorId,
                name,
                action: inputs.string("action"),
                description: inputs.optionalString("description") ?? "",
                rank: inputs.number("rank"),
                criteria: findingCriteria === undefined ? new Map() : criteriaToSend(findingCriteria, doing),
                tags: tagsToSend(inputs, context),
            }),
        );
        return `${detectorId}:${name}`;
    },

    async read(id, context, prior) {
        const [detectorId = "", name = ""] = id.split(":");
        const filter = await attempt(`reading GuardDuty Filter (${name})`, () =>
            unless(GONE, () => context.account.guardDuty(context.region).filters.get(detectorId, name)),
        );
        return (
            filter && {
                action: filter.action,
                arn: filter.arn,
                ...(filter.description === "" ? {} : { description: filter.description }),
                detectorId,
                findingCriteria: criteriaRead(filter.criteria),
                name,
                rank: filter.rank,
                ...tagsRead(filter.tags, context, prior),
            }
        );
    },

    async update(id, { news, changed }, context) {
        const { filters } = context.account.guardDuty(context.region);
        const [detectorId = "", name = ""] = id.split(":");
        const findingCriteria = news.object("findingCriteria");
        if (changed("action", "description", "findingCriteria", "rank")) {
            const doing = `updating GuardDuty Filter ${id}`;
            await attempt(doing, async () =>
                filters.update(detectorId, name, {
                    action: news.string("action"),
                    description: news.optionalString("description") ?? "",
                    rank: news.number("rank"),
                    criteria: findingCriteria === undefined ? new Map() : criteriaToSend(findingCriteria, doing),
                }),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for GuardDuty Filter (${id})`, () =>
                filters.setTags(detectorId, name, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, _state, context) {
        const [detectorId = "", name = ""] = id.split(":");
        await attempt(`deleting GuardDuty Filter ${id}`, () =>
            unless(GONE, () => context.account.guardDuty(context.region).filters.delete(detectorId, name)),
        );
    },
};
