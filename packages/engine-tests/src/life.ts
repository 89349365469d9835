import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
    type Operation,
    PulumiStack,
    type ResourceProvider,
    serveLanguageHost,
    serveProvider,
    SimulatedAccount,
    type SimulatedAccountOptions,
} from "pulumi-guardduty-simulator";
import { onTestFinished } from "vitest";
import { programText } from "./program-text";
import { makeTestFolder } from "./test-folder";

export interface LifeOptions {
    /** An account that exists, which several stacks may share. @defaultValue an empty one, made from `accountOptions` */
    readonly account?: SimulatedAccount;
    readonly accountOptions?: SimulatedAccountOptions;
    /** @defaultValue `"us-east-1"` */
    readonly region?: string;
    /** @defaultValue `"dev"` */
    readonly stack?: string;
    /** A project that exists, such as an example; without it, each operation is given its program. */
    readonly directory?: string;
    readonly config?: Readonly<Record<string, unknown>>;
    /** Stands between the engine and the account: faults, and watching. */
    readonly wrap?: (provider: ResourceProvider) => ResourceProvider;
    readonly environment?: Readonly<Record<string, string>>;
}

/** A stack on the real engine and the account that it deploys to, for as long as a test runs. */
export class Life {
    readonly #programFile: string;

    constructor(
        readonly account: SimulatedAccount,
        readonly stack: PulumiStack,
        /** The program's folder. */
        readonly directory: string,
    ) {
        this.#programFile = join(directory, "index.js");
    }

    /** The body of the program from here on; see `programText` for what it finds. */
    write(body: string): void {
        writeFileSync(this.#programFile, programText(body));
    }

    async preview(body?: string): Promise<Operation> {
        return succeeded(await this.#with(body).preview());
    }

    async up(body?: string): Promise<Operation> {
        return succeeded(await this.#with(body).up());
    }

    /** An `up` that is to fail. */
    async failedUp(body?: string): Promise<Operation> {
        return failed(await this.#with(body).up());
    }

    async refresh(): Promise<Operation> {
        return succeeded(await this.stack.refresh());
    }

    async destroy(): Promise<Operation> {
        return succeeded(await this.stack.destroy());
    }

    #with(body: string | undefined): PulumiStack {
        if (body !== undefined) {
            this.write(body);
        }
        return this.stack;
    }
}

/** Starts provider, language host and stack; all of it ends with the test. */
export async function startLife(options: LifeOptions = {}): Promise<Life> {
    const { region = "us-east-1", wrap, stack, config, environment } = options;
    const account = options.account ?? new SimulatedAccount(options.accountOptions);
    const folder = makeTestFolder("stack");
    const directory = options.directory ?? makeProject(join(folder, "program"));
    const provider = await serveProvider({ account, ...(wrap === undefined ? {} : { wrap }) });
    const host = await serveLanguageHost();
    onTestFinished(async () => {
        host.close();
        await provider.close();
    });
    const pulumiStack = new PulumiStack({
        pulumi: pulumiCommand(),
        directory,
        home: join(folder, "home"),
        providers: { aws: provider.port },
        languageHost: host.address,
        config: { "aws:region": region, ...config },
        ...(stack === undefined ? {} : { stack }),
        ...(environment === undefined ? {} : { environment }),
    });
    return new Life(account, pulumiStack, directory);
}

/** The CLI that `npm run test:engine` found or made. */
export function pulumiCommand(): string {
    const command = process.env["PULUMI_CLI"];
    if (command === undefined) {
        throw new Error("PULUMI_CLI is not set: run these tests with `npm run test:engine`.");
    }
    return command;
}

function makeProject(directory: string): string {
    mkdirSync(directory);
    writeFileSync(
        join(directory, "Pulumi.yaml"),
        "name: life\nmain: index.js\nruntime:\n    name: nodejs\n    options:\n        typescript: false\n",
    );
    return directory;
}

function succeeded(operation: Operation): Operation {
    if (operation.exitCode !== 0) {
        throw new Error(`Pulumi ended with ${operation.exitCode}:\n${operation.output}`);
    }
    return operation;
}

function failed(operation: Operation): Operation {
    if (operation.exitCode === 0) {
        throw new Error(`Pulumi was to fail, and did not:\n${operation.output}`);
    }
    return operation;
}
