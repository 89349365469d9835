import type * as pulumi from "@pulumi/pulumi";
import { findDetectorArnFault } from "../aws/arns";
import { regionSchema } from "../aws/region-schema";
import { tagsSchema } from "../aws/tags";
import { checkedText, input, object, optional, type Schema } from "../validation/schema";
import { findingsExportShape, type FindingsExportArgs } from "./args";

/** The export of the findings of one detector, for those who compose by hand; `GuardDutyMonitoring` makes one for `findingsExport`. */
export interface FindingsExportComponentArgs extends FindingsExportArgs {
    /** ARN of the detector whose findings are exported. Account, Region and partition are taken from it. */
    detectorArn: pulumi.Input<string>;
    /**
     * Region of the resources, which must be the detector's. Default: the Region in `detectorArn`, whatever the provider's is.
     *
     * @defaultValue the Region in `detectorArn`
     */
    region?: pulumi.Input<string> | undefined;
    /**
     * Tags of every resource that takes tags; S3 objects have none. Default: none.
     *
     * @defaultValue none
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

export const detectorArnSchema: Schema = checkedText(
    "must be the ARN of a detector, such as arn:aws:guardduty:eu-west-1:111122223333:detector/12abc34d567e8fa901bc2d34e56789f0",
    findDetectorArnFault,
);

export const findingsExportComponentSchema: Schema = object("must be an object with the arguments of FindingsExport", {
    ...findingsExportShape,
    detectorArn: input(detectorArnSchema),
    region: optional(input(regionSchema)),
    tags: optional(input(tagsSchema)),
});
