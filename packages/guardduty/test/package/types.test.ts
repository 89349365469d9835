// Programs of users, compiled against the installed tarball: every way of resolving modules that their projects have,
// with the compilers at both ends. A wrong program must fail, else an `any` has crept in.
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import type { Peers } from "./provided";

const programs = join(__dirname, "programs");

const RESOLUTIONS = {
    node10: ["--module", "commonjs", "--moduleResolution", "node10"],
    node16: ["--module", "node16", "--moduleResolution", "node16"],
    nodenext: ["--module", "nodenext", "--moduleResolution", "nodenext"],
    bundler: ["--module", "es2022", "--moduleResolution", "bundler"],
};

function compile(peers: Peers, compiler: Peers, program: string, flags: string[]): string {
    const folder = inject("projects")[peers];
    copyFileSync(join(programs, program), join(folder, program));
    const strict = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--target",
        "es2022",
        "--types",
        "node",
        "--noErrorTruncation",
    ];
    const { stdout } = spawnSync(process.execPath, [inject("compilers")[compiler], ...strict, ...flags, program], {
        cwd: folder,
        encoding: "utf8",
    });
    return stdout.trim();
}

const ends = ["oldest", "newest"] satisfies Peers[];

describe.each(ends)("%s peers", (peers) => {
    describe.each(ends)("%s compiler", (compiler) => {
        it.each(Object.entries(RESOLUTIONS))("a program compiles with %s", (resolution, flags) => {
            // Deprecated in 6.0, still what older projects have.
            const quiet = compiler === "newest" && resolution === "node10" ? ["--ignoreDeprecations", "6.0"] : [];
            expect(compile(peers, compiler, "program.ts", [...flags, ...quiet])).toBe("");
        });
    });
});

describe("a strict user", () => {
    it("compiles with every strict flag, and the library's declarations themselves checked", () => {
        const flags = [...RESOLUTIONS.node16, "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"];
        expect(compile("newest", "newest", "program.ts", flags)).toBe("");
    });

    it("hears of each mistake in its line", () => {
        const lines = compile("newest", "newest", "mistakes.ts", RESOLUTIONS.node16)
            .split("\n")
            .flatMap((line) => /^mistakes\.ts\((\d+),/.exec(line)?.[1] ?? []);
        expect([...new Set(lines)]).toEqual(["6", "7", "8", "9", "10"]);
    });
});
