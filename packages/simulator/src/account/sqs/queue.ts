import type { Tags } from "../core/tags";

/** What can be set on a queue, in SQS's units. */
export interface QueueSettings {
    readonly delaySeconds: number;
    readonly maximumMessageSize: number;
    readonly messageRetentionPeriod: number;
    readonly receiveMessageWaitTimeSeconds: number;
    readonly visibilityTimeout: number;
    readonly kmsMasterKeyId: string | undefined;
    readonly kmsDataKeyReusePeriodSeconds: number;
    readonly sqsManagedSse: boolean;
    readonly policy: string | undefined;
    readonly redrivePolicy: string | undefined;
    readonly redriveAllowPolicy: string | undefined;
}

/** As CreateQueue documents them; messages are encrypted with a key of SQS's own unless another is named. */
export const DEFAULT_QUEUE_SETTINGS: QueueSettings = {
    delaySeconds: 0,
    maximumMessageSize: 262_144,
    messageRetentionPeriod: 345_600,
    receiveMessageWaitTimeSeconds: 0,
    visibilityTimeout: 30,
    kmsMasterKeyId: undefined,
    kmsDataKeyReusePeriodSeconds: 300,
    sqsManagedSse: true,
    policy: undefined,
    redrivePolicy: undefined,
    redriveAllowPolicy: undefined,
};

export interface QueueMessage {
    readonly id: string;
    readonly body: string;
    readonly attributes: Readonly<Record<string, string>>;
    /** Milliseconds since the epoch. */
    readonly sentAt: number;
}

/** A standard queue; a FIFO queue is not modelled. */
export interface Queue {
    readonly name: string;
    readonly url: string;
    readonly arn: string;
    settings: QueueSettings;
    tags: Tags;
    messages: readonly QueueMessage[];
}
