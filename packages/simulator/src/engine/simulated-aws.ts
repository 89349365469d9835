import type { SimulatedAccount } from "../account/account";
import { configuredProvider } from "../provider/configured-provider";
import { NotModelledError, ProviderError } from "../provider/resource-provider";
import type { ProviderFactory } from "./providers";

/** Every AWS provider of a program, each in its own Region, over the same account: the `provider` of a run. */
export function simulatedAws(account: SimulatedAccount): ProviderFactory {
    return ({ package: packageName, configuration }) => {
        if (packageName !== "aws") {
            throw new NotModelledError(`the package '${packageName}'`);
        }
        const { region } = configuration;
        if (typeof region !== "string" || region === "") {
            // An explicit provider does not take its Region from the stack's configuration either.
            throw new ProviderError(
                "Missing region information\n" +
                    "Make sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`.",
            );
        }
        return configuredProvider(account, configuration, { region, defaultTags: {} });
    };
}
