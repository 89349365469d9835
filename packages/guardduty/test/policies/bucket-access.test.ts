import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../src/aws/policy-document";
import { bucketPolicyDocument } from "../../src/findings-export/policies";
import { findPrefixFault, withoutTrailingSlash } from "../../src/findings-export/prefix";
import { attemptsAround, type Alternatives } from "./attempts";
import { isAllowed, type AccessRequest } from "./judge";
import { leaveOut } from "./leave-out";
import {
    ACCOUNT,
    ARCHIVE_ACCOUNT,
    BUCKET,
    DETECTOR_ID,
    KEY_ID,
    OTHER_DETECTOR_ID,
    PLACES,
    STRANGER_ACCOUNT,
    detectorArn,
    type Place,
} from "./places";

interface Situation {
    readonly place: Place;
    readonly prefix: string | undefined;
    /** Whether the policy is for one detector, or for whichever the account has there. */
    readonly isScoped: boolean;
    readonly bucketAccountId: string;
}

/** A call on the bucket, in the words of a request. */
interface Attempt {
    readonly principal: string;
    readonly action: string;
    readonly key: string | undefined;
    readonly sourceArn: string | undefined;
    readonly sourceAccount: string | undefined;
    readonly encryption: string | undefined;
    readonly keyId: string | undefined;
    readonly tls: boolean;
}

/** The rule, as a reader of GuardDuty's documentation would state it: the oracle, which knows nothing of policies. */
function mayPass({ place, prefix, isScoped }: Situation, attempt: Attempt): boolean {
    const isGuardDuty = attempt.principal === place.principal;
    const isOurs =
        attempt.sourceAccount === ACCOUNT &&
        (attempt.sourceArn === detectorArn(place, ACCOUNT, DETECTOR_ID) ||
            (!isScoped && attempt.sourceArn === detectorArn(place, ACCOUNT, OTHER_DETECTOR_ID)));
    const isInFolder = attempt.key !== undefined && attempt.key.startsWith(prefix === undefined ? "" : `${prefix}/`);
    const isEncrypted = attempt.encryption === "aws:kms" && attempt.keyId === keyArn(place);
    if (!isGuardDuty || !isOurs || !attempt.tls) return false;
    if (attempt.action === "s3:GetBucketLocation") return attempt.key === undefined;
    return attempt.action === "s3:PutObject" && isInFolder && isEncrypted;
}

const SITUATIONS: readonly Situation[] = PLACES.flatMap((place) =>
    [undefined, "logs", "security/guardduty"].flatMap((prefix) =>
        [true, false].map((isScoped) => ({
            place,
            prefix,
            isScoped,
            bucketAccountId: isScoped ? ACCOUNT : ARCHIVE_ACCOUNT,
        })),
    ),
);

