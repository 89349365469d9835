import { describe, expect, it } from "vitest";

import { pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { SnapshotReader } from "../core/snapshot";
import { DEFAULT_RETRY_POLICY, type ScheduleSettings, type ScheduleTarget } from "./schedule";
import { SCHEDULE_RULES } from "./schedule-rules";

const REGION = "eu-west-1";
const ACCOUNT = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/schedule`;
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:feed`;
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:dead`;
const SCHEDULE = `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/daily`;

const TARGET: ScheduleTarget = {
    ...{ arn: FUNCTION, roleArn: ROLE, input: undefined, deadLetterArn: QUEUE, retryPolicy: DEFAULT_RETRY_POLICY },
};

const SETTINGS: ScheduleSettings = {
    ...{ description: undefined, expression: "rate(1 day)", timezone: "UTC", state: "ENABLED" },
    ...{ window: { mode: "OFF", maximumMinutes: undefined }, actionAfterCompletion: "NONE", target: TARGET },
};

const create = (change: Partial<ScheduleSettings> = {}, name = "daily"): Promise<unknown> =>
    new SimulatedAccount({ principals: [ROLE] }).scheduler(REGION).create(name, { ...SETTINGS, ...change });
const withTarget = (change: Partial<ScheduleTarget>): Promise<unknown> => create({ target: { ...TARGET, ...change } });

const policy = (...statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A role that a service may assume, and which may start the function and send to the queue. */
async function makeRole(
    account: SimulatedAccount,
    service = "scheduler.amazonaws.com",
    source: Readonly<Record<string, string>> = { "aws:SourceAccount": ACCOUNT },
): Promise<void> {
    const { roles, rolePolicies } = account.iam(REGION);
    const trust = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
    await roles.create({ name: "schedule", trustPolicy: policy({ ...trust, Condition: { StringEquals: source } }) });
    await rolePolicies.put("schedule", "start", policy(allow("lambda:InvokeFunction", FUNCTION)));
    await rolePolicies.put("schedule", "dead", policy(allow("sqs:SendMessage", QUEUE)));
}

function allow(action: string, resource: string): object {
    return { Effect: "Allow", Action: action, Resource: resource };
}

describe("the rules of a schedule", () => {
    const twice = async (second: string): Promise<void> => {
        const scheduler = new SimulatedAccount({ principals: [ROLE] }).scheduler(REGION);
        await scheduler.create("daily", SETTINGS);
        await scheduler.create(second, SETTINGS);
    };
    const trusting = async (service: string): Promise<void> => {
        const account = new SimulatedAccount();
        await makeRole(account, service);
        await account.scheduler(REGION).create("daily", SETTINGS);
    };
    const trustingFor = async (source: Readonly<Record<string, string>>): Promise<void> => {
        const account = new SimulatedAccount();
        await makeRole(account, "scheduler.amazonaws.com", source);
        await account.scheduler(REGION).create("daily", SETTINGS);
    };
    const remove = async (name: string): Promise<void> => {
        const scheduler = new SimulatedAccount({ principals: [ROLE] }).scheduler(REGION);
        await scheduler.create("daily", SETTINGS);
        await scheduler.delete(name);
    };
    const INVALID = "ValidationException";
    testEachRule(SCHEDULE_RULES, {
        name: pair((name) => create({}, name), "a".repeat(64), "a".repeat(65), INVALID),
        taken: pair(twice, "hourly", "daily", "ConflictException: Schedule daily already exists."),
        notFound: pair(remove, "daily", "hourly", "ResourceNotFoundException: Schedule hourly does not exist."),
        expression: pair(
            (expression) => create({ expression }),
            "cron(0 6 * * ? *)",
            "cron(0 6 * * *)",
            "ValidationException: Invalid Schedule Expression cron(0 6 * * *).",
        ),
        timezone: pair((timezone) => create({ timezone }), "Australia/Sydney", "Mars/Olympus", INVALID),
        description: pair((length) => create({ description: "x".repeat(length) }), 512, 513, INVALID),
        window: pair((maximumMinutes) => create({ window: { mode: "FLEXIBLE", maximumMinutes } }), 1440, 1441, INVALID),
        role: [
            pair(
                trusting,
                "scheduler.amazonaws.com",
                "events.amazonaws.com",
                "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
            ),
            // Scheduler names its account, and the schedule's group: not the schedule.
            pair(trustingFor, { "aws:SourceAccount": ACCOUNT }, { "aws:SourceAccount": "210987654321" }, INVALID),
            pair(
                trustingFor,
                { "aws:SourceArn": SCHEDULE.replace("schedule/default/daily", "schedule-group/default") },
                { "aws:SourceArn": SCHEDULE },
                INVALID,
            ),
            pair((roleArn) => withTarget({ roleArn }), ROLE, `${ROLE}2`, INVALID),
        ],
        input: pair((input) => withTarget({ input }), "{}", "{", INVALID),
        deadLetters: pair((deadLetterArn) => withTarget({ deadLetterArn }), QUEUE, `${QUEUE}.fifo`, INVALID),
        retry: pair(
            (maximumRetryAttempts) =>
                withTarget({ retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts } }),
            185,
            186,
            INVALID,
        ),
    });

    it("ask whoever deploys for iam:PassRole", async () => {
        const deployerPolicies = [policy({ Effect: "Allow", Action: "scheduler:*", Resource: "*" })];
        const account = new SimulatedAccount({ principals: [ROLE], deployerPolicies });
        await expect(account.scheduler(REGION).create("daily", SETTINGS)).rejects.toThrow("iam:PassRole");
    });
});

describe("a schedule whose time has come", () => {
    async function started(change: Partial<ScheduleSettings> = {}): Promise<SimulatedAccount> {
        const account = new SimulatedAccount({ principals: [`${ROLE}-of-function`] });
        await makeRole(account);
        await account.sqs(REGION).create("dead");
        await account.lambda(REGION).create({
            ...{ name: "feed", role: `${ROLE}-of-function`, runtime: "nodejs22.x", handler: "index.handler" },
            ...{ description: "", timeout: 3, memorySize: 128, environment: {}, kmsKeyArn: undefined, tags: {} },
            ...{ codeSha256: "00", architecture: "arm64" },
        });
        await account.scheduler(REGION).create("daily", { ...SETTINGS, ...change });
        return account;
    }

    it("starts its function, which lets in nobody by a policy of its own, with what it is given", async () => {
        const account = await started({ target: { ...TARGET, input: '{"full":true}' } });
        await account.scheduler(REGION).invoke("daily");
        const [invocation] = account.lambda(REGION).function("feed")?.invocations ?? [];
        expect(invocation).toMatchObject({ outcome: "succeeded", parcel: { body: '{"full":true}' } });
        expect(account.world.trail).toMatchObject([{ rule: SCHEDULE, target: FUNCTION, outcome: "delivered" }]);
    });

    it("says when and for what, where it is given nothing", async () => {
        const account = await started();
        await account.scheduler(REGION).invoke("daily");
        const [invocation] = account.lambda(REGION).function("feed")?.invocations ?? [];
        expect(JSON.parse(invocation?.parcel.body ?? "")).toMatchObject({
            ...{ source: "aws.scheduler", "detail-type": "Scheduled Event", resources: [SCHEDULE] },
            time: "2026-11-24T00:00:00Z",
        });
    });

    it("does nothing while it is disabled", async () => {
        const account = await started({ state: "DISABLED" });
        await account.scheduler(REGION).invoke("daily");
        expect(account.world.trail).toEqual([]);
    });

    it.each<[string, string, (account: SimulatedAccount) => Promise<unknown>]>([
        [
            "its role may not start it",
            "assumed-role/schedule/simulator is not authorized to perform: lambda:InvokeFunction",
            (account) => account.iam(REGION).rolePolicies.delete("schedule", "start"),
        ],
        ["it is gone", "function:feed does not exist", (account) => account.lambda(REGION).delete("feed")],
    ])("leaves a dead letter where the function can't be started: %s", async (_, because, spoil) => {
        const account = await started();
        await spoil(account);
        await account.scheduler(REGION).invoke("daily");
        expect(account.lambda(REGION).function("feed")?.invocations ?? []).toEqual([]);
        expect(account.world.trail).toMatchObject([{ target: FUNCTION, outcome: "dead-lettered" }]);
        const [letter] = account.sqs(REGION).messages("dead");
        expect(letter?.attributes).toMatchObject({ SCHEDULE_ARN: SCHEDULE, TARGET_ARN: FUNCTION });
        expect(letter?.attributes["ERROR_MESSAGE"]).toContain(because);
    });

    it("is lost where its role does not trust it any more", async () => {
        const account = await started();
        const trust = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sts:AssumeRole" };
        await account.iam(REGION).roles.updateTrustPolicy("schedule", policy(trust));
        await account.scheduler(REGION).invoke("daily");
        expect(account.world.trail).toMatchObject([{ outcome: "lost" }]);
        expect(account.sqs(REGION).messages("dead")).toEqual([]);
    });

    it("does the same in an account that was restored", async () => {
        const account = await started({ target: { ...TARGET, arn: FUNCTION.replace("feed", "gone") } });
        const copy = SimulatedAccount.restored(new SnapshotReader(JSON.parse(JSON.stringify(account.snapshot()))));
        expect(copy.scheduler(REGION).schedules).toEqual(account.scheduler(REGION).schedules);
        await copy.scheduler(REGION).invoke("daily");
        expect(copy.sqs(REGION).messages("dead")).toHaveLength(1);
    });
});
