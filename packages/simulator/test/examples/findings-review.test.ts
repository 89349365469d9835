import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { REGION, TEAM } from "./audience";
import {
    DEPLOYMENT_TIMEOUT_MS,
    draw,
    type ExampleRun,
    messagesOf,
    runExample,
    typesByName,
    withMermaid,
} from "./example-run";

describe("examples/findings-review", () => {
    let run: ExampleRun;

    beforeAll(async () => {
        run = await runExample("findings-review");
        await run.account.sns(REGION).subscriptions.confirm(TEAM);
    }, DEPLOYMENT_TIMEOUT_MS);

    it("previews and updates, without a word of warning", () => {
        expect(messagesOf(run.result)).toEqual([]);
        expect(run.result.outcome).toBe("succeeded");
        expect(typesByName(run.result.preview!)).toEqual(typesByName(run.result.update!));
    });
});
