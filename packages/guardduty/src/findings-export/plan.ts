import type * as pulumi from "@pulumi/pulumi";
import { gate, gateOptional, type Gated, type Planned } from "../validation/gate";
import type { Problem } from "../validation/problem";
import {
    bucketArnSchema,
    bucketNameSchema,
    expireAfterDaysSchema,
    kmsKeyArnSchema,
    objectLockSchema,
    prefixSchema,
    type FindingsExportArgs,
    type ObjectLockMode,
} from "./args";
import { regionSchema } from "../aws/region-schema";
import { findProblems, type Schema } from "../validation/schema";
import { withoutBroken } from "../validation/without-broken";
import { findPlacementProblems, type Placement } from "./placement";
import { withoutTrailingSlash } from "./prefix";

/** How long the created bucket keeps what is in it. */
export interface Retention {
    readonly expireAfterDays?: number;
    readonly objectLock?: { readonly mode: ObjectLockMode; readonly days: number };
}

/** The export, ready to be made. What decides which resources exist is plain. */
export interface FindingsExportPlan {
    readonly existingBucketArn: Gated<string> | undefined;
    readonly existingKmsKeyArn: Gated<string> | undefined;
    readonly existingBucketRegion: Gated<string> | undefined;
    readonly bucketName: Gated<string> | undefined;
    readonly prefix: Gated<string> | undefined;
    readonly accessLogBucketName: Gated<string> | undefined;
    readonly retention: Gated<Retention>;
    readonly hasExpiry: boolean;
    readonly hasObjectLock: boolean;
    readonly createsPrefixMarker: boolean;
    readonly retainOnDelete: boolean;
}

export interface FindingsExportRequest {
    /** As they were given. */
    readonly args: unknown;
    /** What the schema says of them: what is broken is looked at no further, the rest is. */
    readonly shapeProblems: readonly Problem[];
    /** Where the arguments stand: empty, or `findingsExport`. */
    readonly root: string;
    readonly subject: string;
    /** The detector's Region, where it is known while the program runs. */
    readonly detectorRegion: string | undefined;
}

/** Its problems are those that the schema does not see. */
export function planFindingsExport(request: FindingsExportRequest): { plan: FindingsExportPlan; problems: Problem[] } {
    const { root, subject } = request;
    const args: FindingsExportArgs = withoutBroken(request.args, request.shapeProblems, root);
    const given: FindingsExportArgs = withoutBroken(request.args, []);
    const at = (argument: string): string => (root === "" ? argument : `${root}.${argument}`);
    const field = (argument: TextArgument, schema: Schema): Gated<string> | undefined =>
        gateOptional(subject, schema, args[argument], at(argument));
    const gates = {
        existingBucketArn: field("existingBucketArn", bucketArnSchema),
        existingKmsKeyArn: field("existingKmsKeyArn", kmsKeyArnSchema),
        existingBucketRegion: field("existingBucketRegion", regionSchema),
        bucketName: field("bucketName", bucketNameSchema),
        prefix: args.prefix === undefined ? undefined : gatePrefix(subject, args.prefix, at("prefix")),
        accessLogBucketName: field("accessLogBucketName", bucketNameSchema),
        retention: gateRetention(subject, args, at),
    };
    const plan = {
        ...gates,
        hasExpiry: args.expireAfterDays !== undefined,
        hasObjectLock: args.objectLock !== undefined,
        createsPrefixMarker: args.prefix !== undefined && args.createPrefixMarker !== false,
        retainOnDelete: args.retainOnDelete !== false,
    };
    const problems = [
        ...Object.values(gates).flatMap((gated) => gated?.problems ?? []),
        ...findConflicts(given, at),
        ...findPlacementProblems(describePlacement(args, given.existingBucketRegion, request.detectorRegion), at),
    ];
    return { plan, problems };
}

type TextArgument =
    "existingBucketArn" | "existingKmsKeyArn" | "existingBucketRegion" | "bucketName" | "accessLogBucketName";

function gatePrefix(subject: string, prefix: pulumi.Input<string>, path: string): Gated<string> {
    return gate<unknown, string>(subject, prefix, (known) => {
        const problems = findProblems(prefixSchema, known, path);
        return problems.length > 0 ? { problems } : { plan: withoutTrailingSlash(String(known)) };
    });
}

/** The two times are one matter: a lock that outlives the expiry would keep what the expiry is to delete. */
function gateRetention(subject: string, args: FindingsExportArgs, at: (argument: string) => string): Gated<Retention> {
    const given = { expireAfterDays: args.expireAfterDays, objectLock: args.objectLock };
    return gate<unknown, Retention>(subject, given, (known): Planned<Retention> => {
        const { expireAfterDays, objectLock } = known as Retention; // eslint-disable-line no-restricted-syntax -- as far as the schemas below agree
        const problems = [
            ...(expireAfterDays === undefined
                ? []
                : findProblems(expireAfterDaysSchema, expireAfterDays, at("expireAfterDays"))),
            ...(objectLock === undefined ? [] : findProblems(objectLockSchema, objectLock, at("objectLock"))),
        ];
        if (problems.length > 0) return { problems };
        if (expireAfterDays !== undefined && objectLock !== undefined && objectLock.days > expireAfterDays) {
            const rule =
                "an object lock must not be longer than expireAfterDays, which could not delete what is locked";
            return {
                problems: [
                    {
                        path: at("objectLock.days"),
                        got: `${objectLock.days} days, with expireAfterDays: ${expireAfterDays}`,
                        rule,
                    },
                ],
            };
        }
        return {
            plan: {
                ...(expireAfterDays === undefined ? {} : { expireAfterDays }),
                ...(objectLock === undefined ? {} : { objectLock }),
            },
        };
    });
}

const OF_A_CREATED_BUCKET = ["bucketName", "expireAfterDays", "objectLock", "accessLogBucketName"] as const;

function findConflicts(args: FindingsExportArgs, at: (argument: string) => string): Problem[] {
    const problems: Problem[] = [];
    if (args.existingBucketArn !== undefined) {
        for (const argument of OF_A_CREATED_BUCKET.filter((name) => args[name] !== undefined)) {
            const rule = "this is a setting of a created bucket, and a bucket of your own is left as it is";
            problems.push({ path: at(argument), rule, hint: `Remove it, or ${at("existingBucketArn")}.` });
        }
    } else if (args.existingBucketRegion !== undefined) {
        const rule = "this goes with existingBucketArn; a created bucket is in the detector's Region";
        problems.push({ path: at("existingBucketRegion"), rule, hint: "Remove it." });
    }
    if (args.objectLock !== undefined && args.retainOnDelete === false) {
        const rule =
            "retainOnDelete: false cannot go with objectLock: locked objects can't be deleted, nor the bucket that holds them";
        problems.push({ path: at("retainOnDelete"), got: "false", rule, hint: "Remove one of the two." });
    }
    return problems;
}

function describePlacement(
    args: FindingsExportArgs,
    givenBucketRegion: unknown,
    detectorRegion: string | undefined,
): Placement {
    const plain = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
    return {
        detectorArn: undefined,
        detectorRegion,
        bucketArn: plain(args.existingBucketArn),
        // Where it is given as an Output, or wrong, it is not known, rather than the detector's.
        bucketRegion: givenBucketRegion === undefined ? detectorRegion : plain(args.existingBucketRegion),
        keyArn: plain(args.existingKmsKeyArn),
    };
}
