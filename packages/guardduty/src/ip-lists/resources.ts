import { createHash } from "node:crypto";
import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { FOLLOWS_PROGRAM } from "../aws/follows-program";
import { mergeTags, type Tags } from "../aws/tags";
import { UNTAGGED_OBJECT } from "../aws/untagged-object";
import { whenKnown, type Settled } from "../validation/settled";
import { writeContentFile } from "./content-file";
import { createListBucket, type ListBucket } from "./list-bucket";
import type { IpListPlan, IpListSetPlan } from "./plan";
import type { ListContent } from "./source";

export interface IpListResourcesRequest {
    readonly name: string;
    readonly detectorId: pulumi.Input<string>;
    /** A bucket of the user's own for the objects. */
    readonly bucketName: Settled<string> | undefined;
    readonly region: { region?: pulumi.Input<string> };
    readonly tags: Settled<Tags>;
    readonly parent: pulumi.Resource;
}

export interface IpListResources {
    readonly trusted: guardduty.IPSet | undefined;
    readonly threats: Readonly<Record<string, guardduty.ThreatIntelSet>>;
}

/** The lists, and the bucket and objects that they need. */
export function createIpLists(plan: IpListSetPlan, request: IpListResourcesRequest): IpListResources {
    const bucket = plan.needsBucket ? findOrCreateBucket(request) : undefined;
    const trusted = plan.trusted && new guardduty.IPSet(...describeList(plan.trusted, bucket, request));
    const threats = Object.entries(plan.threats).map(
        ([key, list]) => [key, new guardduty.ThreatIntelSet(...describeList(list, bucket, request))] as const,
    );
    return { trusted, threats: Object.fromEntries(threats) };
}

function findOrCreateBucket({ bucketName, ...request }: IpListResourcesRequest): ListBucket {
    return bucketName === undefined ? createListBucket(request) : { name: bucketName, settings: [] };
}

/** The constructor arguments that both kinds of list share. */
function describeList(
    list: IpListPlan,
    bucket: ListBucket | undefined,
    request: IpListResourcesRequest,
): [string, guardduty.IPSetArgs, pulumi.CustomResourceOptions] {
    const { name, detectorId, region, tags, parent } = request;
    const location = locate(list, bucket, request);
    const args = {
        detectorId,
        name: list.name?.plan() ?? nameList(list, name, location),
        format: list.format,
        location,
        activate: list.active.plan(),
        tags: mergeTags(tags, list.tags.plan()),
        ...region,
    };
    // Whether GuardDuty reads a changed location of an active list is not documented, so a changed location is a new list.
    // Neither protected nor retained: an account that has its one trusted list or its six threat lists takes no new one beside it.
    const options = {
        parent,
        replaceOnChanges: ["location"],
        deleteBeforeReplace: list.deletesFirst,
        ...FOLLOWS_PROGRAM,
    };
    return [`${name}-${list.suffix}`, args, options];
}

/** Where GuardDuty reads the list; changes with its content. */
function locate(
    { source, suffix }: IpListPlan,
    bucket: ListBucket | undefined,
    request: IpListResourcesRequest,
): Settled<string> {
    if (source.kind === "location") return source.location.plan();
    const object = createObject(suffix, source.content.plan(), bucket, request);
    return pulumi.interpolate`s3://${object.bucket}/${object.key}`;
}

function createObject(
    suffix: string,
    content: Settled<ListContent>,
    bucket: ListBucket | undefined,
    { name, detectorId, region, parent }: IpListResourcesRequest,
): s3.BucketObjectv2 {
    if (bucket === undefined) throw new Error("a list with content has a bucket, as its plan says");
    const file = whenKnown(content, ({ text, sha256, warnings }) => {
        for (const warning of warnings) void pulumi.log.warn(warning, parent);
        return new pulumi.asset.FileAsset(writeContentFile(text(), sha256));
    });
    const sha256 = whenKnown(content, (known) => known.sha256);
    return new s3.BucketObjectv2(
        `${name}-${suffix}-object`,
        {
            bucket: bucket.name,
            key: pulumi.interpolate`guardduty-lists/${detectorId}/${nameOwner(name)}/${suffix}/${sha256}.txt`,
            source: file,
            contentType: "text/plain",
            serverSideEncryption: "AES256",
            ...UNTAGGED_OBJECT,
            ...region,
        },
        { parent, dependsOn: bucket.settings, ...FOLLOWS_PROGRAM },
    );
}

/**
 * The part of an object's key that is this component's. With the detector's id it keeps apart whoever shares a bucket: no two object
 * resources may have one key, or removing one takes the other's object away.
 */
function nameOwner(component: string): string {
    return hash(`${pulumi.getProject()}/${pulumi.getStack()}/${component}`).slice(0, 12);
}

/**
 * A threat list's name changes with its location, which holds its content, its bucket and its stack, and with its format: each of
 * them makes it a new list, which can be made under another name only while the old one is still there.
 */
function nameList(
    { suffix, isTrusted, format }: IpListPlan,
    component: string,
    location: Settled<string>,
): Settled<string> {
    const stem = `${component}-${suffix}`.replace(/[^A-Za-z0-9_-]/g, "-").slice(-200);
    if (isTrusted) return stem;
    const dialect = format === "TXT" ? "" : `-${format.toLowerCase().replaceAll("_", "-")}`;
    return whenKnown(location, (known) => `${stem}-${hash(known).slice(0, 12)}${dialect}`);
}

function hash(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}
