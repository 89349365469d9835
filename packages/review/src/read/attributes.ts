import { listAt, objectAt, textAt, type Members } from "./members";

/**
 * By what a filter may narrow: attributes that the owner of an account gives, each with the fields that a filter names. What an
 * attacker chooses freely (process paths, user agents, domains) is not among them.
 */
export const ATTRIBUTE_KINDS = {
    // What names a filter by it is one of the values: the one at `named`.
    image: { named: 0, fields: ["resource.containerDetails.image"], narrowness: 1, says: "container image" },
    function: { named: 0, fields: ["resource.lambdaDetails.functionName"], narrowness: 1, says: "function" },
    tag: {
        named: 1,
        fields: ["resource.instanceDetails.tags.key", "resource.instanceDetails.tags.value"],
        narrowness: 1,
        says: "instance tag",
    },
    role: {
        named: 0,
        fields: ["resource.accessKeyDetails.userName", "resource.accessKeyDetails.userType"],
        narrowness: 0.9,
        says: "role or user",
    },
    database: {
        named: 0,
        fields: ["resource.rdsDbInstanceDetails.dbInstanceIdentifier"],
        narrowness: 0.9,
        says: "database",
    },
    workload: {
        named: 2,
        fields: [
            "resource.eksClusterDetails.name",
            "resource.kubernetesDetails.kubernetesWorkloadDetails.namespace",
            "resource.kubernetesDetails.kubernetesWorkloadDetails.name",
        ],
        narrowness: 0.9,
        says: "Kubernetes workload",
    },
    bucket: { named: 0, fields: ["resource.s3BucketDetails.name"], narrowness: 0.8, says: "bucket" },
    machineImage: { named: 0, fields: ["resource.instanceDetails.imageId"], narrowness: 0.7, says: "machine image" },
    eksCluster: { named: 0, fields: ["resource.eksClusterDetails.name"], narrowness: 0.4, says: "EKS cluster" },
    ecsCluster: { named: 0, fields: ["resource.ecsClusterDetails.name"], narrowness: 0.4, says: "ECS cluster" },
} as const;

export type AttributeKind = keyof typeof ATTRIBUTE_KINDS;

export interface Attribute {
    readonly kind: AttributeKind;
    /** One for each field of the kind. */
    readonly values: readonly string[];
}

/** AWS: "50 user created tags per resource", and some of its own. More are no instance's. */
const MOST_TAGS = 60;

/** Tags that name a single thing, or that AWS writes for its own ends. */
const SINGULAR_TAGS = new Set(["Name", "aws:ec2launchtemplate:version", "aws:ec2:fleet-id"]);

/** Plain text only, so that nothing in a proposed filter is other than it looks. */
const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/;

/** The attributes of a finding, each as one text. */
export function attributesOf(resource: Members, type: string): string[] {
    const found = new Set<string>();
    const add = (kind: AttributeKind, ...values: readonly (string | undefined)[]): void => {
        const known = values.filter((value) => value !== undefined && PLAIN.test(value));
        if (known.length === values.length) found.add([kind, ...known].join("\t"));
    };
    add("image", textAt(objectAt(resource, "containerDetails"), "image"));
    add("function", textAt(objectAt(resource, "lambdaDetails"), "functionName"));
    const key = objectAt(resource, "accessKeyDetails");
    // Types that tell of credentials: elsewhere, a role is not what was noisy.
    if (type.includes(":IAMUser/")) add("role", textAt(key, "userName"), textAt(key, "userType"));
    const cluster = textAt(objectAt(resource, "eksClusterDetails"), "name");
    const workload = objectAt(objectAt(resource, "kubernetesDetails"), "kubernetesWorkloadDetails");
    add("workload", cluster, textAt(workload, "namespace"), textAt(workload, "name"));
    add("database", textAt(objectAt(resource, "rdsDbInstanceDetails"), "dbInstanceIdentifier"));
    for (const bucket of listAt(resource, "s3BucketDetails")) add("bucket", textAt(bucket, "name"));
    const instance = objectAt(resource, "instanceDetails");
    const tags = listAt(instance, "tags").filter((tag) => !SINGULAR_TAGS.has(textAt(tag, "key") ?? ""));
    for (const tag of tags.slice(0, MOST_TAGS)) add("tag", textAt(tag, "key"), textAt(tag, "value"));
    add("machineImage", textAt(instance, "imageId"));
    add("eksCluster", cluster);
    add("ecsCluster", textAt(objectAt(resource, "ecsClusterDetails"), "name"));
    return [...found];
}

export function parseAttribute(text: string): Attribute | undefined {
    const [kind = "", ...values] = text.split("\t");
    return isKind(kind) ? { kind, values } : undefined;
}

function isKind(text: string): text is AttributeKind {
    return Object.hasOwn(ATTRIBUTE_KINDS, text);
}
