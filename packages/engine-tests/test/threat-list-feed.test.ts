import { expect, test } from "vitest";
import { startFeedLife } from "../src/feed-life";
import { stepLines } from "../src/steps";

const REGION = "us-east-1";
const REASONS = ["empty", "shrank", "grew", "not-a-list", "too-broad", "over-quota", "guardduty"];
const ALARMS = [...REASONS.map((reason) => `refused-${reason}`), "stale", "failed", "dead-letters"];
const SOURCE = `blocked: { url: "https://example.org/list.txt" }`;
const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";

interface Edit {
    readonly sources?: string;
    readonly args?: string;
    readonly monitoring?: string;
}

const program = ({ sources = SOURCE, args = "", monitoring = "" }: Edit = {}): string => `
const monitoring = new GuardDutyMonitoring("training", { ${monitoring} });
const feed = new ThreatListFeed("feed", {
    detectorId: monitoring.detectorId,
    sources: { ${sources} },
    ${args}
});
exports.listId = feed.listId;`;

// A minute and more at rest.
const PATIENT = { timeout: 900_000 };

test.each(["THREAT", "TRUSTED"])(
    "a %s list stays where the function has moved it, whatever is run or edited, and an edit changes what it is about",
    PATIENT,
    async (listType) => {
        const feed = await startFeedLife();
        const { life } = feed;
        const type = `listType: "${listType}",`;
        const first = await life.up(program({ args: type }));
        expect(new Set(first.steps.map(({ op }) => op))).toEqual(new Set(["create"]));
        feed.settle();
        const { id, location } = feed.list;
        expect(location).toMatch(/\/first\/[0-9a-f]{64}\.txt$/);
        expect(await feed.after()).toEqual([]);

        let moved = await feed.move("9.9.9.9\n");
        const unmoved = (): void => expect(feed.list).toMatchObject({ id, location: moved, status: "ACTIVE" });
        expect(await feed.after()).toEqual([]);
        unmoved();
        const refreshing = await life.stack.up({ arguments: ["--refresh"] });
        expect(refreshing.exitCode).toBe(0);
        expect(stepLines(refreshing).filter((line) => !line.startsWith("refresh "))).toEqual([]);
        unmoved();
        moved = await feed.move("8.8.8.8\n");
        await life.refresh();
        expect(stepLines(await life.preview())).toEqual([]);
        expect(await feed.after()).toEqual([]);
        unmoved();

        // The function moves the list between any two of these, and the state hears of it only in a refresh.
        let edit: Edit = { args: type };
        const edited = async (more: Edit): Promise<string[]> => {
            moved = await feed.move(`${moved.length}.7.7.${Object.keys(edit).length}\n`);
            edit = { ...edit, ...more };
            const lines = await feed.after(program(edit));
            unmoved();
            return lines;
        };
        const json = `ranges: { url: "https://example.org/ranges.json", format: "JSON", jsonPath: "$[*]" }`;
        expect(await edited({ sources: `${SOURCE}, ${json}` })).toEqual(["update feed-function"]);
        const secret = `tokenSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:feed-AbCdEf"`;
        expect(await edited({ sources: `${SOURCE}, ${json.replace(" }", `, ${secret} }`)}` })).toEqual([
            "update feed-function",
            "update feed-role-policy",
        ]);
        const limits = `${type} maxShrinkPercent: 10, maxGrowthPercent: 20, widestPrefix: 20, keepVersions: 9,`;
        expect(await edited({ args: limits })).toEqual(["update feed-function"]);
        expect(await edited({ args: `${limits} memoryMiB: 2048,` })).toEqual(["update feed-function"]);
        expect(await edited({ args: `${limits} staleAfterDays: 2,` })).toEqual([
            "update feed-function",
            "update feed-stale-alarm",
        ]);
        const hourly = `${limits} staleAfterDays: 2, scheduleExpression: "rate(1 hour)",`;
        expect(await edited({ args: hourly })).toEqual(["update feed", "update feed-schedule"]);
        const told = `${hourly} alarmTopicArns: ["${TOPIC}"],`;
        expect(await edited({ args: told })).toEqual(ALARMS.map((alarm) => `update feed-${alarm}-alarm`).sort());
        const tagged = await edited({ args: `${told} tags: { Team: "security" },` });
        expect(new Set(tagged.map((line) => line.split(" ")[0]))).toEqual(new Set(["update"]));
        expect(tagged).toEqual(
            expect.arrayContaining(["update feed-list", "update feed-function", "update feed-bucket"]),
        );
        expect(await feed.after()).toEqual([]);

        // Another type is another list, which begins anew: the function looks where GuardDuty is, not what it did last.
        const other = listType === "THREAT" ? "TRUSTED" : "THREAT";
        const lines = await feed.after(program({ ...edit, args: told.replace(listType, other) }));
        expect(lines).toEqual(expect.arrayContaining(["create feed-list", "delete feed-list", "update feed-function"]));
        expect(feed.list).toMatchObject({ location, status: "ACTIVE" });
        expect(feed.list.id).not.toBe(id);
        expect(await feed.after()).toEqual([]);
    },
);

