import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { serveProvider, type SimulatedAccount } from "pulumi-guardduty-simulator";
import { onTestFinished } from "vitest";
import { pulumiCommand } from "./life";
import { makeTestFolder } from "./test-folder";

/** A stack whose program is a function of this process, by Pulumi's Automation API; it ends with the test. */
export async function startInlineStack(account: SimulatedAccount, program: PulumiFn): Promise<Stack> {
    const folder = makeTestFolder("inline");
    const provider = await serveProvider({ account });
    onTestFinished(() => provider.close());
    for (const name of ["cli/bin", "state", "work"]) {
        mkdirSync(join(folder, name), { recursive: true });
    }
    // The API wants the CLI in a folder `bin` of its own.
    symlinkSync(pulumiCommand(), join(folder, "cli", "bin", "pulumi"));
    const stack = await LocalWorkspace.createOrSelectStack(
        { stackName: "dev", projectName: "inline", program },
        {
            workDir: join(folder, "work"),
            pulumiHome: join(folder, "home"),
            pulumiCommand: await PulumiCommand.get({ root: join(folder, "cli"), skipVersionCheck: true }),
            envVars: {
                PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
                PULUMI_CONFIG_PASSPHRASE: "simulated",
                PULUMI_SKIP_UPDATE_CHECK: "true",
                PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
                PULUMI_DEBUG_PROVIDERS: `aws:${provider.port}`,
            },
        },
    );
    await stack.setConfig("aws:region", { value: "us-east-1" });
    return stack;
}
