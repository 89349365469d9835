import { describe, expect, it } from "vitest";
import { planThreatListFeed } from "../../src/threat-list-feed/plan";
import { InvalidArgsError } from "../../src/validation/invalid-args-error";
import { DETECTOR_ID } from "../fake-aws";
import { reasonsIn } from "../refusals";

const URL = "https://example.org/list.txt";

function refusalOf(args: unknown): InvalidArgsError {
    try {
        Reflect.apply(planThreatListFeed, undefined, ["f", args, undefined]);
    } catch (error) {
        if (InvalidArgsError.isInstance(error)) return error;
        throw error;
    }
    throw new Error("the arguments were accepted");
}

/** Expects problems at exactly these paths, and in what is said of each the telling part. */
function expectRefused(more: object, expected: Record<string, string>): void {
    const args = { detectorId: DETECTOR_ID, sources: { a: { url: URL } }, ...more };
    expect(reasonsIn(refusalOf(args))).toEqual(
        Object.fromEntries(Object.entries(expected).map(([path, telling]) => [path, expect.stringContaining(telling)])),
    );
}

const accept = (more: object): unknown =>
    planThreatListFeed("f", { detectorId: DETECTOR_ID, sources: { a: { url: URL } }, ...more }, undefined);
const sources = (count: number, url = URL) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, { url }]));

describe("the arguments", () => {
    it.each<[string, object, Record<string, string>]>([
        ["no detector", { detectorId: undefined }, { detectorId: "" }],
        ["no sources", { sources: {} }, { sources: "got 0 sources; must be 1 to 10" }],
        ["eleven sources", { sources: sources(11) }, { sources: "got 11 sources; must be 1 to 10" }],
        ["another word", { source: {} }, { source: 'Did you mean "sources"?' }],
        ["another kind of list", { listType: "BLOCK" }, { listType: 'must be "THREAT" or "TRUSTED"' }],
        ["no share", { maxShrinkPercent: 0 }, { maxShrinkPercent: "from 1 to 100" }],
        ["half the internet", { widestPrefix: 0 }, { widestPrefix: "from 1 to 32" }],
        ["more days than an alarm looks back", { staleAfterDays: 8 }, { staleAfterDays: "from 1 to 7" }],
        ["six topics", { alarmTopicArns: Array(6).fill("x") }, { alarmTopicArns: "1 to 5" }],
        ["runs too rare", { scheduleExpression: "rate(4 days)" }, { scheduleExpression: "at least every 3 days" }],
        ["more than an environment takes", { sources: sources(4, `${URL}?${"x".repeat(900)}`) }, { sources: "bytes" }],
    ])("are not %s", (_, more, expected) => expectRefused(more, expected));

    it.each([
        ["rate(1 days)", "Write day."],
        ["rate(2 hour)", "Write hours."],
        ["rate(5 minutes)", "rate(1 hour) at least"],
        ["rate(0 days)", "never run"],
        ["cron(0 6 * * ?)", "six fields"],
        ["daily", "It is neither."],
    ])("have no schedule %s", (scheduleExpression, hint) =>
        expectRefused({ scheduleExpression }, { scheduleExpression: hint }),
    );

    it.each(["rate(1 hour)", "rate(3 days)", "cron(0 6 * * ? *)", "cron(0/15 8-18 ? JAN-MAR MON#2 2026)"])(
        "have the schedule %s",
        (scheduleExpression) => expect(accept({ scheduleExpression })).toMatchObject({ scheduleExpression }),
    );
});

describe("a source", () => {
    it.each<[string, object, Record<string, string>]>([
        ["over plain HTTP", { url: "http://example.org/" }, { url: "somebody on the way" }],
        ["with a password", { url: "https://me:secret@example.org/" }, { url: "tokenSecretArn" }],
        ["by a word", { url: "ipsum" }, { url: "It is no URL." }],
        ["of another format", { url: URL, format: "XML" }, { format: 'must be "TEXT", "CSV" or "JSON"' }],
        ["of CSV without a column", { url: URL, format: "CSV" }, { csvColumn: "either csvColumn or csvColumnNumber" }],
        [
            "of CSV with two columns",
            { url: URL, format: "CSV", csvColumn: "ip", csvColumnNumber: 1 },
            { csvColumn: "either" },
        ],
        ["of JSON without a path", { url: URL, format: "JSON" }, { jsonPath: "needs the path" }],
        ["of text with a path", { url: URL, jsonPath: "$.a" }, { jsonPath: "goes with the format JSON" }],
        [
            "with a path of more than names",
            { url: URL, format: "JSON", jsonPath: "$..a[?(@.b)]" },
            { jsonPath: "$.prefixes" },
        ],
        ["with a header and no token", { url: URL, tokenHeader: "X-Key" }, { tokenHeader: "goes with tokenSecretArn" }],
        [
            "with the token itself",
            { url: URL, tokenSecretArn: "abc" },
            { tokenSecretArn: "must be the ARN of a secret" },
        ],
    ])("is not one %s", (_, source, expected) =>
        expectRefused(
            { sources: { a: source } },
            Object.fromEntries(Object.entries(expected).map(([path, telling]) => [`sources.a.${path}`, telling])),
        ),
    );
});
