import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../src/aws/policy-document";
import { cleanScanStatements } from "../../src/malware-protection/policies";
import { attemptsAround } from "./attempts";
import { isAllowed } from "./judge";
import { leaveOut } from "./leave-out";
import { ACCOUNT, BUCKET, PLACES, STRANGER_ACCOUNT, type Place } from "./places";

interface Situation {
    readonly place: Place;
    readonly prefixes: readonly string[];
}

const SITUATIONS: readonly Situation[] = PLACES.flatMap((place) =>
    [[], ["incoming/"]].map((prefixes) => ({ place, prefixes })),
);

/** A call on an object, in the words of a request. */
interface Attempt {
    readonly who: "reader" | "scanner" | "another role" | "stranger" | "anonymous";
    readonly action: string;
    readonly key: string;
    /** What the object has in the tag of the result. */
    readonly result: string | undefined;
    /** Tags that the request sets. */
    readonly sets: readonly string[] | undefined;
}

const RESULT = "GuardDutyMalwareScanStatus";
const READS = ["s3:GetObject", "s3:GetObjectVersion"];
const SETS_TAGS = ["s3:PutObject", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"];

/**
 * The rule in words: whoever is let in by another policy, those of another account by the bucket's own, is let through, except for
 * these two things.
 */
function mayPass({ prefixes }: Situation, { who, action, key, result, sets }: Attempt): boolean {
    if (who === "anonymous") return false;
    if (who === "scanner") return true;
    const isScanned = prefixes.length === 0 || prefixes.some((prefix) => key.startsWith(prefix));
    if (READS.includes(action) && isScanned && result !== "NO_THREATS_FOUND") return false;
    return !(SETS_TAGS.includes(action) && sets?.includes(RESULT) === true);
}

const CLEAN_READ: Attempt = {
    who: "reader",
    action: "s3:GetObject",
    key: "incoming/model.safetensors",
    result: "NO_THREATS_FOUND",
    sets: undefined,
};
const TAGGING: Attempt = { ...CLEAN_READ, action: "s3:PutObjectTagging", sets: ["Team"] };

const READ_WRONGS = {
    who: ["scanner", "another role", "stranger", "anonymous"] as const,
    action: ["s3:GetObjectVersion", "s3:DeleteObject", "s3:GetObjectTagging"],
    key: ["incoming-old/x", "private/x", "x/incoming/y", "Incoming/x"],
    result: [undefined, "THREATS_FOUND", "UNSUPPORTED", "ACCESS_DENIED", "FAILED", "no_threats_found", ""],
    sets: [],
};
const TAG_WRONGS = {
    who: ["scanner", "another role", "stranger", "anonymous"] as const,
    action: ["s3:PutObject", "s3:PutObjectVersionTagging"],
    key: ["private/x"],
    result: [undefined, "THREATS_FOUND"],
    sets: [undefined, [RESULT], ["Team", RESULT], ["guarddutymalwarescanstatus"], [`${RESULT}2`]],
};

function attemptsIn(): Attempt[] {
    return [...attemptsAround(CLEAN_READ, READ_WRONGS, 2), ...attemptsAround(TAGGING, TAG_WRONGS, 2)];
}

describe("the policy that demands a clean scan, judged by an IAM evaluator", () => {
    it.each(SITUATIONS.map((situation) => ({ situation, ...situation, region: situation.place.region })))(
        "refuses what is not clean, and the tag, to all but GuardDuty in $region (prefixes $prefixes)",
        async ({ situation }) => {
            expect(await findMisjudged(situation, attemptsIn())).toEqual([]);
        },
    );

    it("has nothing in it that could be left out", async () => {
        for (const situation of SITUATIONS.slice(0, 2)) {
            for (const { without, policy } of leaveOut(document(situation))) {
                expect(await findMisjudged(situation, attemptsIn(), policy, 1), `without ${without}`).not.toEqual([]);
            }
        }
    });

    it("lets the session through that GuardDuty assumes, whatever path the role has", async () => {
        for (const path of ["", "security/scan/"]) {
            const roleArn = `arn:aws:iam::${ACCOUNT}:role/${path}scan`;
            const situation = { place: PLACES[0]!, prefixes: [] };
            const policy = document(situation, roleArn);
            expect(await judge(situation, { ...CLEAN_READ, who: "scanner", result: undefined }, policy, roleArn)).toBe(
                true,
            );
            expect(await judge(situation, { ...CLEAN_READ, result: undefined }, policy)).toBe(false);
        }
    });
});

const scannerArn = ({ partition }: Place) => `arn:${partition}:iam::${ACCOUNT}:role/scan`;

function document({ place, prefixes }: Situation, roleArn = scannerArn(place)): PolicyDocument {
    const bucketArn = `arn:${place.partition}:s3:::${BUCKET}`;
    const lendsOut = {
        Sid: "LendOut",
        Effect: "Allow" as const,
        Principal: { AWS: `arn:${place.partition}:iam::${STRANGER_ACCOUNT}:root` },
        Action: "s3:*",
        Resource: `${bucketArn}/*`,
    };
    return { Version: "2012-10-17", Statement: [lendsOut, ...cleanScanStatements({ bucketArn, roleArn, prefixes })] };
}

/** Who calls: by what AWS says in aws:PrincipalArn, which for a session is its role (IAM User Guide, "aws:PrincipalArn"). */
function callerOf(
    { place }: Situation,
    who: Attempt["who"],
    roleArn: string,
): { principal: string; principalArn?: string } {
    const of = (account: string, resource: string) => `arn:${place.partition}:iam::${account}:${resource}`;
    switch (who) {
        case "scanner":
            return {
                principal: `arn:${place.partition}:sts::${ACCOUNT}:assumed-role/scan/GuardDutyMalwareProtection`,
                principalArn: roleArn,
            };
        case "reader":
            return { principal: of(ACCOUNT, "user/reader"), principalArn: of(ACCOUNT, "user/reader") };
        case "another role":
            return { principal: of(ACCOUNT, "role/scan-2"), principalArn: of(ACCOUNT, "role/scan-2") };
        case "stranger":
            return { principal: of(STRANGER_ACCOUNT, "role/scan"), principalArn: of(STRANGER_ACCOUNT, "role/scan") };
        case "anonymous":
            return { principal: "anonymous" };
    }
}

function judge(
    situation: Situation,
    attempt: Attempt,
    policy = document(situation),
    roleArn = scannerArn(situation.place),
): Promise<boolean> {
    const { principal, principalArn } = callerOf(situation, attempt.who, roleArn);
    return isAllowed(policy, {
        principal,
        action: attempt.action,
        resource: `arn:${situation.place.partition}:s3:::${BUCKET}/${attempt.key}`,
        resourceAccountId: ACCOUNT,
        identityActions: attempt.who === "anonymous" ? [] : ["s3:*"],
        context: {
            "aws:PrincipalArn": principalArn,
            [`s3:ExistingObjectTag/${RESULT}`]: attempt.result,
            "s3:RequestObjectTagKeys": attempt.sets,
        },
    });
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
        const allowed = await judge(situation, attempt, policy);
        if (allowed !== mayPass(situation, attempt)) misjudged.push({ ...attempt, allowed });
    }
    return misjudged;
}
