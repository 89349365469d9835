import { expect, it, describe } from "vitest";
import { RESOURCE_TYPES } from "../../simulator/src/provider/types/table";
import type { Call } from "../src/calls/call";
import { CALL_RULES, callsOf } from "../src/calls/table";
import { FIXTURES, of } from "./resource-fixtures";
import { objections } from "./authorization-reference";

const PLACE = { partition: "aws", region: "us-east-1", accountId: "123456789012" };

function allCalls(resource: (typeof FIXTURES)[number]): Call[] {
    const { create, read, update, delete: remove } = callsOf(resource, PLACE);
    return [...create, ...read, ...update, ...remove];
}

describe("the table of calls", () => {
    it("knows each type that the simulator models", () => {
        expect([...RESOURCE_TYPES.keys()].filter((type) => !CALL_RULES.has(type))).toEqual([]);
    });

    it("is looked at whole", () => {
        expect(new Set(FIXTURES.map(({ type }) => type))).toEqual(new Set(CALL_RULES.keys()));
    });

    it.each(FIXTURES)("$type: AWS's authorization reference knows each action, on this resource", async (resource) => {
        const found = await Promise.all(allCalls(resource).map(objections));
        expect(found.flat()).toEqual([]);
    });

    it("would find a wrong action, resource and condition key", async () => {
        const call = { action: "sns:Publish", resource: "arn:aws:sns:us-east-1:123456789012:t", context: {} };
        expect(await objections(call)).toEqual([]);
        expect(await objections({ ...call, action: "sns:PutTopic" })).toEqual(["sns:PutTopic does not exist"]);
        expect(await objections({ ...call, resource: "arn:aws:sqs:us-east-1:123456789012:t" })).toHaveLength(1);
        expect(await objections({ ...call, action: "kms:CreateKey" })).toHaveLength(1);
        expect(await objections({ ...call, context: { "sns:Protocol": "email" } })).toEqual([
            "sns:Publish has no condition key sns:Protocol",
        ]);
    });

    it("reads what it only looks at, and does not delete what is retained", () => {
        const detector = FIXTURES[0]!;
        expect(callsOf({ ...detector, onlyRead: true }, PLACE)).toMatchObject({ create: [], update: [], delete: [] });
        expect(callsOf({ ...detector, onlyRead: true }, PLACE).read).not.toEqual([]);
        expect(callsOf({ ...detector, retained: true }, PLACE)).toMatchObject({ delete: [] });
        expect(callsOf({ ...detector, retained: true }, PLACE).update).not.toEqual([]);
    });

    it("names a type that it does not know", () => {
        expect(() => callsOf(of("aws:rds/cluster:Cluster", {}, "db"), PLACE)).toThrow(
            /'db' is of type aws:rds\/cluster:Cluster, which the table of calls .* does not know/,
        );
    });

    it("names the resource whose state is incomplete", () => {
        expect(() => callsOf(of("aws:sns/topic:Topic", {}, "alerts"), PLACE)).toThrow(
            /'alerts': the state has no text 'arn'/,
        );
    });
});
