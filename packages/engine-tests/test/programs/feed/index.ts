import { Topic } from "@pulumi/aws/sns/index.js";
import { GuardDutyMonitoring, ThreatListFeed } from "pulumi-guardduty";

const topic = new Topic("operations");
const monitoring = new GuardDutyMonitoring("training", { threatIpLists: { known: { entries: ["198.51.100.0/24"] } } });

const feed = new ThreatListFeed("feed", {
    detectorId: monitoring.detectorId,
    sources: {
        text: { url: "https://example.org/list.txt" },
        json: {
            ...{ url: "https://example.org/list.json", format: "JSON", jsonPath: "$[*]" },
            tokenSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:feed-AbCdEf",
        },
    },
    alarmTopicArns: [topic.arn],
    tags: { Team: "security" },
});

export const functionName = feed.functionName;
