import type { JsonObject } from "./finding";
import { arnOf, secondsBefore } from "./resources";
import type { Subject } from "./subject";

const ACTOR = "actor-1";
const ENDPOINT = "endpoint-1";

/** What Extended Threat Detection puts together: who did what to which resources, and the signals that say so. */
export function attackSequence(subject: Subject): JsonObject {
    const { random, role, site, text, remoteAddress, facts } = subject;
    const resource = target(subject);
    const seen = secondsBefore(subject, 0);
    const signal = (name: string, type: string, ago: number): JsonObject => ({
        uid: random.hex(32),
        type,
        name,
        description: text(`${name} was seen`),
        createdAt: seen - ago,
        updatedAt: seen,
        firstSeenAt: seen - ago,
        lastSeenAt: seen,
        severity: 5,
        count: random.whole(1, 9),
        resourceUids: [resource.uid ?? ""],
        actorIds: [ACTOR],
        endpointIds: [ENDPOINT],
        signalIndicators: [
            { key: "SUSPICIOUS_USER_AGENT", values: [text("python-requests/2.32")], title: "User agent" },
        ],
    });
    return {
        sequence: {
            uid: random.hex(32),
            description: text(`A made-up sequence of actions: ${facts.type}`),
            actors: [
                {
                    id: ACTOR,
                    user: { name: role, uid: `AROA${site.detectorId.slice(0, 16).toUpperCase()}`, type: "AssumedRole" },
                    session: { uid: random.hex(16), mfaStatus: "DISABLED", createdTime: seen - 4000, issuer: "sts" },
                },
            ],
            resources: [resource],
            endpoints: [
                {
                    id: ENDPOINT,
                    ip: remoteAddress,
                    location: { city: "Berlin", country: "Germany", lat: 52.52, lon: 13.41 },
                    autonomousSystem: { name: "Example Networks", number: 64_496 },
                },
            ],
            signals: [signal("DescribeInstances", "CLOUD_TRAIL", 4000), signal("Discovery", "FINDING", 2000)],
            sequenceIndicators: [{ key: "MALICIOUS_IP", values: [remoteAddress], title: "Malicious address" }],
        },
    };
}

function target(subject: Subject): JsonObject {
    const { facts, instance, cluster, bucket, site, random } = subject;
    const common = { accountId: site.accountId, region: site.region, cloudPartition: site.partition, tags: [] };
    const ofType = (
        uid: string,
        name: string,
        service: string,
        resourceType: string,
        data: JsonObject,
    ): JsonObject => ({
        uid,
        name,
        resourceType,
        service,
        ...common,
        data,
    });
    switch (/^AttackSequence:(\w+)/.exec(facts.type)?.[1]) {
        case "S3":
            return ofType(`arn:${site.partition}:s3:::${bucket}`, bucket, "s3", "S3_BUCKET", {
                s3Bucket: { ownerId: site.detectorId, effectivePermission: "NOT_PUBLIC", publicReadAccess: "BLOCKED" },
            });
        case "EKS":
            return ofType(arnOf(subject, "eks", `cluster/${cluster}`), cluster, "eks", "EKS_CLUSTER", {
                eksCluster: { arn: arnOf(subject, "eks", `cluster/${cluster}`), status: "ACTIVE" },
            });
        case "ECS":
            return ofType(arnOf(subject, "ecs", `cluster/${cluster}`), cluster, "ecs", "ECS_CLUSTER", {
                ecsCluster: { status: "ACTIVE" },
            });
        case "EC2":
            return ofType(arnOf(subject, "ec2", `instance/${instance.id}`), instance.id, "ec2", "EC2_INSTANCE", {
                ec2Instance: {
                    availabilityZone: `${site.region}a`,
                    instanceState: "running",
                    instanceType: instance.type,
                },
            });
        default: {
            const key = `ASIA${random.hex(16).toUpperCase()}`;
            return ofType(key, key, "iam", "ACCESS_KEY", {
                accessKey: { principalId: "AROAEXAMPLE", userName: subject.role, userType: "AssumedRole" },
            });
        }
    }
}
