import type { SimulatedAccount } from "../account/account";
import { dnsSuffixOf, partitionOf } from "../account/core/regions";
import { NotModelledError, type PropertyMap } from "./resource-provider";

interface InvokeContext {
    readonly account: SimulatedAccount;
    readonly region: string;
}

const FUNCTIONS: Readonly<Record<string, (args: PropertyMap, context: InvokeContext) => PropertyMap>> = {
    "aws:index/getPartition:getPartition": (_, { region }) => ({
        id: partitionOf(region),
        partition: partitionOf(region),
        dnsSuffix: dnsSuffixOf(region),
        reverseDnsPrefix: dnsSuffixOf(region).split(".").reverse().join("."),
    }),
    "aws:index/getRegion:getRegion": (args, context) => {
        const region = typeof args["region"] === "string" ? args["region"] : context.region;
        return {
            id: region,
            name: region,
            region,
            endpoint: `ec2.${region}.${dnsSuffixOf(region)}`,
            description: region,
        };
    },
    "aws:index/getCallerIdentity:getCallerIdentity": (_, { account, region }) => ({
        id: account.accountId,
        accountId: account.accountId,
        arn: account.deployerArn(partitionOf(region)),
        userId: "AIDASIMULATEDDEPLOYER",
    }),
};

/** The provider's functions, for as many as are modelled. */
export function invokeFunction(token: string, args: PropertyMap, context: InvokeContext): PropertyMap {
    const run = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
    if (run === undefined) {
        throw new NotModelledError(`the function ${token}`);
    }
    return run(args, context);
}
