import { provider as pulumiProvider } from "@pulumi/pulumi";
import { InvalidArgsError } from "../../src/validation/invalid-args-error";
import { provider } from "./provider";

// The launcher prints what nobody waits for, with its stack in colours: Node 20 can take seconds and much memory over that
// (its search for names of modules), and whoever wrote the arguments has no use for a stack of the plugin.
process.prependListener("unhandledRejection", (error) => {
    if (InvalidArgsError.isInstance(error)) error.stack = `${error.name}: ${error.message}`;
});

// The SDK's launcher has put the engine's address where a program's own arguments would be.
void pulumiProvider.main(provider, process.argv.slice(2));
