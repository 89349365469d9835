import { BRIDGE_RULES } from "../../../account/events/bridge-rules";
import { RULE_STATES } from "../../../account/events/rule";
import { attempt } from "../../attempt";
import { isSameJson } from "../../json-text";
import type { PropertyReader } from "../../property-reader";
import { ProviderError } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import { BOOLEAN, checked, computed, MAP, notRead, oneOf, REGION, replacing } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";
import { nameOf, nameRead } from "../named";
import { EVENT_BUS, requireDefaultBus } from "./event-bus";

const NAME = checked((name) =>
    /^[0-9A-Za-z_.-]{1,64}$/.test(name)
        ? undefined
        : `invalid value for name (must be 1 to 64 of [0-9A-Za-z_.-]): ${name}`,
);

const NAME_PREFIX = checked((prefix) =>
    /^[0-9A-Za-z_.-]{1,38}$/.test(prefix)
        ? undefined
        : `expected length of name_prefix to be in the range (1 - 38), got ${prefix}`,
);

/** internal/service/events/rule.go, validateEventPatternValue. */
const PATTERN = checked((pattern) => {
    try {
        const length = JSON.stringify(JSON.parse(pattern)).length;
        return length > 4096 ? `"event_pattern" cannot be longer than 4096 characters: ${pattern}` : undefined;
    } catch {
        return `"event_pattern" contains an invalid JSON: ${pattern}`;
    }
});

/** A rule of the default bus with a pattern. Schedules, other buses and the deprecated isEnabled are not modelled. */
export const EVENT_RULE: ResourceType = {
    token: "aws:cloudwatch/eventRule:EventRule",
    inputs: {
        description: checked((text) =>
            text.length <= 512 ? undefined : "expected length of description to be in the range (0 - 512)",
        ),
        eventBusName: EVENT_BUS,
        eventPattern: { ...PATTERN, equivalent: isSameJson },
        forceDestroy: notRead({ ...BOOLEAN, default: false }),
        name: replacing(computed(NAME)),
        namePrefix: replacing(computed(NAME_PREFIX)),
        region: REGION,
        state: { ...oneOf([...RULE_STATES]), default: "ENABLED" },
        tags: MAP,
    },
    computedOutputs: ["arn"],
    taggable: true,
    autoName: { property: "name", maxLength: 64, prefixProperty: "namePrefix" },

    check({ eventPattern }) {
        const reason = '"one of `event_pattern,schedule_expression` must be specified"';
        return eventPattern === undefined ? [{ property: "eventPattern", reason }] : [];
    },

    importedAs(id) {
        const parts = id.split("/");
        if (parts.length > 2 || (parts.length === 2 && parts[0] !== "default")) {
            throw new ProviderError(`unexpected format for ID (${id}), expected EVENTBUSNAME/RULENAME or RULENAME`);
        }
        return { id: parts.at(-1) ?? id, state: {} };
    },

    async create(inputs, context) {
        requireDefaultBus(inputs);
        const name = nameOf(inputs, context);
        await attempt(`creating EventBridge Rule (${name})`, () =>
            context.account
                .events(context.region)
                .putRule({ name, ...settingsOf(inputs), tags: tagsToSend(inputs, context) }),
        );
        return name;
    },

    async read(id, context, prior) {
        const rule = await attempt(`reading EventBridge Rule (${id})`, () =>
            unless([BRIDGE_RULES.notFound], () => context.account.events(context.region).describeRule(id)),
        );
        return (
            rule && {
                arn: rule.arn,
                ...(rule.description === "" ? {} : { description: rule.description }),
                eventBusName: "default",
                eventPattern: rule.eventPattern,
                ...nameRead(rule.name),
                state: rule.state,
                ...tagsRead(rule.tags, context, prior),
            }
        );
    },

    async update(id, { news, changed }, context) {
        const events = context.account.events(context.region);
        if (changed("description", "eventPattern", "state")) {
            await attempt(`updating EventBridge Rule (${id})`, () => events.putRule({ name: id, ...settingsOf(news) }));
        }
        if (changed("tags")) {
            await attempt(`updating tags for EventBridge Rule (${id})`, () =>
                events.setTags(id, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting EventBridge Rule (${id})`, () => context.account.events(context.region).deleteRule(id));
    },
};

function settingsOf(inputs: PropertyReader): { description: string; eventPattern: string; state: string } {
    return {
        description: inputs.optionalString("description") ?? "",
        eventPattern: inputs.optionalString("eventPattern") ?? "",
        state: inputs.string("state"),
    };
}
