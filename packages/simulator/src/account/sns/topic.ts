import type { Tags } from "../core/tags";

/** What can be set on a topic. */
export interface TopicSettings {
    readonly displayName: string;
    readonly policy: string;
    readonly kmsMasterKeyId: string | undefined;
    readonly deliveryPolicy: string | undefined;
    readonly signatureVersion: number;
    readonly tracingConfig: string;
}

/** A standard topic; a FIFO topic is not modelled. */
export interface Topic {
    readonly name: string;
    readonly arn: string;
    settings: TopicSettings;
    tags: Tags;
}

export type Protocol = "email" | "email-json" | "sqs" | "lambda" | "https";
export const PROTOCOLS: readonly Protocol[] = ["email", "email-json", "sqs", "lambda", "https"];

export interface Subscription {
    readonly arn: string;
    readonly topicArn: string;
    readonly protocol: Protocol;
    readonly endpoint: string;
    /** Whether whoever has the endpoint has not yet said that they want the messages. */
    pending: boolean;
    /** Milliseconds since the epoch. */
    readonly madeAt: number;
    rawMessageDelivery: boolean;
    redrivePolicy: string | undefined;
}
