const REGION = "us-east-1";

/** A finding of severity High, in the event's shape. */
export const FINDING = {
    schemaVersion: "2.0",
    ...{ accountId: "123456789012", region: REGION, partition: "aws", id: "16afba5c5c43e07c9e3e5e2e544e95df" },
    ...{ type: "CryptoCurrency:EC2/BitcoinTool.B!DNS", severity: 8, title: "Mining", description: "Mining" },
    resource: { resourceType: "Instance", instanceDetails: { instanceId: "i-0abc" } },
    service: {
        ...{ serviceName: "guardduty", archived: false, count: 1, additionalInfo: { type: "default" } },
        ...{ eventFirstSeen: "2026-11-24T08:00:00.000Z", eventLastSeen: "2026-11-24T09:30:00.000Z" },
    },
};
