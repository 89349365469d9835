import { describe, expect, it } from "vitest";

import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { SnapshotReader } from "../core/snapshot";
import type { Iam } from "./iam";
import type { Role } from "./role";
import { ROLE_POLICY_RULES, ROLE_RULES } from "./role-rules";
import type { CreateRole } from "./roles";

const REGION = "eu-west-1";
const SERVICE = "malware-protection-plan.guardduty.amazonaws.com";

function trust(more: object = {}): string {
    const statement = { Effect: "Allow", Principal: { Service: SERVICE }, Action: "sts:AssumeRole", ...more };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function permission(more: object = {}): string {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*", ...more };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function iam(account = new SimulatedAccount()): Iam {
    return account.iam(REGION);
}

function create(request: Partial<CreateRole> = {}, on: Iam = iam()): Promise<Role> {
    return on.roles.create({ name: "scan", trustPolicy: trust(), ...request });
}

async function withRole(): Promise<Iam> {
    const on = iam();
    await create({}, on);
    return on;
}

async function put(document: string, name = "permissions"): Promise<void> {
    return (await withRole()).rolePolicies.put("scan", name, document);
}

const managed = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

describe("a role", () => {
    testEachRule(ROLE_RULES, {
        name: [
            pair((name) => create({ name }), "a".repeat(64), "a".repeat(65), "ValidationError"),
            pair((name) => create({ name }), "a_+=,.@-", "a b", "ValidationError"),
        ],
        path: pair((path) => create({ path }), "/service/scan/", "service", "ValidationError"),
        taken: {
            accepted: () => create(),
            refused: async () => {
                const account = new SimulatedAccount();
                await create({ path: "/a/" }, account.iam("us-east-2"));
                return create({ name: "SCAN" }, account.iam(REGION));
            },
            answer: "EntityAlreadyExists: Role with name SCAN already exists.",
        },
        description: pair((description) => create({ description }), "a".repeat(1000), "a".repeat(1001), "Validation"),
        sessionDuration: pair((maxSessionDuration) => create({ maxSessionDuration }), 43_200, 43_201, "Validation"),
        tags: pair((tags) => create({ tags }), manyTags(50), manyTags(51), "InvalidInput"),
        notFound: {
            accepted: async () => (await withRole()).roles.get("scan"),
            refused: async () => (await withRole()).roles.get("other"),
            answer: "NoSuchEntity: The role with name other cannot be found.",
        },
        hasInlinePolicies: {
            accepted: async () => {
                const on = await withRole();
                await on.rolePolicies.put("scan", "a", permission());
                await on.rolePolicies.delete("scan", "a");
                await on.roles.delete("scan");
            },
            refused: async () => {
                const on = await withRole();
                await on.rolePolicies.put("scan", "a", permission());
                await on.roles.delete("scan");
            },
            answer: "DeleteConflict: Cannot delete entity, must delete policies first.",
        },
        hasAttachedPolicies: {
            accepted: async () => {
                const on = await withRole();
                await on.rolePolicies.attach("scan", managed("AWSDenyAll"));
                await on.rolePolicies.detach("scan", managed("AWSDenyAll"));
                await on.roles.delete("scan");
            },
            refused: async () => {
                const on = await withRole();
                await on.rolePolicies.attach("scan", managed("AWSDenyAll"));
                await on.roles.delete("scan");
            },
            answer: "DeleteConflict: Cannot delete entity, must detach all policies first.",
        },
        passRole: pair(
            (to) => {
                const allowed = permission({
                    ...{ Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/scan" },
                    Condition: { StringEquals: { "iam:PassedToService": to } },
                });
                return iam(new SimulatedAccount({ deployerPolicies: [allowed] })).authorizePassing(
                    "arn:aws:iam::123456789012:role/scan",
                    SERVICE,
                );
            },
            SERVICE,
            "lambda.amazonaws.com",
            "AccessDeniedException: User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: iam:PassRole",
        ),
    });

    it("is the same from every Region, and has its own ARN in each partition", async () => {
        const account = new SimulatedAccount();
        const role = await create({ path: "/a/" }, account.iam("us-east-2"));
        expect(role.arn).toBe("arn:aws:iam::123456789012:role/a/scan");
        expect(role.uniqueId).toMatch(/^AROA[A-Z0-9]{17}$/);
        expect(await account.iam(REGION).roles.get("scan")).toBe(role);
        expect((await create({}, account.iam("us-gov-west-1"))).arn).toBe("arn:aws-us-gov:iam::123456789012:role/scan");
    });

    it("has another unique id when it is made again", async () => {
        const on = iam();
        const { uniqueId } = await create({}, on);
        await on.roles.delete("scan");
        expect((await create({}, on)).uniqueId).not.toBe(uniqueId);
    });

    it.each([
        ["the role", "arn:aws:iam::123456789012:role/a/scan", true],
        ["a session of it", "arn:aws:sts::123456789012:assumed-role/scan/GuardDutyMalwareProtection", true],
        ["the role without its path", "arn:aws:iam::123456789012:role/scan", false],
        ["a session of another account's", "arn:aws:sts::111122223333:assumed-role/scan/x", false],
        ["a session of no role", "arn:aws:sts::123456789012:assumed-role/none/x", false],
    ])("is a principal that policies may name: %s", async (_name, arn, known) => {
        const account = new SimulatedAccount();
        expect(account.knowsPrincipal(arn, "aws")).toBe(false);
        await create({ path: "/a/" }, account.iam(REGION));
        expect(account.knowsPrincipal(arn, "aws")).toBe(known);
    });

    it("comes back from a snapshot", async () => {
        const account = new SimulatedAccount();
        const on = account.iam(REGION);
        const role = await create({ description: "d", tags: { a: "b" } }, on);
        await on.rolePolicies.put("scan", "a", permission());
        await on.rolePolicies.attach("scan", managed("AWSDenyAll"));
        const written: unknown = JSON.parse(JSON.stringify(account.snapshot()));
        const copy = SimulatedAccount.restored(new SnapshotReader(written)).iam("us-east-2");
        expect(await copy.roles.get("scan")).toEqual(role);
        expect(await copy.roles.get("scan")).not.toBe(role);
    });
});

describe("a role's policies", () => {
    const ofSize = (size: number, make: (sid: string) => string): string =>
        make("a".repeat(size - make("").replaceAll(/\s/g, "").length));

    testEachRule(ROLE_POLICY_RULES, {
        trustSyntax: [
            pair((trustPolicy) => create({ trustPolicy }), trust(), "{", "This policy contains invalid Json"),
            pair(
                (more) => create({ trustPolicy: trust(more) }),
                {},
                { Principal: undefined },
                "MalformedPolicyDocument",
            ),
        ],
        trustResource: pair(
            (more) => create({ trustPolicy: trust(more) }),
            {},
            { Resource: "*" },
            "MalformedPolicyDocument: Has prohibited field Resource",
        ),
        trustAction: pair(
            (Action) => create({ trustPolicy: trust({ Action }) }),
            "sts:TagSession",
            "s3:GetObject",
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
        trustPrincipal: [
            pair(
                (name) =>
                    create({ trustPolicy: trust({ Principal: { AWS: `arn:aws:iam::123456789012:user/${name}` } }) }),
                "deployer",
                "nobody",
                'MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/nobody"',
            ),
            pair(
                (Service) => create({ trustPolicy: trust({ Principal: { Service } }) }),
                SERVICE,
                "guardduty",
                'MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"guardduty"',
            ),
        ],
        trustSize: pair(
            (size) => create({ trustPolicy: ofSize(size, (Sid) => trust({ Sid })) }),
            2048,
            2049,
            "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
        ),
        name: pair((name) => put(permission(), name), "a".repeat(128), "a".repeat(129), "ValidationError"),
        syntax: [
            pair(put, permission(), "nonsense", "MalformedPolicyDocument"),
            pair((more) => put(permission(more)), {}, { Resource: undefined }, "MalformedPolicyDocument"),
        ],
        principal: pair(
            (more) => put(permission(more)),
            {},
            { Principal: "*" },
            "MalformedPolicyDocument: Policy document should not specify a principal.",
        ),
        vendor: pair((Action) => put(permission({ Action })), "s3:Get*", "GetObject", "prefaced by a vendor"),
        resource: pair(
            (Resource) => put(permission({ Resource })),
            "*",
            "bucket/*",
            'Resource bucket/* must be in ARN format or "*".',
        ),
        size: pair(
            async (size) => {
                const on = await withRole();
                await on.rolePolicies.put(
                    "scan",
                    "replaced",
                    ofSize(9000, (Sid) => permission({ Sid })),
                );
                await on.rolePolicies.put(
                    "scan",
                    "replaced",
                    ofSize(1000, (Sid) => permission({ Sid })),
                );
                await on.rolePolicies.put(
                    "scan",
                    "second",
                    ofSize(size - 1000, (Sid) => permission({ Sid })),
                );
            },
            10_240,
            10_241,
            "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role scan",
        ),
        notFound: {
            accepted: async () => {
                const on = await withRole();
                await on.rolePolicies.put("scan", "a", permission());
                expect(await on.rolePolicies.get("scan", "a")).toBe(permission());
            },
            refused: async () => (await withRole()).rolePolicies.get("scan", "a"),
            answer: "NoSuchEntity: The role policy with name a cannot be found.",
        },
        notAttachable: pair(
            async (arn) => (await withRole()).rolePolicies.attach("scan", arn),
            managed("service-role/AWSLambdaBasicExecutionRole"),
            "arn:aws:iam::123456789012:policy/none",
            "NoSuchEntity: Policy arn:aws:iam::123456789012:policy/none does not exist or is not attachable.",
        ),
        notAttached: {
            accepted: async () => {
                const on = await withRole();
                await on.rolePolicies.attach("scan", managed("AWSDenyAll"));
                await on.rolePolicies.detach("scan", managed("AWSDenyAll"));
            },
            refused: async () => (await withRole()).rolePolicies.detach("scan", managed("AWSDenyAll")),
            answer: "NoSuchEntity: Policy arn:aws:iam::aws:policy/AWSDenyAll was not found.",
        },
    });

    it("decide what a session of the role may do", async () => {
        const account = new SimulatedAccount();
        const on = account.iam(REGION);
        const role = await create({}, on);
        const s3 = account.s3(REGION);
        const bucket = await s3.buckets.create("bucket", { objectLock: false });
        const mayRead = async (): Promise<boolean | undefined> => {
            const session = await on.assume(role, SERVICE, "GuardDutyMalwareProtection");
            return session && s3.access.allows(bucket, session, "s3:GetObject", `${bucket.arn}/a`);
        };
        expect(await mayRead()).toBe(false);
        await on.rolePolicies.put("scan", "a", permission());
        expect(await mayRead()).toBe(true);
        await on.rolePolicies.attach("scan", managed("AWSDenyAll"));
        expect(await mayRead()).toBe(false);
        await on.roles.updateTrustPolicy("scan", trust({ Principal: { Service: "lambda.amazonaws.com" } }));
        expect(await mayRead()).toBeUndefined();
    });
});
