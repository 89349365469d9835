import type { JsonObject } from "./finding";
import type { Subject } from "./subject";

const DAY_SECONDS = 86_400;

/** The API writes points in time inside details as seconds since 1970. */
export function secondsBefore({ seenAt }: Subject, days: number): number {
    return Math.floor(seenAt / 1000) - days * DAY_SECONDS;
}

export function arnOf({ site }: Subject, service: string, resource: string): string {
    return `arn:${site.partition}:${service}:${site.region}:${site.accountId}:${resource}`;
}

export function accessKeyDetails({ random, role, user, site, text }: Subject): JsonObject {
    return user === undefined
        ? {
              accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
              principalId: `AROA${site.detectorId.slice(0, 16).toUpperCase()}:${text(`session-${random.whole(1, 9)}`)}`,
              userType: "AssumedRole",
              userName: role,
          }
        : {
              accessKeyId: `AKIA${random.hex(16).toUpperCase()}`,
              principalId: `AIDA${site.detectorId.slice(0, 16).toUpperCase()}`,
              userType: "IAMUser",
              userName: user,
          };
}

export function instanceDetails(subject: Subject): JsonObject {
    const { instance, site, text } = subject;
    const privateDnsName = `ip-${instance.address.replaceAll(".", "-")}.ec2.internal`;
    return {
        instanceId: instance.id,
        instanceType: instance.type,
        launchTime: new Date(secondsBefore(subject, 20) * 1000).toISOString(),
        platform: null,
        productCodes: [],
        iamInstanceProfile: {
            arn: `arn:${site.partition}:iam::${site.accountId}:instance-profile/${instance.profile}`,
            id: `AIPA${instance.imageId.slice(5).toUpperCase()}`,
        },
        networkInterfaces: [
            {
                ipv6Addresses: [],
                networkInterfaceId: `eni-${instance.id.slice(2)}`,
                privateDnsName,
                privateIpAddress: instance.address,
                privateIpAddresses: [{ privateDnsName, privateIpAddress: instance.address }],
                subnetId: `subnet-${site.detectorId.slice(0, 17)}`,
                vpcId: `vpc-${site.detectorId.slice(3, 20)}`,
                securityGroups: [{ groupName: instance.profile, groupId: `sg-${site.detectorId.slice(5, 22)}` }],
                publicDnsName: "",
                publicIp: subject.remoteAddress,
            },
        ],
        outpostArn: null,
        tags: [...instance.tags, { key: "Note", value: text("none") }],
        instanceState: "running",
        availabilityZone: `${site.region}a`,
        imageId: instance.imageId,
        imageDescription: text("Made-up machine image"),
    };
}

export function s3BucketDetails(subject: Subject, objects?: readonly JsonObject[]): JsonObject {
    const { bucket, site, random } = subject;
    const open = { allowsPublicReadAccess: false, allowsPublicWriteAccess: false };
    const blocked = {
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
        blockPublicAcls: true,
        blockPublicPolicy: true,
    };
    return {
        arn: `arn:${site.partition}:s3:::${bucket}`,
        name: bucket,
        type: random.pick(["Destination", "Source"]),
        createdAt: secondsBefore(subject, 400),
        owner: { id: site.detectorId.repeat(2) },
        tags: [{ key: "Data", value: bucket.split("-")[0] }],
        defaultServerSideEncryption: {
            encryptionType: "SSEAlgorithm",
            kmsMasterKeyArn: arnOf(subject, "kms", "key/s3"),
        },
        publicAccess: {
            permissionConfiguration: {
                bucketLevelPermissions: { accessControlList: open, bucketPolicy: open, blockPublicAccess: blocked },
                accountLevelPermissions: { blockPublicAccess: blocked },
            },
            effectivePermission: "NOT_PUBLIC",
        },
        s3ObjectDetails: objects,
    };
}

export function eksClusterDetails(subject: Subject): JsonObject {
    const { cluster, site } = subject;
    return {
        name: cluster,
        arn: arnOf(subject, "eks", `cluster/${cluster}`),
        createdAt: secondsBefore(subject, 200),
        vpcId: `vpc-${site.detectorId.slice(3, 20)}`,
        status: "ACTIVE",
        tags: [{ key: "Cluster", value: cluster }],
    };
}

