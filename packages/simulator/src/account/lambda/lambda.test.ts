import { describe, expect, it } from "vitest";

import { manyTags, pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import type { Parcel } from "../core/delivery";
import { FUNCTION_RULES } from "./function-rules";
import type { CreateFunction, Lambda } from "./lambda";
import type { Permission } from "./lambda-function";
import { PERMISSION_RULES } from "./permission-rules";

const REGION = "eu-west-1";
const ROLE = "arn:aws:iam::123456789012:role/handler";
const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:handler";
const RULE = "arn:aws:events:eu-west-1:123456789012:rule/findings";

const NEW: CreateFunction = {
    ...{ name: "handler", role: ROLE, runtime: "nodejs22.x", handler: "index.handler", description: "" },
    ...{ timeout: 3, memorySize: 128, environment: {}, kmsKeyArn: undefined, tags: {} },
    ...{ codeSha256: "00", architecture: "x86_64" },
};

const PERMISSION: Permission = {
    ...{ id: "events", action: "lambda:InvokeFunction", principal: "events.amazonaws.com" },
    ...{ sourceArn: RULE, sourceAccount: "123456789012" },
};

const PARCEL: Parcel = {
    ...{ body: "{}", principal: "events.amazonaws.com", sourceArn: RULE, sourceAccount: "123456789012" },
};

const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:dead";

/** The ARN of a role of Lambda's that may do one thing. */
async function roleThatMay(one: SimulatedAccount, action: string, resource: string): Promise<string> {
    const { roles, rolePolicies } = one.iam(REGION);
    const Version = "2012-10-17";
    const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
    const { arn } = await roles.create({ name: "real", trustPolicy: JSON.stringify({ Version, Statement: [trust] }) });
    const statement = { Effect: "Allow", Action: action, Resource: resource };
    await rolePolicies.put("real", "own", JSON.stringify({ Version, Statement: [statement] }));
    return arn;
}

function account(): SimulatedAccount {
    return new SimulatedAccount({ principals: [ROLE] });
}

const create = (more: Partial<CreateFunction>): Promise<unknown> =>
    account()
        .lambda(REGION)
        .create({ ...NEW, ...more });

async function withFunction(
    ...permissions: readonly Permission[]
): Promise<{ account: SimulatedAccount; lambda: Lambda }> {
    const one = account();
    const lambda = one.lambda(REGION);
    await lambda.create(NEW);
    for (const permission of permissions) {
        await lambda.addPermission("handler", permission);
    }
    return { account: one, lambda };
}

/** As a service does it: within an operation, at whose end the function has run. */
function deliver(to: SimulatedAccount, parcel: Parcel, arn = ARN): Promise<unknown> {
    return to.world.exclusively(async () => to.mailbox(arn)?.receive(parcel));
}

describe("a function's rules", () => {
    const withRole = async (service: string): Promise<void> => {
        const one = account();
        const trust = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
        const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
        const { arn } = await one.iam(REGION).roles.create({ name: "real", trustPolicy });
        await one.lambda(REGION).create({ ...NEW, role: arn });
    };
    const withQueue = async (name: string): Promise<void> => {
        const one = account();
        const role = await roleThatMay(one, "sqs:SendMessage", QUEUE);
        await one.lambda(REGION).create({ ...NEW, role, deadLetterArn: QUEUE.replace("dead", name) });
    };
    const withKey = async (enabled: boolean): Promise<void> => {
        const one = account();
        const kms = one.kms(REGION);
        const key = await kms.create({ description: "", bypassPolicyLockoutSafetyCheck: false, tags: {} });
        await kms.enable(key.id, enabled);
        await one.lambda(REGION).create({ ...NEW, kmsKeyArn: key.arn });
    };
    const twice = async (second: string): Promise<void> => {
        await (await withFunction()).lambda.create({ ...NEW, name: second });
    };
    testEachRule(FUNCTION_RULES, {
        name: pair((name) => create({ name }), "a".repeat(64), "a".repeat(65), "ValidationException"),
        taken: pair(twice, "other", "handler", "ResourceConflictException: Function already exist: handler"),
        notFound: {
            accepted: async () => (await withFunction()).lambda.delete("handler"),
            refused: async () => (await withFunction()).lambda.delete("other"),
            answer: `ResourceNotFoundException: Function not found: ${ARN.replace("handler", "other")}`,
        },
        role: [
            pair(
                withRole,
                "lambda.amazonaws.com",
                "events.amazonaws.com",
                "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
            ),
            pair((role) => create({ role }), ROLE, `${ROLE}2`, "InvalidParameterValueException"),
        ],
        timeout: pair((timeout) => create({ timeout }), 900, 901, "ValidationException"),
        memory: pair((memorySize) => create({ memorySize }), 10_240, 10_241, "MemorySize"),
        environmentSize: pair(
            (length) => create({ environment: { A: "x".repeat(length) } }),
            4000,
            4096,
            "exceeded the 4KB limit",
        ),
        reservedVariable: pair(
            (name) => create({ environment: { [name]: "x" } }),
            "REGION",
            "AWS_REGION",
            "Reserved keys used in this request: AWS_REGION",
        ),
        deadLetters: pair(withQueue, "dead", "other", "does not have permissions to call SendMessage on SQS"),
        key: pair(withKey, true, false, "KMS key is invalid for CreateGrant"),
        tags: pair((count) => create({ tags: manyTags(count) }), 50, 51, "InvalidParameterValueException"),
    });
});

describe("the rules of a function's policy", () => {
    const add = async (...permissions: readonly Permission[]): Promise<void> => {
        await withFunction(...permissions);
    };
    testEachRule(PERMISSION_RULES, {
        taken: pair(
            (id) => add(PERMISSION, { ...PERMISSION, id }),
            "other",
            "events",
            "ResourceConflictException: The statement id (events) provided already exists.",
        ),
        principal: pair(
            (principal) => add({ ...PERMISSION, principal }),
            "sns.amazonaws.com",
            "arn:aws:iam::123456789012:role/nobody",
            "InvalidParameterValueException: The provided principal was invalid.",
        ),
        notFound: {
            accepted: async () => (await withFunction(PERMISSION)).lambda.removePermission("handler", "events"),
            refused: async () => (await withFunction(PERMISSION)).lambda.removePermission("handler", "other"),
            answer: "ResourceNotFoundException: Statement other is not found in resource policy.",
        },
        size: pair(
            (count) => add(...Array.from({ length: count }, (_, index) => ({ ...PERMISSION, id: `e${index}` }))),
            40,
            80,
            "PolicyLengthExceededException: The final policy size",
        ),
    });
});

describe("a function that is sent an event", () => {
    it.each<[string, Partial<Parcel>]>([
        ["from another rule", { sourceArn: `${RULE}-other` }],
        ["from another account", { sourceAccount: "210987654321" }],
        ["by another service", { principal: "sns.amazonaws.com" }],
    ])("refuses one %s", async (_, change) => {
        const { account, lambda } = await withFunction(PERMISSION);
        const receipt = await deliver(account, { ...PARCEL, ...change });
        expect(receipt).toMatchObject({ accepted: false, code: "NO_PERMISSIONS" });
        expect(lambda.function("handler")?.invocations).toEqual([]);
    });

    it("refuses all without a policy", async () => {
        const { account } = await withFunction();
        expect(await deliver(account, PARCEL)).toMatchObject({ accepted: false });
    });

    it("takes what its policy lets in, with a wildcard in the source, too, and keeps it", async () => {
        const { account, lambda } = await withFunction({ ...PERMISSION, sourceArn: RULE.replace("findings", "*") });
        lambda.function("handler")?.answerWith((event) => `got ${event}`);
        expect(await deliver(account, PARCEL)).toEqual({ accepted: true });
        const [invocation] = lambda.function("handler")?.invocations ?? [];
        expect(invocation).toEqual({ parcel: PARCEL, outcome: "succeeded", answer: "got {}", attempts: 1 });
    });

    it("is tried again twice, and then the event is lost", async () => {
        const { account, lambda } = await withFunction(PERMISSION);
        let runs = 0;
        lambda.function("handler")?.answerWith(() => {
            runs += 1;
            throw new Error("out of order");
        });
        expect(await deliver(account, { ...PARCEL, event: "e-1" })).toEqual({ accepted: true });
        expect(runs).toBe(3);
        expect(account.world.trail.at(-1)).toMatchObject({ event: "e-1", target: ARN, outcome: "lost" });
        expect(account.world.trail.at(-1)?.because).toContain("out of order");
    });

    it("leaves what it failed at in its queue, and tells of its errors", async () => {
        const { account, lambda } = await withFunction(PERMISSION);
        const role = await roleThatMay(account, "sqs:SendMessage", QUEUE);
        await account.sqs(REGION).create("dead");
        await lambda.updateConfiguration("handler", { ...NEW, role, deadLetterArn: QUEUE });
        lambda.function("handler")?.answerWith(() => {
            throw new Error("out of order");
        });
        await deliver(account, { ...PARCEL, body: '{"a":1}', event: "e-1" });
        expect(account.sqs(REGION).messages("dead")).toMatchObject([
            { body: '{"a":1}', attributes: { ErrorCode: "200", ErrorMessage: "out of order" } },
        ]);
        expect(account.world.trail.at(-1)).toMatchObject({ event: "e-1", outcome: "dead-lettered" });
        const dimensions = { FunctionName: "handler" };
        expect(account.metrics.latest({ region: REGION, namespace: "AWS/Lambda", metric: "Errors", dimensions })).toBe(
            3,
        );
    });

    it("loses what it failed at where its role may not send any more, or the queue is gone", async () => {
        for (const isGone of [false, true]) {
            const { account, lambda } = await withFunction(PERMISSION);
            const role = await roleThatMay(account, "sqs:SendMessage", QUEUE);
            await lambda.updateConfiguration("handler", { ...NEW, role, deadLetterArn: QUEUE });
            if (!isGone) {
                await account.sqs(REGION).create("dead");
                await account.iam(REGION).rolePolicies.delete("real", "own");
            }
            lambda.function("handler")?.answerWith(() => {
                throw new Error("out of order");
            });
            await deliver(account, PARCEL);
            const because = isGone ? "does not exist" : "assumed-role/real/simulator is not authorized to perform";
            expect(account.world.trail.at(-1)).toMatchObject({ outcome: "lost" });
            expect(account.world.trail.at(-1)?.because).toContain(because);
            expect(account.sqs(REGION).messages("dead")).toEqual([]);
        }
    });

    it("is not there once it is deleted", async () => {
        const { account, lambda } = await withFunction(PERMISSION);
        await lambda.delete("handler");
        expect(account.mailbox(ARN)).toBeUndefined();
    });
});
