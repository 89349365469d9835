// An example whose alerts break after it was deployed: no message ends nowhere, and somebody hears that one could not be delivered.
import { beforeEach, describe, expect, it } from "vitest";
import { findingOf, REGION, stepsDuring, TEAM } from "./audience";
import { DEPLOYMENT_TIMEOUT_MS, type ExampleRun, runExample } from "./example-run";

const CRITICAL = findingOf({ type: "AttackSequence:EC2/CompromisedInstanceGroup", severity: 9.5 });

describe("examples/ai-training-account, when", () => {
    let run: ExampleRun;

    beforeEach(async () => {
        run = await runExample("ai-training-account");
        await run.account.sns(REGION).subscriptions.confirm(TEAM);
    }, DEPLOYMENT_TIMEOUT_MS);

    it("the topic to the pager is closed, then deleted: the finding is kept, and the team hears of the alarm", async () => {
        const { account, result } = run;
        const { findings } = account.guardDuty(REGION);
        const sns = account.sns(REGION);
        const topic = String(result.outputs["onCallTopicArn"]?.value);
        const queue = String(result.outputs["deadLetterQueueUrl"]?.value).split("/").at(-1) ?? "";
        const damages = [() => sns.setAttributes(topic, { policy: sns.defaultPolicy(topic) }), () => sns.delete(topic)];
        for (const [at, damage] of damages.entries()) {
            await damage();
            const all = await stepsDuring(account, () => findings.report(CRITICAL));
            // The alarm, which tells of it, is looked at below: it can't reach the broken topic either.
            const steps = all.filter(({ rule }) => !rule.includes(":cloudwatch:"));
            expect(steps.filter(({ outcome }) => outcome === "lost")).toEqual([]);
            const kept = steps.filter(({ outcome }) => outcome === "dead-lettered");
            expect(kept.map(({ target }) => target)).toEqual([topic]);
            expect(account.sqs(REGION).messages(queue)).toHaveLength(at + 1);
            expect(steps.some(({ target }) => target === TEAM)).toBe(true);
        }
        account.world.clock.advance(300_000);
        await account.cloudWatch(REGION).evaluate();
        const told = account.world.trail.filter(({ message }) => message.includes('"NewStateValue":"ALARM"'));
        expect(told.filter(({ outcome }) => outcome === "delivered").map(({ target }) => target)).toContain(TEAM);
    });
});
