export interface Arn {
    readonly partition: string;
    readonly service: string;
    readonly region: string;
    readonly accountId: string;
    readonly resource: string;
}

const ARN = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):(.+)$/;

export function parseArn(text: string): Arn | undefined {
    const match = ARN.exec(text);
    if (match === null) {
        return undefined;
    }
    const [, partition = "", service = "", region = "", accountId = "", resource = ""] = match;
    return { partition, service, region, accountId, resource };
}
