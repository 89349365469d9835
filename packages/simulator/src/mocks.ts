import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import * as pulumi from "@pulumi/pulumi";

import { configuredProvider } from "./provider/configured-provider";
import type { SimulatedAwsProvider } from "./provider/aws-provider";
import { DEFAULTS } from "./provider/check";
import { isAsset, isList, isPropertyMap } from "./provider/property-reader";
import {
    NotModelledError,
    ProviderError,
    UNKNOWN,
    type AssetValue,
    type PropertyMap,
    type PropertyValue,
    type ResourceState,
} from "./provider/resource-provider";
import { hashOfMembers, hashOfPath } from "./wire/archives";

/** How the SDK writes a value that a preview does not know. Pulumi's mocks hand it over as it is on the wire. */
const UNKNOWN_ON_THE_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The mark of a secret, and how the SDK's mocks hand one over. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** One resource that a program registered, or read. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    /** What the program passed, before the provider filled anything in. */
    readonly inputs: PropertyMap;
    /** The reference of an explicit provider, empty for the default one. */
    readonly provider: string;
    /** False for a component. */
    readonly custom: boolean;
    /** The id of a resource that was read and not made, as `Detector.get` does. */
    readonly readId: string | undefined;
    /** What came of it: undefined for a component, or until it is made. */
    state: ResourceState | undefined;
}

export interface SimulatorMocks extends pulumi.runtime.Mocks {
    /** In the order of their registration. */
    readonly registrations: readonly Registration[];
    newResource(args: pulumi.runtime.MockResourceArgs): Promise<pulumi.runtime.MockResourceResult>;
    call(args: pulumi.runtime.MockCallArgs): Promise<pulumi.runtime.MockCallResult>;
}

/**
 * Pulumi's mocks over a simulated account: `pulumi.runtime.setMocks(simulatorMocks(provider))`. They make what a program
 * registers in that account, and throw what AWS or the provider refuses. Resources are made in the order in which the
 * program registers them; whether that is a preview is what `setMocks` was told.
 */
export function simulatorMocks(provider: SimulatedAwsProvider): SimulatorMocks {
    const registrations: Registration[] = [];
    const providers = new Map<string, SimulatedAwsProvider>();

    const providerOf = (reference: string | undefined): SimulatedAwsProvider => {
        // urn:pulumi:stack::project::pulumi:providers:aws::name::id
        const name = reference === undefined || reference === "" ? undefined : reference.split("::")[3];
        return name === undefined ? provider : (providers.get(name) ?? provider);
    };

    const make = async (registration: Registration): Promise<ResourceState> => {
        const aws = providerOf(registration.provider);
        const { type, name, inputs, readId } = registration;
        if (readId !== undefined) {
            const state = await aws.read({ type, id: readId, properties: inputs });
            return state ?? refuse(type, name, `the resource ${readId} does not exist`);
        }
        const checked = await aws.check({ type, name, news: inputs, seed: `${type}::${name}` });
        if (checked.failures.length > 0) {
            return refuse(type, name, checked.failures.map((one) => `${one.property}: ${one.reason}`).join("\n"));
        }
        return aws.create({ type, inputs: checked.inputs, preview: pulumi.runtime.isDryRun() });
    };

    return {
        registrations,

        async newResource(args) {
            const registration: Registration = {
                type: args.type,
                name: args.name,
                inputs: await fromSdkMap(args.inputs),
                provider: args.provider ?? "",
                custom: args.custom !== false,
                readId: args.id === undefined || args.id === "" ? undefined : args.id,
                state: undefined,
            };
            registrations.push(registration);
            if (args.type === "pulumi:providers:aws") {
                providers.set(args.name, configuredProvider(provider.account, registration.inputs, provider));
                return { id: `${args.name}-id`, state: toSdkMap(registration.inputs) };
            }
            // A component, and Pulumi's own stack and stack reference.
            if (!registration.custom || args.type.startsWith("pulumi:")) {
                return {
                    id: registration.custom ? `${args.name}-id` : undefined,
                    state: toSdkMap(registration.inputs),
                };
            }
            const state = await make(registration);
            registration.state = state;
            return { id: state.id, state: withSecrets(toSdkMap(state.properties), args.inputs) };
        },

        async call(args) {
            const inputs = await fromSdkMap(args.inputs);
            return toSdkMap(await providerOf(args.provider).invoke({ token: args.token, args: inputs }));
        },
    };
}

