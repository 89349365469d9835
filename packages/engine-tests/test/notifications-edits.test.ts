// Edits of who hears of what, with a finding at every moment of them: Pulumi makes first, changes then, and deletes last, so there are
// moments at which a policy knows a rule no more that still sends.
import { decorated, type ResourceProvider, type SimulatedAccount } from "pulumi-guardduty-simulator";
import { expect, test } from "vitest";
import { eachIn, REFUSALS } from "../src/fault-plans";
import { startFaultyLife } from "../src/faulty-life";
import { FINDING } from "../src/finding";
import { startLife } from "../src/life";

const REGION = "us-east-1";

const program = (targets: string, routes: string): string => `
new aws.guardduty.Detector("detector", { enable: true });
new FindingNotifications("alerts", { targets: { ${targets} }, routes: { ${routes} } });`;

const TARGETS = "pager: { snsTopic: {} }, siem: { sqsQueue: {} }, log: { logGroup: {} }";
const ROUTE = `all: { targets: ["pager", "siem", "log"], severities: ["HIGH"], includeAiFindings: false }`;

/** What became of a finding: how many messages, by outcome. */
interface Moment {
    readonly when: string;
    readonly outcomes: readonly string[];
}

/** Reports a finding before each change of the account and after it. */
class Watch {
    readonly moments: Moment[] = [];
    account: SimulatedAccount | undefined;

    readonly wrap = (provider: ResourceProvider): ResourceProvider =>
        decorated(provider, {
            create: async (request) =>
                request.preview
                    ? provider.create(request)
                    : this.#around(`create ${request.type}`, () => provider.create(request)),
            update: async (request) =>
                request.preview
                    ? provider.update(request)
                    : this.#around(`update ${request.type}`, () => provider.update(request)),
            delete: async (request) => this.#around(`delete ${request.type}`, () => provider.delete(request)),
        });

    async #around<T>(what: string, run: () => Promise<T>): Promise<T> {
        await this.#report(`before ${what}`);
        const result = await run();
        await this.#report(`after ${what}`);
        return result;
    }

    async #report(when: string): Promise<void> {
        if (this.account !== undefined) this.moments.push({ when, outcomes: await outcomesIn(this.account) });
    }
}

async function outcomesIn(account: SimulatedAccount): Promise<string[]> {
    const { eventId } = await account.guardDuty(REGION).findings.report(FINDING);
    return account.world.trail.filter(({ event }) => event === eventId).map(({ outcome }) => outcome);
}

const EDITS: Readonly<Record<string, string>> = {
    "a route more": program(TARGETS, `urgent: { targets: ["pager"], severities: ["CRITICAL"] }, ${ROUTE}`),
    "a route less": program(TARGETS, ROUTE),
    "another name of the route": program(TARGETS, ROUTE.replace("all:", "every:")),
    "a target less": program(TARGETS.replace(", log: { logGroup: {} }", ""), ROUTE.replace(`, "log"`, "")),
    "another name of a target": program(
        TARGETS.replace("siem:", "lake:").replace(", log: { logGroup: {} }", ""),
        ROUTE.replace(`"siem", "log"`, `"lake"`),
    ),
    "another kind of target": program(`pager: { sqsQueue: {} }`, ROUTE.replace(`, "siem", "log"`, "")),
    "routes of their own": program(
        `pager: { sqsQueue: {} }, team: { snsTopic: {} }`,
        `team: { targets: ["team"], severities: ["HIGH"] }, pager: { targets: ["pager"], severities: ["HIGH"] }`,
    ),
};

test("notifications: at no moment of an edit is a finding lost", { timeout: 600_000 }, async () => {
    const watch = new Watch();
    // With the stricter reading of what AWS does not document: a topic hears which rule publishes, and refuses one that has left.
    const life = await startLife({ wrap: watch.wrap, accountOptions: { unknowns: { ruleAtTopic: "told" } } });
    await life.up(program(TARGETS, ROUTE));
    watch.account = life.account;
    for (const [edit, body] of Object.entries(EDITS)) {
        watch.moments.length = 0;
        await life.up(body);
        expect(watch.moments.length, edit).toBeGreaterThan(0);
        const lossy = watch.moments.filter(({ outcomes }) => outcomes.length === 0 || outcomes.includes("lost"));
        expect(lossy, edit).toEqual([]);
        // And at the end everybody hears of it, and nobody else.
        expect(new Set(await outcomesIn(life.account)), edit).toEqual(new Set(["delivered"]));
        const late = watch.moments.filter(({ outcomes }) => outcomes.includes("dead-lettered")).length;
        console.log(`${edit}: ${watch.moments.length} moments, ${late} with a message in the dead-letter queue`);
    }
});

test("notifications: what a rule sends that could not be deleted is in the dead-letter queue", async () => {
    const { life, faults } = await startFaultyLife({ accountOptions: { unknowns: { ruleAtTopic: "told" } } });
    await life.up(program(TARGETS, ROUTE));
    const [denied] = REFUSALS;
    if (denied !== undefined) faults.plan(eachIn("delete", [denied]));
    await life.failedUp(program(TARGETS, ROUTE.replace("all:", "every:")));
    const outcomes = await outcomesIn(life.account);
    // The new rule's arrive; the old rule's are refused, and kept.
    expect([...outcomes].sort()).toEqual([
        ...Array<string>(3).fill("dead-lettered"),
        ...Array<string>(3).fill("delivered"),
    ]);
    faults.stop();
    await life.up();
    expect(await outcomesIn(life.account)).toEqual(["delivered", "delivered", "delivered"]);
});