describe("the bucket's policy, judged by an IAM evaluator", () => {
    it.each(SITUATIONS.map((situation) => ({ situation, ...situation, region: situation.place.region })))(
        "lets exactly this source write in $region (prefix $prefix, one detector: $isScoped)",
        async ({ situation }) => {
            const attempts = attemptsAround(rightWrite(situation), alternatives(situation), deviationsIn(situation));
            expect(await findMisjudged(situation, attempts)).toEqual([]);
        },
    );

    it.each(PLACES)("lets exactly this source ask for the bucket's Region in $region", async (place) => {
        const situation = { place, prefix: "logs", isScoped: true, bucketAccountId: ACCOUNT };
        const attempts = attemptsAround(rightLocate(situation), locateAlternatives(situation), 2);
        expect(await findMisjudged(situation, attempts)).toEqual([]);
    });

    it("has nothing in it that could be left out", async () => {
        for (const situation of SITUATIONS.filter(({ place, prefix }) => place === PLACES[0] && prefix === "logs")) {
            const attempts = [
                ...attemptsAround(rightWrite(situation), alternatives(situation), 1),
                ...attemptsAround(rightLocate(situation), locateAlternatives(situation), 1),
            ];
            for (const { without, policy } of leaveOut(document(situation))) {
                // That a denial speaks of its source only is for buckets that several sources share: the last test.
                if (/^Deny.* aws:Source(Arn|Account)$/.test(without)) continue;
                expect(await findMisjudged(situation, attempts, policy, 1), `without ${without}`).not.toEqual([]);
            }
        }
    });

    it("passes the empty object that GuardDuty writes when a destination is made", async () => {
        for (const situation of SITUATIONS) {
            const key = situation.prefix === undefined ? "AWSLogs/" : `${situation.prefix}/AWSLogs/`;
            expect(await judge(situation, { ...rightWrite(situation), key })).toBe(true);
        }
    });

    it("leaves the account's own administrators their ways, over TLS only", async () => {
        for (const place of PLACES) {
            const situation = { place, prefix: "logs", isScoped: true, bucketAccountId: ACCOUNT };
            const marker = request(situation, {
                ...rightWrite(situation),
                ...NO_SOURCE,
                key: "logs/",
                encryption: undefined,
                keyId: undefined,
            });
            const admin = { ...marker, principal: `arn:${place.partition}:iam::${ACCOUNT}:role/deployer` };
            const policy = document(situation);
            expect(await isAllowed(policy, admin)).toBe(false);
            expect(await isAllowed(policy, { ...admin, identityActions: ["s3:*"] })).toBe(true);
            const plainHttp = { ...admin, identityActions: ["s3:*"], context: { "aws:SecureTransport": "false" } };
            expect(await isAllowed(policy, plainHttp)).toBe(false);
        }
    });

    it("keeps to the folder, whatever prefix the arguments' check lets through", async () => {
        const characters = fc.constantFrom(..."abcXYZ019!-_.'()/=*?${}:@ %\\\"é");
        const prefixes = fc.string({ unit: characters, minLength: 1, maxLength: 30 });
        const isAccepted = (prefix: string): boolean => findPrefixFault(prefix) === undefined;
        const property = fc.asyncProperty(
            prefixes.filter(isAccepted),
            fc.string({ unit: characters }),
            async (prefix, other) => {
                const folder = withoutTrailingSlash(prefix);
                const situation = { place: PLACES[0]!, prefix: folder, isScoped: true, bucketAccountId: ACCOUNT };
                for (const key of [
                    `${folder}/x`,
                    `${folder}x`,
                    `${folder}-evil/x`,
                    `x${folder}/x`,
                    `${other}/x`,
                    `${folder}${other}/x`,
                ]) {
                    const attempt = { ...rightWrite(situation), key };
                    expect(await judge(situation, attempt), key).toBe(mayPass(situation, attempt));
                }
            },
        );
        await fc.assert(property, { numRuns: 100 });
    });

    it("lets several sources with keys of their own share a bucket and a folder", async () => {
        const [irish, bahraini] = [PLACES[0], PLACES[1]].map((place) => ({
            place: place!,
            prefix: undefined,
            isScoped: true,
            bucketAccountId: ARCHIVE_ACCOUNT,
        }));
        const both = {
            Version: "2012-10-17" as const,
            Statement: [...document(irish!).Statement, ...document(bahraini!).Statement],
        };
        for (const situation of [irish!, bahraini!]) {
            const right = rightWrite(situation);
            expect(await isAllowed(both, request(situation, right))).toBe(true);
            expect(
                await isAllowed(both, request(situation, { ...right, encryption: "AES256", keyId: undefined })),
            ).toBe(false);
        }
        const crossed = { ...rightWrite(irish!), keyId: keyArn(bahraini!.place) };
        expect(await isAllowed(both, request(irish!, crossed))).toBe(false);
    });
});

const NO_SOURCE = { sourceArn: undefined, sourceAccount: undefined } as const;

function keyArn({ partition, region }: Place): string {
    return `arn:${partition}:kms:${region}:${ACCOUNT}:key/${KEY_ID}`;
}

/** Two at a time take half a second: once for each form that the document takes. */
function deviationsIn({ place, prefix, isScoped }: Situation): 1 | 2 {
    return prefix === "logs" && (isScoped || place.kind === "opt-in") ? 2 : 1;
}

function document({ place, prefix, isScoped }: Situation): PolicyDocument {
    return bucketPolicyDocument({
        source: {
            partition: place.partition,
            region: place.region,
            accountId: ACCOUNT,
            ...(isScoped ? { detectorId: DETECTOR_ID } : {}),
        },
        bucketArn: `arn:${place.partition}:s3:::${BUCKET}`,
        prefix,
        kmsKeyArn: keyArn(place),
    });
}

function rightWrite({ place, prefix }: Situation): Attempt {
    const folder = prefix === undefined ? "" : `${prefix}/`;
    return {
        principal: place.principal,
        action: "s3:PutObject",
        key: `${folder}AWSLogs/${ACCOUNT}/GuardDuty/${place.region}/2026/11/24/0b5f6e3c.jsonl.gz`,
        sourceArn: detectorArn(place, ACCOUNT, DETECTOR_ID),
        sourceAccount: ACCOUNT,
        encryption: "aws:kms",
        keyId: keyArn(place),
        tls: true,
    };
}

