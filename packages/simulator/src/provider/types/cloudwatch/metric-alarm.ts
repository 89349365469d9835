import { ALARM_RULES } from "../../../account/cloudwatch/alarm-rules";
import { COMPARISONS, MISSING_DATA, STATISTICS, type AlarmSettings } from "../../../account/cloudwatch/metric-alarm";
import { attempt } from "../../attempt";
import type { PropertyReader } from "../../property-reader";
import { NotModelledError, ProviderError, type PropertyMap } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import { ARN, BOOLEAN, computed, INTEGER, MAP, oneOf, REGION, replacing, set, STRING } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";

const ACTIONS = set(ARN.schema);

/** An alarm over one metric. Its id is its name. Of the threshold, which AWS takes as a fraction, whole numbers are modelled. */
export const METRIC_ALARM: ResourceType = {
    token: "aws:cloudwatch/metricAlarm:MetricAlarm",
    inputs: {
        actionsEnabled: { ...BOOLEAN, default: true },
        alarmActions: ACTIONS,
        alarmDescription: STRING,
        comparisonOperator: oneOf(COMPARISONS),
        datapointsToAlarm: INTEGER,
        dimensions: MAP,
        evaluationPeriods: INTEGER,
        insufficientDataActions: ACTIONS,
        metricName: STRING,
        name: replacing(computed(STRING)),
        namespace: STRING,
        okActions: ACTIONS,
        period: INTEGER,
        region: REGION,
        statistic: oneOf(STATISTICS),
        tags: MAP,
        threshold: INTEGER,
        treatMissingData: { ...oneOf(MISSING_DATA), default: "missing" },
        unit: STRING,
    },
    computedOutputs: ["arn"],
    taggable: true,
    autoName: { property: "name", maxLength: 255 },

    check(inputs) {
        return inputs["metricName"] !== undefined && inputs["statistic"] === undefined
            ? [
                  {
                      property: "statistic",
                      reason: "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm",
                  },
              ]
            : [];
    },

    async create(inputs, context) {
        const cloudWatch = context.account.cloudWatch(context.region);
        const name = inputs.string("name");
        const settings = settingsOf(inputs);
        // PutMetricAlarm would overwrite the other one.
        if ((await cloudWatch.find(name)) !== undefined) {
            throw new ProviderError(`CloudWatch metric alarm "${name}" already exists`);
        }
        await attempt(`creating CloudWatch Metric Alarm (${name})`, () =>
            cloudWatch.put(name, settings, tagsToSend(inputs, context)),
        );
        return name;
    },

    async read(id, context, prior) {
        const alarm = await attempt(`reading CloudWatch Metric Alarm (${id})`, () =>
            context.account.cloudWatch(context.region).find(id),
        );
        return (
            alarm && {
                arn: alarm.arn,
                name: alarm.name,
                ...propertiesOf(alarm.settings),
                ...tagsRead(alarm.tags, context, prior),
            }
        );
    },

    async update(id, { news, changed }, context) {
        const cloudWatch = context.account.cloudWatch(context.region);
        if (changed(...Object.keys(this.inputs).filter((name) => name !== "tags"))) {
            await attempt(`updating CloudWatch Metric Alarm (${id})`, () =>
                cloudWatch.put(id, settingsOf(news), tagsToSend(news, context)),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for CloudWatch Metric Alarm (${id})`, () =>
                cloudWatch.setTags(id, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting CloudWatch Metric Alarm (${id})`, () =>
            unless([ALARM_RULES.notFound], () => context.account.cloudWatch(context.region).delete(id)),
        );
    },
};

const NEEDED = ["comparisonOperator", "evaluationPeriods", "metricName", "namespace", "period", "threshold"];

function settingsOf(inputs: PropertyReader): AlarmSettings {
    const absent = NEEDED.filter((name) => !inputs.has(name));
    if (absent.length > 0) {
        throw new NotModelledError(`a metric alarm without ${absent.join(", ")}`);
    }
    return {
        description: inputs.optionalString("alarmDescription"),
        namespace: inputs.string("namespace"),
        metric: inputs.string("metricName"),
        dimensions: inputs.map("dimensions"),
        statistic: chosen(STATISTICS, inputs.string("statistic")),
        period: inputs.number("period"),
        evaluationPeriods: inputs.number("evaluationPeriods"),
        datapointsToAlarm: inputs.optionalNumber("datapointsToAlarm"),
        threshold: inputs.number("threshold"),
        comparison: chosen(COMPARISONS, inputs.string("comparisonOperator")),
        missingData: chosen(MISSING_DATA, inputs.string("treatMissingData")),
        unit: inputs.optionalString("unit"),
        actionsEnabled: inputs.boolean("actionsEnabled"),
        alarmActions: inputs.strings("alarmActions") ?? [],
        okActions: inputs.strings("okActions") ?? [],
        insufficientDataActions: inputs.strings("insufficientDataActions") ?? [],
    };
}

/** What check has let through. */
function chosen<Text extends string>(texts: readonly Text[], text: string): Text {
    const found = texts.find((one) => one === text);
    if (found === undefined) {
        throw new TypeError(`${text} was not checked`);
    }
    return found;
}

function propertiesOf(settings: AlarmSettings): PropertyMap {
    const { description, datapointsToAlarm, unit, dimensions } = settings;
    return {
        actionsEnabled: settings.actionsEnabled,
        ...listed("alarmActions", settings.alarmActions),
        ...(description === undefined ? {} : { alarmDescription: description }),
        comparisonOperator: settings.comparison,
        ...(datapointsToAlarm === undefined ? {} : { datapointsToAlarm }),
        ...(Object.keys(dimensions).length === 0 ? {} : { dimensions }),
        evaluationPeriods: settings.evaluationPeriods,
        ...listed("insufficientDataActions", settings.insufficientDataActions),
        metricName: settings.metric,
        namespace: settings.namespace,
        ...listed("okActions", settings.okActions),
        period: settings.period,
        statistic: settings.statistic,
        threshold: settings.threshold,
        treatMissingData: settings.missingData,
        ...(unit === undefined ? {} : { unit }),
    };
}

function listed(name: string, values: readonly string[]): PropertyMap {
    return values.length === 0 ? {} : { [name]: values };
}
