import { describe, expect, it } from "vitest";

import type { JsonObject } from "./event-fields";
import { InputTemplate } from "./input-template";
import { JsonPath } from "./json-path";
import type { EventRule } from "./rule";
import { inputOf } from "./target-input";

// The event, the paths and what comes of them are those of the EventBridge User Guide, eb-transform-target-input.
const EVENT: JsonObject = {
    ...{ version: "0", id: "7bf73129-1428-4cd3-a780-95db273d1602", source: "aws.ec2", account: "123456789012" },
    ...{ "detail-type": "EC2 Instance State-change Notification", time: "2015-11-11T21:29:54Z", region: "us-east-1" },
    resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"],
    detail: { "instance-id": "i-0123456789", state: "RUNNING", count: 3, nested: { list: [{ n: "a" }, { n: "b" }] } },
};
const RULE: EventRule = {
    ...{ name: "example", arn: "arn:aws:events:us-east-1:123456789012:rule/example", description: "", tags: {} },
    ...{ eventPattern: "{}", state: "ENABLED", targets: [] },
};
const PATHS = {
    ...{ instance: "$.detail.instance-id", state: "$.detail.state", count: "$.detail.count", none: "$.detail.none" },
    names: "$.detail.nested.list[*].n",
};

function transformed(template: string): string {
    const target = { id: "1", arn: "a", inputTransformer: { paths: PATHS, template } };
    const filled = inputOf(target, RULE, EVENT, Date.UTC(2026, 10, 25));
    return "text" in filled ? filled.text : filled.problem;
}

describe("a transformer's template", () => {
    it.each([
        ["a text", '"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
        [
            "a text with quotes",
            '"instance \\"<instance>\\" is in <state>"',
            '"instance \\"i-0123456789\\" is in RUNNING"',
        ],
        [
            "JSON with variables",
            '{"instance" : <instance>, "state": <state>}',
            '{"instance" : "i-0123456789", "state": "RUNNING"}',
        ],
        [
            "JSON with variables in quotes",
            '{"instance" : "<instance>", "text": "It is \\"<state>\\" now"}',
            '{"instance" : "i-0123456789", "text": "It is \\"RUNNING\\" now"}',
        ],
        [
            "JSON with variables and other things",
            '{"state": [ 9, <state>, true], "Transformed" : "Yes"}',
            '{"state": [ 9, "RUNNING", true], "Transformed" : "Yes"}',
        ],
        ["a number", '{"count": <count>, "text": "<count> times"}', '{"count": 3, "text": "3 times"}'],
        ["a variable that is not there", '{"a": "x<none>y", "b": <none>}', '{"a": "xy", "b": ""}'],
        ["a list", '{"names": <names>}', '{"names": ["a","b"]}'],
        [
            "what is predefined",
            '{"by": <aws.events.rule-name>, "arn": "<aws.events.rule-arn>", "at": <aws.events.event.ingestion-time>}',
            `{"by": "example", "arn": "${RULE.arn}", "at": "2026-11-25T00:00:00.000Z"}`,
        ],
        ["the event", '{"event": <aws.events.event.json>}', `{"event": ${JSON.stringify(EVENT)}}`],
    ])("gives %s", (_name, template, expected) => {
        expect(new InputTemplate(template).isValid).toBe(true);
        expect(transformed(template)).toBe(expected);
    });

    it("gives the event without its detail", () => {
        const rest = Object.fromEntries(Object.entries(EVENT).filter(([name]) => name !== "detail"));
        expect(JSON.parse(transformed('{"event": <aws.events.event>}'))).toEqual({ event: rest });
    });
});

it("gives a log group its message", () => {
    const template = '{"timestamp": <at>, "message": "It is \\"<state>\\""}';
    const inputTransformer = { paths: { at: "$.time", state: "$.detail.state" }, template };
    const arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/a";
    expect(inputOf({ id: "1", arn, inputTransformer }, RULE, EVENT, 0)).toEqual({ text: 'It is "RUNNING"' });
});

describe("a target without a transformer", () => {
    it("gets the event, what is at a path, or what is always the same", () => {
        const inputFor = (more: object) => inputOf({ id: "1", arn: "a", ...more }, RULE, EVENT, 0);
        expect(inputFor({})).toEqual({ text: JSON.stringify(EVENT) });
        expect(inputFor({ inputPath: "$.detail.nested" })).toEqual({ text: '{"list":[{"n":"a"},{"n":"b"}]}' });
        expect(inputFor({ input: '{"a":1}' })).toEqual({ text: '{"a":1}' });
    });
});

describe("a path", () => {
    it.each([
        ["$", { a: 1 }, { a: 1 }],
        ["$.a", { a: 1 }, 1],
        ["$.a.b", { a: { b: null } }, null],
        ["$.a[1]", { a: [1, 2] }, 2],
        ["$.a[2]", { a: [1, 2] }, undefined],
        ["$.a[*].b", { a: [{ b: 1 }, {}, { b: 3 }] }, [1, 3]],
        ["$.a[*].b", { a: [] }, undefined],
        ["$.a.b", { a: [1] }, undefined],
        ["$.toString", {}, undefined],
    ])("%s finds in %o", (path, value, expected) => {
        expect(JsonPath.parse(path)?.find(value)).toEqual(expected);
    });

    it.each(["a", "$a", "$.", "$..a", "$.a[", "$.a[?(@.b)]", "$['a']", "$.a b"])("is not %s", (path) => {
        expect(JsonPath.parse(path)).toBeUndefined();
    });
});
