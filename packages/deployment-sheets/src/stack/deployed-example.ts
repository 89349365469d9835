import { join } from "node:path";
import {
    type ProgramResult,
    type ProviderFactory,
    readProject,
    runProgram,
    simulatedAws,
    SimulatedAccount,
    SimulatedWorld,
} from "pulumi-guardduty-simulator";
import type { SheetSettings } from "../sheet-settings";
import { fromDeployment } from "./from-deployment";
import type { StackResource } from "./stack-resource";

/** AWS's own example of an account. */
const ACCOUNT_ID = "123456789012";

/** A project that can be deployed: its account in memory, and the configuration that its own files do not say. */
export interface Deployable {
    readonly directory: string;
    readonly account: SimulatedAccount;
    readonly config: Readonly<Record<string, string>>;
}

/** Makes the account, and deploys what has to be there first. */
export async function prepare(
    directory: string,
    { accountId = ACCOUNT_ID, after }: Pick<SheetSettings, "accountId" | "after">,
    /** What whoever deploys may do: everything, unless it is said. */
    deployerPolicies?: readonly string[],
): Promise<Deployable> {
    const world = new SimulatedWorld();
    const account = new SimulatedAccount({
        accountId,
        world,
        ...(deployerPolicies === undefined ? {} : { deployerPolicies }),
    });
    if (after === undefined) {
        return { directory, account, config: {} };
    }
    const first = join(directory, after.project);
    const there = new SimulatedAccount({ accountId: after.accountId, world });
    const { outputs } = succeeded(await deploy({ directory: first, account: there, config: {} }), first);
    return {
        directory,
        account,
        config: Object.fromEntries(after.outputs.map((name) => [name, textOf(outputs[name]?.value, name)])),
    };
}

/** Deploys a project with the configuration of its own. */
export async function deploy(
    { directory, account, config }: Deployable,
    options: { readonly stack?: string; readonly wrap?: (provider: ProviderFactory) => ProviderFactory } = {},
): Promise<ProgramResult & { readonly region: string }> {
    const { stack, wrap = (provider) => provider } = options;
    const project = readProject(directory, { config, ...(stack === undefined ? {} : { stack }) });
    const result = await runProgram({ ...project, provider: wrap(simulatedAws(account)), phases: ["update"] });
    return { ...result, region: project.config["aws:region"] ?? "us-east-1" };
}

export interface DeployedStack {
    readonly resources: readonly StackResource[];
    /** Where a resource does not say another. */
    readonly region: string;
}

export async function deployedStack(deployable: Deployable): Promise<DeployedStack> {
    const { resources, region } = succeeded(await deploy(deployable), deployable.directory);
    return { resources: fromDeployment(resources), region };
}

function succeeded<Result extends ProgramResult>(result: Result, directory: string): Result {
    if (result.outcome !== "succeeded") {
        const errors = result.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
        throw new Error(`${directory} cannot be deployed:\n${errors.join("\n")}`);
    }
    return result;
}

function textOf(value: unknown, output: string): string {
    if (typeof value !== "string") {
        throw new Error(`The output ${output} is no text.`);
    }
    return value;
}
