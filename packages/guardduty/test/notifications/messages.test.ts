import { describe, expect, it } from "vitest";
import { readChatMessage } from "../../../simulator/src/account/chatbot/chat-message";
import { InputTemplate } from "../../../simulator/src/account/events/input-template";
import { JsonPath } from "../../../simulator/src/account/events/json-path";
import {
    chatTemplate,
    textTemplate,
    type MessageSubject,
    type MessageTemplate,
} from "../../src/notifications/messages";
import { coverageEvent, findingEvent, planEvent, postScanEvent, scanEvent, type Event } from "./events";

const SUBJECTS: Record<MessageSubject, Event> = {
    LOW: findingEvent({ severity: 2 }),
    MEDIUM: findingEvent({ severity: 5 }),
    HIGH: findingEvent({ severity: 8 }),
    CRITICAL: findingEvent({ severity: 9 }),
    MALWARE_SCAN_PROBLEMS: scanEvent("THREATS_FOUND", { threats: [{ name: "EICAR-Test-File (not a virus)" }] }),
    MALWARE_SCAN_RESULTS: scanEvent("NO_THREATS_FOUND"),
    MALWARE_PLAN_PROBLEMS: planEvent("Error"),
    RUNTIME_COVERAGE_PROBLEMS: coverageEvent("Unhealthy"),
};
const ALL = Object.keys(SUBJECTS) as MessageSubject[];

/** As EventBridge fills a template: the simulator's reading, whose rules say how sure they are. */
function fill({ inputPaths, inputTemplate }: MessageTemplate, event: Event): string {
    const filled = new InputTemplate(inputTemplate).fill((name) => JsonPath.parse(inputPaths[name]!)?.find(event));
    if ("problem" in filled) throw new Error(filled.problem);
    return filled.text;
}

function textOf(subject: MessageSubject, event = SUBJECTS[subject], partition = "aws"): Record<string, string> {
    return JSON.parse(fill(textTemplate(subject, partition), event)) as Record<string, string>;
}

