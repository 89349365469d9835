import { expect, test } from "vitest";
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
