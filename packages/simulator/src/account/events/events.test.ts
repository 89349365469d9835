import { beforeEach, describe, expect, it } from "vitest";

import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { BRIDGE_RULES, TARGET_RULES } from "./bridge-rules";
import type { PutRule } from "./events";
import type { Target } from "./rule";

const REGION = "eu-west-1";
const EVERYTHING = '{"source":[{"exists":true}]}';
const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:queue";
const LOG_GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/findings";

let account: SimulatedAccount;

beforeEach(async () => {
    account = new SimulatedAccount();
    await account.events(REGION).putRule({ name: "rule", eventPattern: EVERYTHING });
});

const putRule = (more: Partial<PutRule>) =>
    account.events(REGION).putRule({ name: "rule", eventPattern: EVERYTHING, ...more });
const putTarget = (more: Partial<Target> = {}) =>
    account.events(REGION).putTarget("rule", { id: "target", arn: QUEUE, ...more });
const transformer = (template: string, paths: Record<string, string> = { a: "$.detail.a" }, arn = QUEUE) =>
    putTarget({ arn, inputTransformer: { template, paths } });

async function fill(region: string, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
        await account.events(region).putRule({ name: `rule-${index}`, eventPattern: EVERYTHING });
    }
}

async function fiveTargets(): Promise<void> {
    for (const id of ["1", "2", "3", "4", "5"]) {
        await putTarget({ id });
    }
}

describe("a rule", () => {
    testEachRule(BRIDGE_RULES, {
        name: [
            pair((name: string) => putRule({ name }), "a.-_Z9", "a b", "ValidationException"),
            pair((name: string) => putRule({ name }), "x".repeat(64), "x".repeat(65), "ValidationException"),
        ],
        description: pair(
            (length: number) => putRule({ description: "x".repeat(length) }),
            512,
            513,
            "ValidationException",
        ),
        state: pair((state: string) => putRule({ state }), "DISABLED", "OFF", "ValidationException"),
        pattern: pair(
            (eventPattern: string) => putRule({ eventPattern }),
            '{"source":[{"anything-but":"x"}]}',
            '{"source":[{"starts-with":"x"}]}',
            "InvalidEventPatternException: Event pattern is not valid. Reason: Unrecognized match type starts-with",
        ),
        patternSize: pair(
            (length: number) => putRule({ eventPattern: `{"a":["${"x".repeat(length - 10)}"]}` }),
            2048,
            2049,
            "InvalidEventPatternException",
        ),
        count: [
            {
                accepted: () => fill(REGION, 299),
                refused: () => putRule({ name: "one-more" }),
                answer: "LimitExceededException: The requested resource exceeds the maximum number allowed.",
            },
            {
                accepted: () => fill("eu-south-1", 100),
                refused: () => account.events("eu-south-1").putRule({ name: "one-more", eventPattern: EVERYTHING }),
                answer: "LimitExceededException",
            },
        ],
        notFound: pair(
            (name: string) => account.events(REGION).describeRule(name),
            "rule",
            "none",
            "ResourceNotFoundException: Rule none does not exist on EventBus default.",
        ),
        hasTargets: {
            accepted: () => account.events(REGION).deleteRule("none"),
            refused: async () => {
                await putTarget();
                await account.events(REGION).deleteRule("rule");
            },
            answer: "ValidationException: Rule can't be deleted since it has targets.",
        },
        tags: pair((count: number) => putRule({ tags: manyTags(count) }), 50, 51, "ValidationException"),
    });

    it("is deleted once its targets are", async () => {
        await putTarget();
        await account.events(REGION).removeTarget("rule", "target");
        await account.events(REGION).deleteRule("rule");
        expect(account.events(REGION).rules).toEqual([]);
    });

    it("keeps its targets and tags when it is put again, and takes defaults for what is left out", async () => {
        await putRule({ name: "kept", description: "x", tags: { a: "b" } });
        await account.events(REGION).putTarget("kept", { id: "1", arn: QUEUE });
        await putRule({ name: "kept" });
        expect(await account.events(REGION).describeRule("kept")).toMatchObject({
            ...{ description: "", tags: { a: "b" }, targets: [{ id: "1" }] },
            arn: "arn:aws:events:eu-west-1:123456789012:rule/kept",
        });
    });
});

