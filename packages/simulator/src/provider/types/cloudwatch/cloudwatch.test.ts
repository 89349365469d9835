import { describe, expect, it } from "vitest";

import {
    account,
    change,
    changes,
    checked,
    failuresOf,
    KEY,
    make,
    provider,
    REGION,
    start,
} from "../../../../test/provider-fixture";
import type { PropertyMap } from "../../resource-provider";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const document = (action: string): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: action, Resource: "*" }],
    });

describe("a log group", () => {
    it("has a generated name, no retention, and what AWS chooses", async () => {
        const { id, properties } = await make(GROUP, {}, "findings");
        expect(id).toMatch(/^findings-[0-9a-f]{7}$/);
        expect(properties).toMatchObject({
            arn: `arn:aws:logs:${REGION}:${account.accountId}:log-group:${id}`,
            ...{ deletionProtectionEnabled: false, logGroupClass: "STANDARD", name: id, retentionInDays: 0 },
        });
        expect(properties).not.toHaveProperty("kmsKeyId");
    });

    it("is made of a prefix", async () => {
        const { id, properties } = await make(GROUP, { namePrefix: "/aws/events/" });
        expect(id).toMatch(/^\/aws\/events\/\d{26}$/);
        expect(properties).toMatchObject({ namePrefix: "/aws/events/" });
    });

    it("changes its retention, key, protection and tags in place", async () => {
        start({ defaultTags: { owner: "security" } });
        const key = await make(KEY, {
            policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: { AWS: "arn:aws:iam::123456789012:root", Service: `logs.${REGION}.amazonaws.com` },
                        ...{ Action: "kms:*", Resource: "*" },
                    },
                ],
            }),
        });
        const made = await make(GROUP, { name: "/aws/events/a", retentionInDays: 30 });
        expect(made.properties).toMatchObject({ retentionInDays: 30, tagsAll: { owner: "security" } });
        expect(made.properties).not.toHaveProperty("tags");
        const news: PropertyMap = {
            ...{ name: "/aws/events/a", kmsKeyId: key.properties["arn"] ?? "", deletionProtectionEnabled: true },
            tags: { team: "soc" },
        };
        expect(await changes(made, news)).toEqual([
            "update deletionProtectionEnabled",
            "add kmsKeyId",
            "update retentionInDays",
            "add tags",
        ]);
        const properties = await change(made, news);
        expect(properties).toMatchObject({
            ...{ deletionProtectionEnabled: true, kmsKeyId: key.properties["arn"], retentionInDays: 0 },
            ...{ tags: { team: "soc" }, tagsAll: { owner: "security", team: "soc" } },
        });
        await expect(provider.delete({ type: GROUP, id: made.id, properties })).rejects.toThrow("ValidationException");
        const without = { ...news, deletionProtectionEnabled: false, kmsKeyId: null };
        expect(await change({ ...made, properties }, without)).not.toHaveProperty("kmsKeyId");
    });

    it("is another one by another name or class", async () => {
        const made = await make(GROUP, { name: "a" });
        expect(await changes(made, { name: "b", logGroupClass: "INFREQUENT_ACCESS" })).toEqual([
            "update-replace logGroupClass",
            "update-replace name",
        ]);
    });

    it("is imported, read as gone, and kept where it is to be", async () => {
        const { id, properties } = await make(GROUP, { name: "a", retentionInDays: 7 });
        const imported = await provider.read({ type: GROUP, id });
        expect(imported?.inputs).toMatchObject({ name: "a", retentionInDays: 7 });
        await provider.delete({ type: GROUP, id, properties: { ...properties, skipDestroy: true } });
        expect(await provider.read({ type: GROUP, id })).toBeDefined();
        await provider.delete({ type: GROUP, id, properties });
        expect(await provider.read({ type: GROUP, id, properties })).toBeUndefined();
        await provider.delete({ type: GROUP, id, properties });
    });

    it("is checked by the provider", async () => {
        expect(await failuresOf(GROUP, { name: "a b", retentionInDays: 2 })).toEqual([
            expect.stringContaining("name: isn't a valid log group name"),
            expect.stringContaining("retentionInDays: expected retention_in_days to be one of [0 1 3 5"),
        ]);
        await expect(checked(GROUP, { logGroupArn: "x" })).rejects.toThrow("not modelled");
    });
});

