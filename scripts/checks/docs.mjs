// Examples in documentation rot unless something compiles them. This takes every ```ts block out of the Markdown files
// and of the library's doc comments, compiles each as a program of a user of the built package, and runs those that
// are marked as runnable. What stands after `ts` decides:
//
//     ```ts             compiles by itself (with imports of its own, or none: then everything public is imported)
//     ```ts runnable    also runs, as a Pulumi program in a simulated account
//     ```ts no-check    a fragment
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { capture, root, say } from "../bootstrap.mjs";

const library = join(root, "packages", "guardduty");
const program = mkdtempSync(join(tmpdir(), "docs-"));

async function main() {
    const blocks = (await sources()).flatMap(blocksOf).filter(({ mode }) => mode !== "no-check");
    if (blocks.length === 0) {
        say("No examples found.");
        return 0;
    }
    layOutProgram(blocks);
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const compiled = await capture(process.execPath, [tsc, "-p", program], program);
    const failures = compiled.code === 0 ? [] : [inTermsOfSources(compiled.output, blocks)];
    const runnable = blocks.filter(({ mode }) => mode === "runnable");
    for (const block of compiled.code === 0 ? runnable : []) {
        const { code, output } = await capture(
            process.execPath,
            [join(program, "run.cjs"), `./${block.name}.js`],
            program,
        );
        if (code !== 0) {
            failures.push(`${block.where}: ${output.trim()}`);
        }
    }
    failures.forEach(say);
    say(`${blocks.length} examples compiled, ${runnable.length} run: ${failures.length === 0 ? "ok" : "FAILED"}`);
    return failures.length === 0 ? 0 : 1;
}

async function sources() {
    const patterns = ["*.md", "packages/guardduty/src/*.ts"];
    const { output } = await capture("git", [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        ...patterns,
    ]);
    return output.split("\0").filter((path) => path !== "" && !path.endsWith(".test.ts") && !path.endsWith(".api.md"));
}

/** The ts blocks of a file, each with the line it starts on. */
function blocksOf(path) {
    const comment = path.endsWith(".ts");
    const lines = readFileSync(join(root, path), "utf8")
        .split("\n")
        .map((line) => (comment ? (/^\s*\*( ?)(.*)$/.exec(line)?.[2] ?? "") : line));
    const found = [];
    for (let at = 0; at < lines.length; at += 1) {
        const [, fence, mode] = /^\s*(```+)(?:ts|typescript)\b ?([\w-]*)\s*$/.exec(lines[at]) ?? [];
        if (fence === undefined) {
            continue;
        }
        const end = lines.findIndex((line, index) => index > at && line.trim() === fence);
        const text = lines.slice(at + 1, end).join("\n");
        const stem = path.replace(/[^A-Za-z0-9]+/g, "-");
        found.push({ name: `${stem}-${at + 1}`, where: `${path}:${at + 1}`, line: at + 1, path, mode, text, comment });
        at = end;
    }
    return found;
}

/** A project like a user's: the built library and its peers in node_modules, one file for each block. */
function layOutProgram(blocks) {
    const link = (target, name) => symlinkSync(target, join(program, "node_modules", name), "junction");
    mkdirSync(join(program, "node_modules"));
    link(library, "pulumi-guardduty");
    link(join(root, "packages", "simulator"), "pulumi-guardduty-simulator");
    link(join(library, "node_modules", "@pulumi"), "@pulumi");
    link(join(root, "node_modules", "@types"), "@types");
    writeFileSync(join(program, "package.json"), "{}");
    writeFileSync(
        join(program, "tsconfig.json"),
        JSON.stringify({
            compilerOptions: {
                target: "ES2022",
                module: "node16",
                moduleResolution: "node16",
                strict: true,
                skipLibCheck: true,
                types: ["node"],
            },
            include: ["*.ts", "*.mts"],
        }),
    );
    const names = publicNames();
    for (const block of blocks) {
        // On the first line, so that line numbers stay what they are in the document.
        const prelude = /^import /m.test(block.text) ? "" : importsOf(block.text, names);
        writeFileSync(join(program, fileOf(block)), `${prelude}\n${block.text}\nexport {};\n`);
    }
    mkdirSync(join(program, "lists"));
    // Files that examples name.
    for (const name of ["threats.txt", "trusted.txt"]) {
        writeFileSync(join(program, "lists", name), "9.9.9.9\n");
    }
    writeFileSync(join(program, "run.cjs"), RUN);
}

// In an account of its own. What that account refuses is a rejection that nobody handles: Node then ends with an error.
const RUN = `const pulumi = require("@pulumi/pulumi");
const { SimulatedAccount, SimulatedAwsProvider, simulatorMocks } = require("pulumi-guardduty-simulator");
const provider = new SimulatedAwsProvider({ account: new SimulatedAccount(), region: "us-east-1" });
pulumi.runtime.setMocks(simulatorMocks(provider), "project", "stack", false);
require(process.argv[2]);
pulumi.runtime.disconnect();
`;

/** Only an ES module may await at its top. */
function fileOf({ name, text }) {
    return /^(?:export )?(?:const \w+ = )?await /m.test(text) ? `${name}.mts` : `${name}.ts`;
}

function importsOf(text, names) {
    const uses = (name) =>
        new RegExp(`\\b${name}\\b`).test(text) &&
        !new RegExp(`\\b(const|class|interface|type|function) ${name}\\b`).test(text);
    return [
        uses("pulumi") ? 'import * as pulumi from "@pulumi/pulumi";' : "",
        uses("aws") ? 'import * as aws from "@pulumi/aws";' : "",
        `import { ${names.filter(uses).join(", ")} } from "pulumi-guardduty";`,
    ].join(" ");
}

function publicNames() {
    const declarations = readFileSync(join(library, "dist", "index.d.ts"), "utf8");
    const list = [...declarations.matchAll(/^export \{([^}]*)\}/gm)].map(([, names]) => names).join(",");
    return list
        .split(",")
        .map((name) => name.trim().replace(/^type /, ""))
        .filter((name) => /^\w+$/.test(name));
}

function inTermsOfSources(output, blocks) {
    return blocks.reduce(
        (text, { name, path, line }) =>
            text.replace(new RegExp(`^${name}\\.m?ts\\((\\d+),`, "gm"), (_, at) => `${path}(${line + Number(at) - 1},`),
        output.trim(),
    );
}

try {
    process.exitCode = await main();
} finally {
    rmSync(program, { recursive: true, force: true });
}
