/** What JSON can hold; a member that is undefined is left out. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
    readonly [key: string]: Json | undefined;
}

/** A finding as GuardDuty writes it to S3 and sends it to EventBridge: the API's names in camelCase. */
export interface Finding {
    readonly schemaVersion: string;
    readonly accountId: string;
    readonly region: string;
    readonly partition: string;
    readonly id: string;
    readonly arn: string;
    readonly type: string;
    readonly resource: JsonObject;
    readonly service: JsonObject;
    readonly severity: number;
    readonly createdAt: string;
    readonly updatedAt: string;
    readonly title: string;
    readonly description: string;
    readonly associatedAttackSequenceArn?: string;
    readonly customDetectionRuleName?: string;
}
