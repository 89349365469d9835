import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startListLife } from "../src/list-life";
import { stepLines } from "../src/steps";

const FROM_FILE = `new GuardDutyMonitoring("training", { threatIpLists: { known: { file: "lists/threats.txt" } } });`;
const FROM_ENTRIES = `
    new GuardDutyMonitoring("training", { threatIpLists: { known: { entries: ["9.9.9.0/24", "1.1.1.1"] } } });`;

test("a list's file changes the list only where it changes the addresses", async () => {
    const { life, watched } = await startListLife();
    mkdirSync(join(life.directory, "lists"));
    const write = (...lines: readonly string[]) =>
        writeFileSync(join(life.directory, "lists", "threats.txt"), `${lines.join("\n")}\n`);
    write("1.1.1.1", "9.9.9.0/24");
    await life.up(FROM_FILE);
    expect(await watched()).toEqual({ known: ["1.1.1.1", "9.9.9.0/24"] });

    write("# From our provider", "9.9.9.128/25   # upper half", "", "9.9.9.0/25", "1.1.1.1/32", "9.9.9.9");
    expect(stepLines(await life.up())).toEqual([]);

    // GuardDuty looks at no private address: a line with one is left out, with a warning.
    write("1.1.1.1", "10.0.0.0/8", "9.9.9.0/24");
    const warned = await life.up();
    expect(stepLines(warned)).toEqual([]);
    expect(warned.diagnostics.filter(({ severity }) => severity === "warning")).toHaveLength(1);

    // The same addresses as entries, and back.
    expect(stepLines(await life.up(FROM_ENTRIES))).toEqual([]);
    write("9.9.9.0/24", "1.1.1.1");
    expect(stepLines(await life.up(FROM_FILE))).toEqual([]);

    write("9.9.9.0/24");
    expect(stepLines(await life.up())).toEqual([
        "create-replacement training-threat-ip-list-known-object",
        "create-replacement training-threat-ip-list-known",
        "delete-replaced training-threat-ip-list-known",
        "delete-replaced training-threat-ip-list-known-object",
    ]);
    expect(await watched()).toEqual({ known: ["9.9.9.0/24"] });

    // A file that is empty is a mistake, and the list stays.
    write("# nothing today");
    const refused = await life.failedUp();
    expect(refused.output).toContain("threatIpLists.known.file");
    expect(await watched()).toEqual({ known: ["9.9.9.0/24"] });
});
