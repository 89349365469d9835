import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isAsset, isList } from "../provider/property-reader";
import { type AssetValue, type PropertyMap, type PropertyValue, UNKNOWN } from "../provider/resource-provider";
import { readArchive } from "./archives";
import { readAsset, sendAsset } from "./assets";

/**
 * How Pulumi puts values on the wire that JSON has no word for: a map with this key, whose value says what it is
 * (pulumi/pulumi, sdk/go/common/resource/properties.go and sdk/nodejs/runtime/rpc.ts).
 */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Stands on the wire, as a string, for a value that is not known during a preview. */
export const UNKNOWN_ON_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A property map as it came over the wire: its secrets unwrapped, and remembered by the property they are in. */
export interface ReceivedProperties {
    readonly values: PropertyMap;
    readonly secrets: ReadonlySet<string>;
    /** URNs that values of the wire's "output" kind name as what they depend on. */
    readonly dependencies: ReadonlySet<string>;
}

/** What is met on the way down into one property. */
interface Findings {
    secret: boolean;
    readonly dependencies: Set<string>;
    /** Relative asset paths are the program's, whose working directory this is. */
    readonly directory: string;
}

type WireObject = Readonly<Record<string, unknown>>;

export function receiveProperties(struct: Struct | undefined, directory: string): ReceivedProperties {
    const secrets = new Set<string>();
    const dependencies = new Set<string>();
    const entries: [string, PropertyValue][] = [];
    for (const [name, value] of Object.entries(struct?.toJavaScript() ?? {})) {
        const findings: Findings = { secret: false, dependencies, directory };
        entries.push([name, receive(value, findings)]);
        if (findings.secret) {
            secrets.add(name);
        }
    }
    return { values: Object.fromEntries(entries), secrets, dependencies };
}

/** One value that holds neither secrets nor files. */
export function receiveValue(value: unknown): PropertyValue {
    return receive(value, { secret: false, dependencies: new Set(), directory: "" });
}

export function sendProperties(values: PropertyMap, secrets: ReadonlySet<string> = new Set()): Struct {
    const entries = Object.entries(values).map(([name, value]): [string, SentValue] => {
        const sent = send(value);
        return [name, secrets.has(name) ? { [SIGNATURE_KEY]: SECRET, value: sent } : sent];
    });
    return Struct.fromJavaScript(Object.fromEntries(entries));
}

function receive(value: unknown, findings: Findings): PropertyValue {
    if (value === null || value === undefined) {
        return null;
    }
    if (typeof value === "string") {
        return value === UNKNOWN_ON_WIRE ? UNKNOWN : value;
    }
    if (typeof value === "boolean" || typeof value === "number") {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map((element) => receive(element, findings));
    }
    if (isWireObject(value)) {
        return SIGNATURE_KEY in value ? receiveSpecial(value, findings) : receiveMap(value, findings);
    }
    throw new Error(`a value of type ${typeof value} came over the wire`);
}

function receiveMap(map: WireObject, findings: Findings): PropertyValue {
    return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, receive(value, findings)]));
}

function receiveSpecial(special: WireObject, findings: Findings): PropertyValue {
    switch (special[SIGNATURE_KEY]) {
        case SECRET:
            findings.secret = true;
            return receive(special.value, findings);
        case OUTPUT_VALUE:
            return receiveOutputValue(special, findings);
        case RESOURCE_REFERENCE:
            // A provider is given the id of a resource, and the URN of a component, which has none.
            return receive(special.id ?? special.urn, findings);
        case ASSET:
            return readAsset(special, findings.directory);
        case ARCHIVE:
            return readArchive(special, findings.directory, (member) => receive(member, findings));
        default:
            throw new Error(`unknown kind of value on the wire: ${String(special[SIGNATURE_KEY])}`);
    }
}

function receiveOutputValue(output: WireObject, findings: Findings): PropertyValue {
    findings.secret ||= output.secret === true;
    if (Array.isArray(output.dependencies)) {
        for (const urn of output.dependencies) {
            findings.dependencies.add(String(urn));
        }
    }
    return "value" in output ? receive(output.value, findings) : UNKNOWN;
}

type SentValue = null | boolean | number | string | SentValue[] | { [key: string]: SentValue };

function send(value: PropertyValue): SentValue {
    if (typeof value === "symbol") {
        return UNKNOWN_ON_WIRE;
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    if (isList(value)) {
        return value.map(send);
    }
    if (isAsset(value)) {
        return value.asset === "archive" ? sendArchive(value) : { [SIGNATURE_KEY]: ASSET, ...sendAsset(value) };
    }
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(entries.map(([key, member]) => [key, send(member)]));
}

function sendArchive({ source, path, hash, members }: AssetValue): SentValue {
    const assets = Object.entries(members ?? {}).map(([name, member]): [string, SentValue] => [name, send(member)]);
    const file = source === "" ? {} : { path: path ?? source };
    return {
        [SIGNATURE_KEY]: ARCHIVE,
        ...(members === undefined ? file : { assets: Object.fromEntries(assets) }),
        hash,
    };
}

function isWireObject(value: unknown): value is WireObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
