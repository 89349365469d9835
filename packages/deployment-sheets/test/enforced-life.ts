import {
    type AccessDecision,
    decorated,
    IamSimulateEvaluator,
    type ProgramResult,
    type PropertyMap,
    type ProviderFactory,
    ProviderError,
    type RecordedResource,
    type ResourceProvider,
    simulatedAws,
} from "pulumi-guardduty-simulator";
import type { Call, ResourceCalls } from "../src/calls/call";
import { callsOf } from "../src/calls/table";
import { type Deployable, deploy } from "../src/stack/deployed-example";
import { placeOf, type StackResource } from "../src/stack/stack-resource";
import { of } from "./resource-fixtures";

/** Any account: what is the account's own is written with its number in the ARNs. */
const ACCOUNT_ID = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/deployer`;
const evaluator = new IamSimulateEvaluator();

/** What a policy says to a call: asked of AWS's rules for policies, not of how this package writes them. */
export async function decide(call: Call, policies: readonly object[]): Promise<AccessDecision> {
    const { action, resource, context } = call;
    return evaluator.evaluate({
        caller: { kind: "iam", arn: ROLE, identityPolicies: policies.map((policy) => JSON.stringify(policy)) },
        action,
        resourceArn: resource,
        resourceAccountId: ACCOUNT_ID,
        context,
        // A key hears of IAM policies only where its own policy names the account, as the library's keys do.
        resourcePolicy: action.startsWith("kms:") && resource.includes(":key/") ? TRUSTS_ACCOUNT : undefined,
    });
}

const TRUSTS_ACCOUNT = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` }, Action: "kms:*", Resource: "*" },
    ],
});

export interface Made {
    readonly name: string;
    readonly call: Call;
}

/** A stack's whole life in an account of its own, each call of the provider's under the policies of that moment. */
export class EnforcedLife {
    /** Every call that was made, once for each resource. */
    readonly made: Made[] = [];
    readonly #decisions = new Map<string, Promise<AccessDecision>>();
    #provider: ResourceProvider | undefined;
    #result: ProgramResult | undefined;

    constructor(
        private readonly deployable: Deployable,
        /** Another one than the sheets were made with: its random names differ. */
        private readonly stack: string,
    ) {}

    async up(policies: readonly object[]): Promise<ProgramResult> {
        const wrap =
            (factory: ProviderFactory): ProviderFactory =>
            (request) =>
                this.#enforcing(factory(request), policies);
        this.#result = await deploy(this.deployable, { stack: this.stack, wrap });
        return this.#result;
    }

    /** What a refresh does. */
    async refresh(policies: readonly object[]): Promise<void> {
        await this.#each(policies, this.#resources, async (provider, { type, id = "", inputs, outputs, urn }) => {
            const found = await provider.read({ type, id, properties: outputs, inputs, urn });
            if (found === undefined) {
                throw new Error(`${urn} is gone`);
            }
        });
    }

    /**
     * An update of each, which finds all as it should be; all the same it may call what an update of the type calls. What calls
     * nothing is never updated, but replaced.
     */
    async update(policies: readonly object[]): Promise<void> {
        const owned = this.#resources.filter(
            ({ operation, type, outputs, name }) =>
                operation === "create" && this.#callsOf(of(type, outputs, name)).update.length > 0,
        );
        await this.#each(policies, owned, async (provider, { type, id = "", name, inputs, outputs, urn }) => {
            const { inputs: news } = await provider.check({ type, name, olds: outputs, news: inputs, seed: urn });
            await provider.update({ type, id, olds: outputs, news: { ...outputs, ...news }, preview: false, urn });
        });
    }

    async destroy(policies: readonly object[]): Promise<void> {
        const going = this.#resources.filter(
            ({ operation, options }) => operation === "create" && !options.retainOnDelete,
        );
        const lastFirst = [...going].sort((a, b) => b.position - a.position);
        await this.#each(policies, lastFirst, (provider, { type, id = "", outputs, urn }) =>
            provider.delete({ type, id, properties: outputs, urn }),
        );
    }

    get #resources(): readonly RecordedResource[] {
        return (this.#result?.resources ?? []).filter(({ kind }) => kind === "resource");
    }

    async #each(
        policies: readonly object[],
        resources: readonly RecordedResource[],
        act: (provider: ResourceProvider, resource: RecordedResource) => Promise<void>,
    ): Promise<void> {
        this.#provider ??= simulatedAws(this.deployable.account)({
            package: "aws",
            configuration: { region: "us-east-1" },
        });
        const provider = this.#enforcing(this.#provider, policies);
        for (const resource of resources) {
            await act(provider, resource);
        }
    }

    #enforcing(provider: ResourceProvider, policies: readonly object[]): ResourceProvider {
        const check = (
            type: string,
            properties: PropertyMap,
            urn: string | undefined,
            kinds: (keyof ResourceCalls)[],
        ) => this.#check(type, properties, urn, kinds, policies);
        return decorated(provider, {
            // The ARNs of what is made are known afterwards; refused is refused, and the stack does not come about.
            create: async (request) => {
                const state = await provider.create(request);
                await check(request.type, { ...request.inputs, ...state.properties }, request.urn, ["create", "read"]);
                return state;
            },
            read: async (request) => {
                const found = await provider.read(request);
                await check(request.type, { ...request.inputs, ...found?.properties }, request.urn, ["read"]);
                return found;
            },
            update: async (request) => {
                await check(request.type, request.olds, request.urn, ["update", "read"]);
                return provider.update(request);
            },
            delete: async (request) => {
                await check(request.type, request.properties, request.urn, ["delete"]);
                return provider.delete(request);
            },
        });
    }

    #callsOf(resource: StackResource): ResourceCalls {
        const { accountId } = this.deployable.account;
        return callsOf(resource, placeOf(resource, { partition: "aws", accountId }, "us-east-1"));
    }

    async #check(
        type: string,
        properties: PropertyMap,
        urn: string | undefined,
        kinds: readonly (keyof ResourceCalls)[],
        policies: readonly object[],
    ): Promise<void> {
        const name = urn?.split("::").at(-1) ?? String(properties["name"] ?? properties["bucket"] ?? type);
        const calls = this.#callsOf(of(type, properties, name));
        for (const call of kinds.flatMap((kind) => calls[kind])) {
            const key = JSON.stringify([call, policies]);
            const decision = this.#decisions.get(key) ?? decide(call, policies);
            this.#decisions.set(key, decision);
            this.made.push({ name, call });
            if (!(await decision).allowed) {
                throw new ProviderError(
                    `User: ${ROLE} is not authorized to perform: ${call.action} on resource: ${call.resource}`,
                    "AccessDenied",
                );
            }
        }
    }
}
