import { gzipSync } from "node:zlib";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SourceSettings } from "../../src/threat-list-feed/handler/settings";
import { hasPython } from "../python-environment";
import { FeedServer } from "./feed-server";
import { FeedWorld, type FunctionRun, INITIAL } from "./feed-world";
import { MotoServer } from "./moto-server";

/** `count` addresses, each two apart from the next: nothing folds. */
function addresses(count: number, first = 0): string {
    return Array.from({ length: count }, (_, index) => {
        const number = (first + index) * 2;
        return `45.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}\n`;
    }).join("");
}

function text(path: string, key = "one"): Omit<SourceSettings, "url"> & { path: string } {
    return { key, path, format: { kind: "TEXT" } };
}

describe.skipIf(!hasPython)("the function of a feed", { timeout: 180_000 }, () => {
    let moto: MotoServer;
    let publisher: FeedServer;
    let world: FeedWorld;
    let bucket = 0;

    beforeAll(async () => {
        [moto, publisher] = await Promise.all([MotoServer.start(), FeedServer.start()]);
    }, 180_000);
    afterAll(async () => {
        await Promise.all([moto.stop(), publisher.stop()]);
    });
    afterEach(async () => world.close());

    async function deploy(overrides: Parameters<typeof FeedWorld.create>[3] = {}): Promise<void> {
        bucket += 1;
        world = await FeedWorld.create(moto, publisher, `feed-${bucket}`, overrides);
    }

    function run(...sources: ReturnType<typeof text>[]): Promise<FunctionRun> {
        return world.run(sources.map(({ path, ...source }) => ({ ...source, url: publisher.url(path) })));
    }

    const metric = ({ metrics }: FunctionRun, name: string): unknown => metrics.find((line) => name in line)?.[name];
    const refusals = ({ metrics }: FunctionRun): unknown[] => metrics.flatMap(({ Reason }) => Reason ?? []);

    it("gives GuardDuty what the feed holds, folded", async () => {
        await deploy();
        publisher.publish("/a", "# comment\n45.0.0.0/25\n45.0.0.128/25\n45.0.0.7\n9.9.9.9 # dns\n\n");
        const first = await run(text("/a"));
        expect(first).toMatchObject({ exitCode: 0 });
        expect(await world.listInUse()).toBe("9.9.9.9\n45.0.0.0/24\n");
        expect([metric(first, "Fresh"), metric(first, "Updated"), metric(first, "Entries")]).toEqual([1, 1, 2]);
    });

    it("sends the publisher what it said last, and changes nothing where nothing has changed", async () => {
        await deploy();
        publisher.publish("/same", addresses(10));
        await run(text("/same"));
        const keys = await world.keys();
        const before = await world.object("state.json");
        publisher.seen.length = 0;
        const second = await run(text("/same"));
        expect(publisher.seen).toMatchObject([{ headers: { "if-none-match": expect.any(String) } }]);
        expect([metric(second, "Fresh"), metric(second, "Updated")]).toEqual([1, 0]);
        expect(await world.keys()).toEqual(keys);
        expect(await world.object("state.json")).toBe(before);
    });

    it("folds several sources, and keeps one that is unchanged or not to be had as it was", async () => {
        await deploy();
        publisher.publish("/x", "45.1.0.1\n");
        publisher.publish("/y", "45.2.0.1\n");
        const both = [text("/x", "x"), text("/y", "y")];
        await run(...both);
        publisher.publish("/y", "45.2.0.1\n45.2.0.9\n");
        await run(...both);
        expect(await world.listInUse()).toBe("45.1.0.1\n45.2.0.1\n45.2.0.9\n");
        publisher.on("/x", (_, response) => response.writeHead(503).end());
        publisher.publish("/y", "45.2.0.9\n");
        const third = await run(...both);
        expect(third.log).toContain("Source x: the server answered 503. What it last held stays.");
        expect([metric(third, "Fresh"), metric(third, "SourcesFailed")]).toEqual([0, 1]);
        expect(await world.listInUse()).toBe("45.1.0.1\n45.2.0.9\n");
    });

    it("reads a column of CSV, by name and by number, and a path of JSON", async () => {
        await deploy();
        publisher.publish("/csv", '# list\nname,"ip, v4",n\nx,45.3.0.1,1\n"y, z","45.3.0.2",2\n', "text/csv");
        publisher.publish("/rows", "a;45.4.0.1\nb;45.4.0.3\n");
        publisher.publish(
            "/json",
            JSON.stringify({ prefixes: [{ ip: "45.5.0.0/24" }, { ip: 4 }, {}, { ip: "45.6.0.1" }] }),
        );
        const done = await run(
            { ...text("/csv", "a"), format: { kind: "CSV", column: "ip, v4", delimiter: "," } },
            { ...text("/rows", "b"), format: { kind: "CSV", column: 2, delimiter: ";" } },
            { ...text("/json", "c"), format: { kind: "JSON", path: "$.prefixes[*].ip" } },
        );
        expect(refusals(done)).toEqual([]);
        expect(await world.listInUse()).toBe("45.3.0.1\n45.3.0.2\n45.4.0.1\n45.4.0.3\n45.5.0.0/24\n45.6.0.1\n");
    });

    it("reads as many entries as GuardDuty takes, within the memory that the component gives it", async () => {
        await deploy();
        publisher.publish("/most", addresses(250_000));
        const started = performance.now();
        const done = await run(text("/most"));
        expect(metric(done, "Entries")).toBe(250_000);
        expect(done.peakMiB).toBeGreaterThan(0);
        expect(done.peakMiB).toBeLessThan(256);
        console.log(`250,000 entries: ${Math.round(done.peakMiB)} MiB, ${Math.round(performance.now() - started)} ms`);
    });

    it("leaves out what GuardDuty would not look at, and a stray line", async () => {
        await deploy();
        publisher.publish("/mixed", `${addresses(40)}10.1.2.3\n2001:db8::1\nfe80::/10\nnot an address\n`);
        const done = await run(text("/mixed"));
        expect(refusals(done)).toEqual([]);
        expect(metric(done, "Entries")).toBe(40);
    });

    it("keeps a trusted list, too", async () => {
        await deploy({ listType: "TRUSTED" });
        publisher.publish("/trusted", "45.7.0.0/24\n");
        expect(refusals(await run(text("/trusted")))).toEqual([]);
        expect(await world.listInUse()).toBe("45.7.0.0/24\n");
    });

    it("gets its token from Secrets Manager, and gives it to the feed's own origin only", async () => {
        await deploy();
        const secrets = new SecretsManagerClient({
            endpoint: moto.url,
            region: "us-east-1",
            credentials: { accessKeyId: "test", secretAccessKey: "test" },
        });
        const { ARN } = await secrets.send(
            new CreateSecretCommand({ Name: `token-${bucket}`, SecretString: "s3cret\n" }),
        );
        publisher.publish("/private", addresses(3));
        publisher.on("/elsewhere", (_, response) => {
            // Another name for the same machine is another origin.
            response.writeHead(302, { location: publisher.url("/private").replace("localhost", "127.0.0.1") }).end();
        });
        publisher.seen.length = 0;
        const source = { ...text("/private"), tokenSecretArn: ARN!, tokenHeader: "Authorization" };
        expect(metric(await run(source), "Fresh")).toBe(1);
        await run({ ...source, path: "/elsewhere", key: "two" }).catch(() => undefined);
        expect(publisher.seen.map(({ path, headers }) => [path, headers.authorization])).toEqual([
            ["/private", "Bearer s3cret"],
            ["/elsewhere", "Bearer s3cret"],
        ]);
    });

    describe("that would make the list worse", () => {
        const GOOD = addresses(100);
        const HTML = "<!DOCTYPE html><html><body>Down for maintenance</body></html>";

        it.each<[string, string, string, string?]>([
            ["holds nothing", "# nothing today\n", "EMPTY"],
            ["holds only private addresses", "10.0.0.1\n192.168.0.0/16\n", "EMPTY"],
            ["shrank to a third", addresses(33), "SHRANK"],
            ["is four times as large", addresses(400), "GREW"],
            ["is a page in place of a list", HTML, "NOT_A_LIST", "text/html"],
            ["is a page that says it is text", `\n ${HTML}`, "NOT_A_LIST"],
            ["is mostly something else", `${addresses(90)}${"error\n".repeat(10)}`, "NOT_A_LIST"],
            ["covers half of the internet", `${GOOD}0.0.0.0/1\n`, "TOO_BROAD"],
            ["covers all of it", `${GOOD}0.0.0.0/0\n`, "TOO_BROAD"],
            ["is a ZIP archive", "PK\u0003\u0004", "NOT_A_LIST"],
        ])("refuses a feed that %s", async (_, content, reason, type) => {
            await deploy();
            publisher.publish("/f", GOOD);
            await run(text("/f"));
            const before = await world.object("state.json");
            publisher.publish("/f", content, type);
            const second = await run(text("/f"));
            expect(second.exitCode).toBe(0);
            expect(refusals(second)).toEqual([reason]);
            expect(metric(second, "Fresh")).toBe(0);
            expect(second.log).toMatch(/^Source one: .{10,}\. What it last held stays\.$/m);
            expect(await world.listInUse()).toBe(GOOD);
            expect(await world.object("state.json")).toBe(before);
        });

        it("refuses a feed over GuardDuty's quota", async () => {
            await deploy({ listType: "TRUSTED" });
            publisher.publish("/q", addresses(2_001));
            const done = await run(text("/q"));
            expect(refusals(done)).toEqual(["OVER_QUOTA"]);
            expect(done.log).toContain("2,001 entries after folding, and GuardDuty takes 2,000");
            expect(await world.listInUse()).toBe(INITIAL);
        });

        it("leaves the list alone where a source was never to be had", async () => {
            await deploy();
            publisher.publish("/there", addresses(3));
            const done = await run(text("/there", "there"), text("/missing", "gone"));
            expect(done.log).toContain("The list stays as it is: source gone was never fetched.");
            expect(await world.listInUse()).toBe(INITIAL);
        });
    });

    describe("whose publisher misbehaves", () => {
        const cases: [string, Parameters<FeedServer["on"]>[1], RegExp][] = [
            ["answers with an error", (_, response) => response.writeHead(500).end("45.9.9.9\n"), /answered 500/],
            [
                "hangs up half way",
                (_, response) => {
                    response.writeHead(200, { "content-length": "100" });
                    response.write("45.9.9.9\n");
                    setTimeout(() => response.destroy(), 20);
                },
                /terminated|other side closed|aborted/,
            ],
            [
                "redirects to plain HTTP",
                (_, response) => response.writeHead(301, { location: "http://localhost/f" }).end(),
                /other than https/,
            ],
            [
                "redirects for ever",
                (request, response) => response.writeHead(302, { location: request.url }).end(),
                /redirects more than 5 times/,
            ],
            [
                "redirects to nonsense",
                (_, response) => response.writeHead(302, { location: "https://[" }).end(),
                /it redirects to "https:\/\/\["/,
            ],
            [
                "says that it sends too much",
                (_, response) => response.writeHead(200, { "content-length": String(40 * 1024 * 1024) }).end(),
                /larger than/,
            ],
            [
                "sends too much without saying so",
                (_, response) => {
                    response.writeHead(200);
                    const line = Buffer.from("45.9.9.9\n".repeat(100_000));
                    const send = (): void => {
                        while (!response.destroyed && response.write(line));
                        if (!response.destroyed) response.once("drain", send);
                    };
                    send();
                },
                /larger than/,
            ],
            [
                "sends little that unpacks to much",
                (_, response) => {
                    response
                        .writeHead(200, { "content-encoding": "gzip" })
                        .end(gzipSync(Buffer.alloc(50 * 1024 * 1024, "45.9.9.9\n")));
                },
                /larger than/,
            ],
        ];

        it.each(cases)("keeps what it had when the publisher %s", async (_, answer, reason) => {
            await deploy();
            publisher.publish("/m", addresses(5));
            await run(text("/m"));
            publisher.on("/m", answer);
            const second = await run(text("/m"));
            expect(second.exitCode).toBe(0);
            expect(second.log).toMatch(reason);
            expect([metric(second, "Fresh"), metric(second, "SourcesFailed")]).toEqual([0, 1]);
            expect(await world.listInUse()).toBe(addresses(5));
        });

        it("takes a packed answer as it is meant", async () => {
            await deploy();
            publisher.on("/gz", (_, response) =>
                response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(addresses(9))),
            );
            expect(metric(await run(text("/gz")), "Entries")).toBe(9);
        });

        it("tells of a feed whose content grows old", async () => {
            await deploy();
            publisher.on("/old", (_, response) =>
                response.writeHead(200, { "last-modified": "Tue, 01 Sep 2026 00:00:00 GMT" }).end(addresses(9)),
            );
            const done = await run({ ...text("/old"), maxAgeDays: 30 });
            expect(done.log).toContain("it has not changed for more than 30 days");
            expect([metric(done, "Fresh"), metric(done, "Entries")]).toEqual([0, 9]);
        });
    });

    describe("that is cut off", () => {
        it("ends with a whole, active list, whichever request was its last", async () => {
            await deploy();
            publisher.publish("/k", addresses(20));
            await run(text("/k"));
            const cuts: string[] = [];
            for (let isCut = true, at = 1; isCut; at += 1) {
                const [before, after] = [addresses(19 + at), addresses(20 + at)];
                publisher.publish("/k", after);
                let requests = 0;
                world.gateway.tap = (when, request) => {
                    requests += 1;
                    if (requests !== at) return;
                    cuts.push(`${when} ${request.replace(/[?].*|[0-9a-f]{32,}/g, "")}`);
                    world.kill();
                };
                isCut = (await run(text("/k"))).exitCode !== 0;
                // In use is the old list or the new one, and never less.
                expect([before, after]).toContain(await world.listInUse());
                world.gateway.tap = () => undefined;
                expect((await run(text("/k"))).exitCode).toBe(0);
                expect(await world.listInUse()).toBe(after);
            }
            // Each of these was the last that the function ever asked, and the last whose answer it never heard.
            for (const request of [
                `GET /feed-${bucket}/state.json`,
                `PUT /feed-${bucket}/sources/one/.txt`,
                `PUT /feed-${bucket}/lists/.txt`,
                `PUT /feed-${bucket}/state.json`,
                "GET /detector//threatintelset/",
                "POST /detector//threatintelset/",
            ]) {
                expect(cuts).toEqual(expect.arrayContaining([`before ${request}`, `after ${request}`]));
            }
        });

        it("comes to the same when two run at once, with different content", async () => {
            await deploy();
            publisher.publish("/two", addresses(20));
            await run(text("/two"));
            for (let round = 0; round < 5; round += 1) {
                let turn = 0;
                publisher.on("/two", (_, response) => {
                    turn += 1;
                    response.writeHead(200).end(addresses(20 + round + turn, turn));
                });
                const results = await Promise.all([run(text("/two")), run(text("/two"))]);
                expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
                expect(results.flatMap(refusals)).toEqual([]);
                const inUse = await world.listInUse();
                expect([addresses(21 + round, 1), addresses(22 + round, 2)]).toContain(inUse);
                const state = JSON.parse(await world.object("state.json")) as { list: string };
                expect(await world.object(`lists/${state.list}.txt`)).toBe(inUse);
            }
        }, 120_000);

        it("leaves the rest to the next run when GuardDuty takes longer than it may", async () => {
            await deploy();
            publisher.publish("/slow", addresses(4));
            const source = { key: "one", url: publisher.url("/slow"), format: { kind: "TEXT" as const } };
            const first = await world.run([source], 20_000);
            expect([first.exitCode, metric(first, "Fresh")]).toEqual([0, 0]);
            expect(metric(await world.run([source]), "Fresh")).toBe(1);
            expect(await world.listInUse()).toBe(addresses(4));
        });
    });
});
