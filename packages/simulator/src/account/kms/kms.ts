import type { Caller } from "../../policy/policy-evaluator";
import { InvalidPolicyError } from "../../policy/policy-evaluator";
import { parseArn } from "../core/arn";
import { refuse } from "../core/aws-error";
import { KeyAliases } from "./key-aliases";
import { checkKeyPolicy, KEY_POLICY_RULES } from "./key-policies";
import { rules } from "../core/rules";
import type { Scope } from "../core/scope";

export const KEY_RULES = rules("key", {
    notFound: {
        text: "The key exists",
        source: "AWS KMS API Reference, CommonErrors",
        confidence: "documented",
        error: { code: "NotFoundException", status: 400, message: "Key '{key}' does not exist" },
    },
    pendingDeletion: {
        text: "A key that is to be deleted cannot be used or changed",
        source: "AWS KMS Developer Guide, key-state",
        confidence: "documented",
        error: { code: "KMSInvalidStateException", status: 400, message: "{key} is pending deletion." },
    },
    window: {
        text: "A key is deleted after 7 to 30 days",
        source: "AWS KMS API Reference, ScheduleKeyDeletion",
        confidence: "documented",
        wording: "ours",
        error: { code: "ValidationException", status: 400, message: "Pending window in days must be between 7 and 30" },
    },
    rotationPeriod: {
        text: "A key rotates after 90 to 2,560 days",
        source: "AWS KMS API Reference, EnableKeyRotation",
        confidence: "documented",
        wording: "ours",
        error: {
            code: "ValidationException",
            status: 400,
            message: "Rotation period must be between 90 and 2560 days",
        },
    },
    denied: {
        text: "The key's policy lets the caller do it, or trusts the account's IAM policies that do",
        source: "AWS KMS Developer Guide, key-policy-default",
        confidence: "documented",
        error: {
            code: "AccessDeniedException",
            status: 400,
            message: "User: {caller} is not authorized to perform: {action} on resource: {key}",
        },
    },
    tags: {
        text: "A key has at most 50 tags; a tag's key does not begin with aws:",
        source: "AWS KMS API Reference, TagResource",
        confidence: "documented",
        wording: "ours",
        error: { code: "TagException", status: 400, message: "Tag keys and values are not valid" },
    },
});

export interface Key {
    readonly id: string;
    readonly arn: string;
    readonly accountId: string;
    description: string;
    policy: string;
    enabled: boolean;
    /** When it is deleted, in milliseconds since the epoch. */
    deletionAt: number | undefined;
    rotation: { readonly periodInDays: number } | undefined;
    tags: Readonly<Record<string, string>>;
}

export interface CreateKey {
    readonly description: string;
    readonly policy?: string | undefined;
    readonly bypassPolicyLockoutSafetyCheck: boolean;
    readonly tags: Readonly<Record<string, string>>;
}

const DAY = 24 * 60 * 60 * 1000;

/** KMS in one Region of an account. */
export class Kms {
    readonly aliases: KeyAliases;

    constructor(private readonly scope: Scope) {
        this.aliases = new KeyAliases(scope, this);
    }

    create(request: CreateKey): Promise<Key> {
        return this.scope.operation("KMS", "CreateKey", async () => {
            const id = this.scope.account.ids.uuid();
            const arn = this.scope.arn("kms", `key/${id}`);
            const policy = request.policy ?? this.#defaultPolicy();
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
            this.scope.account.world.keys.set(arn, key);
            return key;
        });
    }

    /** By id, ARN or alias; undefined once it is deleted. */
    find(name: string): Key | undefined {
        const aliased = this.aliases.targetOf(name) ?? name;
        const arn = parseArn(aliased) === undefined ? this.scope.arn("kms", `key/${aliased}`) : aliased;
        const key = this.scope.account.world.keys.get(arn);
        const gone = key?.deletionAt !== undefined && key.deletionAt <= this.scope.account.clock.now();
        return gone ? undefined : key;
    }

    require(name: string): Key {
        return this.find(name) ?? refuse(KEY_RULES.notFound, undefined, { key: this.#shownName(name) });
    }

    describe(name: string): Promise<Key | undefined> {
        return this.scope.operation("KMS", "DescribeKey", async () => this.find(name));
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

    setTags(id: string, tags: Readonly<Record<string, string>>): Promise<void> {
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

    /** Whether a caller may use a key. A key that is disabled or to be deleted is of use to nobody. */
    async allows(
        keyName: string,
        caller: Caller,
        action: string,
        context: Readonly<Record<string, string>> = {},
    ): Promise<boolean> {
        const key = this.find(keyName);
        if (key === undefined || !key.enabled || key.deletionAt !== undefined) {
            return false;
        }
        const decision = await this.#evaluate(key.arn, key.accountId, key.policy, caller, action, context);
        return decision;
    }

    async authorize(key: Key, action: string): Promise<void> {
        const { account, partition } = this.scope;
        const deployer = account.deployer(partition);
        if (!(await this.#evaluate(key.arn, key.accountId, key.policy, deployer, action, {}))) {
            refuse(KEY_RULES.denied, undefined, { caller: account.deployerArn(partition), action, key: key.arn });
        }
    }

    async #usable(id: string, action: string): Promise<Key> {
        const key = this.require(id);
        await this.authorize(key, action);
        if (key.deletionAt !== undefined) {
            refuse(KEY_RULES.pendingDeletion, undefined, { key: key.arn });
        }
        return key;
    }

    async #checkPolicy(arn: string, policy: string, bypassLockoutCheck: boolean): Promise<void> {
        checkKeyPolicy(this.scope, policy);
        const { account, partition } = this.scope;
        try {
            const deployer = account.deployer(partition);
            const kept = await this.#evaluate(arn, account.accountId, policy, deployer, "kms:PutKeyPolicy", {});
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

    async #evaluate(
        resourceArn: string,
        resourceAccountId: string,
        resourcePolicy: string,
        caller: Caller,
        action: string,
        context: Readonly<Record<string, string>>,
    ): Promise<boolean> {
        const { evaluator } = this.scope.account;
        const request = { caller, action, resourceArn, resourceAccountId, resourcePolicy };
        return (await evaluator.evaluate({ ...request, context: { "aws:SecureTransport": "true", ...context } }))
            .allowed;
    }

    #defaultPolicy(): string {
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

    #shownName(name: string): string {
        return parseArn(name) === undefined ? this.scope.arn("kms", `key/${name}`) : name;
    }
}

function checkKeyTags(tags: Readonly<Record<string, string>>): void {
    const entries = Object.entries(tags);
    const invalid = entries.find(
        ([key, value]) => key.length < 1 || key.length > 128 || key.startsWith("aws:") || value.length > 256,
    );
    if (entries.length > 50 || invalid !== undefined) {
        refuse(KEY_RULES.tags, invalid === undefined ? `${entries.length} tags` : JSON.stringify(invalid[0]));
    }
}
