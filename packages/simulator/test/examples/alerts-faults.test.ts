// Examples whose alerts break after they were deployed: no message ends nowhere, and an alarm says that one could not be delivered.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SimulatedAccount } from "../../src/index";
import { findingOf, REGION, stepsDuring, TEAM } from "./audience";
import { findExamplesWith } from "./examples-with";
import { DEPLOYMENT_TIMEOUT_MS, type ExampleRun, runExample } from "./example-run";

const CRITICAL = findingOf({ type: "AttackSequence:EC2/CompromisedInstanceGroup", severity: 9.5 });

/** A topic that lets nobody in, a log group that is gone. */
async function refuse(account: SimulatedAccount, target: string): Promise<void> {
    if (target.includes(":sns:")) {
        const sns = account.sns(REGION);
        await sns.setAttributes(target, { policy: sns.defaultPolicy(target) });
    } else {
        await account.logs(REGION).delete(target.split(":log-group:")[1] ?? "");
    }
}

describe.each(findExamplesWith("FindingNotifications"))("examples/%s", (example) => {
    let run: ExampleRun;
    let queue: string;

    beforeAll(async () => {
        run = await runExample(example);
        await run.account.sns(REGION).subscriptions.confirm(TEAM);
        queue = String(run.result.outputs["deadLetterQueueUrl"]?.value).split("/").at(-1) ?? "";
    }, DEPLOYMENT_TIMEOUT_MS);

    /** The targets whose messages are in the dead-letter queue, after a finding; it is empty then. */
    async function deadLetters(): Promise<string[]> {
        const { account } = run;
        const all = await stepsDuring(account, () => account.guardDuty(REGION).findings.report(CRITICAL));
        // The alarm tells the topics of it, and one of them may be what is broken.
        const steps = all.filter(({ rule }) => !rule.includes(":cloudwatch:"));
        expect(steps.filter(({ outcome }) => outcome === "lost")).toEqual([]);
        expect(steps.length).toBeGreaterThan(0);
        const letters = await account.sqs(REGION).drain(queue);
        for (const { body } of letters) expect(JSON.parse(body)).toMatchObject({ detail: { id: CRITICAL["id"] } });
        return letters.map(({ attributes }) => attributes["TARGET_ARN"] ?? "").sort();
    }

    async function alarm(): Promise<string | undefined> {
        const { account, result } = run;
        account.world.clock.advance(300_000);
        await account.cloudWatch(REGION).evaluate();
        const made = result.resources.find(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm");
        return (await account.cloudWatch(REGION).find(String(made?.outputs["name"])))?.state;
    }

    // It does not go off again while messages are in the queue.
    afterEach(async () => {
        await run.account.sqs(REGION).drain(queue);
        expect(await alarm()).toBe("OK");
    });

    it("keeps what a key without the grant lets through to no topic", async () => {
        const { account } = run;
        expect(await deadLetters()).toEqual([]);
        const topics = account
            .events(REGION)
            .rules.flatMap(({ targets }) => targets.map(({ arn }) => arn))
            .filter((arn) => arn.includes(":sns:"));
        const keys = new Set(topics.map((arn) => account.sns(REGION).find(arn)?.settings.kmsMasterKeyId));
        const [key = ""] = keys;
        expect(keys.size).toBe(1);
        const { id, policy } = (await account.kms(REGION).describe(key))!;
        await account.kms(REGION).putPolicy(id, account.kms(REGION).defaultPolicy(), false);
        const broken = await deadLetters();
        expect(broken.length).toBeGreaterThan(0);
        expect(broken.filter((arn) => !topics.includes(arn))).toEqual([]);
        await account.kms(REGION).putPolicy(id, policy, false);
        expect(await deadLetters()).toEqual([]);
    });

    it.runIf(example === "ai-training-account")("tells the team where the topic to the pager is closed", async () => {
        const { account, result } = run;
        const topic = String(result.outputs["onCallTopicArn"]?.value);
        const { policy } = account.sns(REGION).find(topic)!.settings;
        await refuse(account, topic);
        const steps = await stepsDuring(account, () => account.guardDuty(REGION).findings.report(CRITICAL));
        expect(steps.some(({ target, outcome }) => target === TEAM && outcome === "delivered")).toBe(true);
        expect(await alarm()).toBe("ALARM");
        const told = account.world.trail.filter(({ message }) => message.includes('"NewStateValue":"ALARM"'));
        expect(told.filter(({ outcome }) => outcome === "delivered").map(({ target }) => target)).toContain(TEAM);
        await account.sns(REGION).setAttributes(topic, { policy });
    });

    it("keeps what any of its targets refuses, and an alarm says so", async () => {
        const { account } = run;
        const targets = new Set(
            (await stepsDuring(account, () => account.guardDuty(REGION).findings.report(CRITICAL)))
                .filter(({ rule }) => rule.includes(":events:"))
                .map(({ target }) => target),
        );
        const broken: string[] = [];
        expect(targets.size).toBeGreaterThan(0);
        for (const target of targets) {
            await refuse(account, target);
            broken.push(target);
            expect(await deadLetters()).toEqual([...broken].sort());
        }
        await account.guardDuty(REGION).findings.report(CRITICAL);
        expect(await alarm()).toBe("ALARM");
    });
});
