import { attributesOf } from "./attributes";
import type { FindingFacts } from "./finding-facts";
import { isMembers, objectAt, textAt, type Members } from "./members";
import { resourceName } from "./resource-name";

/** As the library's notifications and its findings lake have it: these types, and whatever names a model or a guardrail. */
const AI_TYPES = new Set([
    "Impact:IAMUser/AnomalousModelInvocation",
    "Impact:IAMUser/CostHarvesting",
    "Impact:IAMUser/PromptInjection.Direct",
    "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
    "PrivilegeEscalation:IAM/AccountManipulation",
    "Execution:SageMaker/CommandAndScriptingInterpreter",
]);

/** The longest text that is kept of what names a finding: AWS's own are far shorter. */
const LONGEST_NAME = 300;

/** What the review keeps of a finding, or in what way the JSON is none. */
export function readFinding(finding: unknown): FindingFacts | string {
    if (!isMembers(finding)) return "is JSON, but no object";
    const id = textAt(finding, "id");
    const accountId = textAt(finding, "accountId");
    const region = textAt(finding, "region");
    const type = textAt(finding, "type");
    const updatedAt = timeAt(finding, "updatedAt");
    const { severity } = finding;
    if (id === undefined || accountId === undefined || region === undefined || type === undefined) {
        return "is no finding: it lacks id, accountId, region or type";
    }
    if ([id, accountId, region, type].some(({ length }) => length > LONGEST_NAME)) {
        return `is no finding: its id, accountId, region or type has more than ${LONGEST_NAME} characters`;
    }
    if (typeof severity !== "number" || !(severity > 0 && severity <= 10)) {
        return "is no finding: its severity is no number up to 10";
    }
    if (updatedAt === undefined) return "is no finding: its updatedAt is no time";
    const resource = objectAt(finding, "resource");
    const service = objectAt(finding, "service");
    const { count } = service;
    const firstSeen = timeAt(service, "eventFirstSeen") ?? timeAt(finding, "createdAt") ?? updatedAt;
    return {
        id,
        accountId,
        region,
        type,
        severity,
        updatedAt,
        firstSeen,
        lastSeen: timeAt(service, "eventLastSeen") ?? updatedAt,
        count: typeof count === "number" && count >= 0 ? count : 1,
        archived: service.archived === true,
        sample: objectAt(service, "additionalInfo").sample === true,
        aboutAi:
            AI_TYPES.has(type) ||
            (Array.isArray(resource.modelDetails) && resource.modelDetails.length > 0) ||
            isMembers(resource.bedrockGuardrailDetails),
        resource: resourceName(resource, service),
        attributes: attributesOf(resource, type),
        calledService: calledService(service),
    };
}

function calledService(service: Members): string {
    const name = textAt(objectAt(objectAt(service, "action"), "awsApiCallAction"), "serviceName") ?? "";
    return /^[a-z0-9.-]{1,100}$/.test(name) ? name : "";
}

function timeAt(value: Members, key: string): number | undefined {
    const text = textAt(value, key);
    if (text === undefined) return undefined;
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : time;
}
