import { expect, test } from "vitest";
import { coreProject } from "../src/program-project";
import { answerLost, eachIn } from "../src/fault-plans";
import { failedNames, messagesAbout, startFaultyLife, struckNames, undisturbed } from "../src/faulty-life";
import type { Struck } from "../src/faults";
import { removeLeftOver } from "../src/left-overs";
import { giveToStack } from "../src/recovery";
import { stepLines } from "../src/steps";

/** What the next `up` says of what it finds in its way, as the guide has it. */
const IN_THE_WAY: Readonly<Record<string, RegExp>> = {
    "aws:guardduty/detector:Detector": /a detector already exists for the current account/,
    "aws:guardduty/filter:Filter": /a filter with the given name already exists/,
    "aws:guardduty/iPSet:IPSet": /a list with the given name already exists/,
    "aws:guardduty/threatIntelSet:ThreatIntelSet": /a list with the given name already exists/,
    "aws:guardduty/publishingDestination:PublishingDestination": /a publishing destination already exists/,
};

/** What has no name of its own is made a second time. */
const LEFT_OVER = new Set(["aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:kms/alias:Alias", "aws:ec2/eip:Eip"]);

test("what was made and never heard of is found by the next up, or made again", { timeout: 600_000 }, async () => {
    const directory = coreProject();
    const expected = await undisturbed(directory);
    const { life, faults, view, deleted } = await startFaultyLife({ directory });
    faults.plan(eachIn("create", [answerLost]));

    const lost = new Map<string, Struck>();
    const inTheWay = new Set<string>();
    for (let done = false; !done;) {
        const operation = await life.stack.up();
        const struck = faults.take();
        const refused = failedNames(operation).filter((name) => !struckNames(struck).includes(name));
        struck.forEach((one) => lost.set(one.change.name, one));
        for (const name of refused) {
            inTheWay.add(name);
            expect(messagesAbout(operation, name)).toMatch(IN_THE_WAY[lost.get(name)?.change.type ?? ""] ?? /^$/);
        }
        if (refused.length > 0) {
            await giveToStack(life, new Map(refused.map((name) => [name, lost.get(name)?.id ?? ""])));
        }
        done = operation.exitCode === 0;
        expect(done).toBe(struck.length === 0 && refused.length === 0);
    }

    const ofType = (types: { has(type: string): boolean }): string[] =>
        [...lost.values()].flatMap(({ change }) => (types.has(change.type) ? [change.name] : [])).sort();
    expect([...lost.keys()].sort()).toEqual(Object.keys(expected.declared));
    expect([...inTheWay].sort()).toEqual(ofType(new Set(Object.keys(IN_THE_WAY))));
    const found = await view();
    expect(found.declared).toEqual(expected.declared);
    expect(found.leftOver).toEqual(ofType(LEFT_OVER));

    // Buckets last: a key tells by its bucket that it is not in use.
    for (const name of [...found.leftOver].reverse()) {
        const { change, id = "" } = lost.get(name) ?? {};
        await removeLeftOver(life.account, "us-east-1", change?.type ?? "", id);
    }
    expect(await view()).toEqual(expected);
    expect(stepLines(await life.up())).toEqual([]);
    expect(deleted).toEqual([]);
    console.log(
        `answer lost: ${lost.size} faults at ${lost.size} resources; ${inTheWay.size} found in the way and imported, ` +
            `${found.leftOver.length} made again and the first removed, the others made over the same; all converged`,
    );
});

test("a list that takes longer than the provider waits is given to the stack when it is active", async () => {
    const timings = { listActivation: 30 * 60_000 };
    const { life, view } = await startFaultyLife({ accountOptions: { timings } });
    const program = `new GuardDutyMonitoring("slow", { trustedIpList: { entries: ["198.51.100.0/24"] }, profile: "BASELINE" });`;
    expect(messagesAbout(await life.failedUp(program), "slow-trusted-ip-list")).toMatch(
        /timeout while waiting for state/,
    );
    expect(messagesAbout(await life.failedUp(), "slow-trusted-ip-list")).toMatch(
        /a list with the given name already exists/,
    );

    life.account.clock.advance(timings.listActivation);
    const { detectors, trustedIpLists } = life.account.guardDuty("us-east-1");
    const [detector = ""] = detectors.list();
    const [list] = trustedIpLists.state;
    await giveToStack(life, new Map([["slow-trusted-ip-list", `${detector}:${list?.list.id}`]]));
    expect(stepLines(await life.up())).toEqual([]);
    expect((await view()).leftOver).toEqual([]);
});