export function containerDetails({ container, site }: Subject): JsonObject {
    return {
        id: site.detectorId.repeat(2),
        name: container.name,
        image: container.image,
        imagePrefix: container.image.split("/")[0],
        containerRuntime: "containerd",
        volumeMounts: [{ name: "data", mountPath: "/data" }],
        securityContext: { privileged: false, allowPrivilegeEscalation: false },
    };
}

export function kubernetesDetails(subject: Subject): JsonObject {
    const { container, random, role, text } = subject;
    return {
        kubernetesUserDetails: {
            username: text(`system:serviceaccount:${container.namespace}:${role}`),
            uid: random.hex(12),
            groups: ["system:authenticated"],
            sessionName: [],
        },
        kubernetesWorkloadDetails: {
            name: text(container.name),
            type: "deployments",
            uid: random.hex(12),
            namespace: container.namespace,
            hostNetwork: false,
            serviceAccountName: role,
            containers: [containerDetails(subject)],
            volumes: [{ name: "data", hostPath: { path: "/var/data" } }],
        },
    };
}

export function ecsClusterDetails(subject: Subject): JsonObject {
    const { cluster, random } = subject;
    return {
        name: cluster,
        arn: arnOf(subject, "ecs", `cluster/${cluster}`),
        status: "ACTIVE",
        activeServicesCount: 3,
        registeredContainerInstancesCount: 2,
        runningTasksCount: 7,
        tags: [{ key: "Cluster", value: cluster }],
        taskDetails: {
            arn: arnOf(subject, "ecs", `task/${cluster}/${random.hex(32)}`),
            definitionArn: arnOf(subject, "ecs", `task-definition/${cluster}:7`),
            version: "4",
            createdAt: secondsBefore(subject, 1),
            startedAt: secondsBefore(subject, 1),
            startedBy: "ecs-svc/1234567890",
            tags: [],
            volumes: [],
            containers: [containerDetails(subject)],
            group: "service:web",
            launchType: "EC2",
        },
    };
}

export function lambdaDetails(subject: Subject): JsonObject {
    const { random, site, text } = subject;
    const functionName = random.pickSkewed(site.functions);
    return {
        functionArn: arnOf(subject, "lambda", `function:${functionName}`),
        functionName,
        description: text("Made-up function"),
        lastModifiedAt: secondsBefore(subject, 10),
        revisionId: `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`,
        functionVersion: "$LATEST",
        role: `arn:${site.partition}:iam::${site.accountId}:role/${functionName}`,
        tags: [{ key: "Service", value: functionName }],
    };
}

export function databaseDetails(subject: Subject): JsonObject {
    const { random, site, text } = subject;
    const name = random.pickSkewed(site.databases);
    const rdsDbUserDetails = {
        user: text("app"),
        application: text("psql"),
        database: "postgres",
        ssl: "on",
        authMethod: "password",
    };
    const common = {
        engine: "aurora-postgresql",
        engineVersion: "17.4",
        dbClusterIdentifier: `${name}-cluster`,
        tags: [],
    };
    if (subject.facts.kind === "rds-login" && random.chance(0.2)) {
        return {
            resourceType: "RDSLimitlessDB",
            rdsLimitlessDbDetails: {
                ...common,
                dbShardGroupIdentifier: `${name}-shards`,
                dbShardGroupResourceId: `shardgroup-${site.detectorId.slice(0, 16)}`,
                dbShardGroupArn: arnOf(subject, "rds", `shard-group:${name}`),
            },
            rdsDbUserDetails,
        };
    }
    return {
        resourceType: "RDSDBInstance",
        rdsDbInstanceDetails: {
            ...common,
            dbInstanceIdentifier: name,
            dbInstanceArn: arnOf(subject, "rds", `db:${name}`),
            dbiResourceId: `db-${site.detectorId.slice(0, 16).toUpperCase()}`,
        },
        rdsDbUserDetails,
    };
}

export function ebsVolumeDetails(subject: Subject): JsonObject {
    const { instance } = subject;
    return {
        scannedVolumeDetails: [
            {
                volumeArn: arnOf(subject, "ec2", `volume/vol-${instance.id.slice(2)}`),
                volumeType: "gp3",
                deviceName: "/dev/xvda",
                volumeSizeInGB: 100,
                encryptionType: "UNENCRYPTED",
                snapshotArn: arnOf(subject, "ec2", `snapshot/snap-${instance.id.slice(2)}`),
            },
        ],
        skippedVolumeDetails: [],
    };
}
