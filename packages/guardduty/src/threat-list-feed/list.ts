import { createHash } from "node:crypto";
import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";
import { UNTAGGED_OBJECT } from "../aws/untagged-object";
import { writeContentFile } from "../ip-lists/content-file";
import { FeedListType } from "./args";
import type { FeedBucket } from "./bucket";
import type { FeedSite } from "./site";

export type FeedList = guardduty.IPSet | guardduty.ThreatIntelSet;

/** What a list holds until the first run, as GuardDuty takes no empty one: an address of documentation (RFC 5737), which no host has. */
const FIRST_CONTENT = Buffer.from("192.0.2.1\n");

/**
 * GuardDuty's list. The function moves its location from one object to the next, and `up` must not move it back: what the program
 * says of it counts when it is made.
 */
export function createList(
    { bucket, settings }: FeedBucket,
    { name, plan, tagged, region, options }: FeedSite,
): FeedList {
    const sha256 = createHash("sha256").update(FIRST_CONTENT).digest("hex");
    const object = new s3.BucketObjectv2(
        `${name}-first-list`,
        {
            bucket: bucket.id,
            // Not among the function's own, so that its clean-up never takes away what the program made.
            key: `first/${sha256}.txt`,
            source: new pulumi.asset.FileAsset(writeContentFile(FIRST_CONTENT, sha256)),
            contentType: "text/plain",
            serverSideEncryption: "AES256",
            ...UNTAGGED_OBJECT,
            ...region,
        },
        { ...options, dependsOn: settings },
    );
    const args = {
        detectorId: plan.detectorId,
        name: plan.feedName,
        format: "TXT",
        location: pulumi.interpolate`s3://${object.bucket}/${object.key}`,
        activate: true,
        ...tagged,
    };
    // Its name never changes, so that there is no room for a new one beside the old one.
    const listOptions = { ...options, deleteBeforeReplace: true, ignoreChanges: ["location", "activate"] };
    return plan.listType === FeedListType.TRUSTED
        ? new guardduty.IPSet(`${name}-list`, args, listOptions)
        : new guardduty.ThreatIntelSet(`${name}-list`, args, listOptions);
}
