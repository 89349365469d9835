import { isDeferred, memberOf } from "../validation/deferred";
import { gate, gateField, gateOptional, type Gated } from "../validation/gate";
import { joinPath, type Problem } from "../validation/problem";
import { quote, quoteText } from "../validation/quote";
import { findProblems, joinWords, type Schema } from "../validation/schema";
import {
    displayNameSchema,
    emailSchema,
    functionArnSchema,
    logDaysSchema,
    logGroupArnSchema,
    queueArnSchema,
    queueDaysSchema,
    slackSchema,
    targetSchema,
    teamsSchema,
    topicArnSchema,
    type MessageFormat,
    type NotificationTargetArgs,
    type SlackChannelArgs,
    type TeamsChannelArgs,
} from "./target-args";

/** One target, ready to be made or found. What decides which resources exist is plain. */
export type TargetPlan = { readonly key: string; readonly format: MessageFormat } & TargetKind;

export type TargetKind =
    | { readonly kind: "email"; readonly address: Gated<string> }
    | { readonly kind: "topic"; readonly displayName: Gated<string> | undefined }
    | { readonly kind: "queue"; readonly retentionDays: Gated<number> | undefined }
    | { readonly kind: "log-group"; readonly retentionDays: Gated<number> | undefined }
    | {
          readonly kind: "existing-topic" | "existing-queue" | "function" | "existing-log-group";
          readonly arn: Gated<string>;
      }
    | { readonly kind: "slack"; readonly channel: Gated<Plain<SlackChannelArgs>> }
    | { readonly kind: "teams"; readonly channel: Gated<Plain<TeamsChannelArgs>> };

type Plain<T> = { readonly [Key in keyof T]: string };

const KINDS = [
    ...(["email", "snsTopicArn", "snsTopic", "sqsQueueArn", "sqsQueue"] as const),
    ...(["lambdaFunctionArn", "logGroupArn", "logGroup", "slack", "teams"] as const),
];
type Kind = (typeof KINDS)[number];

/** Plans every target, in the order of their keys. */
export function planTargets(
    targets: Readonly<Record<string, unknown>>,
    subject: string,
): { plan: readonly TargetPlan[]; problems: readonly Problem[] } {
    const plan: TargetPlan[] = [];
    const problems: Problem[] = [];
    for (const [key, given] of Object.entries(targets)) {
        const path = joinPath([key], "targets");
        const found = findTargetProblems(given, path);
        problems.push(...found);
        if (found.length > 0) continue;
        const target = given as NotificationTargetArgs; // eslint-disable-line no-restricted-syntax -- the schema has just said so
        const planned = planKind(target, path, subject);
        problems.push(...planned.gates.flatMap((gated) => gated?.problems ?? []));
        plan.push({ key, format: formatOf(target), ...planned.kind });
    }
    return { plan, problems: [...problems, ...findRepeatedTargets(targets)] };
}

function findTargetProblems(given: unknown, path: string): Problem[] {
    const shapeProblems = findProblems(targetSchema, given, path);
    if (shapeProblems.length > 0) return shapeProblems;
    const kinds = kindsOf(given);
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) {
        const got = kind === undefined ? "none of them" : joinWords(kinds, "and");
        return [{ path, got, rule: `must have exactly one of ${joinWords(KINDS)}` }];
    }
    const fault = findFormatFault(kind, memberOf(given, "messageFormat"));
    return fault === undefined ? [] : [{ path: `${path}.messageFormat`, ...fault }];
}

function kindsOf(target: unknown): Kind[] {
    return KINDS.filter((kind) => memberOf(target, kind) !== undefined);
}

const CHAT_RULE = "a chat channel takes CHAT only: a whole event holds text that an attacker may have chosen";
const NO_CHAT_RULE = "CHAT is for topics: the chat service listens to nothing else";
const LOG_RULE = "a log group takes EVENT only";

/** The forms that each kind of target takes, its own first; and why there are no others. */
const FORMATS: Readonly<Record<Kind, { readonly formats: readonly MessageFormat[]; readonly rule: string }>> = {
    email: {
        formats: ["TEXT"],
        rule: "e-mail takes TEXT only: a whole event holds text that an attacker may have chosen",
    },
    slack: { formats: ["CHAT"], rule: CHAT_RULE },
    teams: { formats: ["CHAT"], rule: CHAT_RULE },
    snsTopic: { formats: ["TEXT", "EVENT", "CHAT"], rule: "" },
    snsTopicArn: { formats: ["TEXT", "EVENT", "CHAT"], rule: "" },
    sqsQueue: { formats: ["EVENT", "TEXT"], rule: NO_CHAT_RULE },
    sqsQueueArn: { formats: ["EVENT", "TEXT"], rule: NO_CHAT_RULE },
    lambdaFunctionArn: { formats: ["EVENT", "TEXT"], rule: NO_CHAT_RULE },
    logGroup: { formats: ["EVENT"], rule: LOG_RULE },
    logGroupArn: { formats: ["EVENT"], rule: LOG_RULE },
};

function findFormatFault(kind: Kind, format: unknown): { got: string; rule: string } | undefined {
    const { formats, rule } = FORMATS[kind];
    return format === undefined || formats.some((one) => one === format) ? undefined : { got: quote(format), rule };
}

