import type * as pulumi from "@pulumi/pulumi";
import { regionSchema } from "../aws/region-schema";
import { planTags, type Tags } from "../aws/tags";
import { kmsKeyArnSchema } from "../findings-export/args";
import { findKnownRegion } from "../monitoring/known-region";
import { isPlainObject } from "../validation/deferred";
import { gate, gateOptional, type Gated } from "../validation/gate";
import { InvalidArgsError } from "../validation/invalid-args-error";
import { joinPath, type Problem } from "../validation/problem";
import { findProblems } from "../validation/schema";
import type { Settled } from "../validation/settled";
import { describeSubject, readCall } from "../validation/subject";
import { withoutBroken } from "../validation/without-broken";
import { findingNotificationsSchema, IMPLICIT_ROUTE, MOST_TARGETS, type FindingNotificationsArgs } from "./args";
import { findPlaceProblems } from "./places";
import { findPolicySizeProblems } from "./policy-sizes";
import { MOST_TARGETS_OF_A_ROUTE, type NotificationRouteArgs } from "./route-args";
import { planRoute, routePath, type RoutePlan, type RulePlan } from "./routes";
import { topicArnSchema } from "./target-args";
import { planTargets, type TargetPlan } from "./targets";

/** Everything that the component makes, decided and checked. */
export interface NotificationsPlan {
    readonly targets: readonly TargetPlan[];
    readonly rules: readonly RulePlan[];
    readonly routes: readonly RoutePlan[];
    readonly existingKmsKeyArn: Gated<string> | undefined;
    /** Topics of the user's own; nothing for those that are made. */
    readonly alarmTopicArns: readonly Settled<string>[] | undefined;
    readonly region: { region?: Settled<string> };
    readonly tags: Settled<Tags>;
    readonly warnings: readonly string[];
    /** The component's own inputs. */
    readonly view: pulumi.Inputs;
}

/** Checks the arguments and decides what is made. Throws one error with every problem; registers nothing. */
export function planNotifications(
    name: string,
    given: unknown,
    options: pulumi.ComponentResourceOptions | undefined,
): NotificationsPlan {
    const subject = describeSubject("FindingNotifications", name);
    const call = readCall(name, given, options);
    const shapeProblems = findProblems(findingNotificationsSchema, call.value, "");
    const args: Partial<FindingNotificationsArgs> = withoutBroken(call.value, shapeProblems);
    const isBroken = (argument: string): boolean => shapeProblems.some(({ path }) => path.startsWith(argument));

    const region = gateOptional(subject, regionSchema, args.region, "region");
    const tags = gate<unknown, Tags>(subject, args.tags, (known) => planTags(known, "tags"));
    const key = gateOptional(subject, kmsKeyArnSchema, args.existingKmsKeyArn, "existingKmsKeyArn");
    const alarmTopics = (args.alarmTopicArns ?? []).map((arn, index) =>
        gateOptional(subject, topicArnSchema, arn, `alarmTopicArns[${index}]`),
    );
    const targets = planTargets(args.targets ?? {}, subject);
    const routes = isBroken("targets") || isBroken("routes") ? NO_ROUTES : planRoutes(args, subject);
    const rules = routes.plan.flatMap((route) => route.rules);
    const knownRegion = isBroken("region") ? undefined : findKnownRegion(args.region, options);
    const planned = { name, targets: targets.plan, rules };
    const sound = targets.problems.length + routes.problems.length === 0;
    const problems = [
        ...call.problems,
        ...shapeProblems,
        ...[region, tags, key, ...alarmTopics].flatMap((gated) => gated?.problems ?? []),
        ...targets.problems,
        ...(isBroken("targets") ? [] : findCountProblems(args)),
        ...routes.problems,
        ...(sound ? findPolicySizeProblems(planned) : []),
        ...(sound && key !== undefined && !isBroken("targets") ? findKeyProblems(targets.plan) : []),
        ...findPlaceProblems(args, knownRegion),
    ];
    if (problems.length > 0) throw new InvalidArgsError(subject, problems);
    return {
        ...planned,
        routes: routes.plan,
        existingKmsKeyArn: key,
        alarmTopicArns:
            args.alarmTopicArns === undefined
                ? undefined
                : alarmTopics.flatMap((gated) => (gated ? [gated.plan()] : [])),
        region: region === undefined ? {} : { region: region.plan() },
        tags: tags.plan(),
        warnings: [...warnOfAi(routes.plan), ...warnOfAlarm(args, targets.plan)],
        view: { targets: targets.plan.map((target) => target.key), rules: rules.map((rule) => rule.key) },
    };
}

