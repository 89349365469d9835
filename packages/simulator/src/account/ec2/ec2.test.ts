import { describe } from "vitest";

import { pair, testEachRule } from "../../../test/each-rule";
import { SimulatedAccount } from "../account";
import { ADDRESS_RULES } from "./ec2";

const REGION = "eu-west-1";

describe("an elastic IP address's rules", () => {
    const allocate = async (count: number): Promise<void> => {
        const ec2 = new SimulatedAccount().ec2(REGION);
        for (let index = 0; index < count; index += 1) {
            await ec2.allocate({});
        }
    };
    testEachRule(ADDRESS_RULES, {
        limit: pair(allocate, 5, 6, "AddressLimitExceeded: The maximum number of addresses has been reached."),
        notFound: {
            accepted: async () => {
                const ec2 = new SimulatedAccount().ec2(REGION);
                await ec2.release((await ec2.allocate({})).allocationId);
            },
            refused: () => new SimulatedAccount().ec2(REGION).release("eipalloc-0"),
            answer: "InvalidAllocationID.NotFound",
        },
    });
});
