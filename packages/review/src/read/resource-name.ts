import { listAt, objectAt, textAt, type Members } from "./members";

/** Longer names are cut: they are somebody's attempt at something. */
const LONGEST = 200;

/** What a finding is about, in one text such as `Instance i-0abc`. */
export function resourceName(resource: Members, service: Members): string {
    const type = textAt(resource, "resourceType") ?? "";
    return `${type} ${nameIn(resource) ?? nameInSequence(service) ?? ""}`.trim().slice(0, LONGEST) || "not named";
}

function nameIn(resource: Members): string | undefined {
    const details = (key: string): Members => objectAt(resource, key);
    const [bucket] = listAt(resource, "s3BucketDetails");
    const type = textAt(resource, "resourceType");
    // An access key with a bucket: the bucket is what the finding is about where its type says so.
    if (type === "AccessKey" && bucket === undefined) return textAt(details("accessKeyDetails"), "userName");
    if (type === "Instance") return textAt(details("instanceDetails"), "instanceId");
    const workload = textAt(objectAt(details("kubernetesDetails"), "kubernetesWorkloadDetails"), "name");
    const eks = textAt(details("eksClusterDetails"), "name");
    return (
        (bucket === undefined ? undefined : textAt(bucket, "name")) ??
        (eks === undefined ? undefined : workload === undefined ? eks : `${eks}/${workload}`) ??
        textAt(details("ecsClusterDetails"), "name") ??
        textAt(details("lambdaDetails"), "functionName") ??
        textAt(details("rdsDbInstanceDetails"), "dbInstanceIdentifier") ??
        textAt(details("rdsLimitlessDbDetails"), "dbShardGroupIdentifier") ??
        textAt(details("containerDetails"), "name") ??
        textAt(details("instanceDetails"), "instanceId") ??
        textAt(details("accessKeyDetails"), "userName") ??
        textAt(details("ebsSnapshotDetails"), "snapshotArn") ??
        textAt(details("ec2ImageDetails"), "imageArn") ??
        textAt(details("recoveryPointDetails"), "recoveryPointArn")
    );
}

/** An attack sequence names its resources elsewhere: the first stands for all. */
function nameInSequence(service: Members): string | undefined {
    const [first] = listAt(objectAt(objectAt(service, "detection"), "sequence"), "resources");
    return first === undefined ? undefined : (textAt(first, "name") ?? textAt(first, "uid"));
}
