import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../src/aws/policy-document";
import { keyPolicyDocument } from "../../src/findings-export/policies";
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
    readonly isScoped: boolean;
    readonly keyAccountId: string;
    readonly bucketAccountId: string;
}

interface Attempt {
    readonly principal: string;
    /** What the caller's own policies allow. */
    readonly identityActions: readonly string[];
    readonly action: string;
    readonly sourceArn: string | undefined;
    readonly sourceAccount: string | undefined;
    /** The service through which the call comes, if any. */
    readonly via: string | undefined;
    /** What S3 is encrypting or decrypting. */
    readonly object: string | undefined;
}

/** The rule, as a reader of the documentation would state it: the oracle, which knows nothing of policies. */
function mayPass(situation: Situation, attempt: Attempt): boolean {
    return (
        isGuardDutyEncrypting(situation, attempt) || isReader(situation, attempt) || isAdministrator(situation, attempt)
    );
}

function isGuardDutyEncrypting({ place, isScoped }: Situation, attempt: Attempt): boolean {
    const ours = [DETECTOR_ID, ...(isScoped ? [] : [OTHER_DETECTOR_ID])].map((id) => detectorArn(place, ACCOUNT, id));
    return (
        attempt.principal === place.principal &&
        attempt.action === "kms:GenerateDataKey" &&
        attempt.sourceAccount === ACCOUNT &&
        ours.some((arn) => arn === attempt.sourceArn)
    );
}

/** A user or role of the key's or the bucket's account; outside the key's account AWS wants the user's own permission as well. */
function isReader({ place, keyAccountId, bucketAccountId }: Situation, attempt: Attempt): boolean {
    const account = accountOf(attempt.principal);
    const isEntitled = account === keyAccountId || (account === bucketAccountId && owns(attempt, "kms:Decrypt"));
    const bucket = bucketArn(place);
    return (
        isEntitled &&
        attempt.action === "kms:Decrypt" &&
        place.viaS3.some((via) => via === attempt.via) &&
        (attempt.object === bucket || attempt.object?.startsWith(`${bucket}/`) === true)
    );
}

function isAdministrator({ keyAccountId }: Situation, attempt: Attempt): boolean {
    return accountOf(attempt.principal) === keyAccountId && owns(attempt, attempt.action);
}

function owns({ identityActions }: Attempt, action: string): boolean {
    return identityActions.includes(action) || identityActions.includes("kms:*");
}

function accountOf(principal: string): string | undefined {
    return /^arn:[^:]+:iam::(\d+):/.exec(principal)?.[1];
}

const SITUATIONS: readonly Situation[] = PLACES.flatMap((place) => [
    { place, isScoped: true, keyAccountId: ACCOUNT, bucketAccountId: ACCOUNT },
    { place, isScoped: false, keyAccountId: ARCHIVE_ACCOUNT, bucketAccountId: ARCHIVE_ACCOUNT },
    { place, isScoped: true, keyAccountId: ACCOUNT, bucketAccountId: ARCHIVE_ACCOUNT },
]);

const ROWS = SITUATIONS.map((situation) => ({ situation, region: situation.place.region, ...situation }));

describe("the key's policy, judged by an IAM evaluator", () => {
    it.each(ROWS)("lets exactly this source encrypt in $region (key of $keyAccountId)", async ({ situation }) => {
        const attempts = attemptsAround(encryption(situation), alternatives(situation), deviationsIn(situation));
        expect(await findMisjudged(situation, attempts)).toEqual([]);
    });

    it.each(ROWS)(
        "lets readers of the bucket decrypt through S3 only in $region (key of $keyAccountId, bucket of $bucketAccountId)",
        async ({ situation }) => {
            const attempts = attemptsAround(reading(situation), alternatives(situation), deviationsIn(situation));
            expect(await findMisjudged(situation, attempts)).toEqual([]);
        },
    );

    it("has nothing in it that could be left out", async () => {
        for (const situation of SITUATIONS.filter(({ place }) => place === PLACES[0])) {
            const attempts = [
                ...attemptsAround(encryption(situation), alternatives(situation), 1),
                ...attemptsAround(reading(situation), alternatives(situation), 1),
                administration(situation),
            ];
            for (const { without, policy } of leaveOut(document(situation))) {
                expect(await findMisjudged(situation, attempts, policy, 1), `without ${without}`).not.toEqual([]);
            }
        }
    });

    it("is never a lock-out: whom the owning account lets administer keys administers this one", async () => {
        for (const situation of SITUATIONS) {
            for (const action of [
                "kms:PutKeyPolicy",
                "kms:ScheduleKeyDeletion",
                "kms:EnableKeyRotation",
                "kms:GenerateDataKey",
            ]) {
                const attempt = { ...administration(situation), action };
                expect(await isAllowed(document(situation), request(situation, attempt))).toBe(true);
            }
        }
    });

    it("passes GuardDuty's call through S3 with the bucket's or the object's encryption context", async () => {
        for (const situation of SITUATIONS) {
            for (const object of [bucketArn(situation.place), `${bucketArn(situation.place)}/AWSLogs/x.jsonl.gz`]) {
                const attempt = { ...encryption(situation), via: situation.place.viaS3[0], object };
                expect(await isAllowed(document(situation), request(situation, attempt))).toBe(true);
            }
        }
    });
});

