import { describe, expect, it } from "vitest";
import { isFindingsFile, mayHold, type Selection } from "./object-path";

const ALL: Selection = { accountIds: undefined, regions: undefined, since: undefined, until: undefined };
const DAY = "exports/AWSLogs/111122223333/GuardDuty/us-east-1/2026/10/15/";

describe("mayHold", () => {
    it.each([
        ["everything", {}, true],
        ["its account", { accountIds: new Set(["111122223333"]) }, true],
        ["another account", { accountIds: new Set(["999988887777"]) }, false],
        ["its Region", { regions: new Set(["us-east-1"]) }, true],
        ["another Region", { regions: new Set(["us-east-2"]) }, false],
        ["its day", { since: "2026-10-15", until: "2026-10-15" }, true],
        ["later days", { since: "2026-10-16" }, false],
        ["earlier days", { until: "2026-10-13" }, false],
        // An update of 23:58 is exported after midnight.
        ["the day before", { until: "2026-10-14" }, true],
        ["a later month", { since: "2026-11-01" }, false],
    ] as const)("a day's folder where %s is wanted: %o gives %s", (_, selection, expected) => {
        expect(mayHold(DAY, { ...ALL, ...selection })).toBe(expected);
    });

    it.each([
        ["", true],
        ["AWSLogs/", true],
        ["AWSLogs/111122223333/", true],
        ["AWSLogs/999988887777/", false],
        ["AWSLogs/111122223333/CloudTrail/", false],
        ["AWSLogs/111122223333/GuardDuty/", true],
        ["AWSLogs/111122223333/GuardDuty/us-east-1/2025/", false],
        ["AWSLogs/111122223333/GuardDuty/us-east-1/2026/", true],
        ["AWSLogs/111122223333/GuardDuty/us-east-1/2026/09/", false],
        ["AWSLogs/111122223333/GuardDuty/us-east-1/2026/10/", true],
        ["AWSLogs/111122223333/GuardDuty/us-east-1/2026/11/", true],
        ["AWSLogs/111122223333/GuardDuty/us-east-1/2026/12/", false],
        ["somewhere/else/", true],
    ])("goes into '%s': %s", (folder, expected) => {
        const selection = { ...ALL, accountIds: new Set(["111122223333"]), since: "2026-10-01", until: "2026-10-31" };

        expect(mayHold(folder, selection)).toBe(expected);
    });
});

it.each([
    ["a.jsonl.gz", true],
    ["a.jsonl", true],
    // Somebody's other files: the review's own report, for one.
    ["a.json", false],
    ["a.gz", false],
    ["a.parquet", false],
])("%s may be a file of findings: %s", (name, expected) => {
    expect(isFindingsFile(name)).toBe(expected);
});
