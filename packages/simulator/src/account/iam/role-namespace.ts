import type { Role } from "./role";

/** The roles of an account in all its Regions: a name is taken whatever its case. */
export class RoleNamespace {
    readonly #roles = new Map<string, Role>();

    find(partition: string, name: string): Role | undefined {
        return this.#roles.get(keyOf(partition, name));
    }

    findByArn(arn: string): Role | undefined {
        return this.all().find((role) => role.arn === arn);
    }

    all(): Role[] {
        return [...this.#roles.values()];
    }

    add(role: Role): void {
        this.#roles.set(keyOf(role.partition, role.name), role);
    }

    remove(role: Role): void {
        this.#roles.delete(keyOf(role.partition, role.name));
    }

    /** Whether an ARN is that of a role, or of a session of one, which names the role without its path. */
    knows(arn: string, accountId: string): boolean {
        if (this.findByArn(arn) !== undefined) {
            return true;
        }
        const [, partition = "", account, name = ""] =
            /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(arn) ?? [];
        return account === accountId && this.find(partition, name) !== undefined;
    }
}

function keyOf(partition: string, name: string): string {
    return `${partition}/${name.toLowerCase()}`;
}
