import {
    COMPLETION_ACTIONS,
    DEFAULT_RETRY_POLICY,
    SCHEDULE_STATES,
    WINDOW_MODES,
    type ScheduleSettings,
    type ScheduleTarget,
} from "../../../account/scheduler/schedule";
import { parseArn } from "../../../account/core/arn";
import { SCHEDULE_RULES } from "../../../account/scheduler/schedule-rules";
import { attempt } from "../../attempt";
import type { PropertyReader } from "../../property-reader";
import { NotModelledError, ProviderError, type PropertyMap } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import {
    ARN,
    between,
    checked,
    computed,
    object,
    oneOf,
    REGION,
    replacing,
    required,
    STRING,
    type Property,
} from "../../schema";
import { unless } from "../gone";
import { nameOf, nameRead } from "../named";

/** internal/service/scheduler/schedule.go. */
function lengthBetween(name: string, least: number, most: number): Property {
    return checked((text) =>
        text.length >= least && text.length <= most
            ? undefined
            : `expected length of ${name} to be in the range (${least} - ${most}), got ${text}`,
    );
}

function named(attribute: string, most: number): Property {
    return checked((text) => {
        if (text.length < 1 || text.length > most) {
            return `expected length of ${attribute} to be in the range (1 - ${most}), got ${text}`;
        }
        return /^[0-9A-Za-z_.-]+$/.test(text)
            ? undefined
            : `invalid value for ${attribute} (The name must consist of alphanumerics, hyphens, and underscores.)`;
    });
}

/** A schedule of the group `default` that starts a function. Dates, keys, other groups and other targets are not modelled. */
export const SCHEDULE: ResourceType = {
    token: "aws:scheduler/schedule:Schedule",
    inputs: {
        actionAfterCompletion: computed(oneOf(COMPLETION_ACTIONS)),
        description: lengthBetween("description", 0, 512),
        flexibleTimeWindow: required(
            object({ maximumWindowInMinutes: between(1, 1440), mode: required(oneOf(WINDOW_MODES)) }),
        ),
        groupName: replacing(computed(lengthBetween("group_name", 1, 64))),
        name: replacing(computed(named("name", 64))),
        namePrefix: replacing(computed(named("name_prefix", 38))),
        region: REGION,
        scheduleExpression: required(lengthBetween("schedule_expression", 1, 256)),
        scheduleExpressionTimezone: { ...lengthBetween("schedule_expression_timezone", 1, 50), default: "UTC" },
        state: { ...oneOf(SCHEDULE_STATES), default: "ENABLED" },
        target: required(
            object({
                arn: required(ARN),
                deadLetterConfig: object({ arn: required(ARN) }),
                input: STRING,
                // Where the program says nothing, what AWS fills in is no difference.
                retryPolicy: computed(
                    object({
                        maximumEventAgeInSeconds: computed(between(60, 86_400)),
                        maximumRetryAttempts: computed(between(0, 185)),
                    }),
                ),
                roleArn: required(ARN),
            }),
        ),
    },
    computedOutputs: ["arn"],
    autoName: { property: "name", maxLength: 64, prefixProperty: "namePrefix" },

    importedAs(id) {
        scheduleNameIn(id);
        return { id, state: {} };
    },

    async create(inputs, context) {
        const group = inputs.optionalString("groupName") ?? "default";
        if (group !== "default") {
            throw new NotModelledError(`the schedule group ${group}`);
        }
        const name = nameOf(inputs, context);
        await attempt(`creating EventBridge Scheduler Schedule (${name})`, () =>
            context.account.scheduler(context.region).create(name, settingsOf(inputs)),
        );
        return `default/${name}`;
    },

    async read(id, context) {
        const schedule = await attempt(`reading EventBridge Scheduler Schedule (${id})`, () =>
            unless([SCHEDULE_RULES.notFound], () => context.account.scheduler(context.region).get(scheduleNameIn(id))),
        );
        return (
            schedule && {
                arn: schedule.arn,
                groupName: "default",
                ...nameRead(schedule.name),
                ...propertiesOf(schedule.settings),
            }
        );
    },

    async update(id, { news }, context) {
        await attempt(`updating EventBridge Scheduler Schedule (${id})`, () =>
            context.account.scheduler(context.region).update(scheduleNameIn(id), settingsOf(news)),
        );
    },

    async delete(id, _state, context) {
        await attempt(`deleting EventBridge Scheduler Schedule (${id})`, () =>
            unless([SCHEDULE_RULES.notFound], () =>
                context.account.scheduler(context.region).delete(scheduleNameIn(id)),
            ),
        );
    },
};

