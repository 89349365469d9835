import { parseArn } from "../core/arn";
import { isJsonObject, parseJson, type Json, type JsonObject } from "./event-fields";
import { InputTemplate, isJson, type Filled } from "./input-template";
import { JsonPath } from "./json-path";
import type { EventRule, InputTransformer, Target } from "./rule";

/** Variables that every transformer has (Amazon EventBridge User Guide, eb-transform-target-input). */
export const PREDEFINED = new Set([
    ...["aws.events.rule-arn", "aws.events.rule-name", "aws.events.event.ingestion-time"],
    ...["aws.events.event", "aws.events.event.json"],
]);

/** What a target gets of an event. */
export function inputOf(target: Target, rule: EventRule, event: JsonObject, now: number): Filled {
    if (target.input !== undefined) {
        return { text: target.input };
    }
    if (target.inputPath !== undefined) {
        return { text: JSON.stringify(JsonPath.parse(target.inputPath)?.find(event) ?? {}) };
    }
    if (target.inputTransformer === undefined) {
        return { text: JSON.stringify(event) };
    }
    const filled = transformed(target.inputTransformer, rule, event, now);
    return isLogGroup(target.arn) && "text" in filled ? messageOf(filled.text) : filled;
}

export function isLogGroup(arn: string): boolean {
    return parseArn(arn)?.service === "logs";
}

/** What a log group keeps of `{"timestamp": …, "message": …}`. When it says the event was is not modelled. */
function messageOf(logEvent: string): Filled {
    const value = isJson(logEvent) ? parseJson(logEvent) : null;
    const message = isJsonObject(value) ? value["message"] : undefined;
    return typeof message === "string" ? { text: message } : { problem: "the message of a log event is a text" };
}

function transformed({ paths, template }: InputTransformer, rule: EventRule, event: JsonObject, now: number): Filled {
    const predefined = (name: string): Json | undefined => {
        switch (name) {
            case "aws.events.rule-arn":
                return rule.arn;
            case "aws.events.rule-name":
                return rule.name;
            case "aws.events.event.ingestion-time":
                return new Date(now).toISOString();
            case "aws.events.event.json":
                return event;
            case "aws.events.event":
                return withoutDetail(event);
            default:
                return undefined;
        }
    };
    return new InputTemplate(template).fill((name) => {
        const path = paths[name];
        return path === undefined ? predefined(name) : JsonPath.parse(path)?.find(event);
    });
}

function withoutDetail(event: Json): Json {
    return isJsonObject(event) ? Object.fromEntries(Object.entries(event).filter(([key]) => key !== "detail")) : event;
}
