import { describe, expect, it } from "vitest";
import type { RolePolicyDocument, RolePolicyStatement } from "../../src/aws/policy-document";
import { rolePolicyDocument, TRUST_POLICY } from "../../src/malware-protection/policies";
import { attemptsAround } from "./attempts";
import { isAllowed, mayRole } from "./judge";
import { ACCOUNT, BUCKET, KEY_ID, PLACES, STRANGER_ACCOUNT, type Place } from "./places";

interface Situation {
    readonly place: Place;
    readonly prefixes: readonly string[];
    readonly hasKey: boolean;
    readonly tagsObjects: boolean;
}

const SITUATIONS: readonly Situation[] = [
    ...PLACES.flatMap((place) =>
        [[], ["incoming/", "user uploads/a=1/"]].map((prefixes) => ({
            place,
            prefixes,
            hasKey: true,
            tagsObjects: true,
        })),
    ),
    ...[[], ["incoming/"]].map((prefixes) => ({ place: PLACES[0]!, prefixes, hasKey: false, tagsObjects: false })),
];

/** A call that the role makes, in the words of a request. */
interface Attempt {
    readonly action: string;
    readonly resource: string;
    readonly managedBy: string | undefined;
    readonly via: string | undefined;
}

const PLAN = "malware-protection-plan.guardduty.amazonaws.com";
const RULE_NAME = "DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3-1a2b3c";
const VALIDATION = "malware-protection-resource-validation-object";
const keyArn = ({ partition, region }: Place) => `arn:${partition}:kms:${region}:${ACCOUNT}:key/${KEY_ID}`;
const bucketArn = ({ partition }: Place) => `arn:${partition}:s3:::${BUCKET}`;
const ruleArn = ({ partition, region }: Place) => `arn:${partition}:events:${region}:${ACCOUNT}:rule/${RULE_NAME}`;

const MANAGE_RULE = ["events:PutRule", "events:DeleteRule", "events:PutTargets", "events:RemoveTargets"];
const WATCH_RULE = ["events:DescribeRule", "events:ListTargetsByRule"];
const TAG = ["s3:PutObjectTagging", "s3:GetObjectTagging", "s3:PutObjectVersionTagging", "s3:GetObjectVersionTagging"];
const SCAN = ["s3:GetObject", "s3:GetObjectVersion"];
const ON_BUCKET = ["s3:PutBucketNotification", "s3:GetBucketNotification", "s3:ListBucket"];
const USE_KEY = ["kms:GenerateDataKey", "kms:Decrypt"];

/**
 * What the role must be able to do, as a reader of GuardDuty's User Guide would state it ("Create or update IAM role policy"): the
 * oracle, which knows nothing of policies.
 */
function mayDo(
    { place, prefixes, hasKey, tagsObjects }: Situation,
    { action, resource, managedBy, via }: Attempt,
): boolean {
    if (resource === ruleArn(place))
        return WATCH_RULE.includes(action) || (MANAGE_RULE.includes(action) && managedBy === PLAN);
    if (resource === keyArn(place)) return hasKey && USE_KEY.includes(action) && place.viaS3.includes(via ?? "");
    if (resource === bucketArn(place)) return ON_BUCKET.includes(action);
    if (!resource.startsWith(`${bucketArn(place)}/`)) return false;
    const key = resource.slice(bucketArn(place).length + 1);
    if (action === "s3:PutObject") return key === VALIDATION;
    const isScanned = prefixes.length === 0 || prefixes.some((prefix) => key.startsWith(prefix));
    return isScanned && (SCAN.includes(action) || (tagsObjects && TAG.includes(action)));
}

