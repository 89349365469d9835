// Finding and getting the CLI, with executables that only pretend: nothing is downloaded or built here.
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "./bootstrap.mjs";
import { DEAD_AFTER_MS } from "./pulumi/lock.mjs";
import { isOlder, moduleFolder, PULUMI, YAML_LANGUAGE } from "./pulumi/tools.mjs";
import { findPulumi, findYamlLanguage, getPulumi, getYamlLanguage } from "./pulumi-cli.mjs";

let folder;
let said;
let machine;
const at = (...names) => join(folder, ...names);
const cached = (tool = PULUMI) => at("cache/pulumi-guardduty", tool.name, tool.version, "linux-x64/bin", tool.name);
const saying = (version) => `echo ${version}`;
/** What the pretended Go and curl were called with, a line each. */
const calls = (name) =>
    existsSync(at(`${name}.log`))
        ? readFileSync(at(`${name}.log`), "utf8")
              .trim()
              .split("\n")
        : [];

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-cli-"));
    said = [];
    // Of the system only the shell, so that the Pulumi, Go and curl of the machine don't count.
    mkdirSync(at("system"));
    symlinkSync("/bin/sh", at("system/sh"));
    machine = {
        env: { PATH: [at("first"), at("second"), at("system")].join(delimiter), XDG_CACHE_HOME: at("cache") },
        platform: "linux",
        arch: "x64",
        say: (line) => said.push(line),
    };
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function executable(path, script) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
}

/** A Go whose builds print `version` when they run. */
function pretendGo({ version = PULUMI.version, build = "" } = {}) {
    executable(
        at("first/go"),
        `PATH=/bin:/usr/bin
        if [ "$1" = version ]; then echo go version go1.26.8 linux/amd64; exit; fi
        echo "$PWD: CGO_ENABLED=$CGO_ENABLED GOFLAGS=$GOFLAGS GOWORK=$GOWORK $@" >> ${at("go.log")}
        ${build}
        while [ "$1" != -o ]; do shift; done
        printf '#!/bin/sh\\necho ${version}\\n' > "$2"
        chmod +x "$2"`,
    );
}

/** A curl that hands out an installer, which leaves a CLI of this version. */
function pretendInstaller(version, { files = ["pulumi", "pulumi-language-yaml"] } = {}) {
    const installer = `PATH=/bin:/usr/bin
        echo "$@" >> ${at("installer.log")}
        while [ "$1" != --install-root ]; do shift; done
        mkdir -p "$2/bin"
        for name in ${files.join(" ")}; do
            printf '#!/bin/sh\\necho ${version}\\n' > "$2/bin/$name"
            chmod +x "$2/bin/$name"
        done`;
    writeFileSync(at("installer.sh"), installer);
    executable(at("first/curl"), `echo "$@" >> ${at("curl.log")}; /bin/cat ${at("installer.sh")}`);
}

const failure = async (promise) => {
    const error = await promise.then(
        () => undefined,
        (reason) => reason,
    );
    expect(error).toBeInstanceOf(UserError);
    return error.message;
};

describe("the pins", () => {
    it("stand in the Go modules, with checksums", () => {
        const checksums = ({ name }) => readFileSync(join(moduleFolder(name), "go.sum"), "utf8");
        expect(checksums(PULUMI)).toContain(`github.com/pulumi/pulumi/pkg/v3 ${PULUMI.version} h1:`);
        expect(checksums(YAML_LANGUAGE)).toContain(`github.com/pulumi/pulumi-yaml ${YAML_LANGUAGE.version} h1:`);
        expect(isOlder(PULUMI.version, PULUMI.oldest)).toBe(false);
    });

    it.each([
        ["v3.202.0", "v3.202.0", false],
        ["v3.99.9", "v3.202.0", true],
        ["3.203.0-alpha.1", "v3.202.5", false],
        ["v2.300.0", "v3.202.0", true],
        ["v4.0.0", "v3.202.0", false],
        ["v3.202.0", "v3.202.1", true],
    ])("is %s older than %s: %s", (version, other, older) => {
        expect(isOlder(version, other)).toBe(older);
    });
});

