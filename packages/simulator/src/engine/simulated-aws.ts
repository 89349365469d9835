import type { SimulatedAccount } from "../account/account";
import { regionalProvider } from "../provider/configured-provider";
import { NotModelledError } from "../provider/resource-provider";
import type { ProviderFactory } from "./providers";

/**
 * Every AWS provider of a program, each in its own Region, over the same account: the `provider` of a run. An explicit
 * provider does not take its Region from the stack's configuration either.
 */
export function simulatedAws(account: SimulatedAccount): ProviderFactory {
    return ({ package: packageName, configuration }) => {
        if (packageName !== "aws") {
            throw new NotModelledError(`the package '${packageName}'`);
        }
        return regionalProvider(account, configuration);
    };
}
