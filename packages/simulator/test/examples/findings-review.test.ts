import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { heardDuring, REGION, TEAM } from "./audience";
import {
    DEPLOYMENT_TIMEOUT_MS,
    draw,
    type ExampleRun,
    messagesOf,
    runExample,
    typesByName,
    withMermaid,
} from "./example-run";

const FEED = "guardduty-findings-review-dev-blocklist";

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

    it("has a list that GuardDuty uses, and a schedule that may start what keeps it up to date", async () => {
        const { account } = run;
        const { detectors, threatIpLists } = account.guardDuty(REGION);
        const [list] = threatIpLists.list(detectors.list()[0]!);
        expect(list).toMatchObject({ name: FEED, status: "ACTIVE" });
        const [schedule] = account.scheduler(REGION).schedules;
        const [heard] = await heardDuring(account, () => account.scheduler(REGION).invoke(schedule!.name));
        expect(heard).toMatchObject({ who: "function blocklist-function" });
        const settings = account.lambda(REGION).function(schedule!.settings.target.arn.split(":").at(-1)!)!.settings;
        expect(JSON.parse(settings.environment["FEED_SETTINGS"]!)).toMatchObject({ feed: FEED, listId: list!.id });
    });

    it("tells somebody why the list stays as it is, and when the feed fails for good", async () => {
        const { account } = run;
        const refuse = (): Promise<void> =>
            account
                .cloudWatch(REGION)
                .putMetric("PulumiGuardDuty/ThreatListFeed", "Refused", { Feed: FEED, Reason: "SHRANK" }, 1);
        const [refused, ...more] = await heardDuring(account, refuse);
        expect(more).toEqual([]);
        expect(refused).toMatchObject({ who: TEAM });
        expect(refused?.message).toContain("A source of the feed has far fewer addresses than before.");

        const [schedule] = account.scheduler(REGION).schedules;
        const name = schedule!.settings.target.arn.split(":").at(-1)!;
        account
            .lambda(REGION)
            .function(name)!
            .answerWith(() => {
                throw new Error("out of memory");
            });
        const failed = await heardDuring(account, () => account.scheduler(REGION).invoke(schedule!.name));
        const mails = failed.filter(({ who }) => who === TEAM).map(({ message }) => message);
        expect(mails.some((mail) => mail.includes("The feed's function failed."))).toBe(true);
        expect(mails.some((mail) => mail.includes("are in its dead-letter queue."))).toBe(true);
    });

    it("has a table of the exported findings that Athena takes", async () => {
        await run.account.athena(REGION).checkTable("guardduty_findings", "findings_raw");
    });

    it("is drawn as it is", async () => {
        const { svg, mermaid } = draw(run.result.update!);
        const readme = join(run.directory, "README.md");
        await expect(svg).toMatchFileSnapshot(join(run.directory, "diagram.svg"));
        await expect(withMermaid(readme, mermaid)).toMatchFileSnapshot(readme);
    });
});
