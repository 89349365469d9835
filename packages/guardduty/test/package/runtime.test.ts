// The same small program in both module systems, in projects that installed the tarball.
import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import type { Peers } from "./provided";

const programs = join(__dirname, "programs");

function run(peers: Peers, program: string): unknown {
    const folder = inject("projects")[peers];
    for (const name of [program, "mocks.cjs"]) {
        copyFileSync(join(programs, name), join(folder, name));
    }
    const output = execFileSync(process.execPath, [program], { cwd: folder, encoding: "utf8" });
    return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

describe.each(["oldest", "newest"] satisfies Peers[])("with the %s peers", (peers) => {
    it.each(["commonjs.cjs", "module.mjs"])("%s makes its resources", (program) => {
        expect(run(peers, program)).toEqual({
            detectorId: "0123456789abcdef0123456789abcdef",
            location: "s3://training-findings-export-bucket-id/AWSLogs/111122223333/GuardDuty/us-east-1/",
            same: true,
        });
    });

    it("one error lists every mistake, from an import as from a require", () => {
        expect(run(peers, "mistakes.mjs")).toEqual({ name: "InvalidArgsError", mentions: ["profile", "filterz"] });
    });
});