function scheduleNameIn(id: string): string {
    const [group = "", name = "", ...more] = id.split("/");
    if (group === "" || name === "" || more.length > 0) {
        throw new ProviderError(`unexpected format for ID (${id}), expected GROUP_NAME/SCHEDULE_NAME`);
    }
    // There is no other group, so it has no such schedule.
    return group === "default" ? name : id;
}

function settingsOf(inputs: PropertyReader): ScheduleSettings {
    const window = inputs.object("flexibleTimeWindow");
    return {
        description: inputs.optionalString("description"),
        expression: inputs.string("scheduleExpression"),
        timezone: inputs.string("scheduleExpressionTimezone"),
        state: oneAmong(SCHEDULE_STATES, inputs.string("state")),
        window: {
            mode: oneAmong(WINDOW_MODES, window?.string("mode")),
            maximumMinutes: window?.optionalNumber("maximumWindowInMinutes"),
        },
        actionAfterCompletion: oneAmong(COMPLETION_ACTIONS, inputs.optionalString("actionAfterCompletion") ?? "NONE"),
        target: targetOf(inputs.object("target")),
    };
}

/** The one of some texts that a checked value is. */
function oneAmong<Text extends string>(texts: readonly [Text, ...Text[]], value: string | undefined): Text {
    return texts.find((text) => text === value) ?? texts[0];
}

function targetOf(target: PropertyReader | undefined): ScheduleTarget {
    const arn = target?.string("arn") ?? "";
    const service = parseArn(arn)?.service ?? "";
    if (service !== "lambda") {
        throw new NotModelledError(`a target of EventBridge Scheduler in the service ${service}`);
    }
    const retry = target?.object("retryPolicy");
    return {
        arn,
        roleArn: target?.string("roleArn") ?? "",
        input: target?.optionalString("input"),
        deadLetterArn: target?.object("deadLetterConfig")?.string("arn"),
        retryPolicy: {
            maximumEventAgeInSeconds:
                retry?.optionalNumber("maximumEventAgeInSeconds") ?? DEFAULT_RETRY_POLICY.maximumEventAgeInSeconds,
            maximumRetryAttempts:
                retry?.optionalNumber("maximumRetryAttempts") ?? DEFAULT_RETRY_POLICY.maximumRetryAttempts,
        },
    };
}

function propertiesOf(settings: ScheduleSettings): PropertyMap {
    const { window, target } = settings;
    return {
        actionAfterCompletion: settings.actionAfterCompletion,
        ...(settings.description === undefined ? {} : { description: settings.description }),
        flexibleTimeWindow: {
            ...(window.maximumMinutes === undefined ? {} : { maximumWindowInMinutes: window.maximumMinutes }),
            mode: window.mode,
        },
        scheduleExpression: settings.expression,
        scheduleExpressionTimezone: settings.timezone,
        state: settings.state,
        target: {
            arn: target.arn,
            ...(target.deadLetterArn === undefined ? {} : { deadLetterConfig: { arn: target.deadLetterArn } }),
            ...(target.input === undefined ? {} : { input: target.input }),
            retryPolicy: { ...target.retryPolicy },
            roleArn: target.roleArn,
        },
    };
}