interface PlannedRoutes {
    readonly plan: readonly RoutePlan[];
    readonly problems: readonly Problem[];
}

const NO_ROUTES: PlannedRoutes = { plan: [], problems: [] };

function planRoutes(args: Partial<FindingNotificationsArgs>, subject: string): PlannedRoutes {
    const targetKeys = Object.keys(args.targets ?? {});
    const routes = args.routes ?? implicitRoutes(targetKeys);
    const planned = Object.entries(routes).map(([key, given]) =>
        planRoute({ key, given, path: args.routes === undefined ? "targets" : routePath(key), targetKeys, subject }),
    );
    const problems = planned.flatMap((route) => ("problems" in route ? route.problems : []));
    return {
        plan: planned.flatMap((route) => ("plan" in route ? [route.plan] : [])),
        problems: problems.length > 0 ? problems : findUnusedTargets(targetKeys, routes),
    };
}

/** Everything that somebody should do something about, to everybody. */
function implicitRoutes(targets: string[]): Readonly<Record<string, NotificationRouteArgs>> {
    // That there are none, or too many for one route, is told by findCountProblems.
    if (targets.length === 0 || targets.length > MOST_TARGETS_OF_A_ROUTE) return {};
    const events = ["FINDINGS", "MALWARE_SCAN_PROBLEMS", "MALWARE_PLAN_PROBLEMS", "RUNTIME_COVERAGE_PROBLEMS"] as const;
    return { [IMPLICIT_ROUTE]: { targets, events: [...events] } };
}

function findCountProblems({ targets = {}, routes }: Partial<FindingNotificationsArgs>): Problem[] {
    const count = Object.keys(targets).length;
    const got = `${count} targets`;
    if (count === 0)
        return [{ path: "targets", rule: "there must be at least one target, else nobody hears of anything" }];
    if (count > MOST_TARGETS) return [{ path: "targets", got, rule: `there can be at most ${MOST_TARGETS} targets` }];
    if (routes === undefined && count > MOST_TARGETS_OF_A_ROUTE) {
        const rule = `without routes there can be at most ${MOST_TARGETS_OF_A_ROUTE} targets, since EventBridge takes ${MOST_TARGETS_OF_A_ROUTE} per rule`;
        return [{ path: "targets", got, rule, hint: "Say in routes which of them get what." }];
    }
    if (isPlainObject(routes) && Object.keys(routes).length === 0) {
        return [
            {
                path: "routes",
                got: "{}",
                rule: "there must be at least one route",
                hint: "Leave routes out for the default.",
            },
        ];
    }
    return [];
}

function findUnusedTargets(
    targetKeys: readonly string[],
    routes: Readonly<Record<string, NotificationRouteArgs>>,
): Problem[] {
    if (Object.keys(routes).length === 0) return [];
    const used = new Set(Object.values(routes).flatMap((route) => route.targets));
    return targetKeys
        .filter((key) => !used.has(key))
        .map((key) => ({
            path: joinPath([key], "targets"),
            rule: "no route names this target, so it would get nothing",
            hint: "Name it in a route, or remove it.",
        }));
}

function findKeyProblems(targets: readonly TargetPlan[]): Problem[] {
    if (targets.some(isEncrypted)) return [];
    return [
        {
            path: "existingKmsKeyArn",
            rule: "the key is for topics and queues that are made, and here are none",
            hint: "Remove it.",
        },
    ];
}

/** Whether a target needs a topic or a queue that is made. */
export function isEncrypted({ kind }: TargetPlan): boolean {
    return kind === "queue" || hasOwnTopic(kind);
}

function hasOwnTopic(kind: TargetPlan["kind"]): boolean {
    return kind === "email" || kind === "topic" || kind === "slack" || kind === "teams";
}

function warnOfAi(routes: readonly RoutePlan[]): string[] {
    if (routes.some((route) => route.carriesLowAiFindings)) return [];
    return [
        "No route carries findings about AI workloads that are Low, which those of AI Protection are by default: nobody will hear of them. " +
            "Leave includeAiFindings at true in one of the routes.",
    ];
}

function warnOfAlarm({ alarmTopicArns }: Partial<FindingNotificationsArgs>, targets: readonly TargetPlan[]): string[] {
    if (alarmTopicArns !== undefined || targets.some(({ kind }) => hasOwnTopic(kind))) return [];
    return [
        "Nobody will hear when a message could not be delivered: name topics in alarmTopicArns, or add a target with email or snsTopic.",
    ];
}
