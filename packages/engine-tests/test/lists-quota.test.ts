import { expect, test } from "vitest";
import { replacementOf, startListLife } from "../src/list-life";
import { stepLines } from "../src/steps";

/** Threat lists of these keys, each with an address of its own; another round is another content. */
function program(keys: string, round: number | ((key: string) => number)): string {
    const lists = [...keys].map((key) => {
        const changed = typeof round === "number" ? round : round(key);
        return [key, { entries: [`9.9.${changed}.${key.charCodeAt(0)}`] }];
    });
    return `new GuardDutyMonitoring("training", { threatIpLists: ${JSON.stringify(Object.fromEntries(lists))} });`;
}

const orders = (keys: string, lines: readonly string[]) =>
    [...keys].map((key) => replacementOf(lines, `training-threat-ip-list-${key}`));

test("all lists change in one update, with as many new ones first as there is room for under the quota of six", async () => {
    const { life, watched, takeHeld } = await startListLife();
    /** The most that the account held at once. The account refuses a seventh. */
    const most = () => Math.max(...takeHeld().map(({ threats }) => threats));

    await life.up(program("dcba", 0));
    takeHeld();
    const four = stepLines(await life.up(program("dcba", 1)));
    expect(orders("abcd", four)).toEqual(["new first", "new first", "old first", "old first"]);
    expect(most()).toBeLessThanOrEqual(6);

    await life.up(program("edcba", 1));
    const five = stepLines(await life.up(program("edcba", 2)));
    expect(orders("abcde", five)).toEqual(["new first", ...Array<string>(4).fill("old first")]);
    expect(most()).toBeLessThanOrEqual(6);

    await life.up(program("abcdef", 2));
    const six = stepLines(await life.up(program("abcdef", 3)));
    expect(orders("abcdef", six)).toEqual(Array<string>(6).fill("old first"));
    expect(await watched()).toEqual(
        Object.fromEntries([..."abcdef"].map((key) => [key, [`9.9.3.${key.charCodeAt(0)}`]])),
    );
    expect(stepLines(await life.up())).toEqual([]);
});

test("with six lists one goes before another comes, in two updates, or in one under the same key", async () => {
    const { life, watched } = await startListLife();
    const keys = async () =>
        Object.keys(await watched())
            .sort()
            .join("");
    await life.up(program("abcdef", 0));

    const failed = await life.failedUp(program("abcdeg", 0));
    expect(failed.output).toContain("beyond the current AWS account limits");
    expect(await keys()).toBe("abcdef");

    // The guide: remove, `pulumi up`, add, `pulumi up`.
    await life.up(program("abcde", 0));
    await life.up(program("abcdeg", 0));
    expect(await keys()).toBe("abcdeg");

    // Or another content under the key that is there.
    const renewed = stepLines(await life.up(program("abcdeg", (key) => (key === "g" ? 1 : 0))));
    expect(orders("abcdeg", renewed)).toEqual([...Array<undefined>(5).fill(undefined), "old first"]);

    // One removed and another one changed have no room either: a's new one comes before g goes.
    const changedToo = await life.failedUp(program("abcde", (key) => (key === "a" ? 1 : 0)));
    expect(changedToo.output).toContain("beyond the current AWS account limits");
    await life.up(program("abcde", 0));
    await life.up(program("abcde", (key) => (key === "a" ? 1 : 0)));
    expect((await watched())["a"]).toEqual(["9.9.1.97"]);
});
