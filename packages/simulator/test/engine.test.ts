import { join } from "node:path";
import { expect, it } from "vitest";
import { runProgram } from "../src/engine/run-program";
import { FakeProvider } from "./fake-provider";

it("runs", async () => {
    const lines: string[] = [];
    const result = await runProgram({ directory: join(__dirname, "programs/minimal"), project: "minimal", provider: new FakeProvider(), config: { "aws:region": "eu-central-1" }, onLine: (l) => lines.push(l) });
    console.log(lines.join("\n"));
    expect(result.outcome).toBe("succeeded");
});
