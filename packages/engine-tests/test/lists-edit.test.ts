import { expect, test } from "vitest";
import { startListLife } from "../src/list-life";
import { stepLines } from "../src/steps";

interface Lists {
    readonly trusted?: readonly string[];
    readonly threats?: Readonly<Record<string, { readonly entries: readonly string[]; readonly active?: boolean }>>;
}

function program({ trusted, threats = {} }: Lists): string {
    const trustedIpList = trusted && { entries: trusted };
    return `new GuardDutyMonitoring("training", ${JSON.stringify({ trustedIpList, threatIpLists: threats })});`;
}

const TRUSTED = ["8.8.8.0/24", "1.1.1.1"];
const KNOWN = { entries: ["9.9.9.9"] };
const OTHER = { entries: ["9.9.9.10"] };

test("an edit replaces that list alone: the trusted one after the old one went, a threat list before", async () => {
    const { life, watched, takeHeld } = await startListLife();
    await life.up(program({ trusted: TRUSTED, threats: { known: KNOWN, other: OTHER } }));
    expect(await watched()).toEqual({ trusted: ["1.1.1.1", "8.8.8.0/24"], known: ["9.9.9.9"], other: ["9.9.9.10"] });
    takeHeld();

    const edited = program({ trusted: [...TRUSTED, "8.8.4.4"], threats: { known: KNOWN, other: OTHER } });
    const steps = [
        "create-replacement training-trusted-ip-list-object",
        "delete-replaced training-trusted-ip-list",
        "create-replacement training-trusted-ip-list",
        "delete-replaced training-trusted-ip-list-object",
    ];
    expect(stepLines(await life.preview(edited)).sort()).toEqual([...steps].sort());
    expect(stepLines(await life.up(edited))).toEqual(steps);
    expect((await watched())["trusted"]).toEqual(["1.1.1.1", "8.8.4.4", "8.8.8.0/24"]);
    expect(takeHeld().map(({ trusted }) => trusted)).toEqual([1, 1, 0, 1]);

    const threat = await life.up(
        program({ trusted: [...TRUSTED, "8.8.4.4"], threats: { known: { entries: ["9.9.9.11"] }, other: OTHER } }),
    );
    expect(stepLines(threat)).toEqual([
        "create-replacement training-threat-ip-list-known-object",
        "create-replacement training-threat-ip-list-known",
        "delete-replaced training-threat-ip-list-known",
        "delete-replaced training-threat-ip-list-known-object",
    ]);
    expect(await watched()).toMatchObject({ known: ["9.9.9.11"], other: ["9.9.9.10"] });
    // No moment without the list.
    expect(takeHeld().map(({ activeThreats }) => activeThreats)).toEqual([2, 2, 3, 2]);
});

test("the same addresses in another order, in other ranges or twice change nothing", async () => {
    const { life, watched } = await startListLife();
    await life.up(program({ trusted: ["8.8.8.0/24", "1.1.1.1"] }));
    const same = ["1.1.1.1", "8.8.8.128/25", "1.1.1.1/32", "8.8.8.0/25", "8.8.8.7"];
    expect(stepLines(await life.up(program({ trusted: same })))).toEqual([]);
    expect(await watched()).toEqual({ trusted: ["1.1.1.1", "8.8.8.0/24"] });
});

test("active off and on happens in place, and waits for AWS in between", async () => {
    const { life, watched, settle } = await startListLife();
    const known = (active: boolean, entries = ["9.9.9.9"]) => program({ threats: { known: { entries, active } } });
    await life.up(known(true));

    expect(stepLines(await life.up(known(false)))).toEqual(["update training-threat-ip-list-known"]);
    // The guide: AWS takes minutes, and refuses what comes before.
    const early = await life.failedUp(known(true));
    expect(early.output).toContain("current status, DEACTIVATING, does not allow it");
    settle();
    expect(await watched()).toEqual({});

    // Another content of a list that is off: a new list, which is off.
    const edited = stepLines(await life.up(known(false, ["9.9.9.10"])));
    expect(edited).toContain("create-replacement training-threat-ip-list-known");
    expect(await watched()).toEqual({});

    expect(stepLines(await life.up(known(true, ["9.9.9.10"])))).toEqual(["update training-threat-ip-list-known"]);
    // Looked at too early, the list is not active, which a later refresh corrects.
    expect(stepLines(await life.refresh())).toEqual(["update training-threat-ip-list-known"]);
    settle();
    expect(stepLines(await life.refresh())).toEqual(["update training-threat-ip-list-known"]);
    expect(stepLines(await life.preview())).toEqual([]);
    expect(await watched()).toEqual({ known: ["9.9.9.10"] });
});

test("lists come, change their keys and go", async () => {
    const { life, watched, takeHeld, buckets, hasBucket } = await startListLife();
    await life.up(program({}));
    expect(stepLines(await life.up(program({ threats: { known: KNOWN } })))).toEqual(
        expect.arrayContaining(["create training-list-bucket", "create training-threat-ip-list-known"]),
    );

    takeHeld();
    const renamed = stepLines(await life.up(program({ trusted: TRUSTED, threats: { partner: KNOWN } })));
    expect(renamed.filter((line) => line.includes("threat"))).toEqual([
        "create training-threat-ip-list-partner-object",
        "create training-threat-ip-list-partner",
        "delete training-threat-ip-list-known",
        "delete training-threat-ip-list-known-object",
    ]);
    // The same addresses are watched all the time.
    expect(Math.min(...takeHeld().map(({ activeThreats }) => activeThreats))).toBe(1);

    expect(stepLines(await life.up(program({ threats: { partner: KNOWN } })))).toEqual([
        "update training",
        "delete training-trusted-ip-list",
        "delete training-trusted-ip-list-object",
    ]);
    expect(await watched()).toEqual({ partner: ["9.9.9.9"] });

    // With the last list its bucket goes, and what is in it.
    const [bucket = ""] = buckets();
    expect(await hasBucket(bucket)).toBe(true);
    const last = stepLines(await life.up(program({})));
    expect(last).toEqual(
        expect.arrayContaining(["delete training-threat-ip-list-partner", "delete training-list-bucket"]),
    );
    expect(await hasBucket(bucket)).toBe(false);
});
