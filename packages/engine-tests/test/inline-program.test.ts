import * as pulumi from "@pulumi/pulumi";
import { GuardDutyMonitoring } from "pulumi-guardduty";
import { SimulatedAccount } from "pulumi-guardduty-simulator";
import { expect, test } from "vitest";
import { detectorOf } from "../src/guardduty-account";
import { startInlineStack } from "../src/inline-stack";
import { startLife } from "../src/life";
import { stepLines } from "../src/steps";

// The same mistake twice: an address that is only known while deploying, and is none. The guide warns of the second way.
const MISTAKE = 'trustedIpList.entries[0]: got "nonsense"';

async function trustedLists(account: SimulatedAccount): Promise<number> {
    const { id } = await detectorOf(account);
    return account.guardDuty("us-east-1").trustedIpLists.list(id).length;
}

test("an error inside an Output ends a program before anything is deleted", async () => {
    const life = await startLife();
    const program = (entry: string): string =>
        `new GuardDutyMonitoring("training", { trustedIpList: { entries: [pulumi.output("${entry}")] } });`;
    await life.up(program("8.8.8.0/24"));

    const failed = await life.failedUp(program("nonsense"));
    expect(failed.output).toContain(MISTAKE);
    expect(stepLines(failed)).toEqual([]);
    expect(await trustedLists(life.account)).toBe(1);
});

test("it ends an inline program of the Automation API after the engine has deleted what was not registered", async () => {
    const account = new SimulatedAccount();
    let entry = "8.8.8.0/24";
    const stack = await startInlineStack(account, () => {
        new GuardDutyMonitoring("training", { trustedIpList: { entries: [pulumi.output(entry)] } });
        return Promise.resolve();
    });
    await stack.up();
    expect(await trustedLists(account)).toBe(1);

    entry = "nonsense";
    await expect(stack.up()).rejects.toThrow(MISTAKE);
    expect(await trustedLists(account)).toBe(0);

    // Nothing that stays away: it is made again.
    entry = "8.8.8.0/24";
    await stack.up();
    expect(await trustedLists(account)).toBe(1);
});
