import { describe, expect, it } from "vitest";
import { FakeProvider } from "../../test/fake-provider";
import { Deployer, DeploymentStoppedError, type Registration } from "./deployer";
import type { Deployment } from "./deployment";
import { Providers } from "./providers";
import { Recorder } from "./recorder";

const DETECTOR = "aws:guardduty/detector:Detector";

function registrationOf(name: string, change: Partial<Registration> = {}): Registration {
    return {
        type: DETECTOR,
        name,
        parent: undefined,
        custom: true,
        inputs: { values: { enable: true }, secrets: new Set(), dependencies: new Set() },
        dependencies: [],
        propertyDependencies: {},
        provider: "",
        options: {
            protect: false,
            retainOnDelete: false,
            deleteBeforeReplace: undefined,
            ignoreChanges: [],
            replaceOnChanges: [],
            additionalSecretOutputs: [],
            aliases: [],
            deletedWith: undefined,
            providers: {},
        },
        refusal: undefined,
        ...change,
    };
}

function valuesOf(values: Registration["inputs"]["values"], ...secrets: string[]): Registration["inputs"] {
    return { values, secrets: new Set(secrets), dependencies: new Set() };
}

async function deploy(
    run: (deployer: Deployer) => Promise<unknown>,
    provider = new FakeProvider(),
): Promise<Deployment & { readonly error: unknown; readonly failures: number }> {
    const recorder = new Recorder("update", () => {});
    const providers = new Providers(() => provider, {});
    const deployer = new Deployer({ project: "p", stack: "dev", preview: false, providers, recorder });
    let failures = 0;
    deployer.onFailure(() => {
        failures += 1;
    });
    const error: unknown = await run(deployer).then(
        () => undefined,
        (reason: unknown) => reason,
    );
    await deployer.close();
    return { ...recorder.finish(deployer.failed ? "failed" : "succeeded"), error, failures };
}

const messagesOf = ({ diagnostics }: Deployment) => diagnostics.map(({ message }) => message);

describe("a registration that is refused", () => {
    it("is so for a URN that there is already", async () => {
        const result = await deploy(async (deployer) => {
            await deployer.register(registrationOf("twice"));
            await deployer.register(registrationOf("twice"));
        });
        expect(result.error).toBeInstanceOf(DeploymentStoppedError);
        expect(messagesOf(result)).toEqual([
            `Duplicate resource URN 'urn:pulumi:dev::p::${DETECTOR}::twice'; try giving it a unique name`,
        ]);
    });

    it("is so by the provider's check, in the words of Pulumi's engine", async () => {
        const result = await deploy((deployer) => deployer.register(registrationOf("misspelt")));
        expect(messagesOf(result)).toEqual([
            `${DETECTOR} resource 'misspelt': property enable value {true} has a problem: is not a colour`,
        ]);
        expect(result.resources).toMatchObject([{ status: "failed", outputs: {} }]);
    });

    it("does not tell the value of a secret", async () => {
        const inputs = valuesOf({ enable: "hush" }, "enable");
        const result = await deploy((deployer) => deployer.register(registrationOf("misspelt", { inputs })));
        expect(messagesOf(result)).toEqual([expect.stringContaining("value {[secret]}")]);
    });

    it("is recorded with what AWS made of it nevertheless", async () => {
        const inputs = valuesOf({ tags: { answer: "half" } });
        const result = await deploy((deployer) => deployer.register(registrationOf("second", { inputs })));
        expect(result.resources).toMatchObject([
            { status: "failed", id: "half", outputs: { tags: { answer: "half" } } },
        ]);
        expect(messagesOf(result)).toEqual(["made, but not tagged"]);
    });

    it("is so where an option cannot be honoured", async () => {
        const result = await deploy((deployer) => deployer.register(registrationOf("x", { refusal: "cannot import" })));
        expect(messagesOf(result)).toEqual(["cannot import"]);
    });

    it("is so where what it reads does not exist", async () => {
        const result = await deploy((deployer) => deployer.read(registrationOf("missing"), "missing-id"));
        expect(messagesOf(result)).toEqual(["resource 'missing-id' does not exist"]);
    });

    it("stops the run once, and nothing is registered after it", async () => {
        const result = await deploy(async (deployer) => {
            await deployer.register(registrationOf("misspelt")).catch(() => undefined);
            await deployer.register(registrationOf("later"));
        });
        expect(result.error).toBeInstanceOf(DeploymentStoppedError);
        expect(result.failures).toBe(1);
        expect(result.resources.map(({ name }) => name)).toEqual(["misspelt"]);
    });
});

describe("what is under way when another resource fails", () => {
    it("is finished and recorded, when it was being made", async () => {
        let finish = () => {};
        const provider = new FakeProvider();
        const create = provider.create.bind(provider);
        provider.create = async (request) => {
            await new Promise<void>((resolve) => {
                finish = resolve;
            });
            return create(request);
        };
        const result = await deploy(async (deployer) => {
            const slow = deployer.register(registrationOf("slow"));
            await new Promise((resolve) => setImmediate(resolve));
            await deployer.register(registrationOf("misspelt")).catch(() => undefined);
            setImmediate(() => finish());
            await slow;
        }, provider);
        const statuses = result.resources.map(({ name, status }) => `${name}: ${status}`);
        expect(statuses).toEqual(["slow: done", "misspelt: failed"]);
    });

    it("is not made any more, when it was only being checked", async () => {
        const result = await deploy(async (deployer) => {
            const both = [registrationOf("misspelt"), registrationOf("other")].map((one) => deployer.register(one));
            await Promise.allSettled(both);
        });
        const statuses = result.resources.map(({ name, status }) => `${name}: ${status}`);
        expect(statuses).toEqual(["misspelt: failed", "other: registering"]);
    });
});

describe("secrets", () => {
    it("stay secret in the outputs of the same name, and where the program asks for it", async () => {
        const result = await deploy((deployer) => {
            const plain = registrationOf("keeper", {
                inputs: valuesOf({ location: "hush", format: "TXT" }, "location"),
            });
            return deployer.register({
                ...plain,
                options: { ...plain.options, additionalSecretOutputs: ["arn", "none"] },
            });
        });
        expect([...(result.resources[0]?.secretOutputs ?? [])].sort()).toEqual(["arn", "location"]);
    });
});