describe("a target", () => {
    testEachRule(TARGET_RULES, {
        id: pair((id: string) => putTarget({ id }), "x".repeat(64), "a/b", "ValidationException"),
        arn: pair(
            (arn: string) => putTarget({ arn }),
            QUEUE,
            "queue",
            "ValidationException: Parameter queue is not valid. Reason: Provided Arn is not in correct format.",
        ),
        region: pair((arn: string) => putTarget({ arn }), QUEUE, QUEUE.replace("west", "north"), "ValidationException"),
        count: {
            accepted: fiveTargets,
            refused: () => putTarget({ id: "6" }),
            answer: "LimitExceededException",
        },
        oneInput: pair(
            (inputPath: string | undefined) => putTarget({ input: "{}", inputPath }),
            undefined,
            "$.detail",
            "ValidationException: Only one of Input",
        ),
        input: pair((input: string) => putTarget({ input }), '"x"', "x", "ValidationException"),
        path: [
            pair((inputPath: string) => putTarget({ inputPath }), "$.detail-type", "detail", "ValidationException"),
            pair(
                (path: string) => transformer("<a>", { a: path }),
                "$.detail.a[0].b[*]",
                "$.detail[?(@.a)]",
                "ValidationException: Invalid JsonPath",
            ),
        ],
        variables: pair(
            (count: number) =>
                transformer("{}", Object.fromEntries(Array.from({ length: count }, (_, at) => [`v${at}`, "$.a"]))),
            100,
            101,
            "ValidationException",
        ),
        variableName: pair(
            (name: string) => transformer("{}", { [name]: "$.a" }),
            "a-b_1",
            "awsName",
            "invalid name awsName",
        ),
        template: [
            pair((template: string) => transformer(template), '{"a":<a>}', '{"a":<a>', "Invalid InputTemplate"),
            pair((template: string) => transformer(template), '"It is <a>"', "It is <a>", "Invalid InputTemplate"),
            pair((template: string) => transformer(template), '"one"\n"two <a>"', '"one"\ntwo', "InputTemplate"),
        ],
        unknownVariable: pair(
            (template: string) => transformer(template),
            '{"a":<a>,"rule":<aws.events.rule-name>}',
            '{"a":<b>}',
            "ValidationException: InputTemplate for target target contains invalid placeholder b.",
        ),
        logInput: [
            pair((more: Partial<Target>) => putTarget({ ...more, arn: LOG_GROUP }), {}, { input: "{}" }, "Validation"),
            pair(
                (more: Partial<Target>) => putTarget({ ...more, arn: LOG_GROUP }),
                {},
                { inputPath: "$.detail" },
                "ValidationException",
            ),
            ...[
                '{"message":<a>}',
                '{"timestamp":<a>,"message":<a>,"more":<a>}',
                '{"timestamp":<a>,"message":{"a":<a>}}',
                '"<a>"',
            ].map((template) =>
                pair(
                    (one: string) => transformer(one, undefined, LOG_GROUP),
                    '{"timestamp":<a>,"message":"It is <a>"}',
                    template,
                    "ValidationException",
                ),
            ),
        ],
        templateSize: pair(
            (length: number) => transformer(`"${"x".repeat(length - 2)}"`),
            8192,
            8193,
            "ValidationException",
        ),
        deadLetters: pair(
            (deadLetterArn: string) => putTarget({ deadLetterArn }),
            QUEUE,
            QUEUE.replace("sqs", "sns"),
            "ValidationException",
        ),
        retry: [
            pair(
                (maximumEventAgeInSeconds: number) =>
                    putTarget({ retryPolicy: { maximumEventAgeInSeconds, maximumRetryAttempts: undefined } }),
                60,
                59,
                "ValidationException",
            ),
            pair(
                (maximumRetryAttempts: number) =>
                    putTarget({ retryPolicy: { maximumEventAgeInSeconds: undefined, maximumRetryAttempts } }),
                185,
                186,
                "ValidationException",
            ),
        ],
    });

    it("is saved though nothing lets EventBridge in, or it does not exist", async () => {
        await putTarget();
        expect(await account.events(REGION).listTargets("rule")).toEqual([{ id: "target", arn: QUEUE }]);
    });

    it("is changed where it is put again, even as the fifth", async () => {
        await fiveTargets();
        await putTarget({ id: "5", input: '"x"' });
        expect((await account.events(REGION).listTargets("rule")).map(({ id, input }) => [id, input])).toEqual([
            ...["1", "2", "3", "4"].map((id) => [id, undefined]),
            ["5", '"x"'],
        ]);
    });
});
