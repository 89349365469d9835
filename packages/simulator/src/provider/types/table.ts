import type { ResourceType } from "../resource-type";
import { NAMED_QUERY } from "./athena/named-query";
import { WORKGROUP } from "./athena/workgroup";
import { SLACK_CHANNEL } from "./chatbot/slack-channel";
import { TEAMS_CHANNEL } from "./chatbot/teams-channel";
import { LOG_GROUP } from "./cloudwatch/log-group";
import { LOG_RESOURCE_POLICY } from "./cloudwatch/log-resource-policy";
import { METRIC_ALARM } from "./cloudwatch/metric-alarm";
import { EVENT_RULE } from "./cloudwatch-events/event-rule";
import { EVENT_TARGET } from "./cloudwatch-events/event-target";
import { EIP } from "./ec2/eip";
import { CATALOG_DATABASE } from "./glue/catalog-database";
import { CATALOG_TABLE } from "./glue/catalog-table";
import { DETECTOR } from "./guardduty/detector";
import { DETECTOR_FEATURE } from "./guardduty/detector-feature";
import { FILTER } from "./guardduty/filter";
import { IP_SET } from "./guardduty/ip-set";
import { MALWARE_PROTECTION_PLAN } from "./guardduty/malware-protection-plan";
import { PUBLISHING_DESTINATION } from "./guardduty/publishing-destination";
import { THREAT_INTEL_SET } from "./guardduty/threat-intel-set";
import { ROLE } from "./iam/role";
import { ROLE_POLICY } from "./iam/role-policy";
import { ROLE_POLICY_ATTACHMENT } from "./iam/role-policy-attachment";
import { ALIAS } from "./kms/alias";
import { KEY } from "./kms/key";
import { KEY_POLICY } from "./kms/key-policy";
import { FUNCTION } from "./lambda/function";
import { PERMISSION } from "./lambda/permission";
import { BUCKET } from "./s3/bucket";
import { BUCKET_ENCRYPTION } from "./s3/bucket-encryption";
import { BUCKET_LIFECYCLE } from "./s3/bucket-lifecycle";
import { BUCKET_LOGGING } from "./s3/bucket-logging";
import { BUCKET_NOTIFICATION } from "./s3/bucket-notification";
import { BUCKET_OBJECT } from "./s3/bucket-object";
import { BUCKET_OBJECT_LOCK } from "./s3/bucket-object-lock";
import { BUCKET_OWNERSHIP_CONTROLS } from "./s3/bucket-ownership-controls";
import { BUCKET_POLICY } from "./s3/bucket-policy";
import { BUCKET_PUBLIC_ACCESS_BLOCK } from "./s3/bucket-public-access-block";
import { BUCKET_VERSIONING } from "./s3/bucket-versioning";
import { SCHEDULE } from "./scheduler/schedule";
import { TOPIC } from "./sns/topic";
import { TOPIC_POLICY } from "./sns/topic-policy";
import { TOPIC_SUBSCRIPTION } from "./sns/topic-subscription";
import { QUEUE } from "./sqs/queue";
import { QUEUE_POLICY } from "./sqs/queue-policy";

/** Every type that is modelled, by token. A further one is a file in its service's folder, and a line here. */
export const RESOURCE_TYPES: ReadonlyMap<string, ResourceType> = new Map(
    [
        ...[DETECTOR, DETECTOR_FEATURE, IP_SET, THREAT_INTEL_SET, FILTER, PUBLISHING_DESTINATION],
        ...[BUCKET, BUCKET_OWNERSHIP_CONTROLS, BUCKET_PUBLIC_ACCESS_BLOCK, BUCKET_VERSIONING, BUCKET_POLICY],
        ...[BUCKET_ENCRYPTION, BUCKET_LIFECYCLE, BUCKET_OBJECT_LOCK, BUCKET_LOGGING, BUCKET_OBJECT],
        ...[KEY, KEY_POLICY, ALIAS, EIP],
        ...[FUNCTION, PERMISSION, LOG_GROUP, LOG_RESOURCE_POLICY, METRIC_ALARM, SLACK_CHANNEL, TEAMS_CHANNEL],
        ...[EVENT_RULE, EVENT_TARGET, TOPIC, TOPIC_POLICY, TOPIC_SUBSCRIPTION, QUEUE, QUEUE_POLICY],
        ...[ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT, BUCKET_NOTIFICATION, MALWARE_PROTECTION_PLAN],
        SCHEDULE,
        ...[CATALOG_DATABASE, CATALOG_TABLE, WORKGROUP, NAMED_QUERY],
    ].map((type) => [type.token, type]),
);
