import type { Style } from "../engine/styles";
import { isDefault, listExamples } from "./examples";

export function helpText(root: string, style: Style): string {
    const examples = listExamples(root);
    const width = Math.max(0, ...examples.map(({ name }) => name.length));
    return [
        `${style.bold("npm run demo")}: deploys an example to an AWS account in memory and shows what you would get`,
        "",
        style.bold("Usage:"),
        "    npm run demo -- [example] [options]",
        "",
        style.bold("Examples:"),
        ...examples.map((example) => {
            const note = isDefault(example) ? style.dim(" (default)") : "";
            return `    ${example.name.padEnd(width)}  ${example.description}${note}`;
        }),
        "",
        style.bold("Options:"),
        "    --config key=value  a configuration value, instead of the example's own; may be repeated",
        "    --stack name        the stack whose Pulumi.<name>.yaml is read",
        "    --engine name       embedded (default): a small engine that needs nothing else;",
        "                        pulumi: the real one, with the Pulumi CLI and a state that is thrown away",
        "    --mistake           short for the example 'mistake': how a mistake in the arguments reads",
        "    --help              this text",
    ].join("\n");
}
