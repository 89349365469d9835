import { HOSTILE_TEXTS } from "./hostile-text";
import type { JsonObject } from "./finding";
import { randomFrom, type Random } from "./random";

/** What an account has in a Region: findings tell of the same few things again and again. */
export interface Site {
    readonly accountId: string;
    readonly region: string;
    readonly partition: string;
    readonly detectorId: string;
    readonly instances: readonly Instance[];
    readonly containers: readonly Container[];
    readonly roles: readonly string[];
    readonly users: readonly string[];
    readonly clusters: readonly string[];
    readonly buckets: readonly string[];
    readonly functions: readonly string[];
    readonly databases: readonly string[];
}

export interface Instance {
    readonly id: string;
    readonly imageId: string;
    readonly type: string;
    readonly profile: string;
    readonly address: string;
    readonly tags: readonly JsonObject[];
}

export interface Container {
    readonly name: string;
    readonly image: string;
    readonly namespace: string;
    readonly hostile?: boolean;
}

const INSTANCE_TYPES = ["p5.48xlarge", "g6.12xlarge", "trn1.32xlarge", "m7i.large", "c7g.xlarge", "t3.medium"];

/** Instances by purpose, the noisy ones first. Tags and images are what filters narrow by. */
const FLEETS = [
    { name: "gpu-workers", tag: ["aws:autoscaling:groupName", "gpu-workers"], profile: "training-node", size: 8 },
    { name: "scanner", tag: ["Role", "scanner"], profile: "scanner", size: 1 },
    { name: "bastion", tag: ["Role", "bastion"], profile: "bastion", size: 2 },
    { name: "web", tag: ["Service", "web"], profile: "web-server", size: 6 },
    { name: "notebook", tag: ["Owner", "research"], profile: "notebook", size: 4 },
] as const;

export function makeSite(seed: string, accountId: string, region: string): Site {
    const random = randomFrom(`${seed}/${accountId}/${region}`);
    const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    const registry = `${accountId}.dkr.ecr.${region}.amazonaws.com`;
    return {
        accountId,
        region,
        partition,
        detectorId: random.hex(32),
        instances: FLEETS.flatMap((fleet) => makeFleet(random, fleet)),
        containers: [
            { name: "runner", image: `${registry}/ci-runner:2026.9`, namespace: "ci" },
            { name: "trainer", image: `${registry}/training:cuda12.8`, namespace: "training" },
            { name: "dashboard", image: "public.ecr.aws/example/kubeflow-dashboard:1.10", namespace: "kubeflow" },
            { name: "api", image: `${registry}/api:${random.hex(7)}`, namespace: "default" },
            { name: "job", image: `evil.example/${random.pick(HOSTILE_TEXTS)}`, namespace: "default", hostile: true },
        ],
        roles: ["spot-fleet", "training-node", "deployer", "data-loader", "admin-sso"],
        users: ["alice", "bob", "ci-legacy"],
        clusters: ["training", "serving"],
        buckets: ["datasets", "model-artifacts", "uploads", "logs"].map((name) => `${name}-${accountId}-${region}`),
        functions: ["bedrock-agent-action", "thumbnails", "webhook"],
        databases: ["features", "vectors"],
    };
}

function makeFleet(random: Random, fleet: (typeof FLEETS)[number]): Instance[] {
    const imageId = `ami-0${random.hex(16)}`;
    const [key, value] = fleet.tag;
    const type = random.pick(INSTANCE_TYPES);
    return Array.from({ length: fleet.size }, (_, index) => ({
        id: `i-0${random.hex(16)}`,
        imageId,
        type,
        profile: fleet.profile,
        address: `10.${random.whole(0, 31)}.${random.whole(0, 255)}.${random.whole(4, 254)}`,
        tags: [
            { key: "Name", value: `${fleet.name}-${index + 1}` },
            { key, value },
        ],
    }));
}
