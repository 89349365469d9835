import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import "../../../guardduty/test/package/provided";

const tarball = inject("reviewTarball");
const list = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n").sort();
const read = (path: string): string => execFileSync("tar", ["-xzOf", tarball, path], { encoding: "utf8" });
const manifest: Record<string, unknown> = JSON.parse(read("package/package.json"));

describe("the tarball of guardduty-review", () => {
    it("has these files and no others", () => {
        expect(list).toEqual([
            "package/CHANGELOG.md",
            "package/LICENSE",
            "package/README.md",
            "package/dist/guardduty-review.js",
            "package/dist/worker.js",
            "package/package.json",
        ]);
    });

    it("needs AWS's client for S3, and nothing else, in a version that is there", () => {
        // Published, a version of the workspace's catalog is one like any other.
        expect(manifest["dependencies"]).toEqual({ "@aws-sdk/client-s3": expect.stringMatching(/^3\.\d+\.\d+$/) });
        expect(manifest["peerDependencies"]).toBeUndefined();
        expect(JSON.stringify(manifest["scripts"])).not.toMatch(/"(pre|post)?install"/);
    });

    it("loads nothing besides, and that only when it is asked for S3", () => {
        const code = list.filter((path) => path.endsWith(".js")).map(read);
        const required = code.flatMap((text) =>
            [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = ""]) => name),
        );
        const imported = code.flatMap((text) => [...text.matchAll(/\bimport\("([^"]+)"\)/g)].map(([, name]) => name));

        expect(required.filter((name) => !isBuiltin(name) && !name.startsWith("."))).toEqual([]);
        expect([...new Set(imported)]).toEqual(["@aws-sdk/client-s3"]);
    });

    it("is under the licence it names, and installs nothing that asks for more than a notice", () => {
        expect(manifest["license"]).toBe("Apache-2.0");
        expect(read("package/LICENSE")).toMatch(/Apache License\s+Version 2\.0/);
        const licences = new Set(installed(inject("reviewProject")).map(({ license }) => license));
        expect(
            [...licences].filter((name) => !["Apache-2.0", "MIT", "0BSD", "BSD-3-Clause", "ISC"].includes(name)),
        ).toEqual([]);
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

    it("stays small", () => {
        expect(statSync(tarball).size).toBeLessThan(60 * 1024);
    });
});

function installed(project: string): { name: string; license: string }[] {
    const folder = join(project, "node_modules");
    const scoped = (name: string): string[] =>
        name.startsWith("@") ? readdirSync(join(folder, name)).map((each) => `${name}/${each}`) : [name];
    return readdirSync(folder)
        .filter((name) => !name.startsWith("."))
        .flatMap(scoped)
        .map((name) => JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")));
}
