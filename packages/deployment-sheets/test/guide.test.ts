// The guide's commands, run in each example's folder with an AWS CLI that only notes what it is asked.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { findProjects } from "../src/examples";

const ROOT = join(__dirname, "../../..");
const GUIDE = readFileSync(join(ROOT, "docs/permissions-and-cost.md"), "utf8");
const ACCOUNT = "999988887777";

const AWS = `#!/bin/sh
case "$2" in
get-caller-identity) echo ${ACCOUNT} ;;
create-policy) echo "create $4 $(tr -d ' \\n' < "\${6#file://}")" >> "$NOTES" ;;
attach-role-policy) echo "attach $6" >> "$NOTES" ;;
esac
`;

function commands(): string {
    const block = /^## The policies$[^]*?^```sh\n([^]*?)^```$/m.exec(GUIDE)?.[1];
    if (block === undefined) throw new Error("The guide has no commands");
    return block;
}

describe("the guide's commands", () => {
    it.each(
        findProjects(join(ROOT, "examples"))
            .map((path) => relative(ROOT, path))
            // Those of other accounts, as their READMEs say.
            .filter((path) => !path.includes("central-log-archive")),
    )("make and attach every document that a deployment of %s needs, for one's own account and Region", (project) => {
        const folder = mkdtempSync(join(tmpdir(), "guide-"));
        onTestFinished(() => rmSync(folder, { recursive: true }));
        writeFileSync(join(folder, "aws"), AWS, { mode: 0o755 });
        const notes = join(folder, "notes");
        const env = {
            ...process.env,
            PATH: `${folder}${delimiter}${process.env["PATH"]}`,
            NOTES: notes,
            TMPDIR: folder,
        };
        execFileSync("sh", ["-eu", "-c", commands()], { cwd: join(ROOT, project), env, stdio: "pipe" });

        const lines = readFileSync(notes, "utf8").trim().split("\n");
        const names = readdirSync(join(ROOT, project, "deployer-policy"))
            .filter((file) => /^(read|deploy)/.test(file))
            .map((file) => `guardduty-${file.replace(".json", "")}`);
        const attached = lines.filter((line) => line.startsWith("attach")).map((line) => line.split("/").at(-1));
        expect(attached.sort()).toEqual(names.sort());
        const created = lines.filter((line) => line.startsWith("create")).map((line) => line.split(" "));
        expect(created.map(([, name]) => name).sort()).toEqual(names);
        for (const [, , document = ""] of created) {
            expect(JSON.parse(document)).toMatchObject({ Version: "2012-10-17" });
            expect(document).toMatch(new RegExp(`:us-west-2:${ACCOUNT}:`));
            expect(document).not.toMatch(/us-east-1|123456789012/);
        }
    });
});
