import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Queue } from "./queue";

export function writeQueue({ settings, messages, ...queue }: Queue): Snapshot {
    return { ...queue, settings: { ...settings }, messages: messages.map((message) => ({ ...message })) };
}

export function readQueue(queue: SnapshotReader): Queue {
    const settings = queue.object("settings");
    return {
        name: queue.string("name"),
        url: queue.string("url"),
        arn: queue.string("arn"),
        settings: {
            delaySeconds: settings.number("delaySeconds"),
            maximumMessageSize: settings.number("maximumMessageSize"),
            messageRetentionPeriod: settings.number("messageRetentionPeriod"),
            receiveMessageWaitTimeSeconds: settings.number("receiveMessageWaitTimeSeconds"),
            visibilityTimeout: settings.number("visibilityTimeout"),
            kmsMasterKeyId: settings.optionalString("kmsMasterKeyId"),
            kmsDataKeyReusePeriodSeconds: settings.number("kmsDataKeyReusePeriodSeconds"),
            sqsManagedSse: settings.boolean("sqsManagedSse"),
            policy: settings.optionalString("policy"),
            redrivePolicy: settings.optionalString("redrivePolicy"),
            redriveAllowPolicy: settings.optionalString("redriveAllowPolicy"),
        },
        tags: queue.map("tags"),
        messages: queue.list("messages", (message) => ({
            id: message.string("id"),
            body: message.string("body"),
            attributes: message.map("attributes"),
            sentAt: message.number("sentAt"),
        })),
    };
}
