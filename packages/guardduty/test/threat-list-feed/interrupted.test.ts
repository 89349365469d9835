// A function that is cut off, that is not alone, that waits longer than it may; and what it cleans up meanwhile.
import { describe, expect, it } from "vitest";
import { hasPython } from "../python-environment";
import { DeployedFeed, metric, refusals, text } from "./deployed-feed";
import { addresses } from "./feed-server";

const tidy = (request: string): string => request.replace(/[?].*|[0-9a-f]{32,}/g, "");
const SOURCE = text("/f");

describe.skipIf(!hasPython)("the function of a feed", { timeout: 300_000 }, () => {
    const feed = new DeployedFeed();
    const publish = (content: string): void => feed.publisher.publish("/f", content);

    /** The state names a list that is there, and GuardDuty uses it. */
    async function expectWhole(content: string): Promise<void> {
        const { world } = feed;
        expect(await world.listInUse()).toBe(content);
        const state = JSON.parse(await world.object("state.json")) as {
            list: string;
            sources: Record<string, { sha256: string }>;
        };
        expect(await world.object(`lists/${state.list}.txt`)).toBe(content);
        expect(await world.object(`sources/one/${state.sources["one"]?.sha256}.txt`)).toBe(content);
    }

    it("that is cut off ends with a whole, active list, whichever request was its last", async () => {
        const world = await feed.deploy({ keepVersions: 0 });
        const cuts: string[] = [];
        let requests = 0;
        let at = 0;
        const count = (name: string): boolean => {
            requests += 1;
            if (requests === at) cuts.push(name);
            return requests === at;
        };
        world.gateway.tap = (when, request) => {
            if (count(`${when} ${tidy(request)}`)) world.kill();
        };
        publish(addresses(20));
        await feed.run(SOURCE);
        for (let isCut = true; isCut;) {
            at += 1;
            requests = 0;
            const [before, after] = [addresses(19 + at), addresses(20 + at)];
            feed.publisher.on("/f", (_, response) => {
                if (count("publisher")) world.kill();
                response.writeHead(200).end(after);
            });
            // Each run finds the list of the one before it old enough to go.
            await world.passDays();
            isCut = (await feed.run(SOURCE)).exitCode !== 0;
            // In use is the old list or the new one, and never less.
            expect([before, after]).toContain(await world.listInUse());
            requests = -Infinity;
            expect((await feed.run(SOURCE)).exitCode).toBe(0);
            await expectWhole(after);
        }
        // Each of these was the last that the function ever asked, and the last whose answer it never heard.
        const bucket = `/${feed.bucket}`;
        for (const request of [
            `GET ${bucket}/state.json`,
            `PUT ${bucket}/sources/one/.txt`,
            `PUT ${bucket}/lists/.txt`,
            `PUT ${bucket}/state.json`,
            "GET /detector//threatintelset/",
            "POST /detector//threatintelset/",
            `GET ${bucket}/`,
            `DELETE ${bucket}/lists/.txt`,
            `DELETE ${bucket}/sources/one/.txt`,
        ]) {
            expect(cuts).toEqual(expect.arrayContaining([`before ${request}`, `after ${request}`]));
        }
        expect(cuts).toContain("publisher");
        // And nothing piles up: what GuardDuty uses, and what it used before.
        expect((await world.keys()).filter((key) => key.startsWith("lists/")).length).toBeLessThanOrEqual(3);
    });

    it("comes to the same when another one runs, from its start to its end, between any two of its requests", async () => {
        const world = await feed.deploy({ keepVersions: 0 });
        const overtaken: string[] = [];
        // The other one's list is one that was in use before, so that it is there already, and old.
        const other = addresses(30, 1);
        publish(other);
        await feed.run(SOURCE);
        for (let at = 1, isThere = true; isThere; at += 1) {
            // In use in one of two rounds, and so there and old as well.
            const mine = addresses(30, 2 + (at % 2));
            let [requests, runs] = [0, 0];
            feed.publisher.on("/f", (_, response) => {
                runs += 1;
                response.writeHead(200).end(runs === 1 ? mine : other);
            });
            world.gateway.tap = async (when, request) => {
                requests += 1;
                if (requests !== at) return;
                overtaken.push(`${when} ${tidy(request)}`);
                requests = -Infinity;
                const between = await feed.run(SOURCE);
                expect([between.exitCode, refusals(between)]).toEqual([0, []]);
            };
            await world.passDays();
            const outer = await feed.run(SOURCE);
            isThere = requests < 0;
            expect([outer.exitCode, refusals(outer)], overtaken.at(-1)).toEqual([0, []]);
            world.gateway.tap = () => undefined;
            const inUse = await world.listInUse();
            expect([mine, other]).toContain(inUse);
            await expectWhole(inUse);
        }
        expect(overtaken.length).toBeGreaterThan(25);
    });

    it("comes to the same when two run at once, with different content", async () => {
        const world = await feed.deploy();
        publish(addresses(20));
        await feed.run(SOURCE);
        for (let round = 0; round < 4; round += 1) {
            let turn = 0;
            feed.publisher.on("/f", (_, response) => {
                turn += 1;
                response.writeHead(200).end(addresses(20 + round + turn, turn));
            });
            const results = await Promise.all([feed.run(SOURCE), feed.run(SOURCE)]);
            expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
            expect(results.flatMap(refusals)).toEqual([]);
            const inUse = await world.listInUse();
            expect([addresses(21 + round, 1), addresses(22 + round, 2)]).toContain(inUse);
            await expectWhole(inUse);
        }
    });

    it("leaves the rest to the next run when GuardDuty takes longer than it may", async () => {
        const world = await feed.deploy();
        publish(addresses(4));
        const first = await feed.run(SOURCE, { milliseconds: 20_000 });
        expect([first.exitCode, metric(first, "Fresh"), refusals(first)]).toEqual([0, 0, []]);
        expect(first.log).toContain("4 entries are pending");
        expect(metric(await feed.run(SOURCE), "Fresh")).toBe(1);
        expect(await world.listInUse()).toBe(addresses(4));
    });

    describe("cleaning up", () => {
        const lists = async () => (await feed.world.keys()).filter((key) => key.startsWith("lists/")).length;

        it("keeps as many earlier lists as it is told, and those that are young", async () => {
            const world = await feed.deploy({ keepVersions: 2 });
            for (let count = 4; count < 10; count += 1) {
                publish(addresses(count));
                await feed.run(SOURCE);
            }
            expect(await lists()).toBe(6);
            await world.passDays();
            await feed.run(SOURCE);
            // The one in use, the one before it that is the way back, and two.
            expect(await lists()).toBe(4);
            expect((await world.keys()).filter((key) => key.startsWith("sources/"))).toHaveLength(1);
            expect(await world.keys()).toContain("first/initial.txt");
            await expectWhole(addresses(9));
        });

        it("takes nothing away while GuardDuty reads the new list", async () => {
            const world = await feed.deploy({ keepVersions: 0 });
            for (const count of [4, 5]) {
                publish(addresses(count));
                await feed.run(SOURCE);
            }
            const before = await world.keys();
            publish(addresses(6));
            world.ways.pace = 0;
            await world.passDays();
            const waiting = await feed.run(SOURCE, { milliseconds: 20_000 });
            expect(waiting.log).toContain("pending");
            expect(await world.keys()).toEqual(expect.arrayContaining(before));
        });
    });

    describe("whose new list GuardDuty does not take", () => {
        it("goes back to the old one, and says why", async () => {
            const world = await feed.deploy();
            publish(addresses(4));
            await feed.run(SOURCE);
            world.ways.read = (content) => (content.toString() === addresses(5) ? Buffer.from("?") : content);
            publish(addresses(5));
            const refused = await feed.run(SOURCE);
            expect([refused.exitCode, refusals(refused), metric(refused, "Fresh")]).toEqual([0, ["GUARDDUTY"], 0]);
            expect(refused.log).toMatch(
                /GuardDuty does not take the new list: the list is ERROR .*went back to the old/,
            );
            expect(await world.listInUse()).toBe(addresses(4));
            // What it takes next it gets.
            publish(addresses(6));
            expect(metric(await feed.run(SOURCE), "Fresh")).toBe(1);
            expect(await world.listInUse()).toBe(addresses(6));
        });

        it("goes back in the next run where the first one's time was over", async () => {
            const world = await feed.deploy({ keepVersions: 0 });
            publish(addresses(4));
            await feed.run(SOURCE);
            world.ways.read = (content) => (content.toString() === addresses(5) ? Buffer.from("?") : content);
            world.ways.pace = 0;
            publish(addresses(5));
            expect((await feed.run(SOURCE, { milliseconds: 20_000 })).log).toContain("pending");
            world.account.clock.advance(3_600_000);
            world.ways.pace = 60_000;
            await world.passDays();
            const next = await feed.run(SOURCE);
            expect(refusals(next)).toEqual(["GUARDDUTY"]);
            expect(await world.listInUse()).toBe(addresses(4));
        });

        it("goes back to what the component made, where the first list of all is not taken", async () => {
            const world = await feed.deploy();
            world.ways.read = (content) => (content.toString() === addresses(4) ? Buffer.from("?") : content);
            publish(addresses(4));
            expect(refusals(await feed.run(SOURCE))).toEqual(["GUARDDUTY"]);
            expect(await world.listInUse()).toBe("192.0.2.1\n");
        });
    });

    describe("whose GuardDuty is not as it was", () => {
        const busy = { __type: "TooManyRequestsException", message: "Rate exceeded" };
        const broken = { __type: "InternalServerErrorException", message: "Internal server error" };

        it("waits and asks again when there are too many requests", async () => {
            const world = await feed.deploy();
            let left = 2;
            world.ways.answerFirst = () => (left-- > 0 ? { status: 429, body: JSON.stringify(busy) } : undefined);
            publish(addresses(4));
            expect(metric(await feed.run(SOURCE), "Fresh")).toBe(1);
        });

        it("fails, for Lambda to try again, when GuardDuty is in trouble, which says nothing of the list", async () => {
            const world = await feed.deploy();
            world.ways.answerFirst = (method) =>
                method === "POST" ? { status: 500, body: JSON.stringify(broken) } : undefined;
            publish(addresses(4));
            const done = await feed.run(SOURCE);
            expect([done.exitCode, done.metrics]).toEqual([1, []]);
            world.ways.answerFirst = () => undefined;
            expect(metric(await feed.run(SOURCE), "Fresh")).toBe(1);
        });

        it("fails loudly when there is no detector any more", async () => {
            const world = await feed.deploy();
            const { detectorId } = world.settings;
            await world.account.guardDuty("us-east-1").detectors.delete(detectorId);
            publish(addresses(4));
            const done = await feed.run(SOURCE);
            expect([done.exitCode, done.metrics]).toEqual([1, []]);
            expect(done.log).toContain("input detectorId is not owned by the current account");
        });

        it("says so when somebody deleted the list", async () => {
            const world = await feed.deploy();
            const { detectorId, listId } = world.settings;
            await world.account.guardDuty("us-east-1").threatIpLists.delete(detectorId, listId);
            world.account.clock.advance(3_600_000);
            publish(addresses(4));
            const done = await feed.run(SOURCE);
            expect([refusals(done), metric(done, "Fresh")]).toEqual([["GUARDDUTY"], 0]);
            expect(done.log).toContain("no such resource found");
        });

        it("has a list used again that somebody has switched off", async () => {
            const world = await feed.deploy();
            publish(addresses(4));
            await feed.run(SOURCE);
            const { detectorId, listId } = world.settings;
            await world.account.guardDuty("us-east-1").threatIpLists.update(detectorId, listId, { activate: false });
            expect(metric(await feed.run(SOURCE), "Fresh")).toBe(1);
            expect(await world.listInUse()).toBe(addresses(4));
        });
    });
});
