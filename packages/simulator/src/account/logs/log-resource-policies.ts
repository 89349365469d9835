import { parsePolicy, PolicySyntaxError } from "../../policy/policy-document";
import { InvalidPolicyError, type AccessRequest } from "../../policy/policy-evaluator";
import { refuse } from "../core/aws-error";
import { isPrincipal } from "../core/policy-principals";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import { LOG_POLICY_RULES } from "./log-policy-rules";

/** Who else may write into the log groups of one Region: policies of the account, each with a name. */
export class LogResourcePolicies {
    readonly #documents = new Map<string, string>();

    constructor(private readonly scope: Scope) {}

    snapshot(): Snapshot {
        return [...this.#documents].map(([name, document]) => ({ name, document }));
    }

    restore(policies: readonly { readonly name: string; readonly document: string }[]): void {
        for (const { name, document } of policies) {
            this.#documents.set(name, document);
        }
    }

    put(name: string, document: string): Promise<void> {
        return this.scope.operation("CloudWatch Logs", "PutResourcePolicy", async () => {
            if (document.length > 5120) {
                refuse(LOG_POLICY_RULES.size, `${document.length} characters`);
            }
            this.#check(document);
            if (!this.#documents.has(name) && this.#documents.size >= 10) {
                refuse(LOG_POLICY_RULES.limit);
            }
            this.#documents.set(name, document);
        });
    }

    find(name: string): Promise<string | undefined> {
        return this.scope.operation("CloudWatch Logs", "DescribeResourcePolicies", async () =>
            this.#documents.get(name),
        );
    }

    delete(name: string): Promise<void> {
        return this.scope.operation("CloudWatch Logs", "DeleteResourcePolicy", async () => {
            if (!this.#documents.delete(name)) {
                refuse(LOG_POLICY_RULES.notFound, undefined, { name });
            }
        });
    }

    /** What all policies together say: one that allows, and none that denies. */
    async allow(request: Omit<AccessRequest, "resourcePolicy">): Promise<boolean> {
        const decisions = await Promise.all(
            [...this.#documents.values()].map((resourcePolicy) => this.scope.decide({ ...request, resourcePolicy })),
        );
        return decisions.some(({ allowed }) => allowed) && !decisions.some(({ explicitlyDenied }) => explicitlyDenied);
    }

    #check(document: string): void {
        try {
            for (const { principals, notPrincipals } of parsePolicy(document)) {
                const all = [...(principals ?? notPrincipals ?? [])];
                const invalid = all.find(([kind, who]) => !who.every((one) => isPrincipal(this.scope, kind, one)));
                if (all.length === 0 || invalid !== undefined) {
                    refuse(LOG_POLICY_RULES.syntax, invalid === undefined ? "no Principal" : invalid.join(" "));
                }
            }
        } catch (error) {
            if (error instanceof PolicySyntaxError || error instanceof InvalidPolicyError) {
                refuse(LOG_POLICY_RULES.syntax, error.message);
            }
            throw error;
        }
    }
}

export function readLogPolicies(snapshot: SnapshotReader): { name: string; document: string }[] {
    return snapshot.list("policies", (policy) => ({
        name: policy.string("name"),
        document: policy.string("document"),
    }));
}
