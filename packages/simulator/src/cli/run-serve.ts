import { resolve } from "node:path";
import { SimulatedAccount } from "../account/account";
import { AccountFileError, openAccountFile } from "../account-file";
import { type ProviderServer, serveProvider } from "../provider-server/server";
import { UsageError } from "./options";
import { parseServeOptions, serveHelp, type ServeOptions } from "./serve-options";

export interface ServeEnvironment {
    /** Where the user is: relative paths begin here. */
    readonly directory: string;
    readonly variables: Readonly<Record<string, string | undefined>>;
    readonly write: (line: string) => void;
    readonly writeError: (line: string) => void;
    /** Ends it. */
    readonly signal: AbortSignal;
}

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** Serves an account until it is told to stop; returns the exit code. */
export async function runServe(args: readonly string[], environment: ServeEnvironment): Promise<number> {
    try {
        const options = parseServeOptions(args);
        if (options.help) {
            environment.write(serveHelp());
            return 0;
        }
        const server = await start(options, environment);
        await untilAborted(environment.signal);
        await server.close();
        return 0;
    } catch (error) {
        if (error instanceof UsageError) {
            environment.writeError(`error: ${error.message}`);
            environment.writeError("`npm run --silent simulator -- --help` shows what there is.");
            return EXIT_USAGE;
        }
        if (error instanceof AccountFileError || error instanceof PortTakenError) {
            environment.writeError(`error: ${error.message}`);
            return EXIT_FAILED;
        }
        throw error;
    }
}

async function start(options: ServeOptions, environment: ServeEnvironment): Promise<ProviderServer> {
    const { directory, variables, write, writeError } = environment;
    const file = options.file === undefined ? undefined : resolve(directory, options.file);
    const settings = {
        unknowns: options.unknowns,
        ...(options.account === undefined ? {} : { accountId: options.account }),
    };
    const account = file === undefined ? new SimulatedAccount(settings) : openAccountFile(file, settings);
    const region = variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION;
    const server = await onFreePort(options.port, (port) =>
        serveProvider({
            account,
            directory: resolve(directory, options.directory ?? "."),
            ...(port === undefined ? {} : { port }),
            ...(region === undefined ? {} : { region }),
        }),
    );
    write(String(server.port));
    writeError(
        [
            "",
            `The simulated AWS account ${account.accountId} is ready. In another terminal, in the folder of your program:`,
            "",
            `    export PULUMI_DEBUG_PROVIDERS=aws:${server.port}`,
            // Else the state of a stack that is deployed to AWS could be the one to be updated.
            "    export PULUMI_BACKEND_URL=file://$(mktemp -d) PULUMI_CONFIG_PASSPHRASE=",
            "    pulumi stack init simulated",
            "    pulumi config set aws:region eu-west-1",
            "    pulumi up",
            "",
            file === undefined ? "It is empty, and gone when this ends." : `It is kept in ${file}.`,
            "Ctrl-C stops it.",
        ].join("\n"),
    );
    return server;
}

class PortTakenError extends Error {
    constructor(port: number) {
        super(`port ${port} is taken; leave --port out, and the system chooses a free one`);
        this.name = "PortTakenError";
    }
}

async function onFreePort<Server>(
    port: number | undefined,
    serve: (port: number | undefined) => Promise<Server>,
): Promise<Server> {
    try {
        return await serve(port);
    } catch (error) {
        const taken = port !== undefined && error instanceof Error && error.message.includes("EADDRINUSE");
        throw taken ? new PortTakenError(port) : error;
    }
}

function untilAborted(signal: AbortSignal): Promise<void> {
    return new Promise((done) => {
        if (signal.aborted) {
            done();
        } else {
            signal.addEventListener("abort", () => done(), { once: true });
        }
    });
}
