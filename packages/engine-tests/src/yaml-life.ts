import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { PulumiStack, serveNodePlugins, serveProvider, SimulatedAccount } from "pulumi-guardduty-simulator";
import { onTestFinished } from "vitest";
import { Life, pulumiCommand } from "./life";
import { makeTestFolder } from "./test-folder";

/** The plugin as the published package has it: it runs what was built. */
const PLUGIN = join(dirname(require.resolve("pulumi-guardduty/package.json")), "plugin");

export interface YamlLifeOptions {
    readonly config?: Readonly<Record<string, unknown>>;
    /** Files of the project, by name. */
    readonly files?: Readonly<Record<string, string>>;
}

/** A stack whose program is YAML: Pulumi's own YAML runtime, the component from the package's plugin, the simulated account. */
export async function startYamlLife(options: YamlLifeOptions = {}): Promise<YamlLife> {
    const account = new SimulatedAccount();
    const folder = makeTestFolder("yaml");
    const directory = join(folder, "program");
    mkdirSync(directory);
    for (const [name, content] of Object.entries(options.files ?? {})) {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), content);
    }
    const provider = await serveProvider({ account });
    const plugins = await serveNodePlugins();
    onTestFinished(async () => {
        plugins.close();
        await provider.close();
    });
    const stack = new PulumiStack({
        pulumi: pulumiCommand(),
        directory,
        home: join(folder, "home"),
        providers: { aws: provider.port },
        config: { "aws:region": "us-east-1", ...options.config },
        environment: {
            PULUMI_DEBUG_LANGUAGES: `nodejs:${plugins.port}`,
            PATH: [dirname(yamlLanguage()), process.env["PATH"]].join(delimiter),
        },
    });
    return new YamlLife(account, stack, directory);
}

export class YamlLife extends Life {
    /** The program from here on: what comes after name, runtime and packages in Pulumi.yaml. */
    override write(program: string): void {
        const head = `name: yaml-life\nruntime: yaml\npackages:\n    guardduty: ${JSON.stringify(PLUGIN)}\n`;
        writeFileSync(join(this.directory, "Pulumi.yaml"), head + program);
    }
}

/** The YAML language host that `npm run test:engine` found or made. */
function yamlLanguage(): string {
    const command = process.env["PULUMI_LANGUAGE_YAML"];
    if (command === undefined) {
        throw new Error("PULUMI_LANGUAGE_YAML is not set: run these tests with `npm run test:engine`.");
    }
    return command;
}
