import { beforeEach, describe, expect, it } from "vitest";

import {
    account,
    change,
    changes,
    checked,
    failuresOf,
    make,
    provider,
    REGION,
    start,
} from "../../../../test/provider-fixture";
import type { AssetValue, PropertyMap } from "../../resource-provider";

const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";
const ROLE = "arn:aws:iam::123456789012:role/handler";

const code = (hash: string): AssetValue => ({ asset: "archive", source: "/code", hash });

const handler = (more: PropertyMap = {}): PropertyMap => ({
    ...{ name: "handler", role: ROLE, runtime: "nodejs22.x", handler: "index.handler", code: code("00") },
    ...more,
});

const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:handler";

beforeEach(() => start({ principals: [ROLE] }));

describe("a function", () => {
    it("reads as it was made, with the defaults, and what AWS says of it", async () => {
        const { id, properties } = await make(FUNCTION, handler({ environment: { variables: { A: "b" } } }));
        expect(id).toBe("handler");
        expect(properties).toMatchObject({
            ...{ arn: ARN, memorySize: 128, timeout: 3, packageType: "Zip", architectures: ["x86_64"] },
            ...{ environment: { variables: { A: "b" } }, version: "$LATEST", qualifiedArn: `${ARN}:$LATEST` },
            ...{ codeSha256: "AA==", code: code("00") },
        });
    });

    it("says where its log goes, and what it failed at, and changes both in place", async () => {
        const own = { logFormat: "Text", logGroup: "/aws/lambda/handler" };
        const plain = await make(FUNCTION, handler());
        expect(plain.properties).toMatchObject({ loggingConfig: own });
        expect(plain.properties).not.toHaveProperty("deadLetterConfig");
        const queue = "arn:aws:sqs:eu-west-1:123456789012:dead";
        const news = handler({
            loggingConfig: { logFormat: "JSON", logGroup: "feeds" },
            deadLetterConfig: { targetArn: queue },
        });
        expect(await changes(plain, news)).toEqual([
            "add deadLetterConfig",
            "update loggingConfig.logFormat",
            "update loggingConfig.logGroup",
        ]);
        expect(await change(plain, news)).toMatchObject({
            loggingConfig: { logFormat: "JSON", logGroup: "feeds" },
            deadLetterConfig: { targetArn: queue },
        });
        const given = await make(FUNCTION, { ...news, name: "other" });
        expect(await changes(given, { ...news, name: "other" })).toEqual([]);
        const imported = await provider.read({ type: FUNCTION, id: "other" });
        expect(imported?.inputs).toMatchObject({ deadLetterConfig: { targetArn: queue } });
    });

    it("has its code changed when the archive is another, and its settings in place", async () => {
        const made = await make(FUNCTION, handler());
        expect(await changes(made, handler())).toEqual([]);
        const news = handler({ code: code("01"), timeout: 30, tags: { team: "soc" } });
        expect(await changes(made, news)).toEqual(["update code", "add tags", "update timeout"]);
        expect(await change(made, news)).toMatchObject({ codeSha256: "AQ==", timeout: 30, tags: { team: "soc" } });
        expect(await changes(made, handler({ name: "other" }))).toEqual(["update-replace name"]);
    });

    it("is imported by its name, and gone when deleted", async () => {
        const { id, properties } = await make(FUNCTION, handler());
        const imported = await provider.read({ type: FUNCTION, id });
        expect(imported?.inputs).toMatchObject({ name: "handler", role: ROLE, runtime: "nodejs22.x" });
        await provider.delete({ type: FUNCTION, id, properties });
        expect(await provider.read({ type: FUNCTION, id, properties })).toBeUndefined();
        await provider.delete({ type: FUNCTION, id, properties });
    });

    it("cannot have a role that Lambda may not assume", async () => {
        await expect(make(FUNCTION, handler({ role: `${ROLE}-gone` }))).rejects.toThrow(
            "creating Lambda Function (handler): operation error Lambda: CreateFunction, https response error StatusCode: 400",
        );
    });

    it("is checked by the provider", async () => {
        const file: AssetValue = { asset: "file", source: "/index.js", hash: "00" };
        expect(await failuresOf(FUNCTION, handler({ code: file }))).toEqual([
            "code: expected an archive, got an asset",
        ]);
        expect(await failuresOf(FUNCTION, { name: "a b", role: ROLE })).toHaveLength(1);
        expect(await failuresOf(FUNCTION, { role: ROLE })).toEqual([
            "handler: handler and runtime must be set when PackageType is Zip",
        ]);
        await expect(checked(FUNCTION, handler({ tracingConfig: { mode: "Active" } }))).rejects.toThrow(
            "tracingConfig",
        );
        const topic = "arn:aws:sns:eu-west-1:123456789012:dead";
        await expect(make(FUNCTION, handler({ deadLetterConfig: { targetArn: topic } }))).rejects.toThrow(
            "dead letters",
        );
    });
});

describe("a permission", () => {
    const RULE = "arn:aws:events:eu-west-1:123456789012:rule/findings";
    const permission = (more: PropertyMap = {}): PropertyMap => ({
        ...{ action: "lambda:InvokeFunction", function: "handler", principal: "events.amazonaws.com", sourceArn: RULE },
        ...more,
    });

    it("lets the rule in that it names, and has a name of its own", async () => {
        await make(FUNCTION, handler());
        const { id, properties } = await make(PERMISSION, permission(), "rule");
        expect(id).toMatch(/^rule-[0-9a-f]{7}$/);
        expect(properties).toMatchObject({ statementId: id, function: "handler", sourceArn: RULE });
        const parcel = { body: "{}", principal: "events.amazonaws.com", sourceArn: RULE };
        const receive = (): Promise<unknown> | undefined =>
            account.mailbox(ARN)?.receive({ ...parcel, sourceAccount: account.accountId });
        expect(await receive()).toEqual({ accepted: true });
        await provider.delete({ type: PERMISSION, id, properties });
        expect(await receive()).toMatchObject({ accepted: false });
        await provider.delete({ type: PERMISSION, id, properties });
    });

    it("is another one whatever changes", async () => {
        await make(FUNCTION, handler());
        const made = await make(PERMISSION, permission({ statementId: "one" }));
        const news = permission({ statementId: "one", sourceArn: `${RULE}2`, sourceAccount: "123456789012" });
        expect(await changes(made, news)).toEqual(["add-replace sourceAccount", "update-replace sourceArn"]);
    });

    it("names its function by ARN, too, and is imported by both their names", async () => {
        await make(FUNCTION, handler());
        const made = await make(PERMISSION, permission({ statementId: "one", function: ARN }));
        expect(made.properties).toMatchObject({ function: ARN });
        const imported = await provider.read({ type: PERMISSION, id: "handler/one" });
        expect(imported).toMatchObject({ id: "one", inputs: permission({ statementId: "one" }) });
        await expect(provider.read({ type: PERMISSION, id: "one" })).rejects.toThrow("FUNCTION_NAME/STATEMENT_ID");
    });

    it("is gone with its function", async () => {
        const one = await make(FUNCTION, handler());
        const { id, properties } = await make(PERMISSION, permission());
        await provider.delete({ type: FUNCTION, id: one.id, properties: one.properties });
        expect(await provider.read({ type: PERMISSION, id, properties })).toBeUndefined();
        expect(account.lambda(REGION).function("handler")).toBeUndefined();
    });
});
