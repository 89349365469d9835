// Programs in YAML: Pulumi's own runtime of that language, and the component from the plugin of the built package.
import { expect, test } from "vitest";
import { detectorOf, planStatuses } from "../src/guardduty-account";
import { guidePrograms } from "../src/guide";
import { stepLines } from "../src/steps";
import { startYamlLife } from "../src/yaml-life";

const EVERYTHING = `
config:
    team: { type: string, default: security }
resources:
    training:
        type: guardduty:index:GuardDutyMonitoring
        properties:
            enabled: true
            accountRole: STANDALONE
            profile: AI_TRAINING
            findingPublishingFrequency: ONE_HOUR
            protectionPlans:
                rdsLoginEvents: DISABLED
                runtimeMonitoring: { status: ENABLED, ec2AgentManagement: ENABLED, eksAddonManagement: DISABLED }
            trustedIpList: { entries: [8.8.8.0/24, 8.8.4.4] }
            threatIpLists:
                known: { file: lists/threats.txt }
                blocked: { entries: [9.9.9.9], active: false }
            filters:
                - name: pulls
                  action: ARCHIVE
                  description: dataset pulls
                  findingTypes: ["Behavior:EC2/TrafficVolumeUnusual"]
                  criteria:
                      resource.instanceDetails.imageId: { equals: [ami-0abc] }
                - name: low
                  severities: [LOW]
            findingsExport: { prefix: guardduty, expireAfterDays: 365, retainOnDelete: false }
            region: us-east-1
            tags: { Team: "\${team}" }
outputs:
    detectorId: \${training.detectorId}
    threats: \${training.threatIpListIds}
    filters: \${training.filterArns}
    location: \${training.findingsLocation}
`;

test("every main argument, from a YAML program: deployed once, with all outputs, and nothing on the second up", async () => {
    const life = await startYamlLife({ files: { "lists/threats.txt": "1.1.1.1 # seen\n\n1.0.0.0/24\n" } });

    const planned = await life.preview(EVERYTHING);
    expect(new Set(planned.steps.map(({ op }) => op))).toEqual(new Set(["create"]));
    const first = await life.up();
    expect(first.counts).toEqual(planned.counts);

    const { id, arn, findingPublishingFrequency, tags } = await detectorOf(life.account);
    expect({ findingPublishingFrequency, tags }).toEqual({
        findingPublishingFrequency: "ONE_HOUR",
        tags: { Team: "security" },
    });
    expect(await planStatuses(life.account)).toMatchObject({
        RDS_LOGIN_EVENTS: "DISABLED",
        S3_DATA_EVENTS: "ENABLED",
        RUNTIME_MONITORING: "ENABLED",
        AI_PROTECTION: "ENABLED",
    });
    const { filters, trustedIpLists, threatIpLists } = life.account.guardDuty("us-east-1");
    expect(await filters.get(id, "pulls")).toMatchObject({ action: "ARCHIVE", rank: 1 });
    expect(await filters.get(id, "low")).toMatchObject({ action: "NOOP", rank: 2 });
    expect(trustedIpLists.list(id)).toHaveLength(1);
    expect(threatIpLists.list(id)).toHaveLength(2);

    const bucket = /^s3:\/\/[^/]+\/guardduty\/AWSLogs\/\d{12}\/GuardDuty\/us-east-1\/$/;
    expect(await life.stack.outputs()).toEqual({
        detectorId: id,
        threats: { known: expect.stringMatching(/^[0-9a-f]{32}$/), blocked: expect.stringMatching(/^[0-9a-f]{32}$/) },
        filters: { pulls: `${arn}/filter/pulls`, low: `${arn}/filter/low` },
        location: expect.stringMatching(bucket),
    });

    expect(stepLines(await life.up())).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
});

test("values from other resources, an explicit provider and resource options", async () => {
    const program = (entries: string) => `
resources:
    europe:
        type: pulumi:providers:aws
        properties: { region: eu-west-1 }
    scanner:
        type: aws:ec2:Eip
        options: { provider: "\${europe}" }
    training:
        type: guardduty:index:GuardDutyMonitoring
        properties:
            trustedIpList: { entries: ${entries} }
            findingsExport: { bucketName: "findings-of-\${scanner.publicIp}" }
        options:
            providers: ["\${europe}"]
            protect: true
            dependsOn: ["\${scanner}"]
outputs:
    region: \${training.region}
`;
    const life = await startYamlLife();

    await life.up(program(`["\${scanner.publicIp}"]`));

    expect(await life.stack.outputs()).toEqual({ region: "eu-west-1" });
    expect(life.account.guardDuty("us-east-1").detectors.list()).toEqual([]);
    const { resources = [] } = (await life.stack.exportState()).deployment;
    const isProtected = (name: string) => resources.find(({ urn }) => urn.endsWith(`::${name}`))?.protect === true;
    expect(["training", "training-detector", "training-trusted-ip-list"].map(isProtected)).toEqual([true, true, false]);
    expect(resources.find(({ urn }) => urn.endsWith("::training"))).toMatchObject({
        dependencies: [expect.stringMatching(/::scanner$/)],
    });

    // Its list is edited, although the component is protected.
    const edited = await life.up(program(`["\${scanner.publicIp}", 8.8.8.8]`));
    expect(stepLines(edited)).toEqual(
        expect.arrayContaining([expect.stringMatching(/create-replacement training-trusted-ip-list$/)]),
    );
    expect(stepLines(await life.preview())).toEqual([]);
});

test("the guide's example", async () => {
    const [example = ""] = guidePrograms("other-languages.md", "YAML", "yaml");
    const life = await startYamlLife();

    // What comes before is the folder that the guide has its reader make.
    await life.up(example.slice(example.indexOf("resources:")));

    const { id } = await detectorOf(life.account);
    expect(await life.stack.outputs()).toEqual({ detectorId: id, location: expect.stringContaining("/AWSLogs/") });
    expect(stepLines(await life.up())).toEqual([]);
});

test("a FindingsExport for the detector of another component", async () => {
    const life = await startYamlLife();

    await life.up(`
resources:
    training: { type: "guardduty:index:GuardDutyMonitoring" }
    export:
        type: guardduty:index:FindingsExport
        properties: { detectorArn: "\${training.detectorArn}", tags: { Account: "\${training.accountId}" } }
outputs:
    location: \${export.findingsLocation}
    policy: \${export.requiredKeyPolicy}
`);

    const { arn } = await detectorOf(life.account);
    const { location, policy } = await life.stack.outputs();
    expect(location).toMatch(/^s3:\/\/export-bucket-\w+\/AWSLogs\//);
    expect(policy).toContain(arn);
    expect(stepLines(await life.up())).toEqual([]);
});
