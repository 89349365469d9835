import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "puppeteer-core" with { "resolution-mode": "import" };

const SYSTEM_BROWSERS = [
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * A real browser: the Chromium that an npm package brings along for Linux on x64, elsewhere one that is installed.
 * Undefined where there is none. It is unpacked into `folder`.
 */
export async function launchBrowser(folder: string): Promise<Browser | undefined> {
    const { launch } = await import("puppeteer-core");
    if (process.platform !== "linux" || process.arch !== "x64") {
        const path = process.env.CHROMIUM ?? SYSTEM_BROWSERS.find((each) => existsSync(each));
        return path === undefined ? undefined : launch({ executablePath: path });
    }
    process.env.TMPDIR = folder;
    // Makes the package unpack libraries too, which a machine without a desktop lacks.
    process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs22.x";
    process.env.FONTCONFIG_FILE = writeFontSettings(folder);
    const { default: chromium } = await import("@sparticuz/chromium");
    return launch({ executablePath: await chromium.executablePath(), args: chromium.args, headless: "shell" });
}

/** The package's own settings look for its fonts in /tmp alone, and without any font a page ends Chromium. */
function writeFontSettings(folder: string): string {
    const path = join(folder, "fonts.conf");
    const folders = [join(folder, "fonts"), "/usr/share/fonts"].map((each) => `<dir>${each}</dir>`).join("");
    const cache = `<cachedir>${join(folder, "fonts-cache")}</cachedir>`;
    writeFileSync(
        path,
        `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}${cache}</fontconfig>`,
    );
    return path;
}
