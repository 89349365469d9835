import { nearest } from "./nearest";

export const ENGINES = ["embedded", "pulumi"] as const;
export type EngineName = (typeof ENGINES)[number];

export interface DemoOptions {
    readonly help: boolean;
    readonly engine: EngineName;
    readonly example: string | undefined;
    readonly stack: string | undefined;
    readonly config: Readonly<Record<string, string>>;
}

/** The command line is wrong; the message says how, and what was probably meant. */
export class UsageError extends Error {
    constructor(message: string) {
        super(message);
        this.name = "UsageError";
    }
}

const FLAGS = ["--help", "--mistake", "--stack", "--config", "--engine"];
const TAKES_NO_VALUE = ["--help", "--mistake"];

/** `--mistake` is another way to ask for the demonstration of that name. */
export const MISTAKE = "mistake";

export function parseOptions(args: readonly string[]): DemoOptions {
    const examples: string[] = [];
    const config: Record<string, string> = {};
    let help = false;
    let stack: string | undefined;
    let engine: EngineName = "embedded";
    const queue = [...args];
    for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
        const [flag = arg, inline] = arg.startsWith("--") ? splitOnce(arg, "=") : [arg];
        const value = () => inline ?? queue.shift() ?? fail(`${flag} needs a value.`);
        if (inline !== undefined && TAKES_NO_VALUE.includes(flag)) {
            fail(`${flag} takes no value.`);
        }
        switch (flag) {
            case "--help":
            case "-h":
                help = true;
                break;
            case "--mistake":
                examples.push(MISTAKE);
                break;
            case "--stack":
                stack = value();
                break;
            case "--engine":
                engine = engineCalled(value());
                break;
            case "--config": {
                const [key, setting] = splitOnce(value(), "=");
                config[key] = setting ?? fail("--config needs a key and a value: --config aws:region=eu-central-1");
                break;
            }
            default:
                examples.push(flag.startsWith("-") ? fail(unknown("option", flag, FLAGS)) : flag);
        }
    }
    const [example, second] = examples;
    if (second !== undefined) {
        fail(`One example at a time: got '${example}' and '${second}'.`);
    }
    return { help, engine, example, stack, config };
}

/** Says what is not known, what was probably meant, and what there is. */
export function unknown(what: string, given: string, known: readonly string[]): string {
    const meant = nearest(given, known);
    const hint = meant === undefined ? "" : ` Did you mean '${meant}'?`;
    return `There is no ${what} '${given}'.${hint} Known: ${known.join(", ")}.`;
}

function engineCalled(name: string): EngineName {
    return ENGINES.find((known) => known === name) ?? fail(unknown("engine", name, ENGINES));
}

function splitOnce(text: string, separator: string): [string, string?] {
    const at = text.indexOf(separator);
    return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function fail(message: string): never {
    throw new UsageError(message);
}
