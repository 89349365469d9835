import { describe, expect, it } from "vitest";
import { readOptions } from "./options";

const TODAY = new Date("2026-11-25T10:00:00Z");

describe("readOptions", () => {
    it("writes a page where nothing is said", () => {
        expect(readOptions(["export"], TODAY)).toMatchObject({
            place: "export",
            html: "guardduty-review.html",
            json: undefined,
        });
    });

    it("takes lists with commas and repeated", () => {
        const args = [
            "x",
            "--account",
            "111122223333,222233334444",
            "--account",
            "333344445555",
            "--severity",
            "low,HIGH",
        ];

        expect(readOptions(args, TODAY)).toMatchObject({
            accountIds: ["111122223333", "222233334444", "333344445555"],
            severities: ["HIGH", "LOW"],
        });
    });

    it("counts today among the last days", () => {
        expect(readOptions(["x", "--days", "7"], TODAY)).toMatchObject({ since: "2026-11-19" });
    });

    it.each([
        [[], "Name the export: a folder, a file or s3://bucket/prefix."],
        [["a", "b"], "One export at a time: 'b' is too much."],
        [["x", "--since", "2026-02-31"], "--since must be a day such as 2026-10-31, not '2026-02-31'."],
        [
            ["x", "--since", "2026-02-02", "--until", "2026-02-01"],
            "--since 2026-02-02 is later than --until 2026-02-01.",
        ],
        [["x", "--days", "0"], "--days must be a whole number from 1 to 999999, not '0'."],
        [["x", "--days", "2", "--since", "2026-02-02"], "--days or --since, not both."],
        [["x", "--account", "12"], "--account takes 12 digits each, not '12'."],
        [["x", "--region", "mars"], "--region takes Regions such as us-east-1, not 'mars'."],
        [["x", "--severity", "bad"], "--severity takes critical, high, medium, low, not 'BAD'."],
        [["x", "--html", "-", "--json", "-"], "Only one of --html, --markdown and --json can go to standard output."],
        [["x", "--htm", "a"], /Unknown option '--htm'/],
    ])("refuses %j", (args, message) => {
        expect(() => readOptions(args, TODAY)).toThrow(message);
    });
});
