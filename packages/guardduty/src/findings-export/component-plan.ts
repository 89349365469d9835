import type * as pulumi from "@pulumi/pulumi";
import { parseDetectorArn } from "../aws/arns";
import { regionSchema } from "../aws/region-schema";
import { planTags, type Tags } from "../aws/tags";
import { isPlainObject } from "../validation/deferred";
import { gate, gateOptional, type Planned } from "../validation/gate";
import { InvalidArgsError } from "../validation/invalid-args-error";
import type { Problem } from "../validation/problem";
import { quoteText } from "../validation/quote";
import { findProblems } from "../validation/schema";
import { describeSubject, readCall } from "../validation/subject";
import { withoutBroken } from "../validation/without-broken";
import { whenKnown, type Settled } from "../validation/settled";
import { detectorArnSchema, findingsExportComponentSchema, type FindingsExportComponentArgs } from "./component-args";
import { isOfOwnDetector } from "./own-detector";
import { findPlacementProblems } from "./placement";
import { planFindingsExport, type FindingsExportPlan } from "./plan";
import type { FindingsSource } from "./policies";

/** Whose findings go where, once the detector's ARN is known and everything is in a place that GuardDuty accepts. */
export interface Places {
    readonly source: FindingsSource & { readonly detectorId: string };
    /** The Region of bucket and key. */
    readonly bucketRegion: string;
}

export interface FindingsExportComponentPlan {
    readonly settings: FindingsExportPlan;
    readonly places: Settled<Places>;
    /** The detector's; nothing where that is the provider's in any case. */
    readonly region: { region?: Settled<string> };
    readonly tags: Settled<Tags>;
    /** The component's own inputs. */
    readonly view: pulumi.Inputs;
}

/** Checks the arguments and decides what is made. Throws one error with every problem; registers nothing. */
export function planFindingsExportComponent(
    name: string,
    given: unknown,
    options: unknown,
): FindingsExportComponentPlan {
    const subject = describeSubject("FindingsExport", name);
    const call = readCall(name, given, options);
    const shapeProblems = findProblems(findingsExportComponentSchema, call.value, "");
    const args: Partial<FindingsExportComponentArgs> = withoutBroken(call.value, shapeProblems);

    const detectorRegion = typeof args.region === "string" ? args.region : undefined;
    const planned = planFindingsExport({ args: call.value, shapeProblems, root: "", subject, detectorRegion });
    const { detectorArn, existingBucketArn, existingKmsKeyArn, existingBucketRegion } = args;
    const placement = { detectorArn, existingBucketArn, existingKmsKeyArn, existingBucketRegion, region: args.region };
    const isPlaceBroken = shapeProblems.some(({ path }) => Object.hasOwn(placement, path));
    const places = gate<unknown, Places>(subject, isPlaceBroken ? undefined : placement, planPlaces);
    const region = gateOptional(subject, regionSchema, args.region, "region");
    const tags = gate<unknown, Tags>(subject, args.tags, (known) => planTags(known, "tags"));

    const problems = [
        ...call.problems,
        ...shapeProblems,
        ...planned.problems,
        ...(isPlaceBroken ? [] : places.problems),
        ...[region, tags].flatMap((gated) => gated?.problems ?? []),
    ];
    if (problems.length > 0) throw new InvalidArgsError(subject, distinct(problems));
    const known = places.plan();
    const detectorsRegion = isOfOwnDetector(given) ? {} : { region: whenKnown(known, ({ source }) => source.region) };
    return {
        settings: planned.plan,
        places: known,
        region: region === undefined ? detectorsRegion : { region: region.plan() },
        tags: tags.plan(),
        view: {
            createsBucket: existingBucketArn === undefined,
            createsKey: existingKmsKeyArn === undefined,
            retainOnDelete: planned.plan.retainOnDelete,
        },
    };
}

/** A place is looked at twice, once without the detector's ARN. */
function distinct(problems: readonly Problem[]): Problem[] {
    const seen = new Set<string>();
    return problems.filter(({ path, rule }) => seen.size < seen.add(`${path} ${rule}`).size);
}

function planPlaces(known: unknown): Planned<Places> {
    const given: Record<string, unknown> = isPlainObject(known) ? known : {};
    const text = (argument: string): string | undefined =>
        typeof given[argument] === "string" ? given[argument] : undefined;
    const detectorArn = text("detectorArn") ?? "";
    const parsed = parseDetectorArn(detectorArn);
    if ("fault" in parsed) return { problems: findProblems(detectorArnSchema, given["detectorArn"], "detectorArn") };
    const [bucketArn, keyArn, bucketRegion] = ["existingBucketArn", "existingKmsKeyArn", "existingBucketRegion"].map(
        text,
    );
    const detectorRegion = parsed.value.region;
    const places = { detectorArn, detectorRegion, bucketArn, keyArn, bucketRegion: bucketRegion ?? detectorRegion };
    const problems = findPlacementProblems(places, (argument) => argument);
    const region = text("region");
    if (region !== undefined && region !== detectorRegion) {
        problems.push({
            path: "region",
            got: quoteText(region),
            rule: `must be the detector's Region, ${detectorRegion}`,
        });
    }
    if (problems.length > 0) return { problems };
    return { plan: { source: parsed.value, bucketRegion: places.bucketRegion } };
}