describe("a resource policy of CloudWatch Logs", () => {
    it("has its name as its id, and changes in place", async () => {
        const made = await make(POLICY, { policyName: "events", policyDocument: document("logs:PutLogEvents") });
        expect(made).toMatchObject({ id: "events", properties: { policyScope: "ACCOUNT" } });
        const news = { policyName: "events", policyDocument: document("logs:CreateLogStream") };
        expect(await changes(made, news)).toEqual(["update policyDocument"]);
        expect(await change(made, news)).toMatchObject({ policyDocument: document("logs:CreateLogStream") });
        expect(await changes(made, { ...news, policyName: "other" })).toContain("update-replace policyName");
        const imported = await provider.read({ type: POLICY, id: "events" });
        expect(imported?.inputs).toMatchObject(news);
        await provider.delete({ type: POLICY, id: "events", properties: made.properties });
        expect(await provider.read({ type: POLICY, id: "events", properties: made.properties })).toBeUndefined();
        await provider.delete({ type: POLICY, id: "events", properties: made.properties });
    });

    it("needs a name, and is of no single log group", async () => {
        expect(await failuresOf(POLICY, { policyDocument: document("logs:*") })).toEqual([
            "policyName: one of `policy_name,resource_arn` must be specified",
        ]);
        const news = { resourceArn: "arn:aws:logs:eu-west-1:123456789012:log-group:a", policyDocument: "{}" };
        await expect(checked(POLICY, news)).rejects.toThrow("resourceArn");
    });
});

describe("a metric alarm", () => {
    const TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms";
    const lost = {
        ...{ name: "lost", namespace: "AWS/SQS", metricName: "ApproximateNumberOfMessagesVisible", period: 300 },
        ...{ statistic: "Maximum", comparisonOperator: "GreaterThanThreshold", threshold: 0, evaluationPeriods: 1 },
        ...{ dimensions: { QueueName: "dead" }, alarmActions: [TOPIC] },
    };

    it("reads as it was made, with the defaults", async () => {
        const made = await make(ALARM, lost);
        expect(made.properties).toMatchObject({
            ...lost,
            arn: `arn:aws:cloudwatch:${REGION}:${account.accountId}:alarm:lost`,
            ...{ actionsEnabled: true, treatMissingData: "missing", tagsAll: {} },
        });
        expect(await changes(made, lost)).toEqual([]);
        const imported = await provider.read({ type: ALARM, id: "lost" });
        expect(imported?.inputs).toMatchObject({ name: "lost", metricName: lost.metricName, alarmActions: [TOPIC] });
    });

    it("changes in place, and tags by themselves", async () => {
        const made = await make(ALARM, lost);
        const news = { ...lost, treatMissingData: "notBreaching", tags: { team: "soc" } };
        expect(await changes(made, news)).toEqual(["add tags", "update treatMissingData"]);
        expect(await change(made, news)).toMatchObject({ treatMissingData: "notBreaching", tags: { team: "soc" } });
        expect((await account.cloudWatch(REGION).find("lost"))?.state).toBe("OK");
        const withoutActions = { ...news, alarmActions: [] };
        expect(await change(made, withoutActions)).not.toHaveProperty("alarmActions");
    });

    it("does not take the place of another, and is gone when deleted", async () => {
        const { id, properties } = await make(ALARM, lost);
        await expect(make(ALARM, lost)).rejects.toThrow('CloudWatch metric alarm "lost" already exists');
        await provider.delete({ type: ALARM, id, properties });
        expect(await provider.read({ type: ALARM, id, properties })).toBeUndefined();
        await provider.delete({ type: ALARM, id, properties });
    });

    it("is over one metric with a statistic", async () => {
        expect(await failuresOf(ALARM, { name: "lost", metricName: "x" })).toEqual([
            "statistic: One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm",
        ]);
        await expect(checked(ALARM, { metricQueries: [] })).rejects.toThrow("metricQueries");
        await expect(make(ALARM, { name: "lost" })).rejects.toThrow("not modelled");
    });
});