/** A right call for every permission. */
function neededCalls(situation: Situation): Attempt[] {
    const { place, prefixes, hasKey, tagsObjects } = situation;
    const calls = (actions: readonly string[], resource: string, more: Partial<Attempt> = {}): Attempt[] =>
        actions.map((action) => ({ action, resource, managedBy: undefined, via: undefined, ...more }));
    const keys = prefixes.length === 0 ? ["a/b"] : prefixes.map((prefix) => `${prefix}x/y`);
    return [
        ...calls(MANAGE_RULE, ruleArn(place), { managedBy: PLAN }),
        ...calls(WATCH_RULE, ruleArn(place)),
        ...calls(ON_BUCKET, bucketArn(place)),
        ...calls(["s3:PutObject"], `${bucketArn(place)}/${VALIDATION}`),
        ...keys.flatMap((key) => calls([...SCAN, ...(tagsObjects ? TAG : [])], `${bucketArn(place)}/${key}`)),
        ...(hasKey ? place.viaS3.flatMap((via) => calls(USE_KEY, keyArn(place), { via })) : []),
    ];
}

describe("the role's policy, judged by an IAM evaluator", () => {
    it.each(SITUATIONS.map((situation) => ({ situation, ...situation, region: situation.place.region })))(
        "lets it do exactly what a scan takes in $region (prefixes $prefixes, key and tags: $hasKey)",
        async ({ situation }) => {
            const right = neededCalls(situation);
            for (const call of right) expect(mayDo(situation, call), JSON.stringify(call)).toBe(true);
            expect(await findMisjudged(situation, withWrongOnes(situation, right))).toEqual([]);
        },
    );

    it("has nothing in it that could be left out", async () => {
        for (const situation of SITUATIONS.filter(({ place, hasKey }) => place === PLACES[0] && hasKey)) {
            const attempts = withWrongOnes(situation, neededCalls(situation));
            for (const { without, policy } of leaveOut(document(situation))) {
                expect(await findMisjudged(situation, attempts, policy, 1), `without ${without}`).not.toEqual([]);
            }
        }
    });

    it("fits into a role, however long the prefixes are", () => {
        const prefixes = ["a", "b", "c", "d", "e"].map((letter) => letter.repeat(512));
        const place = { ...PLACES[3]!, region: "us-gov-west-1" };
        const policy = document({ place, prefixes, hasKey: true, tagsObjects: true }, "b".repeat(63));
        // IAM and AWS STS quotas: the inline policies of a role, without white space.
        expect(JSON.stringify(policy).length).toBeLessThan(10_240);
    });
});

describe("the role's trust policy", () => {
    it("lets GuardDuty's plans assume it, and nobody else", async () => {
        const trust = JSON.parse(TRUST_POLICY) as {
            Statement: { Principal: unknown; Action: string; Effect: string }[];
        };
        expect(trust.Statement).toEqual([
            expect.objectContaining({ Effect: "Allow", Principal: { Service: PLAN }, Action: "sts:AssumeRole" }),
        ]);
        const roleArn = `arn:aws:iam::${ACCOUNT}:role/scan`;
        const policy = {
            Version: "2012-10-17" as const,
            Statement: [
                {
                    Sid: "Trust",
                    Effect: "Allow" as const,
                    Principal: { Service: PLAN },
                    Action: "sts:AssumeRole",
                    Resource: roleArn,
                },
            ],
        };
        const ask = (principal: string) =>
            isAllowed(policy, {
                principal,
                action: "sts:AssumeRole",
                resource: roleArn,
                resourceAccountId: ACCOUNT,
                context: {},
            });
        expect(await ask(PLAN)).toBe(true);
        expect(await ask("guardduty.amazonaws.com")).toBe(false);
        expect(await ask(`arn:aws:iam::${STRANGER_ACCOUNT}:role/other`)).toBe(false);
    });
});

function document({ place, prefixes, hasKey, tagsObjects }: Situation, bucket = BUCKET): RolePolicyDocument {
    return rolePolicyDocument({
        partition: place.partition,
        region: place.region,
        accountId: ACCOUNT,
        bucketArn: `arn:${place.partition}:s3:::${bucket}`,
        prefixes,
        kmsKeyArn: hasKey ? keyArn(place) : undefined,
        tagsObjects,
    });
}

