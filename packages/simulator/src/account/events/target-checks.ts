import { parseArn } from "../core/arn";
import { refuse } from "../core/aws-error";
import { TARGET_RULES } from "./bridge-rules";
import { InputTemplate, isJson } from "./input-template";
import { JsonPath } from "./json-path";
import type { InputTransformer, Target } from "./rule";
import { isLogGroup, PREDEFINED } from "./target-input";

/**
 * Checks a target as PutTargets does. Whether it exists, and whether its policy lets EventBridge in, is not checked: that
 * shows when an event is to be delivered.
 */
export function checkTarget(target: Target, region: string): void {
    const { id, arn } = target;
    if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(id)) {
        refuse(TARGET_RULES.id, undefined, { id });
    }
    const parsed = parseArn(arn);
    if (parsed === undefined) {
        refuse(TARGET_RULES.arn, undefined, { arn });
    }
    if (parsed.region !== region) {
        refuse(TARGET_RULES.region, `the rule is in ${region}`, { arn });
    }
    if ([target.input, target.inputPath, target.inputTransformer].filter((one) => one !== undefined).length > 1) {
        refuse(TARGET_RULES.oneInput, undefined, { id });
    }
    if (target.input !== undefined && !isJson(target.input)) {
        refuse(TARGET_RULES.input, undefined, { id });
    }
    if (target.inputPath !== undefined) {
        checkPath(id, target.inputPath);
    }
    if (target.inputTransformer !== undefined) {
        checkTransformer(id, target.inputTransformer);
    }
    if (isLogGroup(arn)) {
        checkLogInput(target);
    }
    checkDelivery(target, region);
}

function checkTransformer(id: string, { paths, template }: InputTransformer): void {
    if (Object.keys(paths).length > 100) {
        refuse(TARGET_RULES.variables, undefined, { id });
    }
    for (const [name, path] of Object.entries(paths)) {
        if (!/^(?!aws)[A-Za-z0-9_-]{1,256}$/i.test(name)) {
            refuse(TARGET_RULES.variableName, undefined, { id, name });
        }
        checkPath(id, path);
    }
    if (template.length > 8192) {
        refuse(TARGET_RULES.templateSize, `${template.length} characters`);
    }
    const parsed = new InputTemplate(template);
    const unknown = parsed.variables.find((name) => !Object.hasOwn(paths, name) && !PREDEFINED.has(name));
    if (unknown !== undefined) {
        refuse(TARGET_RULES.unknownVariable, undefined, { id, name: unknown });
    }
    if (!parsed.isValid) {
        refuse(TARGET_RULES.template, undefined, { id, reason: "not JSON" });
    }
}

/** Of any other input the target is refused, or its events vanish. */
function checkLogInput({ id, input, inputPath, inputTransformer }: Target): void {
    const isLogEvent = inputTransformer === undefined || new InputTemplate(inputTransformer.template).isLogEvent;
    if (input !== undefined || inputPath !== undefined || !isLogEvent) {
        refuse(TARGET_RULES.logInput, undefined, { id });
    }
}

function checkDelivery({ id, deadLetterArn, retryPolicy }: Target, region: string): void {
    if (deadLetterArn !== undefined) {
        const queue = parseArn(deadLetterArn);
        if (queue?.service !== "sqs" || queue.region !== region) {
            refuse(TARGET_RULES.deadLetters, deadLetterArn, { id });
        }
    }
    const { maximumEventAgeInSeconds: age = 60, maximumRetryAttempts: attempts = 0 } = retryPolicy ?? {};
    if (!(age >= 60 && age <= 86_400 && attempts >= 0 && attempts <= 185)) {
        refuse(TARGET_RULES.retry, `${attempts} attempts, ${age} seconds`);
    }
}

function checkPath(id: string, path: string): void {
    if (path.length > 256 || JsonPath.parse(path) === undefined) {
        refuse(TARGET_RULES.path, undefined, { id, path });
    }
}
