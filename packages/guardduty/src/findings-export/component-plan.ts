import type * as pulumi from "@pulumi/pulumi";
import { parseDetectorArn } from "../aws/arns";
import { regionSchema } from "../aws/region-schema";
import { planTags, type Tags } from "../aws/tags";
import { isPlainObject } from "../validation/deferred";
import { gate, gateOptional, type Planned } from "../validation/gate";
import { InvalidArgsError } from "../validation/invalid-args-error";
import { findProblems } from "../validation/schema";
import { describeSubject, readCall } from "../validation/subject";
import { detectorArnSchema, findingsExportComponentSchema, type FindingsExportComponentArgs } from "./component-args";
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
    readonly places: pulumi.Output<Places>;
    readonly region: { region?: pulumi.Output<string> };
    readonly tags: pulumi.Output<Tags>;
    /** The component's own inputs. */
    readonly view: pulumi.Inputs;
}

/** Checks the arguments and decides what is made. Throws one error with every problem; registers nothing. */
export function planFindingsExportComponent(name: string, given: unknown, options: unknown): FindingsExportComponentPlan {
    const subject = describeSubject("FindingsExport", name);
    const { value: snapshot, problems: callProblems } = readCall(name, given, options);
    const shapeProblems = [...callProblems, ...findProblems(findingsExportComponentSchema, snapshot, "")];
    if (shapeProblems.length > 0 || !isPlainObject(snapshot)) throw new InvalidArgsError(subject, shapeProblems);
    const args = snapshot as FindingsExportComponentArgs & typeof snapshot; // the schema has just said so

    const detectorRegion = typeof args.region === "string" ? args.region : undefined;
    const planned = planFindingsExport({ args, root: "", subject, detectorRegion });
    const { detectorArn, existingBucketArn, existingKmsKeyArn, existingBucketRegion } = args;
    const placement = { detectorArn, existingBucketArn, existingKmsKeyArn, existingBucketRegion };
    const places = gate<unknown, Places>(subject, placement, planPlaces);
    const region = gateOptional(subject, regionSchema, args.region, "region");
    const tags = gate<unknown, Tags>(subject, args.tags, (known) => planTags(known, "tags"));

    const problems = [places, region, tags].flatMap((gated) => gated?.problems ?? []).concat(planned.problems);
    if (problems.length > 0) throw new InvalidArgsError(subject, problems);
    return {
        settings: planned.plan,
        places: places.plan(),
        region: region === undefined ? {} : { region: region.plan() },
        tags: tags.plan(),
        view: {
            createsBucket: existingBucketArn === undefined,
            createsKey: existingKmsKeyArn === undefined,
            retainOnDelete: planned.plan.retainOnDelete,
        },
    };
}

function planPlaces(known: unknown): Planned<Places> {
    const given: Record<string, unknown> = isPlainObject(known) ? known : {};
    const text = (argument: string): string | undefined => (typeof given[argument] === "string" ? given[argument] : undefined);
    const detectorArn = text("detectorArn") ?? "";
    const parsed = parseDetectorArn(detectorArn);
    if ("fault" in parsed) return { problems: findProblems(detectorArnSchema, given["detectorArn"], "detectorArn") };
    const [bucketArn, keyArn, bucketRegion] = ["existingBucketArn", "existingKmsKeyArn", "existingBucketRegion"].map(text);
    const detectorRegion = parsed.value.region;
    const places = { detectorArn, detectorRegion, bucketArn, keyArn, bucketRegion: bucketRegion ?? detectorRegion };
    const problems = findPlacementProblems(places, (argument) => argument);
    if (problems.length > 0) return { problems };
    return { plan: { source: parsed.value, bucketRegion: places.bucketRegion } };
}
