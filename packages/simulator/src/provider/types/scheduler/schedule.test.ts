import { beforeEach, describe, expect, it } from "vitest";

import {
    account,
    change,
    changes,
    checked,
    failuresOf,
    make,
    provider,
    REGION,
    start,
} from "../../../../test/provider-fixture";
import type { PropertyMap } from "../../resource-provider";

const SCHEDULE = "aws:scheduler/schedule:Schedule";
const ROLE = "arn:aws:iam::123456789012:role/schedule";
const FUNCTION = `arn:aws:lambda:${REGION}:123456789012:function:feed`;
const QUEUE = `arn:aws:sqs:${REGION}:123456789012:dead`;

const schedule = (more: PropertyMap = {}, target: PropertyMap = {}): PropertyMap => ({
    ...{ scheduleExpression: "rate(1 day)", flexibleTimeWindow: { mode: "OFF" } },
    target: { arn: FUNCTION, roleArn: ROLE, ...target },
    ...more,
});

beforeEach(() => start({ principals: [ROLE] }));

describe("a schedule", () => {
    it("has a name of its own, and reads as it was made, with what AWS fills in", async () => {
        const made = await make(SCHEDULE, schedule(), "daily");
        expect(made.id).toMatch(/^default\/daily-[0-9a-f]{7}$/);
        expect(made.properties).toMatchObject({
            ...{ name: made.id.slice("default/".length), groupName: "default", actionAfterCompletion: "NONE" },
            arn: `arn:aws:scheduler:${REGION}:123456789012:schedule/${made.id}`,
            ...{ scheduleExpressionTimezone: "UTC", state: "ENABLED", scheduleExpression: "rate(1 day)" },
            target: { retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 } },
        });
        // It takes no tags.
        expect(made.properties).not.toHaveProperty("tagsAll");
        expect(await changes(made, schedule())).toEqual([]);
    });

    it("is named after a prefix, which is no difference either", async () => {
        const made = await make(SCHEDULE, schedule({ namePrefix: "feed-" }));
        expect(made.id).toMatch(/^default\/feed-\d{26}$/);
        expect(await changes(made, schedule({ namePrefix: "feed-" }))).toEqual([]);
        expect(await changes(made, schedule({ namePrefix: "list-" }))).toEqual(["update-replace namePrefix"]);
    });

    it("changes in place, but for its name", async () => {
        const made = await make(SCHEDULE, schedule({ name: "daily" }));
        const news = schedule(
            { name: "daily", scheduleExpression: "cron(0 6 * * ? *)", state: "DISABLED", description: "Feeds" },
            { deadLetterConfig: { arn: QUEUE }, retryPolicy: { maximumRetryAttempts: 0 } },
        );
        expect(await changes(made, news)).toEqual([
            "add description",
            "update scheduleExpression",
            "update state",
            "add target.deadLetterConfig",
            "update target.retryPolicy.maximumRetryAttempts",
        ]);
        expect(await change(made, news)).toMatchObject({
            ...{ description: "Feeds", state: "DISABLED", scheduleExpression: "cron(0 6 * * ? *)" },
            target: { deadLetterConfig: { arn: QUEUE }, retryPolicy: { maximumRetryAttempts: 0 } },
        });
        expect(await changes(made, schedule({ name: "hourly" }))).toEqual(["update-replace name"]);
    });

    it("is imported by its group and name, and gone when deleted", async () => {
        const { id, properties } = await make(
            SCHEDULE,
            schedule({ name: "daily" }, { deadLetterConfig: { arn: QUEUE } }),
        );
        const imported = await provider.read({ type: SCHEDULE, id: "default/daily" });
        expect(imported?.inputs).toMatchObject(schedule({ name: "daily" }, { deadLetterConfig: { arn: QUEUE } }));
        await expect(provider.read({ type: SCHEDULE, id: "daily" })).rejects.toThrow("GROUP_NAME/SCHEDULE_NAME");
        await provider.delete({ type: SCHEDULE, id, properties });
        expect(account.scheduler(REGION).schedules).toEqual([]);
        expect(await provider.read({ type: SCHEDULE, id, properties })).toBeUndefined();
        await provider.delete({ type: SCHEDULE, id, properties });
    });

    it("is refused by AWS in AWS's words", async () => {
        await expect(make(SCHEDULE, schedule({ name: "daily", scheduleExpression: "daily" }))).rejects.toThrow(
            "creating EventBridge Scheduler Schedule (daily): operation error Scheduler: CreateSchedule, https response error StatusCode: 400",
        );
        await expect(make(SCHEDULE, schedule({}, { roleArn: `${ROLE}-gone` }))).rejects.toThrow(
            "must allow AWS EventBridge Scheduler to assume the role",
        );
    });

    it("is checked by the provider", async () => {
        expect(await failuresOf(SCHEDULE, schedule({ name: "a b" }))).toHaveLength(1);
        expect(await failuresOf(SCHEDULE, schedule({ name: "a".repeat(65) }))).toHaveLength(1);
        expect(await failuresOf(SCHEDULE, schedule({ flexibleTimeWindow: { mode: "ON" } }))).toHaveLength(1);
        expect(await failuresOf(SCHEDULE, schedule({}, { retryPolicy: { maximumRetryAttempts: 186 } }))).toHaveLength(
            1,
        );
        expect(await failuresOf(SCHEDULE, { scheduleExpression: "rate(1 day)" })).toHaveLength(2);
    });

    it("is refused by name where it is not modelled", async () => {
        await expect(make(SCHEDULE, schedule({ groupName: "feeds" }))).rejects.toThrow("the schedule group feeds");
        await expect(make(SCHEDULE, schedule({}, { arn: QUEUE }))).rejects.toThrow("in the service sqs");
        await expect(checked(SCHEDULE, schedule({ startDate: "2026-12-01T00:00:00Z" }))).rejects.toThrow("startDate");
    });
});
