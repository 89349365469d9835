import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { describe, expect, it } from "vitest";

import { decorated } from "../../src/index";
import { call, struct, UNKNOWN_ON_WIRE, type Plain } from "../protocol-client";
import { Session } from "./session";

const BUCKET = "aws:s3/bucket:Bucket";
const DETECTOR = "aws:guardduty/detector:Detector";
const KEY = "aws:kms/key:Key";

const session = Session.forEachTest();

describe("a connection", () => {
    it("is answered by its own configuration, whatever the others say", async () => {
        const ireland = await session.connect({ region: "eu-west-1" });
        const ohio = await session.connect({ region: "us-east-2", defaultTags: '{"tags":{"team":"a"}}' });
        const [one, other] = await Promise.all([ireland.make(DETECTOR, "d", {}), ohio.make(DETECTOR, "d", {})]);
        expect([one.state.region, other.state.region]).toEqual(["eu-west-1", "us-east-2"]);
        expect([one.state.tagsAll, other.state.tagsAll]).toEqual([{}, { team: "a" }]);
        expect(await ireland.invoke("aws:index/getRegion:getRegion")).toMatchObject({ region: "eu-west-1" });
        expect(await ohio.invoke("aws:index/getRegion:getRegion")).toMatchObject({ region: "us-east-2" });
    });

    it("that was never configured is told so", async () => {
        await session.connect({ region: "eu-west-1" });
        const client = await session.connect();
        await expect(client.make(DETECTOR, "d", {})).rejects.toThrow(/the provider is not configured/);
    });

    it("that begins with a handshake has no configuration of an earlier one at the same port", async () => {
        const client = await session.connect({ region: "eu-west-1" });
        const response = await call<messages.ProviderHandshakeResponse>((done) =>
            client.stub.handshake(new messages.ProviderHandshakeRequest(), done),
        );
        expect(response.getSupportsAutonamingConfiguration()).toBe(true);
        await expect(client.make(DETECTOR, "d", {})).rejects.toThrow(/the provider is not configured/);
    });

    it("reaches a provider that a test has wrapped, which sees the URN", async () => {
        const seen: (string | undefined)[] = [];
        await session.start({
            wrap: (provider) =>
                decorated(provider, {
                    create: (request) => {
                        seen.push(request.urn);
                        return provider.create(request);
                    },
                }),
        });
        await session.client.make(DETECTOR, "d", {});
        expect(seen).toEqual(["urn:pulumi:dev::test::aws:guardduty/detector:Detector::d"]);
    });
});

