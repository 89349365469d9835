import type * as pulumi from "@pulumi/pulumi";
import { partitionOf } from "../aws/partitions";
import { regionSchema } from "../aws/region-schema";
import { findMergedTagsProblems, planTags, type Tags } from "../aws/tags";
import { planDetector, type DetectorPlan } from "../detector/plan";
import { planFilters, type NamedFilterPlan } from "../filters/plan";
import { bucketNameSchema, type FindingsExportArgs } from "../findings-export/args";
import { planFindingsExport } from "../findings-export/plan";
import { planIpLists, type IpListSetPlan } from "../ip-lists/plan";
import type { ProtectionPlansArgs } from "../protection-plans/args";
import { planProtection, type FeaturePlan } from "../protection-plans/plan";
import { memberOf } from "../validation/deferred";
import { gate, gateOptional } from "../validation/gate";
import { InvalidArgsError } from "../validation/invalid-args-error";
import { joinPath, type Problem } from "../validation/problem";
import { findProblems } from "../validation/schema";
import type { Settled } from "../validation/settled";
import { describeSubject, readCall } from "../validation/subject";
import { withoutBroken } from "../validation/without-broken";
import { findRoleProblems, warnOfRole } from "./account-role";
import { monitoringSchema, type GuardDutyMonitoringArgs } from "./args";
import { findKnownRegion } from "./known-region";
import { viewOf } from "./view";

/** Everything that the component makes, decided and checked. */
export interface MonitoringPlan {
    readonly detector: DetectorPlan;
    readonly features: readonly FeaturePlan[];
    readonly lists: IpListSetPlan;
    readonly listBucketName: Settled<string> | undefined;
    readonly filters: readonly NamedFilterPlan[];
    readonly findingsExport: FindingsExportArgs | undefined;
    readonly region: { region?: Settled<string> };
    readonly tags: Settled<Tags>;
    readonly warnings: readonly string[];
    /** The component's own inputs. */
    readonly view: pulumi.Inputs;
}

/** Checks the arguments and decides what is made. Throws one error with every problem; registers nothing. */
export function planMonitoring(
    name: string,
    given: unknown,
    options: pulumi.ComponentResourceOptions | undefined,
): MonitoringPlan {
    const subject = describeSubject("GuardDutyMonitoring", name);
    const call = readCall(name, given, options);
    const shapeProblems = findProblems(monitoringSchema, call.value, "");
    const args: GuardDutyMonitoringArgs = withoutBroken(call.value, shapeProblems);
    const isRegionBroken = shapeProblems.some(({ path }) => path === "region");
    const detectorRegion = isRegionBroken ? undefined : findKnownRegion(args.region, options);
    const request = { subject, snapshot: call.value, shapeProblems, args, detectorRegion };

    const concerns = planConcerns(request);
    const problems = [
        ...call.problems,
        ...shapeProblems,
        ...Object.values(concerns).flatMap((planned) => planned?.problems ?? []),
        ...findExportProblems(request),
        ...findTagProblems(args),
        ...findRoleProblems(args),
    ];
    if (problems.length > 0) throw new InvalidArgsError(subject, problems);
    const { region, tags, detector, protection, lists, listBucketName, filters } = concerns;
    return {
        detector: detector.plan(),
        features: protection.features,
        lists: lists.plan,
        listBucketName: listBucketName?.plan(),
        filters: filters.plan,
        findingsExport: args.findingsExport,
        region: region === undefined ? {} : { region: region.plan() },
        tags: tags.plan(),
        warnings: [...protection.warnings, ...warnOfRole(args)],
        view: viewOf(args),
    };
}

interface MonitoringRequest {
    readonly subject: string;
    /** The arguments as they were given. */
    readonly snapshot: unknown;
    readonly shapeProblems: readonly Problem[];
    /** The arguments that are not broken. */
    readonly args: GuardDutyMonitoringArgs;
    /** Where it is known while the program runs. */
    readonly detectorRegion: string | undefined;
}

/** Each concern plans for itself, in the order in which its problems are told. */
function planConcerns({ subject, snapshot, shapeProblems, args, detectorRegion }: MonitoringRequest) {
    return {
        region: gateOptional(subject, regionSchema, args.region, "region"),
        tags: gate<unknown, Tags>(subject, args.tags, (known) => planTags(known, "tags")),
        detector: planDetector(subject, args),
        protection: planProtection({
            plans: soundPlans(snapshot, shapeProblems),
            profile: args.profile ?? "BASELINE",
            isMember: args.accountRole === "MEMBER",
            region: detectorRegion,
        }),
        lists: planIpLists({ trustedIpList: args.trustedIpList, threatIpLists: args.threatIpLists ?? {}, subject }),
        listBucketName: gateOptional(subject, bucketNameSchema, args.listBucketName, "listBucketName"),
        filters: planFilters({
            filters: args.filters ?? [],
            subject,
            partition: detectorRegion === undefined ? undefined : partitionOf(detectorRegion),
        }),
    };
}

/** FindingsExport plans itself; here it is only looked at, before anything is registered. */
function findExportProblems({ subject, snapshot, shapeProblems, detectorRegion }: MonitoringRequest): Problem[] {
    const args = memberOf(snapshot, "findingsExport");
    return planFindingsExport({ args, shapeProblems, root: "findingsExport", subject, detectorRegion }).problems;
}

/** The protection plans as far as they are sound: what an agent's setting means depends on the profile, too. */
function soundPlans(snapshot: unknown, shapeProblems: readonly Problem[]): ProtectionPlansArgs {
    const plans = withoutBroken(memberOf(snapshot, "protectionPlans"), shapeProblems, "protectionPlans");
    const isDefaultUnknown = shapeProblems.some(({ path }) => path === "profile" || path === "accountRole");
    return Object.fromEntries(
        Object.entries(plans).filter(([plan]) => !(isDefaultUnknown && plan === "runtimeMonitoring")),
    );
}

/** Lists and filters have tags of their own besides. */
function findTagProblems({
    tags,
    trustedIpList,
    threatIpLists = {},
    filters = [],
}: GuardDutyMonitoringArgs): Problem[] {
    const tagged = [
        { path: "trustedIpList.tags", args: trustedIpList },
        ...Object.entries(threatIpLists).map(([key, args]) => ({
            path: `${joinPath([key], "threatIpLists")}.tags`,
            args,
        })),
        ...filters.map((args, index) => ({ path: `filters[${index}].tags`, args })),
    ];
    return tagged.flatMap(({ path, args }) => findMergedTagsProblems(tags, memberOf(args, "tags"), path));
}
