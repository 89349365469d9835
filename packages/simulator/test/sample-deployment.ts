import type { RecordedResource } from "../src/engine/deployment";
import { createUrn } from "../src/wire/urn";

/** Enough of a record for a drawing. `dependencies` are names. */
export interface Sketch {
    readonly name: string;
    readonly type: string;
    readonly kind?: RecordedResource["kind"];
    readonly parent?: string;
    readonly dependencies?: readonly string[];
    readonly operation?: RecordedResource["operation"];
}

export function deploymentOf(sketches: readonly Sketch[]): { readonly resources: readonly RecordedResource[] } {
    const urns = new Map<string, string>();
    const urnOf = (name: string) => urns.get(name) ?? `unknown:${name}`;
    const resources = sketches.map((sketch, position): RecordedResource => {
        const { name, type } = sketch;
        const parent = sketch.parent === undefined ? undefined : urnOf(sketch.parent);
        const urn = createUrn({ stack: "dev", project: "sample", parent, type, name });
        urns.set(name, urn);
        return {
            urn,
            type,
            name,
            parent,
            position,
            kind: sketch.kind ?? "resource",
            operation: sketch.operation ?? "create",
            id: name,
            inputs: {},
            secretInputs: new Set(),
            outputs: {},
            secretOutputs: new Set(),
            dependencies: (sketch.dependencies ?? []).map(urnOf),
            propertyDependencies: {},
            provider: undefined,
            options: {
                protect: false,
                retainOnDelete: false,
                deleteBeforeReplace: undefined,
                ignoreChanges: [],
                replaceOnChanges: [],
                additionalSecretOutputs: [],
                aliases: [],
                deletedWith: undefined,
                providers: {},
            },
            status: "done",
        };
    });
    return { resources };
}

const FEATURES = [
    "s3-data-events",
    "eks-audit-logs",
    "ebs-malware-protection",
    "rds-login-events",
    "lambda-network-logs",
];
const FILTERS = ["dataset-pulls", "checkpoint-uploads", "package-mirrors", "node-churn"];

/** Of the size and shape of a real stack: a component with another one in it. */
export const SAMPLE = deploymentOf([
    { name: "sample-dev", type: "pulumi:pulumi:Stack", kind: "stack" },
    { name: "egress", type: "aws:ec2/eip:Eip", parent: "sample-dev" },
    { name: "training", type: "guardduty:index:GuardDutyMonitoring", kind: "component", parent: "sample-dev" },
    { name: "training-detector", type: "aws:guardduty/detector:Detector", parent: "training" },
    ...[...FEATURES, "runtime-monitoring", "ai-protection"].map((feature) => ({
        name: `training-plan-${feature}`,
        type: "aws:guardduty/detectorFeature:DetectorFeature",
        parent: "training",
        dependencies: ["training-detector"],
    })),
    { name: "training-list-bucket", type: "aws:s3/bucket:Bucket", parent: "training" },
    ...[
        ["ownership", "bucketOwnershipControls:BucketOwnershipControls"],
        ["public-access", "bucketPublicAccessBlock:BucketPublicAccessBlock"],
        ["versioning", "bucketVersioning:BucketVersioning"],
    ].map(([suffix, type]) => ({
        name: `training-list-bucket-${suffix}`,
        type: `aws:s3/${type}`,
        parent: "training",
        dependencies: ["training-list-bucket"],
    })),
    {
        name: "training-list-bucket-policy",
        type: "aws:s3/bucketPolicy:BucketPolicy",
        parent: "training",
        dependencies: ["training-list-bucket", "training-list-bucket-public-access"],
    },
    ...["trusted-ip-list", "threat-ip-list-known", "threat-ip-list-miners"].flatMap((list) => [
        {
            name: `training-${list}-object`,
            type: "aws:s3/bucketObjectv2:BucketObjectv2",
            parent: "training",
            dependencies: [
                "training-list-bucket",
                "training-list-bucket-policy",
                "training-list-bucket-versioning",
                "training-list-bucket-ownership",
                ...(list.startsWith("trusted") ? ["egress"] : []),
            ],
        },
        {
            name: `training-${list}`,
            type: list.startsWith("trusted")
                ? "aws:guardduty/iPSet:IPSet"
                : "aws:guardduty/threatIntelSet:ThreatIntelSet",
            parent: "training",
            dependencies: ["training-detector", `training-${list}-object`, "training-list-bucket"],
        },
    ]),
    ...FILTERS.map((filter, index) => ({
        name: `training-filter-${filter}`,
        type: "aws:guardduty/filter:Filter",
        parent: "training",
        dependencies: ["training-detector", ...FILTERS.slice(0, index).map((earlier) => `training-filter-${earlier}`)],
    })),
    {
        name: "training-findings-export",
        type: "guardduty:index:FindingsExport",
        kind: "component",
        parent: "training",
    },
    ...(
        [
            ["key", "kms/key:Key", ["training-detector"]],
            ["key-alias", "kms/alias:Alias", ["key"]],
            ["bucket", "s3/bucket:Bucket", []],
            ["bucket-ownership", "s3/bucketOwnershipControls:BucketOwnershipControls", ["bucket"]],
            ["bucket-public-access", "s3/bucketPublicAccessBlock:BucketPublicAccessBlock", ["bucket"]],
            ["bucket-versioning", "s3/bucketVersioning:BucketVersioning", ["bucket"]],
            [
                "bucket-encryption",
                "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                ["bucket", "key"],
            ],
            [
                "bucket-lifecycle",
                "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
                ["bucket", "bucket-versioning"],
            ],
            [
                "bucket-policy",
                "s3/bucketPolicy:BucketPolicy",
                ["bucket", "key", "training-detector", "bucket-public-access"],
            ],
            [
                "prefix-marker",
                "s3/bucketObjectv2:BucketObjectv2",
                ["bucket", "key", "bucket-policy", "bucket-encryption", "bucket-ownership"],
            ],
            [
                "destination",
                "guardduty/publishingDestination:PublishingDestination",
                [
                    "training-detector",
                    "bucket",
                    "key",
                    "bucket-policy",
                    "prefix-marker",
                    "bucket-lifecycle",
                    "key-alias",
                ],
            ],
        ] as const
    ).map(([suffix, type, dependencies]) => ({
        name: `training-findings-export-${suffix}`,
        type: `aws:${type}`,
        parent: "training-findings-export",
        dependencies: dependencies.map((name) =>
            name.startsWith("training") ? name : `training-findings-export-${name}`,
        ),
    })),
]);