function refuse(type: string, name: string, why: string): never {
    throw new ProviderError(`${type} resource '${name}' has a problem: ${why}`);
}

async function fromSdkMap(values: unknown): Promise<PropertyMap> {
    const properties: Record<string, PropertyValue> = {};
    if (typeof values === "object" && values !== null) {
        for (const [name, value] of Object.entries(values)) {
            if (value !== undefined) {
                properties[name] = await fromSdk(value);
            }
        }
    }
    return properties;
}

async function fromSdk(value: unknown): Promise<PropertyValue> {
    if (value === undefined || value === null) {
        return null;
    }
    if (value === UNKNOWN_ON_THE_WIRE || pulumi.isUnknown(value)) {
        return UNKNOWN;
    }
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
        return value;
    }
    if (Array.isArray(value)) {
        return Promise.all(value.map(fromSdk));
    }
    if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value)) {
        return assetOf(value);
    }
    if (pulumi.Resource.isInstance(value)) {
        throw new NotModelledError("a resource as the value of a property");
    }
    const secret = secretIn(value);
    return secret === undefined ? fromSdkMap(value) : fromSdk(secret);
}

/** What a secret holds; undefined for anything else. */
function secretIn(value: unknown): unknown {
    return typeof value === "object" && value !== null && SIGNATURE in value && value[SIGNATURE] === SECRET
        ? Object.entries(value).find(([key]) => key === "value")?.[1]
        : undefined;
}

async function assetOf(value: pulumi.asset.Asset | pulumi.asset.Archive): Promise<AssetValue> {
    if ("text" in value) {
        const text = String(await value.text);
        return { asset: "text", source: text, hash: sha256(text) };
    }
    if ("path" in value && pulumi.asset.Asset.isInstance(value)) {
        const path = String(await value.path);
        return { asset: "file", source: path, hash: sha256(await readFile(path)) };
    }
    if ("path" in value) {
        const path = String(await value.path);
        return { asset: "archive", source: path, hash: hashOfPath(path) };
    }
    if ("assets" in value) {
        return archiveOf(await value.assets);
    }
    throw new NotModelledError("an asset that is neither text nor a file");
}

async function archiveOf(assets: unknown): Promise<AssetValue> {
    const members: Record<string, AssetValue> = {};
    for (const [name, member] of Object.entries(await fromSdkMap(assets))) {
        if (isAsset(member)) {
            members[name] = member;
        }
    }
    return { asset: "archive", source: "", hash: hashOfMembers(members), members };
}

function sha256(content: string | Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}

/** A property that was given as a secret is one in the state, too. */
function withSecrets(state: Record<string, unknown>, inputs: unknown): Record<string, unknown> {
    const given = typeof inputs === "object" && inputs !== null ? Object.entries(inputs) : [];
    const secrets = given.filter(([name, value]) => name in state && secretIn(value) !== undefined);
    return { ...state, ...Object.fromEntries(secrets.map(([name]) => [name, pulumi.secret(state[name])])) };
}

function toSdkMap(properties: PropertyMap): Record<string, unknown> {
    const shown = Object.entries(properties).filter(([name]) => name !== DEFAULTS);
    return Object.fromEntries(shown.map(([name, value]) => [name, toSdk(value)]));
}

function toSdk(value: PropertyValue): unknown {
    if (value === UNKNOWN) {
        return UNKNOWN_ON_THE_WIRE;
    }
    if (isAsset(value)) {
        return toSdkAsset(value);
    }
    if (isList(value)) {
        return value.map(toSdk);
    }
    return isPropertyMap(value) ? toSdkMap(value) : value;
}

function toSdkAsset({ asset, source, members }: AssetValue): pulumi.asset.Asset | pulumi.asset.Archive {
    switch (asset) {
        case "text":
            return new pulumi.asset.StringAsset(source);
        case "file":
            return new pulumi.asset.FileAsset(source);
        case "archive":
            return members === undefined
                ? new pulumi.asset.FileArchive(source)
                : new pulumi.asset.AssetArchive(
                      Object.fromEntries(Object.entries(members).map(([name, member]) => [name, toSdkAsset(member)])),
                  );
    }
}
