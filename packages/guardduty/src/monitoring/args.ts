import type * as pulumi from "@pulumi/pulumi";
import { regionSchema } from "../aws/region-schema";
import { tagsSchema } from "../aws/tags";
import {
    accountRoleSchema,
    detectorIdSchema,
    enabledSchema,
    frequencySchema,
    type AccountRole,
    type FindingPublishingFrequency,
} from "../detector/args";
import type { FindingFilterArgs } from "../filters/args";
import { bucketNameSchema, findingsExportSchema, type FindingsExportArgs } from "../findings-export/args";
import { threatIpListsSchema, type IpListArgs } from "../ip-lists/args";
import { protectionPlansSchema, ProtectionProfile, type ProtectionPlansArgs } from "../protection-plans/args";
import { anyValue, input, list, object, oneOf, optional, type Schema } from "../validation/schema";

/** What GuardDuty does in one account and Region. Everything is optional: without arguments, the detector and the BASELINE plans. */
export interface GuardDutyMonitoringArgs {
    /**
     * Whether the detector works; `false` suspends it and keeps its findings. Not together with `detectorId`. Default: `true`.
     *
     * @defaultValue `true`
     */
    enabled?: pulumi.Input<boolean> | undefined;
    /**
     * Id of a detector that exists already: plans, lists, filters and export are managed on it, the detector itself is only read,
     * and is never changed or deleted. Default: a detector is created; destroying it deletes the findings in GuardDuty (not the
     * exported ones), so consider the resource option `protect`.
     *
     * @defaultValue a detector is created
     */
    detectorId?: pulumi.Input<string> | undefined;
    /**
     * The account's place in its organization. In a MEMBER account lists, filters and the publishing frequency are refused, because
     * they belong to the administrator, and plans are left alone unless set. Default: `STANDALONE`.
     *
     * @defaultValue `"STANDALONE"`
     */
    accountRole?: AccountRole;
    /**
     * Defaults for `protectionPlans`. Default: `BASELINE`.
     *
     * @defaultValue `"BASELINE"`
     */
    profile?: ProtectionProfile;
    /**
     * How often further occurrences of a finding are sent on, to EventBridge, the export and Detective alike; new findings are sent
     * within about 5 minutes in any case. Not together with `detectorId`. Default: `FIFTEEN_MINUTES`.
     *
     * @defaultValue `"FIFTEEN_MINUTES"`
     */
    findingPublishingFrequency?: pulumi.Input<FindingPublishingFrequency> | undefined;
    /**
     * The status of each protection plan. Default: by the profile.
     *
     * @defaultValue by the profile
     */
    protectionPlans?: ProtectionPlansArgs | undefined;
    /**
     * Addresses for which GuardDuty raises no findings; one list per account and Region. While an edited list is replaced nothing is
     * trusted, normally for a few minutes, up to 40. Default: none.
     *
     * @defaultValue none
     */
    trustedIpList?: IpListArgs | undefined;
    /**
     * Addresses for which GuardDuty raises findings, at most six lists, each by a key of your own of `A-Z a-z 0-9 -`. An edited list
     * is made before the old one goes where the quota of six has room for it: always with up to three lists, with four or five for
     * the first of them by key, with six for none. With a name of your own the old one goes first. Default: none.
     *
     * @defaultValue none
     */
    threatIpLists?: { [key: string]: IpListArgs } | undefined;
    /**
     * Name of a bucket of your own for the objects of lists with `entries` or `file`, in the detector's Region. Default: a bucket is
     * created when there is such a list.
     *
     * @defaultValue a bucket is created when a list needs it
     */
    listBucketName?: pulumi.Input<string> | undefined;
    /**
     * Finding filters, at most 100, in the order in which GuardDuty applies them. Default: none.
     *
     * @defaultValue none
     */
    filters?: FindingFilterArgs[] | undefined;
    /**
     * The export of findings to S3; `{}` builds everything it needs. Default: no export. GuardDuty keeps findings for 90 days only.
     *
     * @defaultValue no export
     */
    findingsExport?: FindingsExportArgs | undefined;
    /**
     * Region of the detector and of everything that belongs to it. Default: the provider's Region.
     *
     * @defaultValue the provider's Region
     */
    region?: pulumi.Input<string> | undefined;
    /**
     * Tags of every resource that takes tags, besides those of the provider. S3 objects have none. Default: none.
     *
     * @defaultValue none
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/** Each list and each filter is checked where it is planned, so that what is wrong with one hides nothing of the others. */
export const monitoringSchema: Schema = object("must be an object with the arguments of GuardDutyMonitoring", {
    enabled: optional(input(enabledSchema)),
    detectorId: optional(input(detectorIdSchema)),
    accountRole: optional(accountRoleSchema),
    profile: optional(oneOf(ProtectionProfile)),
    findingPublishingFrequency: optional(input(frequencySchema)),
    protectionPlans: optional(protectionPlansSchema),
    trustedIpList: optional(anyValue),
    threatIpLists: optional(threatIpListsSchema),
    listBucketName: optional(input(bucketNameSchema)),
    filters: optional(list("must be an array of filters", anyValue)),
    findingsExport: optional(findingsExportSchema),
    region: optional(input(regionSchema)),
    tags: optional(input(tagsSchema)),
});