describe("the configuration", () => {
    it("needs a Region, as the real provider does", async () => {
        const client = await session.connect();
        const missing =
            "Missing region information\n" +
            "Make sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`.";
        expect((await client.checkConfig({ version: "7.48.0" })).failures).toEqual([`: ${missing}`]);
        await expect(client.configure({ version: "7.48.0" })).rejects.toThrow(missing);
    });

    it("gets the Region of the environment where it has none", async () => {
        await session.start({ region: "ap-northeast-1" });
        const response = await (await session.connect()).checkConfig({});
        expect(response.failures).toEqual([]);
        expect(response.inputs).toMatchObject({ region: "ap-northeast-1" });
        const given = await (await session.connect()).checkConfig({ region: "eu-west-1" });
        expect(given.inputs.region).toBe("eu-west-1");
    });

    it("may be unknown in a preview", async () => {
        const response = await (await session.connect()).checkConfig({ region: UNKNOWN_ON_WIRE });
        expect(response.failures).toEqual([]);
        expect(response.inputs.region).toBe(UNKNOWN_ON_WIRE);
    });

    it("names the setting that is not modelled", async () => {
        const client = await session.connect();
        const args = { region: "eu-west-1", assumeRoles: "[]" };
        const expected = "the setting assumeRoles of the AWS provider is not modelled by the simulator";
        expect((await client.checkConfig(args)).failures).toEqual([`assumeRoles: ${expected}`]);
        await expect(client.configure(args)).rejects.toThrow(expected);
    });

    it("comes by variables from an engine that knows nothing else", async () => {
        const client = await session.connect();
        const request = new messages.ConfigureRequest();
        request.getVariablesMap().set("aws:config:region", "eu-north-1");
        const response = await call<messages.ConfigureResponse>((done) => client.stub.configure(request, done));
        expect(response.getSupportspreview()).toBe(true);
        expect((await client.make(DETECTOR, "d", {})).state.region).toBe("eu-north-1");
    });

    it("never replaces a provider, whatever changes", async () => {
        const client = await session.connect();
        const diff = async (olds: Plain, news: Plain) => {
            const request = new messages.DiffRequest().setOldInputs(struct(olds)).setNews(struct(news));
            const response = await call<messages.DiffResponse>((done) => client.stub.diffConfig(request, done));
            return [response.getChanges(), response.getDiffsList(), response.getReplacesList()];
        };
        const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
        expect(await diff({ region: "eu-west-1" }, { region: "eu-west-1" })).toEqual([DIFF_NONE, [], []]);
        expect(await diff({ region: "eu-west-1" }, { region: "us-east-1" })).toEqual([DIFF_SOME, ["region"], []]);
        expect(await diff({}, { region: "us-east-1" })).toEqual([DIFF_SOME, ["region"], []]);
        expect(await diff({ profile: "a" }, {})).toEqual([DIFF_SOME, ["profile"], []]);
    });
});

describe("the package", () => {
    it("says which version of the provider it stands for", async () => {
        const client = await session.connect();
        const info = await call<{ getVersion(): string }>((done) => client.stub.getPluginInfo(new Empty(), done));
        expect(info.getVersion()).toMatch(/^7\.\d+\.\d+$/);
    });

    it("has a schema with what is modelled", async () => {
        const client = await session.connect();
        const response = await call<messages.GetSchemaResponse>((done) =>
            client.stub.getSchema(new messages.GetSchemaRequest(), done),
        );
        const schema: unknown = JSON.parse(response.getSchema());
        expect(schema).toMatchObject({ name: "aws", resources: { [BUCKET]: { inputProperties: { tags: {} } } } });
    });

    it.each([
        ["parameterize", new messages.ParameterizeRequest()],
        ["call", new messages.CallRequest()],
        ["construct", new messages.ConstructRequest()],
    ] as const)("refuses %s", async (method, request) => {
        const client = await session.connect({ region: "eu-west-1" });
        const refused = call((done) => {
            if (method === "parameterize" && request instanceof messages.ParameterizeRequest) {
                client.stub.parameterize(request, done);
            } else if (method === "call" && request instanceof messages.CallRequest) {
                client.stub.call(request, done);
            } else if (request instanceof messages.ConstructRequest) {
                client.stub.construct(request, done);
            }
        });
        await expect(refused).rejects.toThrow(/the simulated AWS provider does not support/);
    });

    it("takes a cancellation and an attachment without a word", async () => {
        const client = await session.connect();
        await call((done) => client.stub.cancel(new Empty(), done));
        await call((done) => client.stub.getMapping(new messages.GetMappingRequest(), done));
        await call((done) => client.stub.getMappings(new messages.GetMappingsRequest(), done));
    });
});

describe("what is not modelled", () => {
    it("is refused by name: a type, a property, a function", async () => {
        const client = await session.connect({ region: "eu-west-1" });
        await expect(client.check("aws:dynamodb/table:Table", "q", {})).rejects.toThrow(
            "the resource type aws:dynamodb/table:Table is not modelled by the simulator",
        );
        await expect(client.check(KEY, "k", { multiRegion: true })).rejects.toThrow(
            "the property multiRegion of aws:kms/key:Key is not modelled by the simulator",
        );
        await expect(client.invoke("aws:ec2/getAmi:getAmi")).rejects.toThrow(
            "the function aws:ec2/getAmi:getAmi is not modelled by the simulator",
        );
    });
});
