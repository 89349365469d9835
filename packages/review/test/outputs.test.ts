import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOSTILE_TEXTS, writeFindings } from "guardduty-findings-generator";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readOptions } from "../src/cli/options";
import { review } from "../src/cli/review";
import type { Report } from "../src/report/report";

const root = mkdtempSync(join(tmpdir(), "review-outputs-"));
const paths = { html: join(root, "page.html"), markdown: join(root, "ticket.md"), json: join(root, "report.json") };

beforeAll(async () => {
    const directory = join(root, "export");
    await writeFindings({
        directory,
        count: 2000,
        seed: "outputs",
        hostileShare: 1,
        days: 200,
        firstDay: "2026-01-01",
    });
    const outputs = Object.entries(paths).flatMap(([name, path]) => [`--${name}`, path]);
    const options = readOptions([directory, "--quiet", "--min-hidden", "1", ...outputs], new Date());
    if (typeof options === "string") throw new Error("These are options to review by.");
    expect(await review(options)).toBe(0);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it("makes the same page of the same numbers, within a megabyte", () => {
    const page = readFileSync(paths.html, "utf8");

    expect(page).toMatch(/^<!doctype html>/);
    expect(page.length).toBeLessThan(1_000_000);
    // In text, a "<" is escaped: what looks like a tag is one.
    const tags = [...page.matchAll(/<[a-z][^>]*>/g)].map(([tag]) => tag).join("\n");
    const addresses = [...tags.matchAll(/\b(?:href|src|action|srcset|data)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(500);
    expect(
        addresses.every((address) =>
            /^(#[a-z]+$|https:\/\/console\.aws\.amazon\.com\/guardduty\/home\?region=)/.test(address ?? ""),
        ),
    ).toBe(true);
});

it("puts weeks into the timeline where there are too many days", () => {
    const { timeline }: Report = JSON.parse(readFileSync(paths.json, "utf8"));

    expect(timeline.step).toBe("week");
    // Each starts on a Monday, and none is missing.
    const days = timeline.periods.map(({ day }) => Date.parse(day));
    expect(days.every((day) => new Date(day).getUTCDay() === 1)).toBe(true);
    expect(days.slice(1).every((day, index) => day - days[index]! === 7 * 86_400_000)).toBe(true);
});

it("writes a ticket in which nothing of a finding marks up, links or mentions", () => {
    const ticket = readFileSync(paths.markdown, "utf8").replace(/```ts\n[^`]*```/g, "");
    const links = [...ticket.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);

    expect(links.every((target) => target?.startsWith("https://console.aws.amazon.com/"))).toBe(true);
    expect(ticket).not.toMatch(/[<>@\u0007\u202e]/);
    for (const hostile of HOSTILE_TEXTS.filter((text) => /[<[`@]/.test(text))) expect(ticket).not.toContain(hostile);
});
