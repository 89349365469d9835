import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findProjects, hasSettings, settingsOf } from "../src/examples";
import { deployerPolicy, type DeployerPolicy } from "../src/policy/deployer-policy";
import { MAX_POLICY_SIZE, type PolicyDocument } from "../src/policy/documents";
import type { Statement } from "../src/policy/statements";
import { deploy, deployedStack, prepare } from "../src/stack/deployed-example";
import { decide, EnforcedLife, type Made } from "./enforced-life";

const EXAMPLES = join(__dirname, "../../../examples");
const TIMEOUT_MS = 120_000;

describe.each(
    findProjects(EXAMPLES)
        .filter(hasSettings)
        .map((path) => relative(EXAMPLES, path)),
)("examples/%s", (name) => {
    const directory = join(EXAMPLES, name);
    let life: EnforcedLife;
    let policy: DeployerPolicy;
    let all: readonly PolicyDocument[];

    beforeAll(async () => {
        const { resources, region } = await deployedStack(await prepare(directory, settingsOf(directory)));
        life = new EnforcedLife(await prepare(directory, settingsOf(directory)), "enforced");
        policy = deployerPolicy(resources, { region });
        all = Object.values(policy).flat();
    }, TIMEOUT_MS);

    it(
        "lives its whole life under its policy",
        async () => {
            const { read, deploy } = policy;
            const result = await life.up([...read, ...deploy]);
            expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
            await life.refresh(read);
            await life.update([...read, ...deploy]);
            await life.refresh(read);
            await life.destroy(all);
        },
        TIMEOUT_MS,
    );

    it(
        "is enough for what the account asks of itself, S3 and KMS and the passing of roles, which knows no table of calls",
        async () => {
            const policies = [...policy.read, ...policy.deploy].map((document) => JSON.stringify(document));
            const { outcome, diagnostics } = await deploy(await prepare(directory, settingsOf(directory), policies), {
                stack: "asked",
            });
            expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
            expect(outcome).toBe("succeeded");
        },
        TIMEOUT_MS,
    );

    it("needs every action, on every resource: without any of them some resource is refused", async () => {
        const without = all.flatMap((document) => document.Statement).flatMap((statement) => reductions(statement));
        const needless = await Promise.all(
            without.map(async ({ what, statement, reduced }) => {
                const policies = all.map((document) => ({
                    ...document,
                    Statement: document.Statement.flatMap((each) => (each === statement ? reduced : each)),
                }));
                return (await refused(life.made, statement.Action, policies)) === undefined ? what : undefined;
            }),
        );
        expect(without.length).toBeGreaterThan(20);
        expect(needless.filter((what) => what !== undefined)).toEqual([]);
    });

    it("fits into IAM's managed policies, whose statements have names of their own", () => {
        for (const document of all) {
            expect(JSON.stringify(document).replace(/\s/g, "").length).toBeLessThanOrEqual(MAX_POLICY_SIZE);
        }
        const sids = all.flatMap(({ Statement: statements }) => statements.map(({ Sid }) => Sid));
        expect(new Set(sids).size).toBe(sids.length);
        expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
    });

    it("allows nothing on other buckets, and no other service a role", async () => {
        const bucket = { action: "s3:DeleteBucket", resource: "arn:aws:s3:::of-somebody-else", context: {} };
        expect((await decide(bucket, all)).allowed).toBe(false);
        const roles = new Set(life.made.filter(({ call }) => call.action === "iam:PassRole").map(({ call }) => call));
        for (const call of roles) {
            const toEc2 = { ...call, context: { "iam:PassedToService": "ec2.amazonaws.com" } };
            expect((await decide(toEc2, all)).allowed).toBe(false);
        }
    });
});

it(
    "fails at a named resource where one action is missing",
    async () => {
        const directory = join(EXAMPLES, "walkthrough");
        const { resources, region } = await deployedStack(await prepare(directory, {}));
        const { read, deploy } = deployerPolicy(resources, { region });
        const text = JSON.stringify([...read, ...deploy]).replaceAll("iam:PutRolePolicy", "iam:GetRolePolicy");
        const result = await new EnforcedLife(await prepare(directory, {}), "refused").up(JSON.parse(text));
        const errors = result.diagnostics.filter(({ severity }) => severity === "error");
        expect(errors[0]?.urn).toMatch(/::walkthrough-(trusted-ip-list|threat-ip-list-known)$/);
        expect(errors[0]?.message).toMatch(/is not authorized to perform: iam:PutRolePolicy on resource: arn:aws:iam:/);
    },
    TIMEOUT_MS,
);

interface Reduction {
    readonly what: string;
    readonly statement: Statement;
    readonly reduced: readonly Statement[];
}

/** The statement without one of its actions, and without one of its resources. */
function reductions(statement: Statement): Reduction[] {
    const { Sid, Action, Resource } = statement;
    return [
        ...Action.map((action) => ({
            what: `${action} in ${Sid}`,
            statement,
            reduced: kept({ ...statement, Action: Action.filter((each) => each !== action) }),
        })),
        ...Resource.map((resource) => ({
            what: `${resource} in ${Sid}`,
            statement,
            reduced: kept({ ...statement, Resource: Resource.filter((each) => each !== resource) }),
        })),
    ];
}

function kept(statement: Statement): Statement[] {
    return statement.Action.length > 0 && statement.Resource.length > 0 ? [statement] : [];
}

/** The resource at which the life would have ended. Nothing else than calls of these actions can be refused. */
async function refused(
    made: readonly Made[],
    actions: readonly string[],
    policies: readonly object[],
): Promise<string | undefined> {
    const seen = new Set<string>();
    for (const { name, call } of made.filter((each) => actions.includes(each.call.action))) {
        const key = JSON.stringify(call);
        if (!seen.has(key)) {
            seen.add(key);
            if (!(await decide(call, policies)).allowed) {
                return name;
            }
        }
    }
    return undefined;
}
