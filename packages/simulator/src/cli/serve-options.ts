import { areUnknowns, UNKNOWN_CHOICES, type Unknowns } from "../account/core/unknowns";
import { unknown, UsageError } from "./options";

export interface ServeOptions {
    readonly help: boolean;
    /** The system chooses where it is left out. */
    readonly port: number | undefined;
    readonly account: string | undefined;
    readonly file: string | undefined;
    readonly directory: string | undefined;
    readonly unknowns: Partial<Unknowns>;
}

const FLAGS = ["--port", "--account", "--file", "--directory", "--unknown", "--help"];

export function parseServeOptions(args: readonly string[]): ServeOptions {
    const values = new Map<string, string>();
    const unknowns: Record<string, string> = {};
    let help = false;
    const queue = [...args];
    for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
        const [, flag = arg, inline] = /^(--[^=]*)=(.*)$/s.exec(arg) ?? [];
        if (flag === "--help" || flag === "-h") {
            help = true;
            continue;
        }
        if (!FLAGS.includes(flag)) {
            throw new UsageError(unknown("option", flag, FLAGS));
        }
        const value = inline ?? queue.shift();
        if (value === undefined || value === "") {
            throw new UsageError(`${flag} needs a value.`);
        }
        if (flag === "--unknown") {
            Object.assign(unknowns, unknownFrom(value));
        } else {
            values.set(flag, value);
        }
    }
    return {
        help,
        port: portFrom(values.get("--port")),
        account: accountFrom(values.get("--account")),
        file: values.get("--file"),
        directory: values.get("--directory"),
        unknowns: areUnknowns(unknowns) ? unknowns : {},
    };
}

function portFrom(text: string | undefined): number | undefined {
    if (text !== undefined && !(/^\d{1,5}$/.test(text) && Number(text) <= 65_535)) {
        throw new UsageError(`--port is a number from 0 to 65535, got '${text}'.`);
    }
    return text === undefined ? undefined : Number(text);
}

function accountFrom(text: string | undefined): string | undefined {
    if (text !== undefined && !/^\d{12}$/.test(text)) {
        throw new UsageError(`--account is an AWS account's id of twelve digits, got '${text}'.`);
    }
    return text;
}

function unknownFrom(setting: string): Record<string, string> {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    if (name === undefined || value === undefined) {
        throw new UsageError(`--unknown needs a name and a value, such as filterRanksAfterDelete=closeUp.`);
    }
    const choices = new Map<string, readonly string[]>(Object.entries(UNKNOWN_CHOICES));
    const known = choices.get(name);
    if (known === undefined) {
        throw new UsageError(unknown("unknown", name, [...choices.keys()]));
    }
    if (!known.includes(value)) {
        throw new UsageError(`--unknown ${name} is one of ${known.join(", ")}, got '${value}'.`);
    }
    return { [name]: value };
}

export function serveHelp(): string {
    return [
        "npm run --silent simulator: an AWS account in memory, for your own Pulumi programs",
        "",
        "Usage:",
        "    npm run --silent simulator -- [options]",
        "",
        "The first line of output is the port it listens on, on this machine only. Point the Pulumi CLI at it with",
        "PULUMI_DEBUG_PROVIDERS=aws:<port>. It runs until it is stopped with Ctrl-C.",
        "",
        "Options:",
        "    --port number         the port, instead of one that the system chooses",
        "    --account digits      the id of the account, instead of 123456789012",
        "    --file path           keeps the account in a file; without it, it begins empty and is gone in the end",
        "    --directory path      the folder of your program, where relative paths of file assets begin;",
        "                          the folder this was started in otherwise",
        "    --unknown name=value  decides what is not known about AWS; may be repeated. The default is the first:",
        ...Object.entries(UNKNOWN_CHOICES).map(([name, choices]) => `        ${name}=${choices.join("|")}`),
        "    --help                this text",
    ].join("\n");
}
