import type { Rule } from "./core/rules";
import { NAMED_QUERY_RULES, PROJECTION_RULES, WORKGROUP_RULES } from "./athena/athena-rules";
import { CHAT_RULES } from "./chatbot/chat-rules";
import { ALARM_RULES } from "./cloudwatch/alarm-rules";
import { ADDRESS_RULES } from "./ec2/ec2";
import { BRIDGE_RULES, TARGET_RULES } from "./events/bridge-rules";
import { CATALOG_RULES } from "./glue/catalog-rules";
import { DETECTOR_RULES } from "./guardduty/detector-rules";
import { FILTER_RULES } from "./guardduty/filter-rules";
import { FINDING_RULES } from "./guardduty/findings";
import { IP_LIST_RULES } from "./guardduty/ip-list-rules";
import { MALWARE_RULES } from "./guardduty/malware-rules";
import { DESTINATION_RULES } from "./guardduty/publishing-destination-rules";
import { GUARDDUTY_TAG_RULES } from "./guardduty/tags";
import { ROLE_POLICY_RULES, ROLE_RULES } from "./iam/role-rules";
import { ALIAS_RULES } from "./kms/key-aliases";
import { KEY_POLICY_RULES } from "./kms/key-policies";
import { KEY_RULES } from "./kms/key-rules";
import { FUNCTION_RULES } from "./lambda/function-rules";
import { PERMISSION_RULES } from "./lambda/permission-rules";
import { LOG_GROUP_RULES } from "./logs/log-group-rules";
import { LOG_POLICY_RULES } from "./logs/log-policy-rules";
import { BUCKET_POLICY_RULES } from "./s3/bucket-policy-rules";
import { BUCKET_RULES } from "./s3/bucket-rules";
import { BUCKET_SETTING_RULES } from "./s3/bucket-setting-rules";
import { OBJECT_RULES } from "./s3/objects";
import { S3_ACCESS_RULES } from "./s3/s3-access";
import { SCHEDULE_RULES } from "./scheduler/schedule-rules";
import { SUBSCRIPTION_RULES, TOPIC_RULES } from "./sns/topic-rules";
import { QUEUE_RULES } from "./sqs/queue-rules";

/** Every rule of AWS's that the simulator enforces, with its source and how sure it is. */
export const RULES: readonly Rule[] = [
    ...[DETECTOR_RULES, IP_LIST_RULES, FILTER_RULES, DESTINATION_RULES, GUARDDUTY_TAG_RULES],
    ...[BUCKET_RULES, BUCKET_SETTING_RULES, BUCKET_POLICY_RULES, OBJECT_RULES, S3_ACCESS_RULES],
    ...[KEY_RULES, KEY_POLICY_RULES, ALIAS_RULES, ADDRESS_RULES],
    ...[ROLE_RULES, ROLE_POLICY_RULES, MALWARE_RULES],
    ...[FUNCTION_RULES, PERMISSION_RULES, LOG_GROUP_RULES, LOG_POLICY_RULES, ALARM_RULES, CHAT_RULES],
    ...[FINDING_RULES, BRIDGE_RULES, TARGET_RULES, TOPIC_RULES, SUBSCRIPTION_RULES, QUEUE_RULES],
    SCHEDULE_RULES,
    ...[CATALOG_RULES, WORKGROUP_RULES, NAMED_QUERY_RULES, PROJECTION_RULES],
].flatMap((table) => Object.values(table));
