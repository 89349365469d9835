import type { FindingTypeFacts } from "./finding-types";
import { HOSTILE_TEXTS } from "./hostile-text";
import type { Random } from "./random";
import type { Container, Instance, Site } from "./site";

/** Who and what one finding tells of, drawn once, so that its resource and its service agree. */
export interface Subject {
    readonly site: Site;
    readonly random: Random;
    readonly facts: FindingTypeFacts;
    /** Milliseconds since 1970. */
    readonly seenAt: number;
    readonly instance: Instance;
    readonly container: Container;
    readonly role: string;
    /** Undefined where a role acted. */
    readonly user: string | undefined;
    readonly cluster: string;
    readonly bucket: string;
    /** What an attacker may choose freely, or a harmless text in its place. */
    readonly text: (harmless: string) => string;
    /** An address outside: documentation ranges, so that no real host stands accused. */
    readonly remoteAddress: string;
}

/** What raises the same finding again and again without anything being wrong. */
export interface Noise {
    readonly type: string;
    readonly weight: number;
    readonly instance?: RegExp;
    readonly container?: string;
    readonly role?: string;
}

export const NOISES: readonly Noise[] = [
    { type: "Behavior:EC2/TrafficVolumeUnusual", weight: 6, instance: /^gpu-workers/ },
    { type: "PrivilegeEscalation:Runtime/DockerSocketAccessed", weight: 5, container: "runner" },
    { type: "Execution:Runtime/NewBinaryExecuted", weight: 5, container: "trainer" },
    { type: "Discovery:IAMUser/AnomalousBehavior", weight: 4, role: "spot-fleet" },
    { type: "Recon:EC2/Portscan", weight: 3, instance: /^scanner/ },
    { type: "UnauthorizedAccess:EC2/SSHBruteForce", weight: 3, instance: /^bastion/ },
    { type: "Execution:Runtime/NewBinaryExecuted", weight: 1, container: "job" },
];

export interface SubjectDraw {
    readonly site: Site;
    readonly random: Random;
    readonly facts: FindingTypeFacts;
    readonly seenAt: number;
    readonly noise: Noise | undefined;
    readonly hostileShare: number;
}

export function drawSubject({ site, random, facts, seenAt, noise, hostileShare }: SubjectDraw): Subject {
    const hostile = random.chance(hostileShare);
    const pattern = noise?.instance;
    const instances = pattern === undefined ? site.instances : site.instances.filter((each) => nameIs(each, pattern));
    const containers = site.containers.filter(
        ({ name, hostile: evil }) => name === noise?.container || (noise?.container === undefined && !evil),
    );
    return {
        site,
        random,
        facts,
        seenAt,
        instance: random.pick(instances),
        container: random.pickSkewed(containers),
        role: noise?.role ?? random.pickSkewed(site.roles),
        user: noise?.role === undefined && random.chance(0.3) ? random.pick(site.users) : undefined,
        cluster: random.pickSkewed(site.clusters),
        bucket: random.pickSkewed(site.buckets),
        text: (harmless) => (hostile ? random.pick(HOSTILE_TEXTS) : harmless),
        remoteAddress: `${random.pick(["192.0.2", "198.51.100", "203.0.113"])}.${1 + Math.floor(random.next() ** 2 * 253)}`,
    };
}

function nameIs({ tags }: Instance, pattern: RegExp): boolean {
    return tags.some(({ key, value }) => key === "Name" && typeof value === "string" && pattern.test(value));
}
