// Every finding type, at each severity that it may have, sent through the rules of every example that tells anybody: the page in
// docs/ is made from what arrives, and what has to arrive is stated here by itself.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FINDING_TYPES, type FindingTypeFacts } from "guardduty-findings-generator";
import { beforeAll, describe, expect, it } from "vitest";
import { findExamplesWith, sampleTypesIn } from "./examples-with";
import { DEPLOYMENT_TIMEOUT_MS, type ExampleRun, runExample } from "./example-run";
import { findingOf, HOSTILE, heardDuring, OTHER_EVENTS, REGION, stepsDuring, TEAM } from "./audience";

const BANDS = { LOW: 2, MEDIUM: 5, HIGH: 8, CRITICAL: 9.5 } as const;
type Band = keyof typeof BANDS;
const ALL_BANDS: readonly Band[] = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

/** The types about AI workloads of the user guide's pages on AI Protection and foundational detection, by hand. */
const AI_TYPES = [
    "Impact:IAMUser/AnomalousModelInvocation",
    "Impact:IAMUser/CostHarvesting",
    "Impact:IAMUser/PromptInjection.Direct",
    "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
    // Of a custom rule: credentials made for the Bedrock service.
    "PrivilegeEscalation:IAM/AccountManipulation",
];

/** Custom rules for SageMaker count as about AI workloads too; stated for the whole catalog without them. */
const AI_OR_CUSTOM = /:SageMaker\//;

interface Reported {
    readonly type: string;
    readonly band: Band;
    readonly who: readonly string[];
    readonly messages: readonly string[];
    readonly lost: number;
}

const EXAMPLES = findExamplesWith("FindingNotifications");
const told = new Map<string, { run: ExampleRun; findings: Reported[]; others: [string, string[]][]; mail: string }>();

function bandsOf({ severity }: FindingTypeFacts): readonly Band[] {
    return severity === "VARIABLE" ? ALL_BANDS : [severity];
}

async function tell({ account }: ExampleRun): Promise<void> {
    await account.sns(REGION).subscriptions.confirm(TEAM);
}

