import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { LineCounter, parseDocument } from "yaml";

/** What Pulumi.yaml and Pulumi.<stack>.yaml say: ready to be handed to `runProgram`. */
export interface Project {
    readonly directory: string;
    readonly project: string;
    readonly description: string | undefined;
    readonly stack: string;
    readonly entry: string;
    readonly config: Readonly<Record<string, string>>;
    readonly secretConfig: Readonly<Record<string, string>>;
}

/** A project that cannot be read, with a message for whoever wrote it. */
export class ProjectError extends Error {
    constructor(message: string) {
        super(message);
        this.name = "ProjectError";
    }
}

export interface ReadProjectOptions {
    /** @defaultValue the only stack that has a file, else `dev` */
    readonly stack?: string;
    /** Values that go before those in the files, as `pulumi up --config key=value`. */
    readonly config?: Readonly<Record<string, string>>;
}

type YamlMap = Readonly<Record<string, unknown>>;

interface Setting {
    readonly value: string | undefined;
    readonly secret: boolean;
}

const DEFAULT_STACK = "dev";

/** Reads a project as the Pulumi CLI does, but for encrypted values: those it refuses, having no key. */
export function readProject(directory: string, options: ReadProjectOptions = {}): Project {
    const file = join(directory, "Pulumi.yaml");
    if (!existsSync(file)) {
        throw new ProjectError(`There is no Pulumi project in ${directory}: it has no Pulumi.yaml.`);
    }
    const content = readYaml(file);
    const { name: project, main, description } = content;
    if (typeof project !== "string" || project === "") {
        throw new ProjectError("Pulumi.yaml: 'name' is missing.");
    }
    checkRuntime(content.runtime);
    const stack = options.stack ?? findStack(directory);
    const settings = new Map(readDeclarations(mapOrEmpty(content.config, "Pulumi.yaml: config"), project));
    const values = { ...readStackFile(join(directory, `Pulumi.${stack}.yaml`)), ...options.config };
    for (const [key, value] of Object.entries(values)) {
        const name = qualify(key, project);
        settings.set(name, { value, secret: settings.get(name)?.secret ?? false });
    }
    for (const [key, { value }] of settings) {
        if (value === undefined) {
            throw new ProjectError(`Stack '${stack}' is missing configuration value '${key}'.`);
        }
    }
    return {
        directory,
        project,
        stack,
        description: typeof description === "string" ? description : undefined,
        entry: typeof main === "string" ? main : ".",
        config: valuesOf(settings, false),
        secretConfig: valuesOf(settings, true),
    };
}

function checkRuntime(runtime: unknown): void {
    const name = isMap(runtime) ? runtime.name : runtime;
    if (name !== "nodejs") {
        throw new ProjectError(
            `Pulumi.yaml: runtime is ${JSON.stringify(name)}; only nodejs programs can be run here.`,
        );
    }
}

function findStack(directory: string): string {
    const stacks = readdirSync(directory)
        .map((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1])
        .filter((stack) => stack !== undefined);
    const [only] = stacks;
    return stacks.length === 1 && only !== undefined ? only : DEFAULT_STACK;
}

/** The project's own `config`: a value, or a declaration with a type, a default and whether it is a secret. */
function readDeclarations(declarations: YamlMap, project: string): [string, Setting][] {
    return Object.entries(declarations).map(([key, declared]) => {
        const where = `Pulumi.yaml: config ${key}`;
        if (!isMap(declared)) {
            return [qualify(key, project), { value: encode(declared, where), secret: false }];
        }
        const value = declared.value ?? declared.default;
        const setting = {
            value: value === undefined ? undefined : encode(value, where),
            secret: declared.secret === true,
        };
        return [qualify(key, project), setting];
    });
}

function readStackFile(file: string): Record<string, string> {
    if (!existsSync(file)) {
        return {};
    }
    const name = basename(file);
    const content = readYaml(file);
    if (content.environment !== undefined) {
        throw new ProjectError(
            `${name}: 'environment' (Pulumi ESC) is not supported here; write its values into config.`,
        );
    }
    const config = Object.entries(mapOrEmpty(content.config, `${name}: config`));
    return Object.fromEntries(config.map(([key, value]) => [key, encode(value, `${name}: config ${key}`)]));
}

/** Configuration is text; whatever is not goes in as JSON, as the CLI does it. */
function encode(value: unknown, where: string): string {
    if (holdsSecure(value)) {
        throw new ProjectError(
            `${where} is encrypted ('secure'). Only the Pulumi CLI has the stack's key; ` +
                "here, use a plain value that is no real secret, or leave it out and give it with --config.",
        );
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}

function holdsSecure(value: unknown): boolean {
    if (Array.isArray(value)) {
        return value.some(holdsSecure);
    }
    return isMap(value) && ("secure" in value || Object.values(value).some(holdsSecure));
}

function qualify(key: string, project: string): string {
    return key.includes(":") ? key : `${project}:${key}`;
}

function valuesOf(settings: ReadonlyMap<string, Setting>, secret: boolean): Record<string, string> {
    return Object.fromEntries(
        [...settings].flatMap(([key, setting]) =>
            setting.secret === secret && setting.value !== undefined ? [[key, setting.value]] : [],
        ),
    );
}

function readYaml(file: string): YamlMap {
    const lineCounter = new LineCounter();
    const document = parseDocument(readFileSync(file, "utf8"), { lineCounter });
    const [error] = document.errors;
    if (error !== undefined) {
        const { line } = lineCounter.linePos(error.pos[0]);
        throw new ProjectError(`${basename(file)}: line ${line}: ${error.message.split("\n")[0]}`);
    }
    return mapOrEmpty(document.toJS(), basename(file));
}

function mapOrEmpty(value: unknown, where: string): YamlMap {
    if (value === undefined || value === null) {
        return {};
    }
    if (!isMap(value)) {
        throw new ProjectError(`${where} is not a map of keys to values.`);
    }
    return value;
}

function isMap(value: unknown): value is YamlMap {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