function formatOf(target: NotificationTargetArgs): MessageFormat {
    const [kind = "email"] = kindsOf(target);
    return target.messageFormat ?? FORMATS[kind].formats[0] ?? "TEXT";
}

interface PlannedKind {
    readonly kind: TargetKind;
    readonly gates: readonly (Gated<unknown> | undefined)[];
}

/** Only for what findTargetProblems has nothing against. */
function planKind(target: NotificationTargetArgs, path: string, subject: string): PlannedKind {
    const { snsTopic, sqsQueue, logGroup, slack, teams } = target;
    if (snsTopic !== undefined) {
        const displayName = gateOptional(
            subject,
            displayNameSchema,
            snsTopic.displayName,
            `${path}.snsTopic.displayName`,
        );
        return { kind: { kind: "topic", displayName }, gates: [displayName] };
    }
    if (sqsQueue !== undefined) {
        const at = `${path}.sqsQueue.messageRetentionDays`;
        const retentionDays = gateOptional(subject, queueDaysSchema, sqsQueue.messageRetentionDays, at);
        return { kind: { kind: "queue", retentionDays }, gates: [retentionDays] };
    }
    if (logGroup !== undefined) {
        const at = `${path}.logGroup.retentionInDays`;
        const retentionDays = gateOptional(subject, logDaysSchema, logGroup.retentionInDays, at);
        return { kind: { kind: "log-group", retentionDays }, gates: [retentionDays] };
    }
    if (slack !== undefined) {
        const channel = gateObject<Plain<SlackChannelArgs>>(subject, slackSchema, slack, `${path}.slack`);
        return { kind: { kind: "slack", channel }, gates: [channel] };
    }
    if (teams !== undefined) {
        const channel = gateObject<Plain<TeamsChannelArgs>>(subject, teamsSchema, teams, `${path}.teams`);
        return { kind: { kind: "teams", channel }, gates: [channel] };
    }
    for (const { argument, kind, schema } of OF_ONES_OWN) {
        const arn = gateOptional(subject, schema, target[argument], `${path}.${argument}`);
        if (arn !== undefined) return { kind: { kind, arn }, gates: [arn] };
    }
    const address = gateField(subject, emailSchema, target.email ?? "", `${path}.email`);
    return { kind: { kind: "email", address }, gates: [address] };
}

const OF_ONES_OWN = [
    { argument: "snsTopicArn", kind: "existing-topic", schema: topicArnSchema },
    { argument: "sqsQueueArn", kind: "existing-queue", schema: queueArnSchema },
    { argument: "lambdaFunctionArn", kind: "function", schema: functionArnSchema },
    { argument: "logGroupArn", kind: "existing-log-group", schema: logGroupArnSchema },
] as const;

function gateObject<T>(subject: string, schema: Schema, value: unknown, path: string): Gated<T> {
    return gate<unknown, T>(subject, value, (known) => {
        const problems = findProblems(schema, known, path);
        return problems.length > 0 ? { problems } : { plan: known as T }; // eslint-disable-line no-restricted-syntax -- the schema has just said so
    });
}

/** One address twice is two mails of each; a Slack channel takes one configuration only, and so does, by the provider, a whole team. */
function findRepeatedTargets(targets: Readonly<Record<string, unknown>>): Problem[] {
    const owners = new Map<unknown, string>();
    return Object.entries(targets).flatMap(([key, target]) => {
        const identity = identityOf(target);
        if (identity === undefined) return [];
        const path = joinPath([key], "targets");
        const first = owners.get(identity.value);
        if (first !== undefined)
            return [
                {
                    path: `${path}.${identity.argument}`,
                    got: identity.shown === undefined ? "a value known only later" : quoteText(identity.shown),
                    rule: identity.isTeam
                        ? `${first} is a channel of the same team, and the AWS provider can't tell two channels of one team apart`
                        : `${first} is the same; name that one in the routes`,
                    ...(identity.isTeam ? { hint: "Keep one of them, or take a channel of another team." } : {}),
                },
            ];
        owners.set(identity.value, path);
        return [];
    });
}

interface Identity {
    /** A text, or the Output that is going to have it: the same object is the same text. */
    readonly value: unknown;
    readonly argument: string;
    /** Nothing for what is known only later. */
    readonly shown: string | undefined;
    readonly isTeam: boolean;
}

function identityOf(target: unknown): Identity | undefined {
    const email = memberOf(target, "email");
    if (typeof email === "string")
        return { value: `email ${email.toLowerCase()}`, argument: "email", shown: email, isTeam: false };
    if (isDeferred(email)) return { value: email, argument: "email", shown: undefined, isTeam: false };
    const channelId = memberOf(memberOf(target, "slack"), "channelId");
    if (typeof channelId === "string")
        return { value: `slack ${channelId}`, argument: "slack.channelId", shown: channelId, isTeam: false };
    const teamId = memberOf(memberOf(target, "teams"), "teamId");
    const team = { argument: "teams.teamId", isTeam: true };
    if (typeof teamId === "string") return { ...team, value: `team ${teamId.toLowerCase()}`, shown: teamId };
    if (isDeferred(teamId)) return { ...team, value: teamId, shown: undefined };
    return undefined;
}