function rightLocate(situation: Situation): Attempt {
    return {
        ...rightWrite(situation),
        action: "s3:GetBucketLocation",
        key: undefined,
        encryption: undefined,
        keyId: undefined,
    };
}

/** The call is about the bucket, so it has neither a key nor encryption. */
function locateAlternatives(situation: Situation): Alternatives<Attempt> {
    return {
        ...alternatives(situation),
        action: ["s3:ListBucket", "s3:PutBucketPolicy"],
        key: [],
        encryption: [],
        keyId: [],
    };
}

function alternatives({ place, prefix = "logs" }: Situation): Alternatives<Attempt> {
    const elsewhere = { ...place, region: place.region.replace(/\d$/, "9") };
    return {
        principal: [
            "anonymous",
            "cloudtrail.amazonaws.com",
            "malware-protection-plan.guardduty.amazonaws.com",
            place.principal === "guardduty.amazonaws.com"
                ? `guardduty.${place.region}.amazonaws.com`
                : "guardduty.amazonaws.com",
            "guardduty.ap-east-1.amazonaws.com",
            `arn:${place.partition}:iam::${ACCOUNT}:user/somebody`,
            `arn:${place.partition}:iam::${STRANGER_ACCOUNT}:role/guardduty.amazonaws.com`,
        ],
        action: [
            "s3:GetObject",
            "s3:DeleteObject",
            "s3:PutObjectAcl",
            "s3:PutObjectTagging",
            "s3:BypassGovernanceRetention",
        ],
        key: [
            `${prefix}-evil/AWSLogs/x.jsonl.gz`,
            `${prefix}`,
            `evil/${prefix}/AWSLogs/x.jsonl.gz`,
            `${prefix.toUpperCase()}/AWSLogs/x.jsonl.gz`,
            `/${prefix}/AWSLogs/x.jsonl.gz`,
            "AWSLogs/x.jsonl.gz",
        ],
        sourceArn: [
            undefined,
            detectorArn(place, ACCOUNT, OTHER_DETECTOR_ID),
            detectorArn(place, STRANGER_ACCOUNT, DETECTOR_ID),
            detectorArn(elsewhere, ACCOUNT, DETECTOR_ID),
            `${detectorArn(place, ACCOUNT, DETECTOR_ID)}/filter/x`.replace(":detector/", ":filter/"),
            `arn:${place.partition}:cloudtrail:${place.region}:${ACCOUNT}:trail/${DETECTOR_ID}`,
        ],
        sourceAccount: [undefined, STRANGER_ACCOUNT],
        encryption: [undefined, "AES256", "aws:kms:dsse"],
        keyId: [
            undefined,
            keyArn(place).replace(/ab$/, "ac"),
            keyArn(place).replace(ACCOUNT, STRANGER_ACCOUNT),
            keyArn(place).replace(`key/${KEY_ID}`, "alias/findings"),
            KEY_ID,
        ],
        tls: [false],
    };
}

function request({ place, bucketAccountId }: Situation, attempt: Attempt): AccessRequest {
    const bucket = `arn:${place.partition}:s3:::${BUCKET}`;
    return {
        principal: attempt.principal,
        action: attempt.action,
        resource: attempt.key === undefined ? bucket : `${bucket}/${attempt.key}`,
        resourceAccountId: bucketAccountId,
        context: {
            "aws:SourceArn": attempt.sourceArn,
            "aws:SourceAccount": attempt.sourceAccount,
            "aws:SecureTransport": String(attempt.tls),
            "s3:x-amz-server-side-encryption": attempt.encryption,
            "s3:x-amz-server-side-encryption-aws-kms-key-id": attempt.keyId,
        },
    };
}

function judge(situation: Situation, attempt: Attempt): Promise<boolean> {
    return isAllowed(document(situation), request(situation, attempt));
}

async function findMisjudged(
    situation: Situation,
    attempts: readonly Attempt[],
    policy: PolicyDocument = document(situation),
    most = Infinity,
): Promise<unknown[]> {
    const misjudged: unknown[] = [];
    for (const attempt of attempts) {
        if (misjudged.length >= most) break;
        const allowed = await isAllowed(policy, request(situation, attempt));
        if (allowed !== mayPass(situation, attempt)) misjudged.push({ ...attempt, allowed });
    }
    return misjudged;
}
