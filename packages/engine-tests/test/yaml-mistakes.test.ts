// What a user of another language sees who got an argument wrong: the library's own text, at the right property.
import { expect, test } from "vitest";
import { startYamlLife, type YamlLife } from "../src/yaml-life";

/** The lines in which the engine tells of properties. */
function propertiesIn(output: string): string[] {
    const lines = output.split("\n").flatMap((line) => /- property (.*)/.exec(line)?.[1] ?? []);
    return [...new Set(lines)];
}

async function expectNothingMade(life: YamlLife): Promise<void> {
    expect(life.account.guardDuty("us-east-1").detectors.list()).toEqual([]);
    const { resources = [] } = (await life.stack.exportState()).deployment;
    expect(resources.filter(({ type }) => !type.startsWith("pulumi:"))).toEqual([]);
}

test("each invalid value is told of once, at its property, in preview and up, and nothing is made", async () => {
    const life = await startYamlLife();
    life.write(`
resources:
    training:
        type: guardduty:index:GuardDutyMonitoring
        properties:
            trustedIpList: { entries: [8.8.8.8/24, 10.0.0.1] }
            threatIpLists: { known: { file: no-such-file.txt } }
            filters: [{ name: x, severities: [LOW] }]
            findingsExport: { expireAfterDays: 0 }
`);

    for (const operation of [await life.stack.preview(), await life.stack.up()]) {
        expect(operation.exitCode).not.toBe(0);
        const errors = operation.diagnostics.filter(({ severity }) => severity === "error");
        expect(errors).toHaveLength(1);
        expect(errors[0]!.message).toContain(
            'GuardDutyMonitoring "training" has 5 problems in its arguments; nothing of it was registered.',
        );
        expect(errors[0]!.message.split("must be a network's first address")).toHaveLength(2);
        expect(propertiesIn(errors[0]!.message)).toEqual([
            expect.stringMatching(
                /^findingsExport\.expireAfterDays with value 0 has a problem: got 0; must be a whole/,
            ),
            expect.stringMatching(
                /^trustedIpList\.entries\[0\] with value "8.8.8.8\/24".* Did you mean 8\.8\.8\.0\/24/,
            ),
            expect.stringMatching(/^trustedIpList\.entries\[1\] with value "10\.0\.0\.1".* must be publicly routable/),
            // Seen from the program's folder.
            expect.stringMatching(/^threatIpLists\.known\.file .* no such file, seen from ".*\/program"/),
            expect.stringMatching(/^filters\[0\]\.name with value "x" .* must be 3 to 64 characters/),
        ]);
    }
    await expectNothingMade(life);
});

test("values of other resources are checked before anything is made of them", async () => {
    const life = await startYamlLife();
    life.write(`
resources:
    scanner: { type: "aws:ec2:Eip" }
    training:
        type: guardduty:index:GuardDutyMonitoring
        properties:
            trustedIpList: { entries: ["\${scanner.publicIp}/33"] }
            findingsExport: { prefix: "/\${scanner.publicIp}" }
`);

    const { diagnostics } = await life.stack.up();

    const [error] = diagnostics.filter(({ severity }) => severity === "error");
    expect(propertiesIn(error!.message)).toEqual([
        expect.stringMatching(/^findingsExport\.prefix with value "\/\d/),
        expect.stringMatching(/^trustedIpList\.entries\[0\] with value "[\d.]+\/33" has a problem/),
    ]);
    expect(life.account.guardDuty("us-east-1").detectors.list()).toEqual([]);
});

test("a secret is checked, and shown by nobody", async () => {
    const life = await startYamlLife();
    life.write(`
variables:
    address: { fn::secret: 10.11.12.13 }
    addresses: { fn::secret: [8.8.8.8, 10.11.12.14] }
resources:
    training:
        type: guardduty:index:GuardDutyMonitoring
        properties:
            trustedIpList: { entries: ["\${address}"] }
            threatIpLists: { known: { entries: "\${addresses}" } }
`);

    for (const { output, diagnostics } of [await life.stack.preview(), await life.stack.up()]) {
        const [error] = diagnostics.filter(({ severity }) => severity === "error");
        expect(propertiesIn(error!.message)).toEqual([
            expect.stringMatching(/^trustedIpList\.entries\[0\] with value <secret> .* must be publicly routable/),
            expect.stringMatching(/^threatIpLists\.known\.entries with value <secret> .* must be publicly routable/),
        ]);
        expect(output).not.toContain("10.11.12");
    }
    await expectNothingMade(life);
});

test("what turns out only from what GuardDuty answers is told at the property, too", async () => {
    const life = await startYamlLife();
    // Not known before the detector is there: the Region is the provider's own.
    life.write(`
resources:
    training:
        type: guardduty:index:GuardDutyMonitoring
        properties:
            findingsExport: { existingBucketArn: "arn:aws:s3:::central", existingBucketRegion: ap-east-1 }
`);

    const { exitCode, diagnostics } = await life.stack.up();

    expect(exitCode).not.toBe(0);
    const [error] = diagnostics.filter(({ severity }) => severity === "error");
    expect(propertiesIn(error!.message)).toEqual([
        expect.stringMatching(/^findingsExport\.existingBucketRegion with value "ap-east-1" .* is an opt-in Region/),
    ]);
});

test("YAML itself refuses unknown arguments, wrong types and wrong names of constants, by the schema", async () => {
    const life = await startYamlLife();
    const outputOf = async (properties: string): Promise<string> => {
        life.write(`
resources:
    training:
        type: guardduty:index:GuardDutyMonitoring
        properties: ${properties}
`);
        const { exitCode, output } = await life.stack.up();
        expect(exitCode).not.toBe(0);
        return output;
    };

    expect(await outputOf(`{ trustedIpLists: {} }`)).toMatch(/Existing properties are: .*trustedIpList/);
    expect(await outputOf(`{ enabled: 1 }`)).toMatch(/enabled: Cannot assign type 'number' to type 'boolean'/);
    expect(await outputOf(`{ profile: AI }`)).toMatch(/Allowed values are .*"BASELINE".*"AI_TRAINING"/);
    await expectNothingMade(life);
});