describe("what is there already", () => {
    it("is nothing on a new machine, which stays as it is", async () => {
        pretendGo();
        pretendInstaller(PULUMI.version);
        expect(await findPulumi(machine)).toBeUndefined();
        expect([...calls("go"), ...calls("curl")]).toEqual([]);
        expect(existsSync(at("cache"))).toBe(false);
    });

    it("is taken in the order of PULUMI_CLI, PATH, what was obtained earlier", async () => {
        const earlier = executable(cached(), saying(PULUMI.version));
        expect(await findPulumi(machine)).toBe(earlier);
        const second = executable(at("second/pulumi"), saying("v3.300.0"));
        expect(await findPulumi(machine)).toBe(second);
        const first = executable(at("first/pulumi"), saying(PULUMI.oldest));
        expect(await findPulumi(machine)).toBe(first);
        machine.env.PULUMI_CLI = executable(at("mine/my pulumi"), saying("v3.250.0"));
        expect(await findPulumi(machine)).toBe(at("mine/my pulumi"));
    });

    it("is used without getting anything, and named in one line", async () => {
        pretendGo();
        pretendInstaller(PULUMI.version);
        const path = executable(at("first/pulumi"), saying("v3.210.0"));
        expect(await getPulumi(machine)).toBe(path);
        expect(said).toEqual([`Using the Pulumi CLI v3.210.0, on PATH: ${path}`]);
        expect([...calls("go"), ...calls("curl")]).toEqual([]);
    });

    it.each([
        ["too old", saying("v3.201.9"), /is v3\.201\.9, and at least v3\.202\.0 is needed\.$/],
        ["broken", "echo no such symbol >&2; exit 127", /fails \(exit code 127 of `version`: no such symbol\)\.$/],
        ["something else", "echo Pulumi, the seabird", /does not say its version .*seabird/],
    ])("is passed over when it is %s, with the reason", async (_, script, reason) => {
        const wrong = executable(at("first/pulumi"), script);
        const right = executable(at("second/pulumi"), saying("3.274.1"));
        expect(await findPulumi(machine)).toBe(right);
        expect(said.splice(0)).toEqual([expect.stringMatching(reason)]);
        expect(await getPulumi(machine)).toBe(right);
        expect(said[0]).toMatch(reason);
        expect(said[0]).toContain(`Not used: ${wrong}, on PATH, `);
        expect(said[1]).toBe(`Using the Pulumi CLI v3.274.1, on PATH: ${right}`);
    });

    it("is passed over when it cannot be executed", async () => {
        writeFileSync(executable(at("first/pulumi"), ""), "\u0000 no program");
        expect(await findPulumi(machine)).toBeUndefined();
        chmodSync(at("first/pulumi"), 0o644);
        expect(await findPulumi(machine)).toBeUndefined();
    });

    it("is not replaced by another where PULUMI_CLI names one that does not work", async () => {
        executable(at("first/pulumi"), saying(PULUMI.version));
        machine.env.PULUMI_CLI = executable(at("mine/pulumi"), saying("v3.0.0"));
        expect(await failure(findPulumi(machine))).toMatch(
            /^PULUMI_CLI is .*mine\/pulumi, which is v3\.0\.0, and at least/,
        );
        machine.env.PULUMI_CLI = at("nowhere/pulumi");
        expect(await failure(getPulumi(machine))).toMatch(/^PULUMI_CLI is .*nowhere\/pulumi, which does not exist\./);
    });
});

