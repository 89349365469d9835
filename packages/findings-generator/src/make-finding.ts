import type { Finding } from "./finding";
import { FINDING_TYPES, type FindingTypeFacts } from "./finding-types";
import { DETAILS } from "./kinds";
import type { Random } from "./random";
import type { Site } from "./site";
import { drawSubject, NOISES, type Noise, type Subject } from "./subject";

/** How a new finding is to be; each share is of new findings. */
export interface FindingMix {
    readonly hostileShare: number;
    readonly sampleShare: number;
    readonly archivedShare: number;
    /** Of findings that come from the same few harmless causes. */
    readonly noiseShare: number;
}

const NOISE_WEIGHT = NOISES.reduce((sum, { weight }) => sum + weight, 0);
const FACTS = new Map(FINDING_TYPES.map((facts) => [facts.type, facts]));

/** A new finding, first seen at `seenAt`: of the type given, or of one drawn. */
export function makeFinding(
    random: Random,
    site: Site,
    seenAt: number,
    mix: FindingMix,
    facts?: FindingTypeFacts,
): Finding {
    const noise = facts === undefined && random.chance(mix.noiseShare) ? drawNoise(random) : undefined;
    const known = facts ?? (noise === undefined ? random.pickSkewed(FINDING_TYPES) : FACTS.get(noise.type));
    if (known === undefined) throw new Error(`No such finding type: ${noise?.type}`);
    const subject = drawSubject({ site, random, facts: known, seenAt, noise, hostileShare: mix.hostileShare });
    return assemble(subject, mix);
}

function assemble(subject: Subject, mix: FindingMix): Finding {
    const { site, random, facts, seenAt, text } = subject;
    const { resource, service, about } = DETAILS[facts.kind](subject);
    const sample = random.chance(mix.sampleShare);
    const id = random.hex(32);
    const first = new Date(seenAt - random.whole(60, 900) * 1000).toISOString();
    const last = new Date(seenAt).toISOString();
    const actor = random.chance(0.5) ? "ACTOR" : "TARGET";
    return {
        schemaVersion: "2.0",
        accountId: site.accountId,
        region: site.region,
        partition: site.partition,
        id,
        arn: `arn:${site.partition}:guardduty:${site.region}:${site.accountId}:detector/${site.detectorId}/finding/${id}`,
        type: facts.type,
        resource,
        service: {
            serviceName: "guardduty",
            detectorId: site.detectorId,
            ...service,
            resourceRole: actor,
            additionalInfo: sample ? { sample: true, value: "{}", type: "default" } : { value: "{}", type: "default" },
            evidence: facts.type.endsWith(".Custom")
                ? { threatIntelligenceDetails: [{ threatListName: "our-threats", threatNames: [text("listed")] }] }
                : null,
            eventFirstSeen: first,
            eventLastSeen: last,
            archived: random.chance(mix.archivedShare),
            count: random.chance(0.7) ? 1 : random.whole(2, 40),
        },
        severity: drawSeverity(subject),
        createdAt: last,
        updatedAt: last,
        title: `${sample ? "[SAMPLE] " : ""}${facts.type} concerning ${about}.`,
        description: `Made up for tests: ${facts.type} in ${site.region}, concerning ${about}. ${text("Nothing happened.")}`,
        ...(facts.kind === "custom-rule" ? { customDetectionRuleName: "made-up-rule" } : {}),
    };
}

/** The same finding after it happened again: only what a repeat changes is new. */
export function repeatFinding(random: Random, finding: Finding, seenAt: number): Finding {
    const { count } = finding.service;
    const seen = new Date(seenAt).toISOString();
    return {
        ...finding,
        service: {
            ...finding.service,
            count: (typeof count === "number" ? count : 0) + random.whole(1, 5),
            eventLastSeen: seen,
        },
        updatedAt: seen,
    };
}

function drawNoise(random: Random): Noise {
    let left = random.next() * NOISE_WEIGHT;
    const found = NOISES.find(({ weight }) => (left -= weight) < 0);
    return found ?? random.pick(NOISES);
}

/** AWS publishes bands, not numbers: these are inside the type's band. */
function drawSeverity({ facts, random }: Subject): number {
    switch (facts.severity) {
        case "LOW":
            return random.pick([2, 2, 2, 1, 3.9]);
        case "MEDIUM":
            return random.pick([5, 5, 5, 4, 6.9]);
        case "HIGH":
            return random.pick([8, 8, 8, 7, 8.9]);
        case "CRITICAL":
            return random.pick([9, 9, 10]);
        case "VARIABLE":
            return random.pick([2, 5, 8]);
    }
}
