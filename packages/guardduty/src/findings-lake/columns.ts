/** A column of the view `findings`: what it is in SQL, and its type as Glue (Hive) and as Athena (Trino) spell it. */
export interface FindingColumn {
    readonly name: string;
    readonly expression: string;
    readonly hiveType: string;
    readonly trinoType: string;
    readonly comment: string;
}

/** The column of the table that holds a whole finding: a line of the export. */
export const WHOLE_FINDING = "finding";

/** What a partition is of, in the order of the export's folders. */
export const PARTITION_KEYS: readonly Pick<FindingColumn, "name" | "comment">[] = [
    { name: "account", comment: "Account of the folder" },
    { name: "region", comment: "Region of the folder" },
    { name: "day", comment: "Day of the folder in UTC, as 2026/11/24" },
];

const TYPES = {
    text: { hiveType: "string", trinoType: "varchar" },
    decimal: { hiveType: "double", trinoType: "double" },
    whole: { hiveType: "bigint", trinoType: "bigint" },
    flag: { hiveType: "boolean", trinoType: "boolean" },
    time: { hiveType: "timestamp", trinoType: "timestamp(3)" },
    texts: { hiveType: "array<string>", trinoType: "array(varchar)" },
} as const;

type Kind = keyof typeof TYPES;

function column(name: string, kind: Kind, expression: string, comment: string): FindingColumn {
    return { name, expression, ...TYPES[kind], comment };
}

/** A member that is neither object nor list, as text; nothing where it is missing, or the line is not JSON. */
function scalar(path: string): string {
    return `json_extract_scalar(${WHOLE_FINDING}, '$.${path}')`;
}

function text(name: string, path: string, comment: string): FindingColumn {
    return column(name, "text", scalar(path), comment);
}

function firstOf(name: string, paths: readonly string[], comment: string): FindingColumn {
    return column(name, "text", `coalesce(${paths.map(scalar).join(", ")})`, comment);
}

/** A finding whose value has another form has none: one odd line must not stop a query over a million. */
function time(name: string, path: string, comment: string): FindingColumn {
    return column(name, "time", `CAST(try(from_iso8601_timestamp(${scalar(path)})) AS timestamp)`, comment);
}

const ACTIONS_WITH_REMOTE: readonly string[] = [
    "networkConnectionAction",
    "awsApiCallAction",
    "kubernetesApiCallAction",
    "rdsLoginAttemptAction",
    "portProbeAction.portProbeDetails[0]",
];

const remote = (member: string): string[] =>
    ACTIONS_WITH_REMOTE.map((action) => `service.action.${action}.remoteIpDetails.${member}`);

/**
 * The fields that people filter, group and join on. Whatever else a finding has is in the column `finding`, for
 * `json_extract_scalar(finding, '$.…')`.
 */
export const FINDING_COLUMNS: readonly FindingColumn[] = [
    text("id", "id", "Id of the finding; its repeats have the same"),
    text("arn", "arn", "ARN of the finding"),
    text("type", "type", "Finding type"),
    column("severity", "decimal", `try_cast(${scalar("severity")} AS double)`, "1 to 10"),
    text("account_id", "accountId", "Account that the finding is about"),
    text("finding_region", "region", "Region that the finding is about"),
    text("title", "title", "Title; may hold text that an attacker chose"),
    time("created_at", "createdAt", "When the finding was made, UTC"),
    time("updated_at", "updatedAt", "When it was last told of, UTC"),
    time("first_seen", "service.eventFirstSeen", "When the activity was first seen, UTC"),
    time("last_seen", "service.eventLastSeen", "When the activity was last seen, UTC"),
    column(
        "occurrences",
        "whole",
        `coalesce(try_cast(${scalar("service.count")} AS bigint), 1)`,
        "How often the activity was seen, so far",
    ),
    column(
        "archived",
        "flag",
        `coalesce(${scalar("service.archived")} = 'true', false)`,
        "GuardDuty does not export what is archived: true in copies made otherwise",
    ),
    column(
        "sample",
        "flag",
        `coalesce(${scalar("service.additionalInfo.sample")} = 'true', false)`,
        "Made by GuardDuty's button for sample findings",
    ),
    text("detector_id", "service.detectorId", "Detector"),
    text("feature", "service.featureName", "Protection plan or data source"),
    text("resource_role", "service.resourceRole", "TARGET or ACTOR"),
    text("action_type", "service.action.actionType", "Kind of activity"),
    text("api", "service.action.awsApiCallAction.api", "AWS API that was called"),
    text("api_service", "service.action.awsApiCallAction.serviceName", "Service whose API was called"),
    text("domain", "service.action.dnsRequestAction.domain", "Domain that was looked up"),
    firstOf("remote_address", remote("ipAddressV4"), "Address on the other side; of a port probe the first"),
    firstOf("remote_country", remote("country.countryName"), "Country of that address"),
    firstOf("remote_organization", remote("organization.org"), "Organization of that address"),
    text("process_name", "service.runtimeDetails.process.name", "Process, as Runtime Monitoring saw it"),
    text("process_path", "service.runtimeDetails.process.executablePath", "Its executable"),
    text("resource_type", "resource.resourceType", "Kind of resource"),
    firstOf("user_name", ["resource.accessKeyDetails.userName"], "User or role of the access key"),
    text("access_key_id", "resource.accessKeyDetails.accessKeyId", "Access key"),
    text("instance_id", "resource.instanceDetails.instanceId", "EC2 instance"),
    text("image_id", "resource.instanceDetails.imageId", "AMI of the EC2 instance"),
    text("bucket_name", "resource.s3BucketDetails[0].name", "S3 bucket; of several the first"),
    text("eks_cluster_name", "resource.eksClusterDetails.name", "EKS cluster"),
    text("kubernetes_namespace", "resource.kubernetesDetails.kubernetesWorkloadDetails.namespace", "Namespace"),
    text("kubernetes_workload", "resource.kubernetesDetails.kubernetesWorkloadDetails.name", "Workload"),
    text("kubernetes_user", "resource.kubernetesDetails.kubernetesUserDetails.username", "Kubernetes user"),
    text("ecs_cluster_name", "resource.ecsClusterDetails.name", "ECS cluster"),
    text("container_name", "resource.containerDetails.name", "Container"),
    text("container_image", "resource.containerDetails.image", "Image of the container"),
    text("function_name", "resource.lambdaDetails.functionName", "Lambda function"),
    text("database_id", "resource.rdsDbInstanceDetails.dbInstanceIdentifier", "RDS instance"),
    column(
        "model_ids",
        "texts",
        `transform(try_cast(json_extract(${WHOLE_FINDING}, '$.resource.modelDetails') AS array(json)), model -> json_extract_scalar(model, '$.modelId'))`,
        "AI models",
    ),
    text("guardrail_arn", "resource.bedrockGuardrailDetails.guardrails[0].arn", "Bedrock guardrail; the first"),
    text("sequence_id", "service.detection.sequence.uid", "Attack sequence that the finding is"),
    text("attack_sequence_arn", "associatedAttackSequenceArn", "Attack sequence that the finding belongs to"),
    text("custom_detection_rule", "customDetectionRuleName", "Custom detection rule that raised it"),
];