/** Every way to take one permission, one condition away. */
function leaveOut(policy: RolePolicyDocument): { without: string; policy: RolePolicyDocument }[] {
    return policy.Statement.flatMap((statement, index) => {
        const replaceBy = (replacement: RolePolicyStatement[]): RolePolicyDocument => ({
            ...policy,
            Statement: [...policy.Statement.slice(0, index), ...replacement, ...policy.Statement.slice(index + 1)],
        });
        const actions = [statement.Action].flat();
        const { Condition: condition, ...unconditional } = statement;
        return [
            ...actions.map((action) => {
                const left = actions.filter((each) => each !== action);
                const rest = left.length === 0 ? [] : [{ ...statement, Action: left }];
                return { without: action, policy: replaceBy(rest) };
            }),
            ...(condition === undefined
                ? []
                : [{ without: `the condition of ${statement.Sid}`, policy: replaceBy([unconditional]) }]),
        ];
    });
}

function withWrongOnes(situation: Situation, right: readonly Attempt[]): Attempt[] {
    const attempts = right.flatMap((call) => attemptsAround(call, alternatives(situation), 1));
    return [...new Map(attempts.map((attempt) => [JSON.stringify(attempt), attempt])).values()];
}

async function findMisjudged(
    situation: Situation,
    attempts: readonly Attempt[],
    policy: RolePolicyDocument = document(situation),
    most = Infinity,
): Promise<unknown[]> {
    const misjudged: unknown[] = [];
    for (const attempt of attempts) {
        if (misjudged.length >= most) break;
        const allowed = await may(policy, attempt);
        if (allowed !== undefined && allowed !== mayDo(situation, attempt)) misjudged.push({ ...attempt, allowed });
    }
    return misjudged;
}

/** What a mistake, or somebody who got hold of the role, would try. */
function alternatives({ place }: Situation) {
    const bucket = bucketArn(place);
    const elsewhere = { ...place, region: place.region.replace(/\d$/, "9") };
    return {
        action: [
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:DeleteObjectTagging",
            "s3:PutBucketPolicy",
            "s3:GetObjectAcl",
            "s3:ListBucketVersions",
            "s3:PutObjectTagging",
            "s3:GetObjectVersion",
            "events:PutRule",
            "events:DescribeRule",
            "events:DisableRule",
            "events:PutEvents",
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "kms:Encrypt",
            "kms:CreateGrant",
            "iam:PassRole",
            "sts:AssumeRole",
        ],
        resource: [
            bucket,
            `${bucket}-2`,
            `${bucket}/incoming`,
            `${bucket}/incoming-old/x`,
            `${bucket}/private/x`,
            `${bucket}/${VALIDATION}`,
            `${bucket}/incoming/${VALIDATION}`,
            `${bucket}-2/incoming/x`,
            ruleArn(elsewhere),
            ruleArn(place).replace(ACCOUNT, STRANGER_ACCOUNT),
            ruleArn(place).replace("DO-NOT-DELETE-", ""),
            keyArn(elsewhere),
            keyArn(place).replace(ACCOUNT, STRANGER_ACCOUNT),
            keyArn(place).replace(/ab$/, "ac"),
        ],
        managedBy: [undefined, "guardduty.amazonaws.com", "securityhub.amazonaws.com", PLAN],
        via: [undefined, `ec2.${place.region}.amazonaws.com`, `s3.${elsewhere.region}.amazonaws.com`],
    };
}

function may(policy: RolePolicyDocument, attempt: Attempt): Promise<boolean | undefined> {
    const { action, resource, managedBy, via } = attempt;
    const roleArn = `arn:${resource.split(":")[1] ?? "aws"}:iam::${ACCOUNT}:role/scan`;
    return mayRole(policy, {
        ...{ roleArn, action, resource, resourceAccountId: ACCOUNT },
        context: { "events:ManagedBy": managedBy, "kms:ViaService": via },
    });
}
