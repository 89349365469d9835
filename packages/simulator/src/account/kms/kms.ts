import { InvalidPolicyError } from "../../policy/policy-evaluator";
import { refuse } from "../core/aws-error";
import { DAY } from "../core/clock";
import type { Scope } from "../core/scope";
import { problemOfTags, type Tags } from "../core/tags";
import type { Key, KeyAlias } from "./key";
import { KeyAccess } from "./key-access";
import { KeyAliases } from "./key-aliases";
import { checkKeyPolicy, KEY_POLICY_RULES } from "./key-policies";
import { KEY_RULES } from "./key-rules";
import type { KmsService } from "./kms-service";

export interface CreateKey {
    readonly description: string;
    readonly policy?: string | undefined;
    readonly bypassPolicyLockoutSafetyCheck: boolean;
    readonly tags: Tags;
}

/** What KMS needs of the account. */
export interface KmsHost {
    readonly world: { readonly keys: Map<string, Key> };
}

/** KMS in one Region of an account. */
export class Kms implements KmsService {
    readonly access: KeyAccess;
    readonly aliases: KeyAliases;
    readonly #keys: Map<string, Key>;

    constructor(
        private readonly scope: Scope,
        host: KmsHost,
    ) {
        const aliases = new Map<string, KeyAlias>();
        this.#keys = host.world.keys;
        this.access = new KeyAccess(scope, this.#keys, aliases);
        this.aliases = new KeyAliases(scope, this.access, aliases);
    }

    create(request: CreateKey): Promise<Key> {
        return this.scope.operation("KMS", "CreateKey", async () => {
            const id = this.scope.account.ids.uuid();
            const arn = this.scope.arn("kms", `key/${id}`);
            const policy = request.policy ?? this.defaultPolicy();
            checkKeyTags(request.tags);
            await this.#checkPolicy(arn, policy, request.bypassPolicyLockoutSafetyCheck);
            const key: Key = {
                id,
                arn,
                accountId: this.scope.account.accountId,
                description: request.description,
                policy,
                enabled: true,
                deletionAt: undefined,
                rotation: undefined,
                tags: request.tags,
            };
            this.#keys.set(arn, key);
            return key;
        });
    }

    describe(name: string): Promise<Key | undefined> {
        return this.scope.operation("KMS", "DescribeKey", async () => this.access.find(name));
    }

    putPolicy(id: string, policy: string, bypassPolicyLockoutSafetyCheck: boolean): Promise<void> {
        return this.scope.operation("KMS", "PutKeyPolicy", async () => {
            const key = await this.#usable(id, "kms:PutKeyPolicy");
            await this.#checkPolicy(key.arn, policy, bypassPolicyLockoutSafetyCheck);
            key.policy = policy;
        });
    }

    updateDescription(id: string, description: string): Promise<void> {
        return this.scope.operation("KMS", "UpdateKeyDescription", async () => {
            (await this.#usable(id, "kms:UpdateKeyDescription")).description = description;
        });
    }

    enable(id: string, enabled: boolean): Promise<void> {
        const name = enabled ? "EnableKey" : "DisableKey";
        return this.scope.operation("KMS", name, async () => {
            (await this.#usable(id, `kms:${name}`)).enabled = enabled;
        });
    }

    setRotation(id: string, rotation: { readonly periodInDays: number } | undefined): Promise<void> {
        const name = rotation === undefined ? "DisableKeyRotation" : "EnableKeyRotation";
        return this.scope.operation("KMS", name, async () => {
            const key = await this.#usable(id, `kms:${name}`);
            if (rotation !== undefined && !(rotation.periodInDays >= 90 && rotation.periodInDays <= 2560)) {
                refuse(KEY_RULES.rotationPeriod, `${rotation.periodInDays}`);
            }
            key.rotation = rotation;
        });
    }

    setTags(id: string, tags: Tags): Promise<void> {
        return this.scope.operation("KMS", "TagResource", async () => {
            const key = await this.#usable(id, "kms:TagResource");
            checkKeyTags(tags);
            key.tags = tags;
        });
    }

    /** A key is never deleted at once: it waits, disabled, and can be rescued. Aliases of it go. */
    scheduleDeletion(id: string, pendingWindowInDays: number): Promise<void> {
        return this.scope.operation("KMS", "ScheduleKeyDeletion", async () => {
            const key = await this.#usable(id, "kms:ScheduleKeyDeletion");
            if (!(pendingWindowInDays >= 7 && pendingWindowInDays <= 30)) {
                refuse(KEY_RULES.window, `${pendingWindowInDays}`);
            }
            key.enabled = false;
            key.deletionAt = this.scope.account.clock.now() + pendingWindowInDays * DAY;
        });
    }

    /** What a key has that was given no policy: the account's IAM policies decide. */
    defaultPolicy(): string {
        const root = `arn:${this.scope.partition}:iam::${this.scope.account.accountId}:root`;
        return JSON.stringify({
            Version: "2012-10-17",
            Id: "key-default-1",
            Statement: [
                {
                    Sid: "Enable IAM User Permissions",
                    Effect: "Allow",
                    Principal: { AWS: root },
                    Action: "kms:*",
                    Resource: "*",
                },
            ],
        });
    }

    async #usable(id: string, action: string): Promise<Key> {
        const key = this.access.require(id);
        await this.access.authorize(key, action);
        if (key.deletionAt !== undefined) {
            refuse(KEY_RULES.pendingDeletion, undefined, { key: key.arn });
        }
        return key;
    }

    async #checkPolicy(arn: string, policy: string, bypassLockoutCheck: boolean): Promise<void> {
        checkKeyPolicy(this.scope, policy);
        const { account, partition } = this.scope;
        try {
            const key = { arn, accountId: account.accountId, policy };
            const kept = await this.access.permits(key, account.deployer(partition), "kms:PutKeyPolicy");
            if (!kept && !bypassLockoutCheck) {
                refuse(KEY_POLICY_RULES.lockout);
            }
        } catch (error) {
            if (error instanceof InvalidPolicyError) {
                refuse(KEY_POLICY_RULES.syntax, error.problems.join("; "));
            }
            throw error;
        }
    }
}

function checkKeyTags(tags: Tags): void {
    const problem = problemOfTags(tags, 50);
    if (problem !== undefined) {
        refuse(KEY_RULES.tags, problem);
    }
}