describe("the official installer", () => {
    it("brings the pinned version, once for all clones", async () => {
        pretendGo();
        pretendInstaller(PULUMI.version);
        expect(await getPulumi(machine)).toBe(cached());
        expect(calls("installer")).toEqual([
            expect.stringMatching(
                `^--version ${PULUMI.version.slice(1)} --no-edit-path --install-root ${at("cache")}/`,
            ),
        ]);
        expect(said.at(-1)).toBe(`Using the Pulumi CLI ${PULUMI.version}, obtained just now: ${cached()}`);
        expect(await getPulumi(machine)).toBe(cached());
        expect(said.at(-1)).toBe(`Using the Pulumi CLI ${PULUMI.version}, obtained earlier: ${cached()}`);
        expect(calls("installer")).toHaveLength(1);
        expect(calls("go")).toEqual([]);
    });

    it("is given up soon where it cannot be reached", async () => {
        pretendGo();
        pretendInstaller(PULUMI.version);
        await getPulumi(machine);
        expect(calls("curl")[0]).toMatch(/^-fsSL --connect-timeout 10 /);
    });

    it.each([
        ["leaves another version", () => pretendInstaller("v3.275.0"), /left pulumi v3\.275\.0 instead of v3\./],
        [
            "leaves one that is broken",
            () => pretendInstaller("nonsense"),
            /left bin\/pulumi, which does not say its version/,
        ],
        ["leaves nothing", () => pretendInstaller("", { files: [] }), /left bin\/pulumi, which does not exist/],
        ["fails", () => executable(at("first/curl"), "echo 'echo no space left; exit 3'"), /failed: no space left/],
        ["is not there", () => undefined, /could not be fetched: there is no `curl` on PATH/],
    ])("that %s is not trusted", async (_, pretend, reason) => {
        pretend();
        expect(await failure(getPulumi(machine))).toMatch(reason);
        expect(existsSync(cached())).toBe(false);
        pretendGo();
        expect(await getPulumi(machine)).toBe(cached());
        expect(calls("go")).toHaveLength(1);
    });
});

describe("a build from source", () => {
    beforeEach(() => executable(at("first/curl"), "echo 'curl: (6) Could not resolve host' >&2; exit 6"));

    it("is of the pinned sources, whatever the user's settings for Go", async () => {
        pretendGo();
        machine.env.GOFLAGS = "-mod=mod";
        machine.env.GOWORK = at("go.work");
        expect(await getPulumi(machine)).toBe(cached());
        const [call] = calls("go");
        expect(call).toContain(
            `${moduleFolder("pulumi")}: CGO_ENABLED=0 GOFLAGS= GOWORK=off build -mod=readonly -trimpath `,
        );
        expect(call).toContain(`version.Version=${PULUMI.version} `);
        expect(call).toMatch(/ github\.com\/pulumi\/pulumi\/pkg\/v3\/cmd\/pulumi$/);
    });

    it("shows that it goes on", async () => {
        pretendGo({ build: "sleep 0.5" });
        await getPulumi({ ...machine, progressMs: 100 });
        expect(said[0]).toMatch(/^Building the Pulumi CLI v3\..* this takes several minutes/);
        expect(said.filter((line) => /still building the Pulumi CLI, \d+ s so far/.test(line)).length).toBeGreaterThan(
            1,
        );
    });

    it("is done once by two who want it at once", async () => {
        pretendGo({ build: "sleep 1" });
        const paths = await Promise.all([getPulumi(machine), getPulumi(machine)]);
        expect(paths).toEqual([cached(), cached()]);
        expect(calls("go")).toHaveLength(1);
        expect(said.filter((line) => line.startsWith("Another command is getting"))).toHaveLength(1);
    });

    it("goes on after one that was killed", async () => {
        const place = dirname(dirname(cached()));
        mkdirSync(`${place}.partial-4711/bin`, { recursive: true });
        writeFileSync(`${place}.lock`, "4711\n");
        const longAgo = new Date(Date.now() - DEAD_AFTER_MS - 1_000);
        utimesSync(`${place}.lock`, longAgo, longAgo);
        pretendGo();
        expect(await getPulumi(machine)).toBe(cached());
        expect(readdirSync(dirname(place))).toEqual(["linux-x64"]);
    });

    it("replaces a cached one that is broken", async () => {
        executable(cached(), "exit 1");
        pretendGo();
        expect(await getPulumi(machine)).toBe(cached());
        expect(readFileSync(cached(), "utf8")).toContain(PULUMI.version);
    });

    it("that fails says why, and leaves nothing", async () => {
        pretendGo({ build: "echo 'verifying module: checksum mismatch' >&2; exit 1" });
        const message = await failure(getPulumi(machine));
        expect(message).toContain("the official installer could not be fetched: curl: (6) Could not resolve host");
        expect(message).toContain("a build from source failed:\n    verifying module: checksum mismatch");
        expect(readdirSync(dirname(dirname(dirname(cached()))))).toEqual([]);
    });

    it("needs Go; without it the user is told all there is to do", async () => {
        executable(at("first/pulumi"), saying("v3.100.0"));
        const message = await failure(getPulumi(machine));
        expect(message.replaceAll(folder, "<folder>").split("\n")).toEqual([
            "Cannot find or get the Pulumi CLI (pulumi, v3.202.0 or newer):",
            "  - <folder>/first/pulumi, on PATH, is v3.100.0, and at least v3.202.0 is needed",
            "  - the official installer could not be fetched: curl: (6) Could not resolve host",
            "  - a build from source needs Go: there is no `go` on PATH",
            "One of these helps; then run the same command again:",
            "  - install Pulumi: https://www.pulumi.com/docs/install/",
            "  - install Go (https://go.dev/doc/install): with it the sources are fetched and built here",
            "  - set PULUMI_CLI to the path of an executable that you have",
        ]);
    });

    it("is not tried where the cache cannot be written", async () => {
        writeFileSync(at("cache"), "a file");
        pretendGo();
        expect(await failure(getPulumi(machine))).toMatch(/cache\/pulumi-guardduty\/.* cannot be filled: ENOTDIR/);
    });
});

