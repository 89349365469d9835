import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeFindings } from "guardduty-findings-generator";
import type { Browser, Page } from "puppeteer-core" with { "resolution-mode": "import" };
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser";
import { buildCli } from "./build-cli";

const root = mkdtempSync(join(tmpdir(), "review-page-"));
const asked: string[] = [];
const said: string[] = [];
let browser: Browser | undefined;
let page: Page;

beforeAll(async () => {
    const directory = join(root, "export");
    // Nothing but text as an attacker chooses it.
    await writeFindings({ directory, count: 4000, seed: "page", hostileShare: 1, days: 5 });
    const cli = await buildCli();
    const path = join(root, "page.html");
    const { code } = await cli.run([directory, "--html", path, "--max-findings", "4000", "--samples"]);
    cli.remove();
    expect(code).toBe(0);
    browser = await launchBrowser(root);
    if (browser === undefined) return;
    page = await browser.newPage();
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("dialog", (dialog) => said.push(`dialog: ${dialog.message()}`));
    await page.goto(pathToFileURL(path).href);
}, 120_000);

afterAll(async () => {
    await browser?.close();
    rmSync(root, { recursive: true, force: true });
});

const shownRows = (): Promise<number> =>
    page.$$eval("#findings tbody tr", (rows) => rows.filter((row) => row.checkVisibility()).length);

describe("the page in a browser", () => {
    it("has one where this package brings it along", (context) => {
        if (process.platform !== "linux" || process.arch !== "x64") context.skip();
        expect(browser).toBeDefined();
    });

    it("asks for nothing but itself, and runs nothing but its own script", (context) => {
        if (browser === undefined) context.skip();
        expect(asked).toHaveLength(1);
        // Neither an error of its own nor a violation of its policy.
        expect(said).toEqual([]);
    });

    it("makes no element and no attribute out of what attackers chose", async (context) => {
        if (browser === undefined) context.skip();
        const found = await page.evaluate(() => ({
            pwned: "pwned" in globalThis,
            foreign: [
                ...document.querySelectorAll("img, iframe, object, embed, form, base, video, audio, foreignObject"),
            ].length,
            scripts: document.scripts.length,
            handlers: [...document.querySelectorAll("*")].filter((element) =>
                [...element.attributes].some(({ name }) => name.startsWith("on")),
            ).length,
            links: [...document.querySelectorAll("a")].filter(
                ({ href }) => !href.startsWith("https://console.aws.amazon.com/"),
            ).length,
        }));

        expect(found).toEqual({ pwned: false, foreign: 0, scripts: 1, handlers: 0, links: 0 });
    });

    it("shows such text as text", async (context) => {
        if (browser === undefined) context.skip();
        const text = await page.$eval("#findings", (table) => table.textContent);

        expect(text).toContain("<script>window.pwned=1</script>");
        expect(text).toContain("\\u202egpj.exe");
        expect(text).not.toMatch(/[\u202e\u0007]/);
    });

    it("is laid out by its own style", async (context) => {
        if (browser === undefined) context.skip();
        const fill = await page.$eval("rect.medium", (bar) => getComputedStyle(bar).fill);

        expect(fill).toBe("rgb(232, 154, 28)");
    });

    it("filters its table by words, severity, account and state, and takes it back", async (context) => {
        if (browser === undefined) context.skip();
        const all = await shownRows();
        await page.type("#words", "portscan 111122223333");
        const texts = await page.$$eval("#findings tbody tr", (rows) =>
            rows.filter((row) => row.checkVisibility()).map((row) => row.textContent.toLowerCase()),
        );
        expect(texts.length).toBeGreaterThan(0);
        expect(texts.length).toBeLessThan(all);
        expect(texts.every((text) => text.includes("portscan") && text.includes("111122223333"))).toBe(true);

        await page.select("#band", "CRITICAL");
        expect(await shownRows()).toBe(0);
        await page.click("#clear");
        expect(await shownRows()).toBe(all);

        await page.select("#band", "CRITICAL");
        const tile = await page.$eval(".tile.critical b", (number) => Number(number.textContent.replaceAll(",", "")));
        expect(await shownRows()).toBe(tile);
        expect(await page.$eval("#shown", (note) => note.textContent)).toBe(`${tile} of ${all} shown`);
        await page.click("#clear");

        await page.select("#state", "archived");
        const archived = await page.$eval(".tile:last-child b", (number) =>
            Number(number.textContent.replaceAll(",", "")),
        );
        expect(await shownRows()).toBe(archived);
        await page.click("#clear");
    });

    it("selects a proposed filter as a whole to be copied", async (context) => {
        if (browser === undefined) context.skip();
        await page.click("button[data-copies='filter-1']");
        const [code, selected] = await page.evaluate(() => [
            document.getElementById("filter-1")?.textContent,
            getSelection()?.toString(),
        ]);

        expect(selected?.trim()).toBe(code?.trim());
        expect(code).toMatch(/^\{\n {4}name: "/);
    });
});
