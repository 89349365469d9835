import { expect, test } from "vitest";
import { startFilterLife } from "../src/filter-life";
import { stepLines } from "../src/steps";

function program(scans: string): string {
    return `
    new GuardDutyMonitoring("training", {
        filters: [
            { name: "first", severities: ["LOW"] },
            { name: "scans", ${scans} },
            { name: "last", severities: ["HIGH"] },
        ],
    });`;
}

const SEARCH = `findingTypes: ["Recon:EC2/Portscan"]`;
const SUPPRESSION = `
    action: "ARCHIVE",
    description: "Our own scanner",
    findingTypes: ["Recon:EC2/Portscan"],
    criteria: { "resource.instanceDetails.imageId": { equals: ["ami-0abcdef1234567890"] } }`;

test("action, description, criteria and tags of a filter change in place, and no rank does", async () => {
    const { life, ranks, gaps } = await startFilterLife({});
    await life.up(program(SEARCH));
    const { filters, detectors } = life.account.guardDuty("us-east-1");
    const scans = () => filters.get(detectors.list()[0]!, "scans");
    const changed = async (scans: string) => {
        const { steps } = await life.up(program(scans));
        return steps.map(({ op, name, changes }) => `${op} ${name}: ${[...changes].sort().join(", ")}`);
    };

    expect(await changed(SUPPRESSION)).toEqual([
        "update training-filter-scans: action, description, findingCriteria.criterions[1]",
    ]);
    expect(await scans()).toMatchObject({ action: "ARCHIVE", description: "Our own scanner" });
    expect((await scans()).criteria.get("resource.instanceDetails.imageId")).toEqual({
        equals: ["ami-0abcdef1234567890"],
    });

    expect(await changed(`${SUPPRESSION}, tags: { Team: "ml" }`)).toEqual([
        expect.stringMatching(/^update training-filter-scans: .*tags/),
    ]);
    expect((await scans()).tags).toEqual({ Team: "ml" });

    // Back to a search: the criterion that only narrows a suppression rule goes, too.
    expect(await changed(SEARCH)).toHaveLength(1);
    expect(await scans()).toMatchObject({ action: "NOOP", description: "", tags: {} });
    expect([...(await scans()).criteria.keys()]).toEqual(["type"]);

    expect(ranks()).toEqual(["1 first", "2 scans", "3 last"]);
    expect(gaps).toEqual([]);
    expect(stepLines(await life.refresh())).toEqual([]);
    expect(stepLines(await life.preview())).toEqual([]);
});
