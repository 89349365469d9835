import type { Deployment, Diagnostic, Phase, RecordedResource, StackOutput } from "./deployment";
import type { EventListener } from "./events";
import { formatValue } from "./format-value";
import { type Style, stylesFor } from "./styles";
import { displayTypeOf, nameOf, STACK_TYPE, typeOf } from "../wire/urn";

export interface DisplayOptions {
    /** Gets one line at a time, without its line break. */
    readonly write: (line: string) => void;
    readonly color: boolean;
}

/** Wide enough for all but the longest types, so that the names below one another start in one column. */
const TYPE_COLUMN_WIDTH = 36;

/** Writes a run as `pulumi up --non-interactive` would: a line per resource, then diagnostics, outputs and a count. */
export function createDisplay({ write, color }: DisplayOptions): EventListener {
    const style = stylesFor(color);
    return (event) => {
        switch (event.kind) {
            case "started":
                write(style.bold(`${event.phase === "preview" ? "Previewing update" : "Updating"} (${event.stack}):`));
                break;
            case "resource":
                write(resourceLine(event.resource, event.phase, style));
                break;
            case "finished":
                for (const line of summaryLines(event.deployment, style)) {
                    write(line);
                }
                break;
            case "diagnostic":
                // Kept for the end, where they stand together, by resource.
                break;
        }
    };
}

function resourceLine(resource: RecordedResource, phase: Phase, style: Style): string {
    const type = displayTypeOf(resource.type).padEnd(TYPE_COLUMN_WIDTH);
    const sign = resource.operation === "read" ? style.cyan(">") : style.green("+");
    return ` ${sign}  ${type} ${resource.name} ${verbFor(resource, phase, style)}`;
}

function verbFor({ operation, status }: RecordedResource, phase: Phase, style: Style): string {
    if (status === "failed") {
        return style.red(`**${operation === "read" ? "reading" : "creating"} failed**`);
    }
    if (operation === "read") {
        return style.cyan("read");
    }
    return style.green(phase === "preview" ? "create" : "created");
}

function summaryLines(deployment: Deployment, style: Style): string[] {
    return [
        ...diagnosticLines(deployment, style),
        ...(deployment.outcome === "failed" ? [] : outputLines(deployment.outputs, style)),
        "",
        style.bold("Resources:"),
        ...countLines(deployment, style),
        "",
        `${style.bold("Duration:")} ${(deployment.durationMs / 1000).toFixed(1)}s`,
        "",
    ];
}

function diagnosticLines({ diagnostics, outcome, phase, resources }: Deployment, style: Style): string[] {
    const stackUrn = resources.find(({ type }) => type === STACK_TYPE)?.urn ?? "";
    const verdict: Diagnostic = { severity: "error", message: `${phase} failed`, phase };
    const byUrn = new Map<string, Diagnostic[]>();
    for (const diagnostic of outcome === "failed" ? [...diagnostics, verdict] : diagnostics) {
        const urn = diagnostic.urn ?? stackUrn;
        byUrn.set(urn, [...(byUrn.get(urn) ?? []), diagnostic]);
    }
    const lines = [...byUrn].flatMap(([urn, about]) => [
        `  ${style.bold(urn === "" ? "program" : `${displayTypeOf(typeOf(urn))} (${nameOf(urn)})`)}:`,
        ...about.flatMap((diagnostic) => messageLines(diagnostic, style)),
    ]);
    return lines.length === 0 ? [] : ["", style.bold("Diagnostics:"), ...lines];
}

function messageLines({ severity, message }: Diagnostic, style: Style): string[] {
    const prefixes = { info: "", warning: `${style.yellow("warning:")} `, error: `${style.red("error:")} ` };
    const [first = "", ...rest] = message.replace(/\n+$/, "").split("\n");
    return [`    ${prefixes[severity]}${first}`, ...rest.map((line) => (line === "" ? "" : `    ${line}`))];
}

function outputLines(outputs: Readonly<Record<string, StackOutput>>, style: Style): string[] {
    const names = Object.keys(outputs).sort();
    const width = Math.max(0, ...names.map(({ length }) => length));
    const lines = names.flatMap((name) => {
        const output = outputs[name];
        if (output === undefined) {
            return [];
        }
        const [first, ...rest] = (output.secret ? "[secret]" : formatValue(output.value)).split("\n");
        return [`    ${name.padEnd(width)}: ${first}`, ...rest.map((line) => `    ${line}`)];
    });
    return lines.length === 0 ? [] : ["", style.bold("Outputs:"), ...lines];
}

function countLines({ resources, phase }: Deployment, style: Style): string[] {
    const count = (matches: (resource: RecordedResource) => boolean) => resources.filter(matches).length;
    const made = count(({ operation, status }) => operation === "create" && status === "done");
    const read = count(({ operation, status }) => operation === "read" && status === "done");
    const failed = count(({ status }) => status === "failed");
    return [
        `    ${style.green(`+ ${made} ${phase === "preview" ? "to create" : "created"}`)}`,
        ...(read > 0 ? [`    ${style.cyan(`> ${read} read`)}`] : []),
        ...(failed > 0 ? [`    ${style.red(`${failed} errored`)}`] : []),
    ];
}
