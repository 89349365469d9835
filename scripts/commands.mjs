// Every command of the workspace, once: package.json, CI and `npm run check` all come here.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, run, say } from "./bootstrap.mjs";
import { check } from "./check.mjs";
import { findPulumi, getPulumi, getYamlLanguage } from "./pulumi-cli.mjs";
import { testOnNode, testWithOldestPeers } from "./checks/vitest-elsewhere.mjs";

const node = (script, args = [], env = process.env) => run(process.execPath, [join(root, script), ...args], { env });
const tool = (name) => join("node_modules", ...name.split("/"));

const vitest = (args, env) => node(tool("vitest/vitest.mjs"), ["run", ...args], env);
// No cache: it would keep what was true of a file while another one had other types.
const eslint = (args) => node(tool("eslint/bin/eslint.js"), args);
/** Rules that know types keep every package's: one process for all outgrows Node's 4 GB, so each package has its own. */
async function lint(options) {
    const packages = readdirSync(join(root, "packages"), { withFileTypes: true }).filter((entry) =>
        entry.isDirectory(),
    );
    const parts = [...packages.map(({ name }) => [`packages/${name}`]), [".", "--ignore-pattern", "packages/"]];
    let code = 0;
    for (const part of parts) code = (await eslint([...options, ...part])) || code;
    return code;
}
const prettier = (args) =>
    node(tool("prettier/bin/prettier.cjs"), [
        "--cache",
        "--cache-location",
        cache("prettier.json"),
        "--log-level=warn",
        ...args,
    ]);

const BOTH = ["guardduty", "simulator"];

export const commands = new Map(
    Object.entries({
        test: {
            about: "every test that needs neither a Pulumi CLI nor the packed package; `npm test -- packages/x` for some",
            builds: BOTH,
            async run(args) {
                const code = await vitest(args);
                say("Engine tests (whole lives of stacks, on the real Pulumi engine): npm run test:engine");
                say("Other checks (lint, types, API, packed package, examples, docs ...): npm run check");
                return code;
            },
        },
        "test:engine": {
            about: "the tests on the real Pulumi engine; finds a Pulumi CLI or gets one, the first time",
            builds: BOTH,
            async run(args) {
                const env = { PULUMI_CLI: await getPulumi(), PULUMI_LANGUAGE_YAML: await getYamlLanguage() };
                return vitest(["--config", "vitest.engine.config.ts", ...args], { ...process.env, ...env });
            },
        },
        demo: {
            about: "deploys an example to the embedded account and shows the result; `npm run demo -- --help`",
            builds: BOTH,
            // The real engine is only looked for where it may be asked for: trying a CLI out takes part of a second.
            async run(args) {
                const pulumi = args.some((arg) => arg.includes("pulumi")) ? await findPulumi() : undefined;
                const env = pulumi === undefined ? process.env : { ...process.env, PULUMI_CLI: pulumi };
                return node("packages/simulator/dist/demo.js", args, env);
            },
        },
        simulator: {
            about: "an AWS account in memory for your own Pulumi programs; `npm run --silent simulator -- --help`",
            builds: ["simulator"],
            // The first line of output is the port.
            quiet: true,
            // In this process, so that whatever ends it ends the server.
            async run(args) {
                const script = join(root, "packages/simulator/dist/serve.js");
                process.argv = [process.execPath, script, ...args];
                const { default: server } = await import(pathToFileURL(script));
                return server.ended;
            },
        },
        findings: {
            about: "writes made-up findings as GuardDuty exports them; `npm run findings -- --help`",
            builds: ["findings-generator"],
            run: (args) => node("packages/findings-generator/dist/generate.js", args),
        },
        sheets: {
            about: "writes who needs which permissions and what it costs, for the examples or a stack; `-- --help`",
            builds: [...BOTH, "deployment-sheets"],
            run: (args) => node("packages/deployment-sheets/dist/index.js", args),
        },
        bench: {
            about: "measures against hand-written programs and other libraries, writes docs/performance.md",
            builds: [...BOTH, "findings-generator", "review"],
            run: (args) => node("bench/run.mjs", args),
        },
        check: {
            about: "everything CI does; `npm run check -- lint types` for some of it",
            builds: [],
            run: check,
        },
        fix: {
            about: "formats everything and mends what lint can mend",
            builds: [],
            async run() {
                const code = await lint(["--fix"]);
                return (await prettier(["--write", "."])) || code;
            },
        },
        lint: {
            about: "ESLint with the project's own rules",
            builds: [],
            run: (args) => (args.length > 0 ? eslint(["--max-warnings=0", ...args]) : lint(["--max-warnings=0"])),
        },
        format: { about: "is everything formatted?", builds: [], run: () => prettier(["--check", "."]) },
        types: {
            about: "tsc over packages, examples and benchmarks",
            builds: ["guardduty"],
            run: () => node("scripts/checks/types.mjs"),
        },
        unused: {
            about: "unused files, exports and dependencies (knip)",
            builds: ["guardduty"],
            run: (args) => node(tool("knip/bin/knip.js"), args),
        },
        api: {
            about: "the public API against its committed report; `npm run api -- --update` accepts a change",
            builds: ["guardduty"],
            run: (args) => node("scripts/checks/api.mjs", args),
        },
        package: {
            about: "the packed tarballs in other people's projects",
            builds: [...BOTH, "findings-generator", "review"],
            run: (args) => vitest(["--config", "vitest.package.config.ts", ...args]),
        },
        coverage: {
            about: "the tests with their coverage",
            builds: BOTH,
            run: (args) => vitest(["--coverage", ...args]),
        },
        docs: {
            about: "the examples in Markdown files compile, and run where they say so",
            builds: BOTH,
            run: (args) => node("scripts/checks/docs.mjs", args),
        },
        repository: {
            about: "nothing in the repository names a machine or a registry",
            builds: [],
            run: () => node("scripts/checks/repository.mjs"),
        },
        peers: {
            about: "the tests with the oldest allowed peers",
            builds: BOTH,
            run: testWithOldestPeers,
        },
        node24: {
            about: "the tests on Node 24",
            builds: BOTH,
            run: (args) => testOnNode(24, args),
        },
    }),
);

function cache(name) {
    return join("node_modules", ".cache", name);
}
