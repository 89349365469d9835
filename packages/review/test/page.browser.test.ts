import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeFindings } from "guardduty-findings-generator";
import type { Browser, Page } from "puppeteer-core" with { "resolution-mode": "import" };
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { launchBrowser } from "./browser";
import { buildCli } from "./build-cli";

const root = mkdtempSync(join(tmpdir(), "review-page-"));
const asked: string[] = [];
const said: string[] = [];
// A browser without a graphics card, on a machine that does other things as well.
vi.setConfig({ testTimeout: 120_000 });

let browser: Browser | undefined;
let page: Page;

beforeAll(async () => {
    const directory = join(root, "export");
    // Nothing but text as an attacker chooses it.
    await writeFindings({ directory, count: 1500, seed: "page", hostileShare: 1, days: 5 });
    const cli = await buildCli();
    const path = join(root, "page.html");
    const { code } = await cli.run([directory, "--html", path, "--max-findings", "1500", "--samples"]);
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
                ({ href }) =>
                    !href.startsWith("https://console.aws.amazon.com/") &&
                    !(href.startsWith(`${location.href}#`) && document.getElementById(href.split("#")[1] ?? "")),
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

        expect(fill).toBe("rgb(199, 125, 10)");
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

    it("fits a narrow screen, with text that can be read", async (context) => {
        if (browser === undefined) context.skip();
        await page.setViewport({ width: 390, height: 844 });
        const found = await page.evaluate(() => ({
            width: document.documentElement.scrollWidth,
            least: Math.min(
                ...[...document.querySelectorAll("svg text, .name, .amount, td")].map(
                    (text) => text.getBoundingClientRect().height,
                ),
            ),
        }));
        await page.setViewport({ width: 1280, height: 900 });

        expect(found.width).toBeLessThanOrEqual(390);
        expect(found.least).toBeGreaterThan(9);
    });

    it("says in words and numbers what its charts show", async (context) => {
        if (browser === undefined) context.skip();
        const sum = (text = ""): number =>
            [...text.matchAll(/[\d,]+/g)].reduce((total, [number]) => total + Number(number.replaceAll(",", "")), 0);
        const bars = await page.$$eval(".groups li", (rows) =>
            rows.map((row) => [
                row.querySelector(".amount")?.textContent,
                row.querySelector("svg[role=img]")?.getAttribute("aria-label") ?? "",
            ]),
        );
        expect(bars.length).toBeGreaterThan(30);
        expect(bars.map(([, words]) => sum(words ?? ""))).toEqual(bars.map(([amount]) => sum(amount ?? "")));

        const cells = await page.$$eval("details td", (all) => all.map((cell) => cell.textContent));
        expect(sum(cells.join(" "))).toBe(sum(await page.$eval(".tile b", (tile) => tile.textContent)));
        const nameless = await page.$$eval("input, select, button, [tabindex]:not(pre)", (all) =>
            all.filter((each) => !each.getAttribute("aria-label") && each.textContent.trim() === ""),
        );
        expect(nameless).toEqual([]);
    });

    it.each(["light", "dark"])("has text of enough contrast, when it is %s", async (scheme) => {
        if (browser === undefined) return;
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        const low = await page.evaluate(() => {
            const numbers = (color: string): number[] => [...color.matchAll(/[\d.]+/g)].map(([text]) => Number(text));
            // WCAG 2.2, relative luminance and contrast ratio.
            const luminance = (color: string): number =>
                numbers(color)
                    .slice(0, 3)
                    .map((value) => value / 255)
                    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
                    .reduce((total, value, index) => total + value * [0.2126, 0.7152, 0.0722][index]!, 0);
            const behind = (element: Element | null): string => {
                if (element === null) return "rgb(255, 255, 255)";
                const color = getComputedStyle(element).backgroundColor;
                return numbers(color)[3] === 0 ? behind(element.parentElement) : color;
            };
            const texts = [
                "p",
                ".faint",
                "a",
                ".tile",
                ".badge",
                ".amount",
                "th",
                "td",
                "code",
                "button",
                "summary",
                "h3",
            ];
            return texts
                .flatMap((selector) => [...document.querySelectorAll(selector)].slice(0, 200))
                .map((element) => {
                    const [one = 0, other = 0] = [getComputedStyle(element).color, behind(element)]
                        .map(luminance)
                        .sort((a, b) => b - a);
                    return { element: `${element.tagName}.${element.className}`, ratio: (one + 0.05) / (other + 0.05) };
                })
                .filter(({ ratio }) => ratio < 4.5);
        });
        await page.emulateMediaFeatures([]);

        expect(low).toEqual([]);
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
