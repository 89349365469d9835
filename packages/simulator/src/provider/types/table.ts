import type { ResourceType } from "../resource-type";
import { ALIAS } from "./alias";
import { BUCKET } from "./bucket";
import { BUCKET_ENCRYPTION } from "./bucket-encryption";
import { BUCKET_LIFECYCLE } from "./bucket-lifecycle";
import { BUCKET_LOGGING } from "./bucket-logging";
import { BUCKET_OBJECT } from "./bucket-object";
import { BUCKET_OBJECT_LOCK } from "./bucket-object-lock";
import { BUCKET_OWNERSHIP_CONTROLS } from "./bucket-ownership-controls";
import { BUCKET_POLICY } from "./bucket-policy";
import { BUCKET_PUBLIC_ACCESS_BLOCK } from "./bucket-public-access-block";
import { BUCKET_VERSIONING } from "./bucket-versioning";
import { DETECTOR } from "./detector";
import { DETECTOR_FEATURE } from "./detector-feature";
import { EIP } from "./eip";
import { FILTER } from "./filter";
import { IP_SET } from "./ip-set";
import { KEY } from "./key";
import { PUBLISHING_DESTINATION } from "./publishing-destination";
import { THREAT_INTEL_SET } from "./threat-intel-set";

/** Every type that is modelled, by token. A further one is a file beside this, and a line here. */
export const RESOURCE_TYPES: ReadonlyMap<string, ResourceType> = new Map(
    [
        ...[DETECTOR, DETECTOR_FEATURE, IP_SET, THREAT_INTEL_SET, FILTER, PUBLISHING_DESTINATION],
        ...[BUCKET, BUCKET_OWNERSHIP_CONTROLS, BUCKET_PUBLIC_ACCESS_BLOCK, BUCKET_VERSIONING, BUCKET_POLICY],
        ...[BUCKET_ENCRYPTION, BUCKET_LIFECYCLE, BUCKET_OBJECT_LOCK, BUCKET_LOGGING, BUCKET_OBJECT],
        ...[KEY, ALIAS, EIP],
    ].map((type) => [type.token, type]),
);