test("a schedule may start the function, of whatever is left of it after each edit", PATIENT, async () => {
    const feed = await startFeedLife();
    const { account } = feed.life;
    const run = async (): Promise<string | undefined> => {
        const [schedule] = account.scheduler(REGION).schedules;
        await account.scheduler(REGION).invoke(schedule?.name ?? "");
        return account.world.trail.at(-1)?.outcome;
    };
    await feed.life.up(program());
    expect(await run()).toBe("delivered");
    await feed.life.up(program({ args: `scheduleExpression: "cron(0 6 * * ? *)", tags: { Team: "security" }` }));
    expect(await run()).toBe("delivered");
    await feed.life.destroy();
    expect(account.scheduler(REGION).schedules).toEqual([]);
});

test(
    "a feed is one of six threat lists: five others fit, and change where they have names of their own",
    PATIENT,
    async () => {
        const feed = await startFeedLife();
        const lists = (keys: string, round: number, isNamed: boolean): Edit => {
            const all = [...keys].map((key) => [
                key,
                { entries: [`9.9.${round}.${key.charCodeAt(0)}`], ...(isNamed ? { name: `list-${key}` } : {}) },
            ]);
            return { monitoring: `threatIpLists: ${JSON.stringify(Object.fromEntries(all))}` };
        };
        await feed.after(program(lists("abcde", 0, true)));
        expect(feed.threatLists).toBe(6);
        const moved = await feed.move("9.9.9.9\n");
        await feed.after(program(lists("abcde", 1, true)));
        expect(feed.threatLists).toBe(6);
        expect(feed.list).toMatchObject({ location: moved, status: "ACTIVE" });

        const failed = await feed.life.failedUp(program(lists("abcdef", 1, true)));
        expect(failed.output).toContain("beyond the current AWS account limits");
        await feed.after(program(lists("abcde", 1, true)));

        // GuardDutyMonitoring does not know of the feed: without names it would make a new one first, for which there is no room.
        const unnamed = await startFeedLife();
        await unnamed.after(program(lists("abcde", 0, false)));
        const stuck = await unnamed.life.failedUp(program(lists("abcde", 1, false)));
        expect(stuck.output).toContain("beyond the current AWS account limits");
        // The guide's way out: without them, then with names.
        await unnamed.after(program());
        await unnamed.after(program(lists("abcde", 1, true)));
        expect(unnamed.threatLists).toBe(6);
    },
);

test("a destroy removes all of a feed, with what the function wrote", PATIENT, async () => {
    const feed = await startFeedLife();
    const { life } = feed;
    await life.up(program());
    feed.settle();
    const moved = await feed.move("9.9.9.9\n");
    await feed.move("8.8.8.8\n");
    const bucket = moved.split("/")[2] ?? "";
    await life.destroy();
    expect((await life.stack.exportState()).deployment.resources ?? []).toEqual([]);
    const { account } = life;
    expect(await account.s3(REGION).buckets.find(bucket)).toBeUndefined();
    expect(account.scheduler(REGION).schedules).toEqual([]);
    expect(account.roles.all()).toEqual([]);
});
