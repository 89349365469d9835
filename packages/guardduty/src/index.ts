export { GuardDutyMonitoring } from "./monitoring";
export type { GuardDutyMonitoringArgs } from "./monitoring/args";
export { AccountRole, FindingPublishingFrequency } from "./detector/args";
export {
    AgentManagement,
    PlanStatus,
    ProtectionProfile,
    type ProtectionPlansArgs,
    type RuntimeMonitoringArgs,
} from "./protection-plans/args";
export { IpListFormat, type IpListArgs } from "./ip-lists/args";
export { FilterAction, FindingSeverity, type FindingCriterionArgs, type FindingFilterArgs } from "./filters/args";
export {
    suppressDatasetPulls,
    suppressImageBuilds,
    suppressPackageInstalls,
    suppressScanners,
    suppressSpotFleets,
    suppressTrainingTraffic,
} from "./ai-training/suppressions";
export type {
    ImageSuppressionArgs,
    InstancesByAmi,
    InstancesByTag,
    InstanceSelection,
    RoleSuppressionArgs,
    TrafficSuppressionArgs,
} from "./ai-training/args";
export { AI_FINDING_TYPES, type AiFindingTypes } from "./ai-training/finding-types";
export { FindingsExport } from "./findings-export/findings-export";
export { ObjectLockMode, type FindingsExportArgs, type ObjectLockArgs } from "./findings-export/args";
export type { FindingsExportComponentArgs } from "./findings-export/component-args";
export { findingsBucketPolicy, findingsKeyPolicy } from "./findings-export/policy-functions";
export type {
    FindingsBucketPolicyArgs,
    FindingsKeyPolicyArgs,
    FindingsSourceArgs,
} from "./findings-export/policy-args";
export { MalwareProtection } from "./malware-protection/malware-protection";
export type { MalwareProtectionArgs, ProtectedBucketArgs } from "./malware-protection/args";
export { cleanScanBucketPolicy, malwareProtectionRolePolicy } from "./malware-protection/policy-functions";
export type { CleanScanBucketPolicyArgs, MalwareProtectionRolePolicyArgs } from "./malware-protection/policy-args";
export { FindingNotifications } from "./notifications/finding-notifications";
export type { FindingNotificationsArgs } from "./notifications/args";
export { NotificationEvent, type NotificationRouteArgs } from "./notifications/route-args";
export {
    MessageFormat,
    type NewLogGroupArgs,
    type NewQueueArgs,
    type NewTopicArgs,
    type NotificationTargetArgs,
    type SlackChannelArgs,
    type TeamsChannelArgs,
} from "./notifications/target-args";
export { FindingsLake } from "./findings-lake/findings-lake";
export type { FindingsLakeArgs, ReviewRoleArgs } from "./findings-lake/args";
export { ThreatListFeed } from "./threat-list-feed/threat-list-feed";
export { FeedListType, type ThreatListFeedArgs } from "./threat-list-feed/args";
export { FeedFormat, type FeedSourceArgs } from "./threat-list-feed/source-args";
export { InvalidArgsError } from "./validation/invalid-args-error";
export { FINDING_TYPES, type FindingType } from "./catalog/finding-types";
export { FINDING_FIELDS, type FindingField } from "./catalog/finding-fields";
