import {
    type ProviderFactory,
    readProject,
    runProgram,
    simulatedAws,
    SimulatedAccount,
} from "pulumi-guardduty-simulator";
import { fromDeployment } from "./from-deployment";
import type { StackResource } from "./stack-resource";

export interface DeployedExample {
    readonly resources: readonly StackResource[];
    /** The Region of the stack. */
    readonly region: string;
}

/** Deploys a project, with the configuration that it has by itself, to an account in memory. */
export async function deployExample(
    directory: string,
    provider: ProviderFactory = simulatedAws(new SimulatedAccount()),
): Promise<DeployedExample> {
    const project = readProject(directory, {});
    const result = await runProgram({ ...project, provider, phases: ["update"] });
    if (result.outcome !== "succeeded") {
        const messages = result.diagnostics
            .filter(({ severity }) => severity === "error")
            .map(({ message }) => message);
        throw new Error(`${directory} cannot be deployed:\n${messages.join("\n")}`);
    }
    return { resources: fromDeployment(result.resources), region: project.config["aws:region"] ?? "us-east-1" };
}
