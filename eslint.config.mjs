import { fileURLToPath } from "node:url";
import tseslint from "typescript-eslint";
import { projectRules } from "./scripts/lint/project-rules.mjs";

const NO_WHOLE_AWS = "Import one service: `@pulumi/aws/<service>/index.js`. The root costs a user's compiler seconds.";

const noDefaultExport = {
    selector: "ExportDefaultDeclaration",
    message: "Named exports only: one name for one thing everywhere.",
};
const onlyConstAssertions = {
    selector: "TSAsExpression:not([typeAnnotation.typeName.name='const'])",
    message: "No `as` but `as const`: it hides what the compiler could have found.",
};

export default tseslint.config(
    {
        ignores: [
            "**/dist/",
            "**/node_modules/",
            "**/coverage/",
            "**/.demo/",
            "**/.stacks/",
            "packages/guardduty/etc/",
        ],
    },
    // Other people's programs, right and wrong: they belong to no project of this workspace.
    { ignores: ["packages/guardduty/test/package/programs/"] },
    {
        plugins: { project: projectRules },
        rules: { "project/kebab-case-files": "error" },
    },
    {
        files: ["**/*.ts", "**/*.mts"],
        extends: [tseslint.configs.recommendedTypeChecked],
        languageOptions: {
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            "project/no-pulumi-instanceof": "error",
            "@typescript-eslint/no-explicit-any": "error",
            "@typescript-eslint/no-floating-promises": "error",
            "@typescript-eslint/no-non-null-assertion": "error",
            "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
            "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
            "no-restricted-imports": ["error", { paths: [{ name: "@pulumi/aws", message: NO_WHOLE_AWS }] }],
            "no-restricted-syntax": ["error", noDefaultExport, onlyConstAssertions],
            // What implements an asynchronous interface may have nothing to wait for.
            "@typescript-eslint/require-await": "off",
            eqeqeq: "error",
            "no-console": "error",
        },
    },
    {
        files: ["packages/guardduty/src/**/*.ts"],
        rules: {
            "project/one-way-rooms": [
                "error",
                { root: fileURLToPath(new URL("packages/guardduty/src", import.meta.url)) },
            ],
        },
    },
    {
        files: ["**/*.test.{ts,mts}", "packages/*/test/**/*.ts", "bench/**/*.ts", "packages/*/bench/**/*.ts"],
        rules: {
            // Tests look at raw registrations, whose values Pulumi types as any.
            "@typescript-eslint/no-base-to-string": "off",
            "@typescript-eslint/no-non-null-assertion": "off",
            "@typescript-eslint/no-unsafe-argument": "off",
            "@typescript-eslint/no-unsafe-assignment": "off",
            "@typescript-eslint/no-unsafe-member-access": "off",
            "@typescript-eslint/no-unsafe-return": "off",
            "no-restricted-syntax": ["error", noDefaultExport],
            "no-console": "off",
        },
    },
    {
        // Config files, whose tools want a default export; and programs that talk to the terminal.
        files: ["**/*.config.ts", "examples/**/*.ts", "packages/*/src/cli/**/*.ts", "packages/*/test/programs/**"],
        rules: { "no-restricted-syntax": ["error", onlyConstAssertions], "no-console": "off" },
    },
    {
        // What JSON.parse gives: an example that a user copies shows no comments for our linter.
        files: ["examples/**/*.ts"],
        rules: { "@typescript-eslint/no-unsafe-assignment": "off" },
    },
);
