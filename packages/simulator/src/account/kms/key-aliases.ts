import { refuse } from "../core/aws-error";
import { rules } from "../core/rules";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { KeyAlias } from "./key";
import type { KeyAccess } from "./key-access";
import { readAlias } from "./key-snapshot";

const ALIAS_PAGE = "AWS KMS API Reference, CreateAlias";

export const ALIAS_RULES = rules("alias", {
    name: {
        text: "An alias begins with alias/, has at most 256 letters, digits, slashes, underscores and hyphens, and does not begin with alias/aws/",
        source: ALIAS_PAGE,
        confidence: "documented",
        wording: "ours",
        error: {
            code: "InvalidAliasNameException",
            status: 400,
            message: "Alias must not start with the reserved prefix or contain invalid characters",
        },
    },
    taken: {
        text: "An alias is unique in its account and Region",
        source: ALIAS_PAGE,
        confidence: "documented",
        error: {
            code: "AlreadyExistsException",
            status: 400,
            message: "An alias with the name {alias} already exists",
        },
    },
    notFound: {
        text: "The alias exists",
        source: ALIAS_PAGE,
        confidence: "documented",
        wording: "ours",
        error: { code: "NotFoundException", status: 400, message: "Alias {alias} is not found." },
    },
});

/** The names of keys in one Region of an account. */
export class KeyAliases {
    constructor(
        private readonly scope: Scope,
        private readonly access: KeyAccess,
        private readonly aliases: Map<string, KeyAlias>,
    ) {}

    /** What belongs to a Region; the keys are the world's. */
    snapshot(): Snapshot {
        return { aliases: [...this.aliases.values()].map((alias) => ({ ...alias })) };
    }

    restore(snapshot: SnapshotReader): void {
        for (const alias of snapshot.list("aliases", readAlias)) {
            this.aliases.set(alias.name, alias);
        }
    }

    create(name: string, targetKey: string): Promise<KeyAlias> {
        return this.scope.operation("KMS", "CreateAlias", async () => {
            if (!/^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/.test(name)) {
                refuse(ALIAS_RULES.name, JSON.stringify(name.slice(0, 80)));
            }
            const arn = this.scope.arn("kms", name);
            if (this.aliases.has(name)) {
                refuse(ALIAS_RULES.taken, undefined, { alias: arn });
            }
            return this.#point(name, arn, targetKey, "kms:CreateAlias");
        });
    }

    find(name: string): Promise<KeyAlias | undefined> {
        return this.scope.operation("KMS", "ListAliases", async () => this.aliases.get(name));
    }

    update(name: string, targetKey: string): Promise<KeyAlias> {
        return this.scope.operation("KMS", "UpdateAlias", async () => {
            const alias = this.#require(name);
            return this.#point(name, alias.arn, targetKey, "kms:UpdateAlias");
        });
    }

    delete(name: string): Promise<void> {
        return this.scope.operation("KMS", "DeleteAlias", async () => {
            this.#require(name);
            this.aliases.delete(name);
        });
    }

    async #point(name: string, arn: string, targetKey: string, action: string): Promise<KeyAlias> {
        const key = this.access.require(targetKey);
        await this.access.authorize(key, action);
        const alias = { name, arn, targetKeyId: key.id };
        this.aliases.set(name, alias);
        return alias;
    }

    #require(name: string): KeyAlias {
        const alias = this.aliases.get(name);
        return alias ?? refuse(ALIAS_RULES.notFound, undefined, { alias: this.scope.arn("kms", name) });
    }
}
