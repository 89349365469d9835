import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Project, readProject, type ReadProjectOptions } from "./project";

const directories: string[] = [];

afterEach(() => {
    for (const directory of directories.splice(0)) {
        rmSync(directory, { recursive: true });
    }
});

function read(files: Readonly<Record<string, string>>, options?: ReadProjectOptions): Project {
    const directory = mkdtempSync(join(tmpdir(), "simulator-project-"));
    directories.push(directory);
    for (const [name, content] of Object.entries(files)) {
        writeFileSync(join(directory, name), content);
    }
    return readProject(directory, options);
}

const PROJECT = "name: training\nruntime: nodejs\n";

describe("a project", () => {
    it("is named by Pulumi.yaml", () => {
        expect(read({ "Pulumi.yaml": `${PROJECT}description: Watches\nmain: src/index.ts\n` })).toMatchObject({
            project: "training",
            description: "Watches",
            stack: "dev",
            entry: "src/index.ts",
            config: {},
            secretConfig: {},
        });
    });

    it("takes defaults and values from Pulumi.yaml, plain or declared", () => {
        const config = [
            "config:",
            "  aws:region: eu-central-1",
            "  allow: ['198.51.100.0/24']",
            "  days: { type: integer, default: 30 }",
            "  aws:defaultTags: { value: { tags: { Team: sec } } }",
            "  token: { type: string, default: hush, secret: true }",
        ].join("\n");
        expect(read({ "Pulumi.yaml": PROJECT + config })).toMatchObject({
            config: {
                "aws:region": "eu-central-1",
                "training:allow": '["198.51.100.0/24"]',
                "training:days": "30",
                "aws:defaultTags": '{"tags":{"Team":"sec"}}',
            },
            secretConfig: { "training:token": "hush" },
        });
    });

    it("lets the stack's file go before the project's, and the caller before both", () => {
        const files = {
            "Pulumi.yaml": `${PROJECT}config:\n  a: project\n  b: project\n  c: project\n`,
            "Pulumi.prod.yaml": "config:\n  training:b: stack\n  training:c: stack\n",
        };
        const project = read(files, { config: { c: "caller" } });
        expect(project.stack).toBe("prod");
        expect(project.config).toEqual({ "training:a": "project", "training:b": "stack", "training:c": "caller" });
    });

    it("keeps secret what it declares as secret, wherever the value stands", () => {
        const files = {
            "Pulumi.yaml": `${PROJECT}config: { token: { type: string, secret: true } }`,
            "Pulumi.dev.yaml": "config: { training:token: hush }",
        };
        expect(read(files)).toMatchObject({ config: {}, secretConfig: { "training:token": "hush" } });
    });

    it("is of the stack that is asked for", () => {
        const files = {
            "Pulumi.yaml": PROJECT,
            "Pulumi.one.yaml": "config: { training:x: 1 }",
            "Pulumi.two.yaml": "config: { training:x: true }",
        };
        expect(read(files, { stack: "two" })).toMatchObject({ stack: "two", config: { "training:x": "true" } });
        expect(read(files).stack).toBe("dev");
    });
});

describe("what cannot be run", () => {
    it.each<[string, Record<string, string>, RegExp]>([
        ["a folder without a project", {}, /it has no Pulumi\.yaml\.$/],
        ["a project without a name", { "Pulumi.yaml": "runtime: nodejs" }, /'name' is missing/],
        ["another language", { "Pulumi.yaml": "name: x\nruntime: { name: python }" }, /runtime is "python"/],
        ["broken YAML", { "Pulumi.yaml": "name: x\nruntime: [" }, /^Pulumi\.yaml: line \d+: /],
        ["a list", { "Pulumi.yaml": "- a" }, /^Pulumi\.yaml is not a map/],
        [
            "a value that is missing",
            { "Pulumi.yaml": `${PROJECT}config: { days: { type: integer } }` },
            /^Stack 'dev' is missing configuration value 'training:days'\.$/,
        ],
        [
            "an encrypted value",
            { "Pulumi.yaml": PROJECT, "Pulumi.dev.yaml": "config:\n  training:token:\n    secure: v1:abc" },
            /^Pulumi\.dev\.yaml: config training:token is encrypted/,
        ],
        [
            "an encrypted value inside another",
            { "Pulumi.yaml": PROJECT, "Pulumi.dev.yaml": "config:\n  training:a:\n    - b: { secure: v1:abc }" },
            /is encrypted/,
        ],
        ["an environment", { "Pulumi.yaml": PROJECT, "Pulumi.dev.yaml": "environment: [a]" }, /Pulumi ESC/],
    ])("%s", (_what, files, message) => {
        expect(() => read(files)).toThrow(message);
    });
});
