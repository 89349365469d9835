import type { Caller } from "../../policy/policy-evaluator";
import { parseArn } from "../core/arn";
import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { Key, KeyAlias } from "./key";
import { KEY_RULES } from "./key-rules";

/** Which key a name means, and who may do what with it. */
export class KeyAccess {
    constructor(
        private readonly scope: Scope,
        private readonly keys: ReadonlyMap<string, Key>,
        private readonly aliases: ReadonlyMap<string, KeyAlias>,
    ) {}

    /** By id, ARN or alias; undefined once it is deleted. */
    find(name: string): Key | undefined {
        const key = this.keys.get(this.#arnOf(this.#aliased(name) ?? name));
        const gone = key?.deletionAt !== undefined && key.deletionAt <= this.scope.account.clock.now();
        return gone ? undefined : key;
    }

    require(name: string): Key {
        return this.find(name) ?? refuse(KEY_RULES.notFound, undefined, { key: this.#arnOf(name) });
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
        return this.permits(key, caller, action, context);
    }

    /** Refuses an action of whoever deploys, unless it is allowed. */
    async authorize(key: Key, action: string): Promise<void> {
        const { account, partition } = this.scope;
        if (!(await this.permits(key, account.deployer(partition), action))) {
            refuse(KEY_RULES.denied, undefined, { caller: account.deployerArn(partition), action, key: key.arn });
        }
    }

    /** What a key's policy says, whatever state the key is in. */
    async permits(
        { arn, accountId, policy }: Pick<Key, "arn" | "accountId" | "policy">,
        caller: Caller,
        action: string,
        context: Readonly<Record<string, string>> = {},
    ): Promise<boolean> {
        const resource = { resourceArn: arn, resourceAccountId: accountId, resourcePolicy: policy };
        return (await this.scope.decide({ caller, action, ...resource, context })).allowed;
    }

    #aliased(name: string): string | undefined {
        return [...this.aliases.values()].find((alias) => alias.name === name || alias.arn === name)?.targetKeyId;
    }

    #arnOf(name: string): string {
        return parseArn(name) === undefined ? this.scope.arn("kms", `key/${name}`) : name;
    }
}
