import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { homedir, hostname } from "node:os";
import { describe, expect, inject, it } from "vitest";
import "./provided";

const tarball = inject("tarball");
const list = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n").sort();
const read = (path: string): string => execFileSync("tar", ["-xzOf", tarball, path], { encoding: "utf8" });
const manifest = JSON.parse(read("package/package.json")) as Record<string, unknown>;

describe("the tarball", () => {
    it("has these files and no others", () => {
        expect(list.filter((path) => !/^package\/dist\/[a-z-]+\.(js|d\.ts)$/.test(path))).toEqual([
            "package/CHANGELOG.md",
            "package/LICENSE",
            "package/README.md",
            "package/THIRD-PARTY-NOTICES.md",
            "package/package.json",
            "package/plugin/PulumiPlugin.yaml",
            "package/plugin/index.js",
            "package/plugin/package.json",
        ]);
        expect(list).toContain("package/dist/index.js");
        expect(list).toContain("package/dist/index.d.ts");
        expect(list).toContain("package/dist/plugin.js");
        expect(list).toContain("package/dist/threat-list-feed.js");
    });

    it("needs nothing at run time but its peers", () => {
        expect(manifest["dependencies"] ?? {}).toEqual({});
        expect(Object.keys(manifest["peerDependencies"] as object).sort()).toEqual(["@pulumi/aws", "@pulumi/pulumi"]);
        const scripts = JSON.stringify(manifest["scripts"] ?? {});
        expect(scripts).not.toMatch(/"(pre|post)?install"/);
    });

    it("loads no package that is neither its own, a peer nor Node's", () => {
        // The function of ThreatListFeed is loaded in Lambda alone, whose runtime brings AWS's SDK.
        const here = list.filter((path) => path.endsWith(".js") && path !== "package/dist/threat-list-feed.js");
        const code = here.map(read);
        const loaded = code.flatMap((text) => [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name));
        const foreign = loaded.filter(
            (name = "") => !isBuiltin(name) && !/^(\.\.?\/|@pulumi\/(pulumi|aws)(\/|$))/.test(name),
        );
        expect([...new Set(foreign)]).toEqual([]);
    });

    it("has a function that loads nothing but what Lambda's runtime brings", () => {
        const code = read("package/dist/threat-list-feed.js");
        const loaded = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name = ""]) => name);
        expect([...new Set(loaded)].filter((name) => !isBuiltin(name)).sort()).toEqual([
            "@aws-sdk/client-guardduty",
            "@aws-sdk/client-s3",
            "@aws-sdk/client-secrets-manager",
        ]);
        expect(read("package/THIRD-PARTY-NOTICES.md")).toMatch(/## csv-parse \d[^]*Permission is hereby granted/);
    });

    it("passes on zod's licence", () => {
        expect(read("package/THIRD-PARTY-NOTICES.md")).toMatch(/## zod \d[^]*Permission is hereby granted/);
    });

    it("is under the licence it names", () => {
        expect(manifest["license"]).toBe("Apache-2.0");
        expect(read("package/LICENSE")).toMatch(/Apache License\s+Version 2\.0/);
    });

    it("names no path or machine it was made on", () => {
        const words = [process.cwd(), homedir(), hostname(), "file://"].filter((word) => word.length > 5);
        for (const path of list) {
            const text = read(path);
            expect(
                words.filter((word) => text.includes(word)),
                path,
            ).toEqual([]);
        }
    });

    it("has no type of zod in a declaration", () => {
        for (const path of list.filter((each) => each.endsWith(".d.ts"))) {
            expect(read(path), path).not.toMatch(/\bzod\b|\bZod[A-Z]/);
        }
    });

    it("stays small", () => {
        // Five components and a function, not minified, since people read it before they trust it; and the plugin has all of it again.
        expect(statSync(tarball).size).toBeLessThan(330 * 1024);
    });
});
