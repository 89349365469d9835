import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { EventRule, Target } from "./rule";

export function writeRule({ targets, ...rule }: EventRule): Snapshot {
    return { ...rule, targets: targets.map(writeTarget) };
}

function writeTarget({ inputTransformer, retryPolicy, ...target }: Target): Snapshot {
    return {
        ...target,
        inputTransformer: inputTransformer && {
            paths: Object.entries(inputTransformer.paths).map(([name, path]) => ({ name, path })),
            template: inputTransformer.template,
        },
        retryPolicy: retryPolicy && { ...retryPolicy },
    };
}

export function readRule(rule: SnapshotReader): EventRule {
    return {
        name: rule.string("name"),
        arn: rule.string("arn"),
        description: rule.string("description"),
        eventPattern: rule.string("eventPattern"),
        state: rule.string("state"),
        tags: rule.map("tags"),
        targets: rule.list("targets", readTarget),
    };
}

function readTarget(target: SnapshotReader): Target {
    const transformer = target.optionalObject("inputTransformer");
    const retry = target.optionalObject("retryPolicy");
    return {
        id: target.string("id"),
        arn: target.string("arn"),
        input: target.optionalString("input"),
        inputPath: target.optionalString("inputPath"),
        inputTransformer: transformer && {
            paths: Object.fromEntries(
                transformer.list("paths", (one) => [one.string("name"), one.string("path")] as const),
            ),
            template: transformer.string("template"),
        },
        deadLetterArn: target.optionalString("deadLetterArn"),
        retryPolicy: retry && {
            maximumEventAgeInSeconds: retry.optionalNumber("maximumEventAgeInSeconds"),
            maximumRetryAttempts: retry.optionalNumber("maximumRetryAttempts"),
        },
    };
}