/** Two at a time take half a second: once for each form that the document takes. */
function deviationsIn({ place, isScoped }: Situation): 1 | 2 {
    return isScoped && ["enabled by default", "China"].includes(place.kind) ? 2 : 1;
}

function document({ place, isScoped, keyAccountId, bucketAccountId }: Situation): PolicyDocument {
    return keyPolicyDocument({
        source: {
            partition: place.partition,
            region: place.region,
            accountId: ACCOUNT,
            ...(isScoped ? { detectorId: DETECTOR_ID } : {}),
        },
        bucketArn: bucketArn(place),
        bucketRegion: place.region,
        keyAccountId,
        bucketAccountId,
    });
}

function bucketArn({ partition }: Place): string {
    return `arn:${partition}:s3:::${BUCKET}`;
}

function encryption({ place }: Situation): Attempt {
    return {
        principal: place.principal,
        identityActions: [],
        action: "kms:GenerateDataKey",
        sourceArn: detectorArn(place, ACCOUNT, DETECTOR_ID),
        sourceAccount: ACCOUNT,
        via: undefined,
        object: undefined,
    };
}

function reading({ place, keyAccountId, bucketAccountId }: Situation): Attempt {
    return {
        principal: `arn:${place.partition}:iam::${bucketAccountId}:role/reviewer`,
        identityActions: bucketAccountId === keyAccountId ? ["s3:GetObject"] : ["s3:GetObject", "kms:Decrypt"],
        action: "kms:Decrypt",
        sourceArn: undefined,
        sourceAccount: undefined,
        via: place.viaS3.at(-1),
        object: `${bucketArn(place)}/AWSLogs/${ACCOUNT}/GuardDuty/${place.region}/2026/11/24/0b5f6e3c.jsonl.gz`,
    };
}

function administration({ place, keyAccountId }: Situation): Attempt {
    return {
        principal: `arn:${place.partition}:iam::${keyAccountId}:role/administrator`,
        identityActions: ["kms:*"],
        action: "kms:PutKeyPolicy",
        sourceArn: undefined,
        sourceAccount: undefined,
        via: undefined,
        object: undefined,
    };
}

function alternatives({ place, keyAccountId }: Situation): Alternatives<Attempt> {
    const elsewhere = { ...place, region: place.region.replace(/\d$/, "9") };
    const arn = (accountId: string): string => `arn:${place.partition}:iam::${accountId}:role/somebody`;
    return {
        principal: [
            "anonymous",
            "s3.amazonaws.com",
            "cloudtrail.amazonaws.com",
            place.principal,
            place.principal === "guardduty.amazonaws.com"
                ? `guardduty.${place.region}.amazonaws.com`
                : "guardduty.amazonaws.com",
            arn(keyAccountId),
            arn(STRANGER_ACCOUNT),
        ],
        identityActions: [[], ["kms:Decrypt"], ["kms:*"]],
        action: [
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "kms:Encrypt",
            "kms:CreateGrant",
            "kms:PutKeyPolicy",
            "kms:DescribeKey",
        ],
        sourceArn: [
            undefined,
            detectorArn(place, ACCOUNT, OTHER_DETECTOR_ID),
            detectorArn(place, STRANGER_ACCOUNT, DETECTOR_ID),
            detectorArn(elsewhere, ACCOUNT, DETECTOR_ID),
        ],
        sourceAccount: [undefined, STRANGER_ACCOUNT],
        via: [
            undefined,
            `s3.${elsewhere.region}.amazonaws.com`,
            `ec2.${place.region}.amazonaws.com`,
            `athena.${place.region}.amazonaws.com`,
        ],
        object: [undefined, bucketArn(place), `${bucketArn(place)}-evil/x`, `arn:${place.partition}:s3:::another/x`],
    };
}

function request({ place, keyAccountId }: Situation, attempt: Attempt): AccessRequest {
    const account = accountOf(attempt.principal);
    return {
        principal: attempt.principal,
        // A service has no policies of its own, nor has a caller without credentials.
        identityActions: account === undefined ? [] : attempt.identityActions,
        action: attempt.action,
        resource: `arn:${place.partition}:kms:${place.region}:${keyAccountId}:key/${KEY_ID}`,
        resourceAccountId: keyAccountId,
        context: {
            "aws:SourceArn": attempt.sourceArn,
            "aws:SourceAccount": attempt.sourceAccount,
            // AWS derives it from the caller; nobody can claim another.
            "kms:CallerAccount": account,
            "kms:ViaService": attempt.via,
            "kms:EncryptionContext:aws:s3:arn": attempt.object,
        },
    };
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
