import { beforeEach, describe, expect, it } from "vitest";

import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import type { QueueSettings } from "./queue";
import { QUEUE_RULES } from "./queue-rules";

const REGION = "eu-west-1";
const ARN = "arn:aws:sqs:eu-west-1:123456789012:queue";

let account: SimulatedAccount;

beforeEach(async () => {
    account = new SimulatedAccount();
    await account.sqs(REGION).create("queue");
});

const sqs = () => account.sqs(REGION);
const set = (settings: Partial<QueueSettings>) => sqs().setAttributes("queue", settings);
const statement = (more = {}) => ({
    ...{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: ARN },
    ...more,
});
const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const parcel = (body: string) => ({
    ...{ body, principal: "sns.amazonaws.com", sourceArn: "arn:aws:sns:x", sourceAccount: "123456789012" },
});

describe("a queue", () => {
    testEachRule(QUEUE_RULES, {
        name: [
            pair((name: string) => sqs().create(name), "x".repeat(80), "x".repeat(81), "InvalidParameterValue"),
            pair((name: string) => sqs().create(name), "a_b-1", "a.fifo", "InvalidParameterValue"),
        ],
        notFound: pair(
            (name: string) => sqs().get(name),
            "queue",
            "none",
            "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.",
        ),
        taken: pair((delaySeconds: number) => sqs().create("queue", { delaySeconds }), 0, 1, "QueueAlreadyExists"),
        deletedRecently: {
            accepted: async () => {
                await sqs().delete("queue");
                account.clock.advance(60_000);
                await sqs().create("queue");
            },
            refused: async () => {
                await sqs().delete("queue");
                account.clock.advance(59_999);
                await sqs().create("queue");
            },
            answer: "AWS.SimpleQueueService.QueueDeletedRecently: You must wait 60 seconds",
        },
        delay: pair((delaySeconds: number) => set({ delaySeconds }), 900, 901, "InvalidAttributeValue"),
        maximumMessageSize: [
            pair((maximumMessageSize: number) => set({ maximumMessageSize }), 1024, 1023, "InvalidAttributeValue"),
            pair((maximumMessageSize: number) => set({ maximumMessageSize }), 1_048_576, 1_048_577, "Invalid"),
        ],
        retention: [
            pair((messageRetentionPeriod: number) => set({ messageRetentionPeriod }), 60, 59, "InvalidAttributeValue"),
            pair((messageRetentionPeriod: number) => set({ messageRetentionPeriod }), 1_209_600, 1_209_601, "Invalid"),
        ],
        receiveWait: pair(
            (receiveMessageWaitTimeSeconds: number) => set({ receiveMessageWaitTimeSeconds }),
            20,
            21,
            "InvalidAttributeValue",
        ),
        visibilityTimeout: pair(
            (visibilityTimeout: number) => set({ visibilityTimeout }),
            43_200,
            43_201,
            "InvalidAttributeValue",
        ),
        keyReuse: pair(
            (kmsDataKeyReusePeriodSeconds: number) => set({ kmsDataKeyReusePeriodSeconds }),
            60,
            59,
            "InvalidAttributeValue",
        ),
        oneEncryption: pair(
            (sqsManagedSse: boolean) => set({ kmsMasterKeyId: "alias/aws/sqs", sqsManagedSse }),
            false,
            true,
            "InvalidAttributeValue: You can use one type of server-side encryption",
        ),
        policySyntax: pair(
            (effect: string) => set({ policy: policy(statement({ Effect: effect })) }),
            "Allow",
            "Maybe",
            "InvalidAttributeValue: Invalid value for the parameter Policy.",
        ),
        policyPrincipal: pair(
            (user: string) => set({ policy: policy(statement({ Principal: { AWS: user } })) }),
            "arn:aws:iam::123456789012:root",
            "arn:aws:iam::123456789012:user/nobody",
            "InvalidAttributeValue",
        ),
        policyAction: pair(
            (action: string) => set({ policy: policy(statement({ Action: action })) }),
            "sqs:*",
            "sns:Publish",
            "InvalidAttributeValue",
        ),
        policySize: [
            pair(
                (count: number) => set({ policy: policy(...Array.from({ length: count }, () => statement())) }),
                20,
                21,
                "InvalidAttributeValue",
            ),
            pair(
                (length: number) =>
                    set({ policy: policy(statement({ Sid: "" })).replace('""', `"${"x".repeat(length)}"`) }),
                8192 - policy(statement({ Sid: "" })).length,
                8193 - policy(statement({ Sid: "" })).length,
                "InvalidAttributeValue",
            ),
        ],
        redrive: [
            pair(
                (deadLetterTargetArn: string) =>
                    set({ redrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1000 }) }),
                ARN,
                `${ARN}-none`,
                "InvalidAttributeValue",
            ),
            pair(
                (maxReceiveCount: number | string) =>
                    set({ redrivePolicy: JSON.stringify({ deadLetterTargetArn: ARN, maxReceiveCount }) }),
                "5",
                1001,
                "InvalidAttributeValue",
            ),
        ],
        denied: {
            accepted: () => set({ policy: policy(statement()) }),
            refused: async () => {
                const everybody = { Effect: "Deny", Principal: "*", Action: "sqs:SetQueueAttributes" };
                await set({ policy: policy(statement(everybody)) });
                await set({ delaySeconds: 1 });
            },
            answer: "AccessDenied: User: arn:aws:iam::123456789012:user/deployer is not authorized to perform",
        },
        tags: pair((count: number) => sqs().setTags("queue", manyTags(count)), 50, 51, "InvalidParameterValue"),
    });

    it("is found by name, ARN and URL, with the URL of its partition", async () => {
        const queue = await sqs().get("queue");
        expect(queue).toMatchObject({
            arn: ARN,
            url: "https://sqs.eu-west-1.amazonaws.com/123456789012/queue",
            settings: { sqsManagedSse: true, maximumMessageSize: 262_144, messageRetentionPeriod: 345_600 },
        });
        expect([sqs().find(ARN), sqs().find(queue.url)]).toEqual([queue, queue]);
        const { url } = await account.sqs("cn-north-1").create("queue");
        expect(url).toBe("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/queue");
    });

    it("is encrypted with a KMS key instead of SQS's own where one is named", async () => {
        await set({ kmsMasterKeyId: "alias/aws/sqs" });
        expect((await sqs().get("queue")).settings).toMatchObject({ sqsManagedSse: false });
    });

    it("keeps messages for as long as it is set to, and tells CloudWatch how many there are", async () => {
        await set({ policy: policy(statement()), messageRetentionPeriod: 60 });
        const visible = { region: REGION, namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible" };
        const depth = () => account.metrics.latest({ ...visible, dimensions: { QueueName: "queue" } });
        expect(await account.mailbox(ARN)!.receive(parcel("one"))).toEqual({ accepted: true });
        account.clock.advance(59_999);
        expect(await account.mailbox(ARN)!.receive(parcel("two"))).toEqual({ accepted: true });
        expect([
            sqs()
                .messages("queue")
                .map(({ body }) => body),
            depth(),
        ]).toEqual([["one", "two"], 2]);
        account.clock.advance(1);
        expect((await sqs().drain("queue")).map(({ body }) => body)).toEqual(["two"]);
        expect([sqs().messages("queue"), depth()]).toEqual([[], 0]);
    });
});
