import { expect, test } from "vitest";
import { detectorOf } from "../src/guardduty-account";
import { follow, guidePrograms } from "../src/guide";
import { type Life, startLife } from "../src/life";
import { sortedStepLines, stepLines } from "../src/steps";

const GUIDE = "migrating-from-raw-resources.md";
const [RAW = ""] = guidePrograms(GUIDE, "Before");
const [COMPONENT = ""] = guidePrograms(GUIDE, "After");

/** The updates that the guide announces. */
const ANNOUNCED = [
    "update training-findings-export-bucket-policy",
    "update training-findings-export-key",
    "update training-findings-export-prefix-marker",
];

/** The component's program when the migration is over. */
const WITHOUT_ALIASES = COMPONENT.replace(/,\n {4}\{\n {8}transforms: [^]*?\n {4}\},\n\);/, ",\n);");

/** What AWS calls the things that a migration must not replace. */
async function physicalIds(life: Life): Promise<string[]> {
    const { deployment } = await life.stack.exportState();
    return (deployment.resources ?? [])
        .filter(({ type }) => /^aws:(guardduty|kms|s3)/.test(type))
        .map(({ type, id }) => `${type} ${id}`);
}

test("raw resources become the component's children as the guide says, and none is replaced or deleted", async () => {
    expect(WITHOUT_ALIASES).not.toContain("transforms");
    const life = await startLife();
    follow(life, RAW);
    await life.up();
    expect(stepLines(await life.up())).toEqual([]);
    const before = await physicalIds(life);

    // A mistake in the table would delete what is protected: the preview says so.
    follow(life, COMPONENT, { '"training-detector": "detector"': '"training-detector": "detektor"' });
    const mistaken = await life.stack.preview();
    expect(mistaken.exitCode).not.toBe(0);
    expect(mistaken.output.replaceAll(/\s+/g, " ")).toContain("cannot be deleted because it is protected");

    follow(life, COMPONENT);
    const preview = await life.preview();
    expect(sortedStepLines(preview).filter((line) => !line.startsWith("create "))).toEqual(ANNOUNCED);
    expect(sortedStepLines(await life.up())).toEqual(sortedStepLines(preview));
    expect(await physicalIds(life)).toEqual(expect.arrayContaining(before));
    expect(stepLines(await life.up())).toEqual([]);

    follow(life, WITHOUT_ALIASES);
    expect(stepLines(await life.up())).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);

    // Later, if one likes: a list of another location is another list.
    follow(life, WITHOUT_ALIASES, {
        "location: pulumi.interpolate`s3://${office.bucket}/${office.key}`": 'entries: ["8.8.8.0/24"]',
    });
    expect(stepLines(await life.up()).filter((line) => line.endsWith("trusted-ip-list"))).toEqual([
        "delete-replaced training-trusted-ip-list",
        "create-replacement training-trusted-ip-list",
    ]);
});

test("resources inside a component of one's own, under a provider of one's own, are named by their URNs", async () => {
    const life = await startLife();
    const provider = `const provider = new aws.Provider("ours", { region: "eu-west-1" });`;
    await life.up(`
        ${provider}
        class Security extends pulumi.ComponentResource {
            constructor(name, opts) {
                super("ours:index:Security", name, {}, opts);
                const detector = new aws.guardduty.Detector("detector", {}, { parent: this, protect: true });
                new aws.guardduty.DetectorFeature(
                    "s3", { detectorId: detector.id, name: "S3_DATA_EVENTS", status: "ENABLED" }, { parent: this });
            }
        }
        new Security("security", { provider });`);
    const { id } = await detectorOf(life.account, "eu-west-1");

    const up = await life.up(`
        ${provider}
        const before = {
            "training-detector": "aws:guardduty/detector:Detector::detector",
            "training-plan-s3-data-events": "aws:guardduty/detectorFeature:DetectorFeature::s3",
        };
        new GuardDutyMonitoring("training", {}, {
            provider,
            transforms: [
                ({ name, props, opts }) => {
                    const old = before[name];
                    if (old === undefined) return undefined;
                    const alias = "urn:pulumi:dev::life::ours:index:Security$" + old;
                    return { props, opts: pulumi.mergeOptions(opts, { aliases: [alias] }) };
                },
            ],
        });`);
    expect(stepLines(up).filter((line) => !line.startsWith("create "))).toEqual([
        "update training-detector",
        "delete security",
    ]);
    expect(stepLines(up)).not.toContain("create training-plan-s3-data-events");
    expect((await detectorOf(life.account, "eu-west-1")).id).toBe(id);

    const withoutAliases = `${provider} new GuardDutyMonitoring("training", {}, { provider });`;
    expect(stepLines(await life.up(withoutAliases))).toEqual([]);
});
