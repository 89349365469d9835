// Before the engine tests: which Pulumi they use. `npm run test:engine` has said it already; vitest by itself takes what is
// there, and gets nothing.
import { UserError } from "./bootstrap.mjs";
import { findPulumi, findYamlLanguage } from "./pulumi-cli.mjs";

export async function setup() {
    process.env.PULUMI_CLI ||= (await findPulumi()) ?? missing("Pulumi CLI");
    process.env.PULUMI_LANGUAGE_YAML ||= (await findYamlLanguage()) ?? missing("host for Pulumi's YAML programs");
}

function missing(what) {
    const error = new UserError(
        `There is no ${what} here yet: \`npm run test:engine\` gets one, which then serves other runs too.`,
    );
    error.stack = ""; // vitest would show where this was thrown
    throw error;
}
