import { refuse } from "../core/aws-error";
import { rules } from "../core/rules";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Tags } from "../core/tags";

export const ADDRESS_RULES = rules("address", {
    limit: {
        text: "An account has five elastic IP addresses per Region, unless AWS raised that",
        source: "Amazon EC2 User Guide, elastic-ip-addresses-eip",
        confidence: "documented",
        error: {
            code: "AddressLimitExceeded",
            status: 400,
            message: "The maximum number of addresses has been reached.",
        },
    },
    notFound: {
        text: "The address exists",
        source: "Amazon EC2 API Reference, errors-overview",
        confidence: "documented",
        error: {
            code: "InvalidAllocationID.NotFound",
            status: 400,
            message: "The allocation ID '{id}' does not exist",
        },
    },
});

export interface ElasticIp {
    readonly allocationId: string;
    readonly arn: string;
    readonly publicIp: string;
    readonly tags: Tags;
}

/** EC2 in one Region of an account: its elastic IP addresses. */
export class Ec2 {
    readonly #addresses = new Map<string, ElasticIp>();

    constructor(private readonly scope: Scope) {}

    snapshot(): Snapshot {
        return { addresses: [...this.#addresses.values()].map((address) => ({ ...address })) };
    }

    restore(snapshot: SnapshotReader): void {
        for (const address of snapshot.list("addresses", readAddress)) {
            this.#addresses.set(address.allocationId, address);
        }
    }

    allocate(tags: Tags): Promise<ElasticIp> {
        return this.scope.operation("EC2", "AllocateAddress", async () => {
            if (this.#addresses.size >= 5) {
                refuse(ADDRESS_RULES.limit);
            }
            const { ids } = this.scope.account;
            const allocationId = `eipalloc-0${ids.hex(16)}`;
            const address: ElasticIp = {
                allocationId,
                arn: this.scope.arn("ec2", `elastic-ip/${allocationId}`),
                // Out of a block that is Amazon's.
                publicIp: `52.94.${ids.below(256)}.${1 + ids.below(254)}`,
                tags,
            };
            this.#addresses.set(allocationId, address);
            return address;
        });
    }

    find(allocationId: string): Promise<ElasticIp | undefined> {
        return this.scope.operation("EC2", "DescribeAddresses", async () => this.#addresses.get(allocationId));
    }

    setTags(allocationId: string, tags: Tags): Promise<void> {
        return this.scope.operation("EC2", "CreateTags", async () => {
            const address = this.#addresses.get(allocationId);
            if (address === undefined) {
                refuse(ADDRESS_RULES.notFound, undefined, { id: allocationId });
            }
            this.#addresses.set(allocationId, { ...address, tags });
        });
    }

    release(allocationId: string): Promise<void> {
        return this.scope.operation("EC2", "ReleaseAddress", async () => {
            if (!this.#addresses.delete(allocationId)) {
                refuse(ADDRESS_RULES.notFound, undefined, { id: allocationId });
            }
        });
    }
}

function readAddress(address: SnapshotReader): ElasticIp {
    return {
        allocationId: address.string("allocationId"),
        arn: address.string("arn"),
        publicIp: address.string("publicIp"),
        tags: address.map("tags"),
    };
}
