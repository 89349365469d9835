import type { Rule } from "./core/rules";
import { ADDRESS_RULES } from "./ec2/ec2";
import { DETECTOR_RULES } from "./guardduty/detector-rules";
import { FILTER_RULES } from "./guardduty/filter-rules";
import { IP_LIST_RULES } from "./guardduty/ip-list-rules";
import { DESTINATION_RULES } from "./guardduty/publishing-destination-rules";
import { GUARDDUTY_TAG_RULES } from "./guardduty/tags";
import { ALIAS_RULES } from "./kms/key-aliases";
import { KEY_POLICY_RULES } from "./kms/key-policies";
import { KEY_RULES } from "./kms/key-rules";
import { BUCKET_POLICY_RULES } from "./s3/bucket-policy-rules";
import { BUCKET_RULES } from "./s3/bucket-rules";
import { BUCKET_SETTING_RULES } from "./s3/bucket-setting-rules";
import { OBJECT_RULES } from "./s3/objects";
import { S3_ACCESS_RULES } from "./s3/s3-access";

/** Every rule of AWS's that the simulator enforces, with its source and how sure it is. */
export const RULES: readonly Rule[] = [
    ...[DETECTOR_RULES, IP_LIST_RULES, FILTER_RULES, DESTINATION_RULES, GUARDDUTY_TAG_RULES],
    ...[BUCKET_RULES, BUCKET_SETTING_RULES, BUCKET_POLICY_RULES, OBJECT_RULES, S3_ACCESS_RULES],
    ...[KEY_RULES, KEY_POLICY_RULES, ALIAS_RULES, ADDRESS_RULES],
].flatMap((table) => Object.values(table));