describe("the YAML language host", () => {
    const serving = "echo Usage >&2";

    it("is the one beside the CLI, also where PATH has a link to it", async () => {
        executable(at("installed/bin/pulumi"), saying("v3.274.1"));
        const path = executable(at("installed/bin/pulumi-language-yaml"), serving);
        executable(at("second/pulumi-language-yaml"), serving);
        mkdirSync(at("first"));
        symlinkSync(at("installed/bin/pulumi"), at("first/pulumi"));
        expect(await findYamlLanguage(machine)).toBe(path);
        expect(await getYamlLanguage(machine)).toBe(path);
        expect(said).toEqual([`Using Pulumi's YAML language host, beside the Pulumi CLI: ${path}`]);
    });

    it("is the one that PULUMI_LANGUAGE_YAML names, else one on PATH, else one obtained earlier", async () => {
        executable(cached(YAML_LANGUAGE), serving);
        expect(await findYamlLanguage(machine)).toBe(cached(YAML_LANGUAGE));
        executable(at("second/pulumi-language-yaml"), serving);
        expect(await findYamlLanguage(machine)).toBe(at("second/pulumi-language-yaml"));
        machine.env.PULUMI_LANGUAGE_YAML = executable(at("mine/yaml"), serving);
        expect(await findYamlLanguage(machine)).toBe(at("mine/yaml"));
    });

    it("comes with an official CLI", async () => {
        pretendInstaller(PULUMI.version);
        await getPulumi(machine);
        expect(await getYamlLanguage(machine)).toBe(join(dirname(cached()), "pulumi-language-yaml"));
    });

    it("is built where the CLI was built", async () => {
        pretendGo();
        await getPulumi(machine);
        expect(await getYamlLanguage(machine)).toBe(cached(YAML_LANGUAGE));
        expect(calls("go")[1]).toContain(`${moduleFolder("pulumi-language-yaml")}: `);
        expect(calls("go")[1]).toMatch(/-X \S*Version=v1\.\S+ .*\/cmd\/pulumi-language-yaml$/);
    });
});
