// The plugin in the tarball, started as Pulumi starts it: what programs in other languages than TypeScript use.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import type { Peers } from "./provided";

const packageFolder = join(__dirname, "../..");
const readJson = (path: string): object => JSON.parse(readFileSync(join(packageFolder, path), "utf8")) as object;

/** One of the package's own, and one of a user's that refers to it (docs/other-languages.md). */
const FOLDERS = ["node_modules/pulumi-guardduty/plugin", "guardduty"];

describe.each(["oldest", "newest"] satisfies Peers[])("with the %s peers", (peers) => {
    it.each(FOLDERS)("%s serves the committed schema, tells what is wrong, and makes a component", (plugin) => {
        const folder = inject("projects")[peers];
        mkdirSync(join(folder, "guardduty"), { recursive: true });
        writeFileSync(
            join(folder, "guardduty/package.json"),
            JSON.stringify({ private: true, main: "../node_modules/pulumi-guardduty/plugin" }),
        );
        copyFileSync(join(__dirname, "programs/plugin.cjs"), join(folder, "plugin.cjs"));
        const answer = JSON.parse(
            execFileSync(process.execPath, ["plugin.cjs", plugin], { cwd: folder, encoding: "utf8" }),
        ) as Record<"schema" | "problems" | "registeredByThen" | "urn" | "outputs", unknown>;

        const { version } = readJson("package.json") as { version: string };
        expect(answer.schema).toEqual({ ...readJson("etc/schema.json"), version });
        expect(answer.problems).toEqual([
            { path: "profile", reason: expect.stringMatching(/^got "ai"; must be "BASELINE" or "AI_TRAINING"/) },
            {
                path: "trustedIpList.entries[0]",
                reason: expect.stringContaining("Did you mean 8.8.8.0/24 or 8.8.8.8?"),
            },
        ]);
        expect(answer.registeredByThen).toBe(0);
        expect(answer.urn).toBe("urn:pulumi:stack::project::guardduty:index:GuardDutyMonitoring::training");
        expect(answer.outputs).toMatchObject({
            detectorId: "0123456789abcdef0123456789abcdef",
            accountId: "111122223333",
            region: "us-east-1",
            threatIpListIds: {},
            filterArns: {},
        });
    });
});
