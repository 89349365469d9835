import { parseArn } from "../../../account/core/arn";
import { BRIDGE_RULES } from "../../../account/events/bridge-rules";
import type { Target } from "../../../account/events/rule";
import { attempt } from "../../attempt";
import { nameFromPrefix } from "../../auto-name";
import { JSON_TEXT } from "../../json-text";
import type { PropertyReader } from "../../property-reader";
import { NotModelledError, ProviderError, type PropertyMap, type PropertyValue } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import {
    ARN,
    between,
    BOOLEAN,
    checked,
    computed,
    MAP,
    notRead,
    object,
    REGION,
    replacing,
    required,
    STRING,
} from "../../schema";
import { unless } from "../gone";
import { EVENT_BUS, requireDefaultBus } from "./event-bus";

const ID = checked((id) =>
    /^[0-9A-Za-z_.-]{1,64}$/.test(id)
        ? undefined
        : `invalid value for target_id (must be 1 to 64 of [0-9A-Za-z_.-]): ${id}`,
);

const INPUTS = ["input", "inputPath", "inputTransformer"];

/** A target that a resource policy lets EventBridge in to; those that need a role, or have parameters, are not modelled. */
export const EVENT_TARGET: ResourceType = {
    token: "aws:cloudwatch/eventTarget:EventTarget",
    inputs: {
        arn: required(ARN),
        deadLetterConfig: object({ arn: ARN }),
        eventBusName: EVENT_BUS,
        forceDestroy: notRead({ ...BOOLEAN, default: false }),
        input: JSON_TEXT,
        inputPath: STRING,
        inputTransformer: object({
            inputPaths: MAP,
            inputTemplate: required(
                checked((template) =>
                    template.length >= 1 && template.length <= 8192
                        ? undefined
                        : "expected length of input_template to be in the range (1 - 8192)",
                ),
            ),
        }),
        region: REGION,
        retryPolicy: object({
            maximumEventAgeInSeconds: between(60, 86_400),
            maximumRetryAttempts: between(0, 185),
        }),
        rule: replacing(required(STRING)),
        targetId: replacing(computed(ID)),
    },
    computedOutputs: [],

    check(inputs) {
        const given = INPUTS.filter((name) => inputs[name] !== undefined);
        return given.length < 2
            ? []
            : given.map((property) => ({
                  property,
                  reason: `Conflicting configuration arguments: ${given.map((one) => JSON.stringify(one)).join(" and ")}`,
              }));
    },

    importedAs(id) {
        const parts = id.split("/");
        const [rule, targetId] = parts.slice(-2);
        if (rule === undefined || targetId === undefined || (parts.length > 2 && parts[0] !== "default")) {
            const expected = "expected EVENTBUSNAME/RULENAME/TARGETID or RULENAME/TARGETID";
            throw new ProviderError(`unexpected format for ID (${id}), ${expected}`);
        }
        return { id: `${rule}-${targetId}`, state: { rule, targetId } };
    },

    async create(inputs, context) {
        requireDefaultBus(inputs);
        const { account, region } = context;
        const rule = inputs.string("rule");
        const id =
            inputs.optionalString("targetId") ??
            nameFromPrefix("terraform-", account.clock.now(), account.ids.serial());
        await attempt(`creating EventBridge Target (${rule}-${id})`, () =>
            account.events(region).putTarget(rule, targetOf(id, inputs)),
        );
        return `${rule}-${id}`;
    },

    async read(id, context, prior) {
        const rule = prior.string("rule");
        const targets = await attempt(`reading EventBridge Target (${id})`, () =>
            unless([BRIDGE_RULES.notFound], () => context.account.events(context.region).listTargets(rule)),
        );
        const target = targets?.find((one) => `${rule}-${one.id}` === id);
        return target && { ...propertiesOf(target), eventBusName: "default", rule, targetId: target.id };
    },

    async update(id, { news, olds }, context) {
        await attempt(`updating EventBridge Target (${id})`, () =>
            context.account
                .events(context.region)
                .putTarget(olds.string("rule"), targetOf(olds.string("targetId"), news)),
        );
    },

    async delete(id, state, context) {
        await attempt(`deleting EventBridge Target (${id})`, () =>
            unless([BRIDGE_RULES.notFound], () =>
                context.account.events(context.region).removeTarget(state.string("rule"), state.string("targetId")),
            ),
        );
    },
};

function targetOf(id: string, inputs: PropertyReader): Target {
    const arn = inputs.string("arn");
    const service = parseArn(arn)?.service ?? "";
    if (!["sns", "sqs", "lambda", "logs"].includes(service)) {
        throw new NotModelledError(`a target of EventBridge in the service ${service}`);
    }
    const transformer = inputs.object("inputTransformer");
    const retry = inputs.object("retryPolicy");
    return {
        id,
        arn,
        input: inputs.optionalString("input"),
        inputPath: inputs.optionalString("inputPath"),
        inputTransformer: transformer && {
            paths: transformer.map("inputPaths"),
            template: transformer.string("inputTemplate"),
        },
        deadLetterArn: inputs.object("deadLetterConfig")?.optionalString("arn"),
        retryPolicy: retry && {
            maximumEventAgeInSeconds: retry.optionalNumber("maximumEventAgeInSeconds"),
            maximumRetryAttempts: retry.optionalNumber("maximumRetryAttempts"),
        },
    };
}

function propertiesOf({ arn, input, inputPath, inputTransformer, deadLetterArn, retryPolicy }: Target): PropertyMap {
    const { maximumEventAgeInSeconds, maximumRetryAttempts } = retryPolicy ?? {};
    const transformer: PropertyValue = inputTransformer
        ? {
              ...(Object.keys(inputTransformer.paths).length === 0 ? {} : { inputPaths: inputTransformer.paths }),
              inputTemplate: inputTransformer.template,
          }
        : null;
    return {
        arn,
        input: input ?? null,
        inputPath: inputPath ?? null,
        inputTransformer: transformer,
        deadLetterConfig: deadLetterArn === undefined ? null : { arn: deadLetterArn },
        retryPolicy:
            retryPolicy === undefined
                ? null
                : {
                      ...(maximumEventAgeInSeconds === undefined ? {} : { maximumEventAgeInSeconds }),
                      ...(maximumRetryAttempts === undefined ? {} : { maximumRetryAttempts }),
                  },
    };
}
