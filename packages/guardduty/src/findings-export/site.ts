import type * as pulumi from "@pulumi/pulumi";
import { FOLLOWS_PROGRAM } from "../aws/follows-program";
import type { Tags } from "../aws/tags";
import type { Settled } from "../validation/settled";
import type { FindingsExportComponentPlan } from "./component-plan";

/** What the resources of one export have in common. */
export interface ExportSite {
    /** The component's name, with which the names of its children start. */
    readonly name: string;
    readonly tags: Settled<Tags>;
    /** The detector's Region, and that of a created bucket. */
    readonly region: { region?: pulumi.Input<string> };
    /** The Region of the bucket, and so of the key: S3 uses keys of the bucket's Region only. */
    readonly bucketRegion: { region?: pulumi.Input<string> };
    /** For what holds or protects the evidence: it stays as it was protected. */
    readonly evidence: pulumi.CustomResourceOptions;
    /** For what holds nothing: it is replaced and deleted, whatever the component's own options say. */
    readonly passing: pulumi.CustomResourceOptions;
}

export function describeSite(name: string, plan: FindingsExportComponentPlan, parent: pulumi.Resource): ExportSite {
    const { settings, region, tags } = plan;
    return {
        name,
        tags,
        region,
        bucketRegion: settings.existingBucketRegion ? { region: settings.existingBucketRegion.plan() } : region,
        evidence: { parent, retainOnDelete: settings.retainOnDelete },
        passing: { parent, ...FOLLOWS_PROGRAM },
    };
}
