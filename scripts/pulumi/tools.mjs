// The two programs that the engine tests need, and which versions of them: what is pinned in tools/<name>/go.mod, and the
// oldest CLI that is taken where there is one already.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap.mjs";

export const PULUMI = {
    name: "pulumi",
    title: "the Pulumi CLI",
    /** Names an executable to be used instead of looking for one. */
    variable: "PULUMI_CLI",
    buildTime: "several minutes",
    version: pinned("pulumi", "github.com/pulumi/pulumi/pkg/v3"),
    // What the library promises to work with: its CLI is as old as its SDK.
    oldest: oldestPeer("@pulumi/pulumi"),
    versionArgs: ["version"],
    source: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
};

export const YAML_LANGUAGE = {
    name: "pulumi-language-yaml",
    title: "Pulumi's YAML language host",
    variable: "PULUMI_LANGUAGE_YAML",
    buildTime: "about a minute",
    version: pinned("pulumi-language-yaml", "github.com/pulumi/pulumi-yaml"),
    // It has no way to say its version; each CLI brings the one that fits.
    versionArgs: undefined,
    source: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    versionVariable: "github.com/pulumi/pulumi-yaml/pkg/version.Version",
};

/** Versions as `v3.202.0`; is the first older than the second? */
export function isOlder(version, other) {
    const [left, right] = [version, other].map((each) => /(\d+)\.(\d+)\.(\d+)/.exec(each).slice(1).map(Number));
    const differing = left.findIndex((part, index) => part !== right[index]);
    return differing !== -1 && left[differing] < right[differing];
}

/** The Go module that pins a tool. */
export function moduleFolder(name) {
    return join(root, "tools", name);
}

function pinned(name, module) {
    const requirements = readFileSync(join(moduleFolder(name), "go.mod"), "utf8");
    return requirements.match(new RegExp(`^(?:require)?\\s+${module} (v\\S+)`, "m"))[1];
}

function oldestPeer(name) {
    const { peerDependencies } = JSON.parse(readFileSync(join(root, "packages/guardduty/package.json"), "utf8"));
    return peerDependencies[name].replace("^", "v");
}
