import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/** Pulumi adds a hyphen and seven characters to a logical name. */
const SUFFIX_LENGTH = 8;
/** What the provider adds to a prefix. */
const LONGEST_PROVIDER_SUFFIX = 26;
const LONGEST_BUCKET_NAME = 63;
/** What the provider adds to a bucket's prefix takes 26 characters. */
const LONGEST_BUCKET_PREFIX = 37;
const LONGEST_FUNCTION_NAME = 64;
const LONGEST_ROLE_NAME = 64;
/** What the provider adds to a role's prefix takes 26 characters. */
const LONGEST_ROLE_PREFIX = 38;

/**
 * Arguments that let a bucket be named after its logical name. Pulumi's own generated name is the first choice, since it is known
 * in a preview; where S3 would refuse it (underscores, too long), a prefix that S3 takes.
 */
export function bucketNameFrom(logicalName: string): { bucketPrefix?: string } {
    const isAccepted =
        /^[a-z0-9][a-z0-9-]*$/i.test(logicalName) && logicalName.length + SUFFIX_LENGTH <= LONGEST_BUCKET_NAME;
    return isAccepted ? {} : { bucketPrefix: `${simplify(logicalName, LONGEST_BUCKET_PREFIX - 1)}-` };
}

/** Arguments that let a role be named after its logical name, which IAM may not take: at most 64 of A-Z a-z 0-9 + = , . @ - _. */
export function roleNameFrom(logicalName: string): { namePrefix?: string } {
    const isAccepted = /^[\w+=,.@-]+$/.test(logicalName) && logicalName.length + SUFFIX_LENGTH <= LONGEST_ROLE_NAME;
    return isAccepted ? {} : { namePrefix: `${simplify(logicalName, LONGEST_ROLE_PREFIX - 1)}-` };
}

/** EventBridge: a rule's name has at most 64 of A-Z a-z 0-9 . - _. What the provider adds to a prefix takes 26 characters. */
export function ruleNameFrom(logicalName: string): { namePrefix?: string } {
    return nameFrom(logicalName, /^[\w.-]+$/, 64);
}

/** SQS: a queue's name has at most 80 of A-Z a-z 0-9 - _. */
export function queueNameFrom(logicalName: string): { namePrefix?: string } {
    return nameFrom(logicalName, /^[\w-]+$/, 80);
}

/** SNS: a topic's name has at most 256 of A-Z a-z 0-9 - _. */
export function topicNameFrom(logicalName: string): { namePrefix?: string } {
    return nameFrom(logicalName, /^[\w-]+$/, 256);
}

/** Prefix of the generated id of a statement in a function's policy: at most 100 of A-Z a-z 0-9 - _, never the logical name's dots. */
export function statementIdPrefixFrom(logicalName: string): string {
    return `${simplify(logicalName, 100 - LONGEST_PROVIDER_SUFFIX - 1)}-`;
}

/** Prefix of a log group's generated name, in the folder where EventBridge's console makes them. */
export function logGroupPrefixFrom(logicalName: string): string {
    return `/aws/events/${simplify(logicalName, 100)}-`;
}

/** Prefix of the generated name of a function's log group, in the folder where Lambda makes them. */
export function lambdaLogGroupPrefixFrom(logicalName: string): string {
    return `/aws/lambda/${simplify(logicalName, 100)}-`;
}

/** Lambda: a function's name has at most 64 of A-Z a-z 0-9 - _. The provider takes no prefix: the stack sets two apart. */
export function functionNameFrom(logicalName: string): { name?: string } {
    if (/^[\w-]+$/.test(logicalName) && logicalName.length + SUFFIX_LENGTH <= LONGEST_FUNCTION_NAME) return {};
    const whole = `${pulumi.getProject()}/${pulumi.getStack()}/${logicalName}`;
    const hash = createHash("sha256").update(whole).digest("hex").slice(0, SUFFIX_LENGTH);
    return { name: `${simplify(logicalName, LONGEST_FUNCTION_NAME - SUFFIX_LENGTH - 1)}-${hash}` };
}

function nameFrom(logicalName: string, accepted: RegExp, longest: number): { namePrefix?: string } {
    const isAccepted = accepted.test(logicalName) && logicalName.length + SUFFIX_LENGTH <= longest;
    return isAccepted ? {} : { namePrefix: `${simplify(logicalName, longest - LONGEST_PROVIDER_SUFFIX - 1)}-` };
}

/** Prefix of a KMS alias's generated name. */
export function aliasPrefixFrom(logicalName: string): string {
    return `alias/${simplify(logicalName, 100)}-`;
}

/** Lower-case letters, digits and hyphens of a name, starting with a letter; at most `longest`, the end kept, which tells more. */
function simplify(name: string, longest: number): string {
    const simple = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    return simple.slice(-longest).replace(/^[^a-z]+|-+$/g, "") || "guardduty";
}