describe.each(EXAMPLES)("examples/%s", (example) => {
    let run: ExampleRun;
    const findings: Reported[] = [];
    const others = new Map<string, string[]>();

    beforeAll(async () => {
        run = await runExample(example);
        await tell(run);
        const { account } = run;
        for (const facts of FINDING_TYPES) {
            for (const band of bandsOf(facts)) {
                const finding = findingOf({ type: facts.type, severity: BANDS[band] });
                let lost = 0;
                const heard = await heardDuring(account, async () => {
                    const steps = await stepsDuring(account, () => account.guardDuty(REGION).findings.report(finding));
                    lost = steps.filter(({ outcome }) => outcome !== "delivered").length;
                });
                const who = [...new Set(heard.map((one) => one.who))].sort();
                findings.push({ type: facts.type, band, who, lost, messages: heard.map(({ message }) => message) });
            }
        }
        for (const [what, { detailType, detail }] of Object.entries(OTHER_EVENTS)) {
            const send = (): Promise<unknown> =>
                account.events(REGION).put({ source: "aws.guardduty", detailType, detail });
            others.set(what, [...new Set((await heardDuring(account, send)).map(({ who }) => who))].sort());
        }
        const mail = findings.flatMap(({ messages }) => messages).find((one) => one.startsWith('{"alert"')) ?? "";
        told.set(example, { run, findings, others: [...others], mail });
    }, 3 * DEPLOYMENT_TIMEOUT_MS);

    it("has every type of the catalog, and nothing of it is lost", () => {
        expect(new Set(findings.map(({ type }) => type))).toEqual(new Set(FINDING_TYPES.map(({ type }) => type)));
        expect(findings.filter(({ lost }) => lost > 0)).toEqual([]);
    });

    it("tells the team of whatever is Medium or higher", () => {
        const serious = findings.filter(({ band }) => band !== "LOW");
        expect(serious.length).toBeGreaterThan(100);
        expect(serious.filter(({ who }) => !who.includes(TEAM))).toEqual([]);
    });

    it("tells the team of whatever is about models, though it is Low", () => {
        const ai = findings.filter(({ type }) => AI_TYPES.includes(type));
        expect(new Set(ai.map(({ type }) => type))).toEqual(new Set(AI_TYPES));
        expect(ai.some(({ band }) => band === "LOW")).toBe(true);
        expect(ai.filter(({ who }) => !who.includes(TEAM))).toEqual([]);
    });

    it("says in each mail what it is about, in words of AWS's alone", () => {
        for (const { type, band, who, messages } of findings) {
            const mails = messages.filter((message) => message.startsWith('{"alert"'));
            expect(mails.length > 0).toBe(who.includes(TEAM));
            for (const mail of mails) {
                const said = JSON.parse(mail) as Record<string, string>;
                expect(said["alert"]?.toUpperCase()).toContain(`${band} SEVERITY`);
                expect(said).toMatchObject({ type, account: run.account.accountId, region: REGION });
                expect(said["console"]).toMatch(/^https:\/\/console\.aws\.amazon\.com\/guardduty\//);
                expect(mail).not.toContain("evil");
            }
        }
        expect(HOSTILE).toContain("evil");
    });

    it("tells the team of the sample findings that its README asks for", () => {
        const asked = sampleTypesIn(readFileSync(join(run.directory, "README.md"), "utf8"));
        expect(asked.length).toBeGreaterThan(0);
        for (const type of asked) {
            const ofType = findings.filter((one) => one.type === type);
            expect(ofType.length).toBeGreaterThan(0);
            expect(ofType.filter(({ who }) => !who.includes(TEAM))).toEqual([]);
        }
    });

    it("tells nobody twice in one place", () => {
        for (const { who, messages } of findings) {
            expect(messages.length).toBe(who.length);
        }
    });
});

describe("what each example is meant to do", () => {
    const whoHears = (example: string, type: string, band: Band): readonly string[] | undefined =>
        told.get(example)?.findings.find((one) => one.type === type && one.band === band)?.who;

    it("eks-gpu-cluster: Medium of anything, Low of clusters, and silent agents", () => {
        const example = "eks-gpu-cluster";
        expect(whoHears(example, "Policy:Kubernetes/KubeflowDashboardExposed", "MEDIUM")).toEqual([TEAM]);
        expect(whoHears(example, "Execution:Kubernetes/SuspiciousFile", "LOW")).toEqual([TEAM]);
        expect(whoHears(example, "Recon:EC2/PortProbeUnprotectedPort", "LOW")).toEqual([]);
        const others = new Map(told.get(example)?.others);
        expect(others.get("an agent fell silent")).toEqual([TEAM]);
        expect(others.get("an agent is healthy again")).toEqual([]);
        expect(others.get("an upload has malware")).toEqual([]);
    });

    it("sagemaker-training: Medium of anything, Low of S3 data, problems of scans; everything on record", () => {
        const example = "sagemaker-training";
        const record = "log group alerts-record";
        const { findings = [], others = [] } = told.get(example) ?? {};
        expect(whoHears(example, "Stealth:S3/ServerAccessLoggingDisabled", "LOW")).toEqual([record, TEAM]);
        expect(whoHears(example, "Recon:EC2/PortProbeUnprotectedPort", "LOW")).toEqual([record]);
        expect(findings.filter(({ who }) => !who.includes(record))).toEqual([]);
        const byEvent = new Map(others);
        expect(byEvent.get("an upload has malware")).toEqual([record, TEAM]);
        expect(byEvent.get("an upload can't be scanned: too large, or of a kind that is not")).toEqual([record, TEAM]);
        expect(byEvent.get("an upload has no threats")).toEqual([record]);
        expect(byEvent.get("a malware protection plan no longer protects")).toEqual([record, TEAM]);
    });

    it("ai-training-account: Medium of anything, High to whoever is on call, problems; every finding on record", () => {
        const example = "ai-training-account";
        const [record, oncall] = ["log group alerts-record", "topic alerts-topic-oncall"];
        const { findings = [], others = [] } = told.get(example) ?? {};
        const expected = ({ type, band }: Reported): string[] => [
            record,
            ...(band !== "LOW" || AI_TYPES.includes(type) ? [TEAM] : []),
            ...(band === "HIGH" || band === "CRITICAL" ? [oncall] : []),
        ];
        expect(findings.filter((one) => !AI_OR_CUSTOM.test(one.type)).length).toBeGreaterThan(200);
        for (const one of findings.filter(({ type }) => !AI_OR_CUSTOM.test(type)))
            expect(one).toMatchObject({ type: one.type, who: expected(one) });
        expect(whoHears(example, "Impact:IAMUser/PromptInjection.Direct", "LOW")).toEqual([record, TEAM]);
        const byEvent = new Map(others);
        expect(byEvent.get("an upload has malware")).toEqual([TEAM]);
        expect(byEvent.get("an upload has no threats")).toEqual([]);
        expect(byEvent.get("a malware protection plan has a warning")).toEqual([TEAM]);
        expect(byEvent.get("a malware protection plan no longer protects")).toEqual([TEAM]);
        expect(byEvent.get("an agent fell silent")).toEqual([TEAM]);
    });

    it.each([
        ["ai-training-account", 0],
        ["eks-gpu-cluster", 0],
        ["sagemaker-training", 2],
    ])("%s: what a suppression rule hides, nobody hears of", async (example, expected) => {
        const { account } = told.get(example)!.run;
        const containerDetails = { image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/training/llm:1" };
        const resource = { resourceType: "EKSCluster", containerDetails };
        const finding = findingOf({ type: "Execution:Runtime/NewBinaryExecuted", severity: 5, resource });
        const heard = await heardDuring(account, () => account.guardDuty(REGION).findings.report(finding));
        expect(heard).toHaveLength(expected);
    });

    it("is in the page", async () => {
        const page = ["# Who hears of what", "", ...INTRODUCTION];
        for (const example of EXAMPLES) {
            const { findings, others } = told.get(example)!;
            page.push(`## ${example}`, "", `[The example](../examples/${example}/README.md).`, "");
            page.push(...tableOfFindings(findings), "", ...tableOfOthers(others), "");
        }
        const mail = told.get("eks-gpu-cluster")?.mail ?? "";
        page.push("## A message", "", "Of a finding to an address, spread over lines:", "", "```json");
        page.push(JSON.stringify(JSON.parse(mail), undefined, 4), "```", "");
        await expect(page.join("\n")).toMatchFileSnapshot(join(__dirname, "../../../../docs/who-hears-of-what.md"));
    });
});

const INTRODUCTION = [
    "Made by a test, which sends every finding type through each example that has [alerts](notifications.md), at its default severity (at",
    "each, where AWS publishes none), to a simulated account that evaluates every policy on the way. The e-mail is confirmed, and the",
    "configuration is the example's own. A type that is not named goes where the row of its severity says.",
    "",
];

/** For each severity whom most types reach, and which types reach others. */
function tableOfFindings(findings: readonly Reported[]): string[] {
    const rows = ALL_BANDS.flatMap((band) => {
        const ofBand = findings.filter((one) => one.band === band);
        const groups = new Map<string, Reported[]>();
        for (const one of ofBand) {
            const who = one.who.join(", ");
            groups.set(who, [...(groups.get(who) ?? []), one]);
        }
        const [most, ...rest] = [...groups].sort(([, a], [, b]) => b.length - a.length);
        return [
            ...(most === undefined ? [] : [`| ${band} | all others, ${most[1].length} types | ${nobody(most[0])} |`]),
            ...rest.map(
                ([who, ones]) => `| ${band} | ${ones.map(({ type }) => `\`${type}\``).join(", ")} | ${nobody(who)} |`,
            ),
        ];
    });
    return ["| severity | types | who hears |", "| --- | --- | --- |", ...rows];
}

function tableOfOthers(others: readonly [string, readonly string[]][]): string[] {
    const rows = others.map(([what, who]) => `| ${what} | ${nobody(who.join(", "))} |`);
    return ["| what else happens | who hears |", "| --- | --- |", ...rows];
}

function nobody(who: string): string {
    return who === "" ? "nobody" : who;
}
