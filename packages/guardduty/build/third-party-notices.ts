import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

const NOTICES = "THIRD-PARTY-NOTICES.md";

// What a licence must be for its code to go into an Apache-2.0 package with no more than a notice.
const PERMISSIVE = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"];

/** Writes the licences of whatever the bundler really took from node_modules. */
export function thirdPartyNotices(): Plugin {
    return {
        name: "third-party-notices",
        setup(build) {
            build.initialOptions.metafile = true;
            build.onEnd(({ metafile }) => {
                if (metafile === undefined) {
                    return;
                }
                const folders = Object.keys(metafile.inputs).flatMap((path) => packageFolder(path) ?? []);
                writeFileSync(NOTICES, document([...new Set(folders)].sort()));
            });
        },
    };
}

function packageFolder(path: string): string | undefined {
    return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

function document(folders: string[]): string {
    const parts = folders.map((folder) => {
        const { name, version, license } = manifest(folder);
        if (!PERMISSIVE.includes(license)) {
            throw new Error(`${name} ${version} cannot be bundled: its licence is ${license}.`);
        }
        return `## ${name} ${version} (${license})\n\n\`\`\`text\n${licenceText(folder)}\n\`\`\`\n`;
    });
    return [
        "# Third-party notices",
        "",
        parts.length === 0
            ? "This package contains no code of others."
            : "This package contains code of others, under these licences. Made by the build from what it bundled.",
        "",
        ...parts,
    ].join("\n");
}

function manifest(folder: string): { name: string; version: string; license: string } {
    const content: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const fields = new Map(Object.entries(content ?? {}));
    const [name, version, license] = ["name", "version", "license"].map((key): unknown => fields.get(key));
    if (typeof name !== "string" || typeof version !== "string" || typeof license !== "string") {
        throw new Error(`${folder} does not say its name, version and licence.`);
    }
    return { name, version, license };
}

function licenceText(folder: string): string {
    const path = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE"]
        .map((name) => join(folder, name))
        .find((each) => existsSync(each));
    if (path === undefined) {
        throw new Error(`${folder} has no licence text to pass on.`);
    }
    return readFileSync(path, "utf8").trim();
}
