import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SimulatedAccount } from "../account/account";
import type { Project } from "../engine/project";
import { serveProvider } from "../provider-server/server";
import { serveLanguageHost } from "../pulumi/language-host";
import { PulumiStack } from "../pulumi/pulumi-stack";

export interface PulumiEngineOptions {
    /** The CLI. */
    readonly pulumi: string;
    /** Gets what the CLI prints, line by line. */
    readonly write: (line: string) => void;
    readonly color: boolean;
    readonly signal?: AbortSignal | undefined;
}

/** Previews and updates a project on the real engine: an empty account, and a state that is thrown away. */
export async function deployWithPulumi(
    project: Project,
    { pulumi, write, color, signal }: PulumiEngineOptions,
): Promise<"succeeded" | "failed"> {
    const home = mkdtempSync(join(tmpdir(), "pulumi-guardduty-demo-"));
    const provider = await serveProvider({ account: new SimulatedAccount(), directory: project.directory });
    const host = await serveLanguageHost();
    // Not what sets the stack up.
    let shown = false;
    const stack = new PulumiStack({
        pulumi,
        directory: project.directory,
        home,
        providers: { aws: provider.port },
        languageHost: host.address,
        stack: project.stack,
        config: Object.fromEntries(Object.entries(project.config).map(([key, value]) => [key, structured(value)])),
        onLine: (line) => shown && write(line),
        color,
    });
    const options = signal === undefined ? {} : { signal };
    try {
        await setSecrets(stack, home, project.secretConfig);
        shown = true;
        const preview = await stack.preview(options);
        if (preview.exitCode !== 0) {
            return "failed";
        }
        const { exitCode } = await stack.up(options);
        return exitCode === 0 ? "succeeded" : "failed";
    } finally {
        host.close();
        await provider.close();
        rmSync(home, { recursive: true, force: true });
    }
}

/** The CLI encrypts them, with a passphrase that means nothing. */
async function setSecrets(stack: PulumiStack, home: string, secrets: Readonly<Record<string, string>>): Promise<void> {
    await stack.create();
    const file = join(home, `Pulumi.${stack.name}.yaml`);
    for (const [key, value] of Object.entries(secrets)) {
        await stack.command("config", "set", "--secret", key, value, "--config-file", file);
    }
}

/** Configuration is text, and lists and maps are JSON in it; in a stack's file they are themselves, which the CLI checks. */
function structured(value: string): unknown {
    if (!/^\s*[[{]/.test(value)) {
        return value;
    }
    try {
        const parsed: unknown = JSON.parse(value);
        return parsed;
    } catch {
        return value;
    }
}
