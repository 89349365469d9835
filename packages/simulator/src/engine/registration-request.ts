import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { RecordedOptions } from "./deployment";
import type { Registration } from "./deployer";
import { providerUrnOf } from "./providers";
import { receiveProperties } from "../wire/values";

export function receiveRegistration(request: RegisterResourceRequest, directory: string): Registration {
    const propertyDependencies = request.getPropertydependenciesMap().getEntryList();
    return {
        type: request.getType(),
        name: request.getName(),
        parent: textOrNothing(request.getParent()),
        custom: request.getCustom(),
        inputs: receiveProperties(request.getObject(), directory),
        dependencies: request.getDependenciesList(),
        propertyDependencies: Object.fromEntries(
            propertyDependencies
                .map(([property]): [string, string[]] => [
                    property,
                    request.getPropertydependenciesMap().get(property)?.getUrnsList() ?? [],
                ])
                .filter(([, urns]) => urns.length > 0),
        ),
        provider: request.getProvider(),
        options: receiveOptions(request),
        refusal: refusalOf(request),
    };
}

export function receiveRead(request: ReadResourceRequest, directory: string): Registration {
    return {
        type: request.getType(),
        name: request.getName(),
        parent: textOrNothing(request.getParent()),
        custom: true,
        inputs: receiveProperties(request.getProperties(), directory),
        dependencies: request.getDependenciesList(),
        propertyDependencies: {},
        provider: request.getProvider(),
        options: { ...NO_OPTIONS, additionalSecretOutputs: request.getAdditionalsecretoutputsList() },
        refusal: undefined,
    };
}

const NO_OPTIONS: RecordedOptions = {
    protect: false,
    retainOnDelete: false,
    deleteBeforeReplace: undefined,
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
    deletedWith: undefined,
    providers: {},
};

function receiveOptions(request: RegisterResourceRequest): RecordedOptions {
    const providers = request.getProvidersMap().getEntryList();
    return {
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        aliases: [...request.getAliasurnsList(), ...request.getAliasesList().map(describeAlias)],
        deletedWith: textOrNothing(request.getDeletedwith()),
        providers: Object.fromEntries(
            providers.map(([packageName, reference]) => [packageName, providerUrnOf(reference) ?? ""]),
        ),
    };
}

/** Options that would change what is made, and that this engine has no means to honour. */
function refusalOf(request: RegisterResourceRequest): string | undefined {
    const refused = [
        request.getRemote() && "components of another language (remote components)",
        request.getImportid() !== "" && "importing a resource (the import option)",
        request.getTransformsList().length > 0 && "transforms",
    ].find((reason) => reason !== false);
    return refused === undefined ? undefined : `the in-process engine does not support ${refused}`;
}

function describeAlias(alias: Alias): string {
    const spec = alias.getSpec();
    if (spec === undefined) {
        return alias.getUrn();
    }
    const parts = {
        name: spec.getName(),
        type: spec.getType(),
        stack: spec.getStack(),
        project: spec.getProject(),
        parent: spec.getNoparent() ? "none" : spec.getParenturn(),
    };
    const changed = Object.entries(parts).filter(([, value]) => value !== "");
    return changed.map(([part, value]) => `${part}=${value}`).join(",");
}

function textOrNothing(text: string): string | undefined {
    return text === "" ? undefined : text;
}