describe("a finding's text", () => {
    it("says what somebody needs to act", () => {
        expect(textOf("HIGH")).toEqual({
            alert: "GuardDuty: High severity (8) in account 111122223333, eu-west-1",
            type: "Recon:EC2/PortProbeUnprotectedPort",
            resource: expect.stringMatching(/^Instance i-0abc *$/) as string,
            seen: "3 times, first 2026-11-24T08:00:00.000Z, last 2026-11-24T09:30:00.000Z",
            account: "111122223333",
            region: "eu-west-1",
            finding: "16afba5c5c43e07c9e3e5e2e544e95df",
            sample: "",
            console:
                "https://console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?search=id%3D16afba5c5c43e07c9e3e5e2e544e95df",
        });
    });

    it.each([
        ["LOW", "Low"],
        ["MEDIUM", "Medium"],
        ["HIGH", "High"],
        ["CRITICAL", "Critical"],
    ] as const)("of %s says the severity in a word and as a number", (subject, word) => {
        const { severity } = SUBJECTS[subject]["detail"] as { severity: number };
        expect(textOf(subject)["alert"]).toContain(`${word} severity (${severity})`);
    });

    it.each<[string, object]>([
        ["i-0abc", { instanceDetails: { instanceId: "i-0abc" } }],
        ["AKIAIOSFODNN7EXAMPLE", { accessKeyDetails: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", userName: "x" } }],
        ["arn:aws:s3:::weights", { s3BucketDetails: [{ arn: "arn:aws:s3:::weights", name: "weights" }] }],
        ["arn:eks", { eksClusterDetails: { arn: "arn:eks" } }],
        ["arn:ecs", { ecsClusterDetails: { arn: "arn:ecs" } }],
        ["arn:lambda", { lambdaDetails: { functionArn: "arn:lambda" } }],
        ["arn:rds", { rdsDbInstanceDetails: { dbInstanceArn: "arn:rds" } }],
        ["arn:limitless", { rdsLimitlessDbDetails: { dbShardGroupArn: "arn:limitless" } }],
        ["arn:snapshot", { ebsSnapshotDetails: { snapshotArn: "arn:snapshot" } }],
        ["arn:image", { ec2ImageDetails: { imageArn: "arn:image" } }],
        ["arn:recovery", { recoveryPointDetails: { recoveryPointArn: "arn:recovery" } }],
        ["amazon.nova-pro", { modelDetails: [{ modelId: "amazon.nova-pro" }] }],
        ["arn:guardrail", { bedrockGuardrailDetails: { guardrails: [{ arn: "arn:guardrail" }] } }],
    ])("names the resource %s, and nothing else of it", (id, details) => {
        const event = findingEvent({ severity: 8, resource: { resourceType: "Kind", ...details } });
        expect(textOf("HIGH", event)["resource"]?.split(/ +/).filter(Boolean)).toEqual(["Kind", id]);
    });

    it("says of an attack sequence what kinds of resources are in it, and nothing that may hold an object's key", () => {
        // FindingResourceType and ResourceV2 in GuardDuty's API model; the finding itself has no resource to speak of.
        const kinds = ["ACCESS_KEY", "S3_BUCKET", "S3_OBJECT", "EC2_INSTANCE", "EC2_NETWORK_INTERFACE"];
        const resources = kinds.map((resourceType) => ({
            ...{
                resourceType,
                uid: "arn:aws:s3:::weights/https://evil.example",
                name: "evil",
                accountId: "111122223333",
            },
            data: { accessKey: { userName: "evil" }, s3Object: { key: "evil" } },
        }));
        const event = findingEvent({ severity: 9, type: "AttackSequence:S3/CompromisedData", resource: {} });
        const sequence = {
            uid: "1",
            description: "evil",
            resources,
            signals: [],
            actors: [{ user: { name: "evil" } }],
        };
        const { service } = event.detail as { service: object };
        const whole = { ...event, detail: { ...event.detail, service: { ...service, detection: { sequence } } } };
        const text = textOf("CRITICAL", whole);
        expect(text["resource"]?.split(/ +/).filter(Boolean)).toEqual(kinds.slice(0, 4));
        expect(JSON.stringify(text)).not.toContain("evil");
    });

    it("sets two resources apart, and says of a sample that it is one", () => {
        const resource = { instanceDetails: { instanceId: "i-0abc" }, accessKeyDetails: { accessKeyId: "ASIA1" } };
        const text = textOf("HIGH", findingEvent({ severity: 8, resource, sample: true }));
        expect(text["resource"]?.split(/ +/).filter(Boolean)).toEqual(["i-0abc", "ASIA1"]);
        expect(text["sample"]).toBe("true");
    });

    it.each([
        ["aws", "https://console.aws.amazon.com/"],
        ["aws-cn", "https://console.amazonaws.cn/"],
        ["aws-us-gov", "https://console.amazonaws-us-gov.com/"],
        ["aws-eusc", "https://console.amazonaws-eusc.eu/"],
        ["aws-later", undefined],
    ])("links to the console of %s", (partition, start) => {
        const { console: link } = textOf("HIGH", SUBJECTS.HIGH, partition);
        if (start === undefined) expect(link).toBeUndefined();
        else expect(link?.startsWith(`${start}guardduty/home?region=eu-west-1#`)).toBe(true);
    });
});

describe("the text of other events", () => {
    it.each([
        [
            "MALWARE_SCAN_PROBLEMS",
            ["uploads", "THREATS_FOUND", "EICAR-Test-File (not a virus)", "ASIAI44QH8DHBEXAMPLE"],
        ],
        ["MALWARE_SCAN_RESULTS", ["uploads", "NO_THREATS_FOUND"]],
        [
            "MALWARE_PLAN_PROBLEMS",
            ["uploads", "ERROR", "INSUFFICIENT_TEST_OBJECT_PERMISSIONS", "malware-protection-plan/"],
        ],
        ["RUNTIME_COVERAGE_PROBLEMS", ["EKS", "training", "UNHEALTHY, before HEALTHY"]],
    ] as const)("%s says what happened to what", (subject, parts) => {
        const text = fill(textTemplate(subject, "aws"), SUBJECTS[subject]);
        // Coverage is of the account that the resource is in, here a member's.
        const account = subject === "RUNTIME_COVERAGE_PROBLEMS" ? "444455556666" : "111122223333";
        for (const part of [...parts, account, "eu-west-1"]) expect(text).toContain(part);
    });

    it("says why a tag could not be written", () => {
        const text = fill(textTemplate("MALWARE_SCAN_PROBLEMS", "aws"), postScanEvent("MAX_TAG_LIMIT_EXCEEDED"));
        expect(text).toContain("MAX_TAG_LIMIT_EXCEEDED");
        expect(text).toContain("Post Scan Action Failed");
    });
});

describe("a chat message", () => {
    it.each(ALL)("of %s is a custom notification with the same words", (subject) => {
        const chat = JSON.parse(fill(chatTemplate(subject, "aws"), SUBJECTS[subject])) as {
            content: { title: string; description: string };
        };
        const { alert, ...fields } = textOf(subject);
        expect(chat).toEqual({
            version: "1.0",
            source: "custom",
            content: { textType: "client-markdown", title: alert, description: expect.any(String) as string },
        });
        expect(chat.content.description.split("\n")).toEqual(
            Object.entries(fields).map(([key, value]) => `*${key}*: ${value}`),
        );
        // What the service shows, by the simulator's reading of its rules: it drops what it does not know without a word.
        expect(readChatMessage(JSON.stringify({ Type: "Notification", Message: JSON.stringify(chat) }))).toEqual({
            shown: { kind: "custom", title: alert, text: chat.content.description },
        });
        // Amazon Q Developer in chat applications, "Custom notifications": the title may have 250 characters.
        expect(chat.content.title.length).toBeLessThanOrEqual(250);
    });
});

describe.each([
    ["text", textTemplate],
    ["chat", chatTemplate],
] as const)("every %s template", (_, template) => {
    it.each(ALL)("of %s is one that EventBridge takes", (subject) => {
        const { inputPaths, inputTemplate } = template(subject, "aws-us-gov");
        expect(inputTemplate).not.toMatch(/[\r\n]/);
        expect(inputTemplate.length).toBeLessThanOrEqual(8_192);
        expect(Object.keys(inputPaths).length).toBeLessThanOrEqual(100);
        expect(JSON.parse(inputTemplate)).toBeTypeOf("object");
        for (const name of Object.keys(inputPaths)) expect(name).toMatch(/^[A-Za-z0-9_-]+$/);
        const used = new Set([...inputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name));
        expect([...used].sort()).toEqual(Object.keys(inputPaths).sort());
        // Every variable is inside a text: one outside that is missing would leave no JSON.
        for (const value of Object.values(inputPaths)) expect(value).toMatch(/^\$(\.[A-Za-z0-9-]+(\[\d\])?)+$/);
    });

    it.each(ALL)("of %s is whole when nothing is in the event", (subject) => {
        expect(
            () => JSON.parse(fill(template(subject, "aws"), { source: "", "detail-type": "", detail: {} })) as unknown,
        ).not.toThrow();
    });

    it.each(ALL)("of %s shows nothing that an attacker writes", (subject) => {
        const mark = 'https://evil.example/\u0000\n"}]<script>';
        const hostile = JSON.parse(JSON.stringify(SUBJECTS[subject]), (key, value: unknown) =>
            ATTACKERS.includes(key) ? mark : value,
        ) as Event;
        (hostile["detail"] as Record<string, unknown>)["resource"] = {
            ...((hostile["detail"] as Record<string, unknown>)["resource"] as object | undefined),
            kubernetesDetails: { kubernetesWorkloadDetails: { name: mark } },
            containerDetails: { name: mark, image: mark },
            accessKeyDetails: { userName: mark, principalId: mark },
        };
        const text = fill(template(subject, "aws"), hostile);
        expect(text).toBe(fill(template(subject, "aws"), SUBJECTS[subject]));
        expect(text).not.toContain("evil");
    });

    it.each(ALL)("of %s is still JSON where a value has what no identifier has", (subject) => {
        const odd = JSON.parse(JSON.stringify(SUBJECTS[subject]), (_key, value: unknown) =>
            typeof value === "string" ? `${value}"\n\u0007` : value,
        ) as Event;
        expect(() => JSON.parse(fill(template(subject, "aws"), odd)) as unknown).not.toThrow();
    });
});

/** What whoever is in the account, or only uploads to it, may choose. */
const ATTACKERS = ["title", "description", "objectKey", "userName", "executablePath", "issue"];
