import { expect, test } from "vitest";
import { answerLost } from "../src/fault-plans";
import { failedNames, type FaultyLife, messagesAbout, startFaultyLife } from "../src/faulty-life";
import type { Change, Fault } from "../src/faults";
import { stepLines } from "../src/steps";

const REGION = "us-east-1";
const TRUSTED = "training-trusted-ip-list";
const THREAT = "training-threat-ip-list-known";
const DESTINATION = "training-findings-export-destination";

const refused = ({ name }: Change): Fault => ({
    kind: "refused",
    message: `${name}: ThrottlingException: Rate exceeded`,
});

/** An `up` in which the first such call about a resource goes wrong, and no other fails. */
async function upWith(
    { life, faults }: FaultyLife,
    program: string,
    [method, name]: [Change["method"], string],
    fault: (change: Change) => Fault,
) {
    let struck = false;
    faults.plan((change) => {
        if (struck || change.method !== method || change.name !== name) {
            return undefined;
        }
        struck = true;
        return fault(change);
    });
    const operation = await life.failedUp(program);
    faults.stop();
    expect(failedNames(operation)).toEqual([name]);
    return operation;
}

function counts({ life }: FaultyLife) {
    const { detectors, trustedIpLists, threatIpLists, destinations } = life.account.guardDuty(REGION);
    const [detector = ""] = detectors.list();
    return {
        trusted: trustedIpLists.list(detector).length,
        threats: threatIpLists.list(detector).length,
        destinations: destinations.state.length,
    };
}

const lists = (trusted: string, threat: string): string =>
    `new GuardDutyMonitoring("training", {
        trustedIpList: { entries: ["${trusted}"] },
        threatIpLists: { known: { entries: ["${threat}"] } },
    });`;

test("a list whose replacement stops half-way", { timeout: 600_000 }, async () => {
    const faulty = await startFaultyLife({});
    const { life, view } = faulty;
    await life.up(lists("8.8.8.1", "9.9.9.1"));

    // The trusted list goes before its successor comes: until the next up, nothing is trusted.
    await upWith(faulty, lists("8.8.8.2", "9.9.9.1"), ["create", TRUSTED], refused);
    expect(counts(faulty)).toMatchObject({ trusted: 0, threats: 1 });
    await life.up();
    expect(counts(faulty)).toMatchObject({ trusted: 1, threats: 1 });

    // If it can't go, all is as before.
    await upWith(faulty, lists("8.8.8.3", "9.9.9.1"), ["delete", TRUSTED], refused);
    expect(counts(faulty)).toMatchObject({ trusted: 1, threats: 1 });
    await life.up();

    // A threat list stays until its successor is there.
    await upWith(faulty, lists("8.8.8.3", "9.9.9.2"), ["create", THREAT], refused);
    expect(counts(faulty)).toMatchObject({ trusted: 1, threats: 1 });
    await life.up();
    await upWith(faulty, lists("8.8.8.3", "9.9.9.3"), ["delete", THREAT], refused);
    expect(counts(faulty)).toMatchObject({ trusted: 1, threats: 2 });
    await life.up();
    expect(counts(faulty)).toMatchObject({ trusted: 1, threats: 1 });

    expect((await view()).leftOver).toEqual([]);
    expect(stepLines(await life.up())).toEqual([]);
    console.log("replacements refused: 4 faults at 2 lists, all converged");
});

test(
    "a list, or a destination, whose successor nobody heard of: it is deleted, and made again",
    { timeout: 600_000 },
    async () => {
        const faulty = await startFaultyLife({});
        const { life, view, unheard } = faulty;
        const { detectors, trustedIpLists, threatIpLists, destinations } = life.account.guardDuty(REGION);
        const program = (trusted: string, threat: string, tag: string): string =>
            lists(trusted, threat).replace(
                "trustedIpList",
                `findingsExport: {}, tags: { Team: "${tag}" }, trustedIpList`,
            );
        await life.up(program("8.8.8.1", "9.9.9.1", "a"));
        const [detector = ""] = detectors.list();
        const removeNewest = async (type: string, remove: (id: string) => Promise<void>): Promise<void> => {
            const found = (await unheard()).filter((made) => made.type === type);
            expect(found).toHaveLength(1);
            await remove(found[0]?.id.split(":")[1] ?? "");
        };

        await upWith(faulty, program("8.8.8.2", "9.9.9.1", "a"), ["create", TRUSTED], answerLost);
        expect(messagesAbout(await life.failedUp(), TRUSTED)).toMatch(/a list with the given name already exists/);
        await removeNewest("aws:guardduty/iPSet:IPSet", (id) => trustedIpLists.delete(detector, id));
        life.account.clock.advance(60_000);
        await life.up();

        await upWith(faulty, program("8.8.8.2", "9.9.9.2", "a"), ["create", THREAT], answerLost);
        expect(messagesAbout(await life.failedUp(), THREAT)).toMatch(/a list with the given name already exists/);
        await removeNewest("aws:guardduty/threatIntelSet:ThreatIntelSet", (id) => threatIpLists.delete(detector, id));
        life.account.clock.advance(60_000);
        // The one before was there all the time.
        expect(counts(faulty)).toMatchObject({ trusted: 1, threats: 1 });
        await life.up();

        await upWith(faulty, program("8.8.8.2", "9.9.9.2", "b"), ["create", DESTINATION], refused);
        expect(counts(faulty).destinations).toBe(0);
        await life.up();
        await upWith(faulty, program("8.8.8.2", "9.9.9.2", "c"), ["create", DESTINATION], answerLost);
        expect(messagesAbout(await life.failedUp(), DESTINATION)).toMatch(/a publishing destination already exists/);
        await removeNewest("aws:guardduty/publishingDestination:PublishingDestination", (id) =>
            destinations.delete(detector, id),
        );
        await life.up();

        expect(counts(faulty)).toEqual({ trusted: 1, threats: 1, destinations: 1 });
        expect((await view()).leftOver).toEqual([]);
        expect(stepLines(await life.up())).toEqual([]);
        console.log("replacements lost or refused: 4 faults at 2 lists and a destination, all converged");
    },
);
