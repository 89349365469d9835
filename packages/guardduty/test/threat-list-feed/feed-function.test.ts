import { brotliCompressSync, gzipSync } from "node:zlib";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { feedPolicyDocument } from "../../src/threat-list-feed/policies";
import { mayRole } from "../policies/judge";
import { hasPython } from "../python-environment";
import { DeployedFeed, metric, refusals, type Source, text } from "./deployed-feed";
import { addresses, type FeedServer } from "./feed-server";
import type { AwsCall } from "./aws-gateway";
import { type FunctionRun, INITIAL } from "./feed-world";

/** What a request to AWS needs (Service Authorization Reference), as the SDK sends it to one address for all services. */
function permissionFor({ method, url, target }: AwsCall): [action: string, resource: string] {
    if (target !== undefined) return [target.replace(".", ":"), "*"];
    const { pathname, searchParams } = new URL(url, "http://aws");
    const list = /^\/(detector\/.+)$/.exec(pathname)?.[1];
    if (list !== undefined) {
        return [
            `guardduty:${method === "GET" ? "Get" : "Update"}ThreatIntelSet`,
            `arn:aws:guardduty:us-east-1:111122223333:${list}`,
        ];
    }
    const resource = `arn:aws:s3:::${pathname.slice(1).replace(/\/$/, "")}`;
    if (method === "GET" && searchParams.has("versions")) return ["s3:ListBucketVersions", resource];
    if (method === "DELETE" && searchParams.has("versionId")) return ["s3:DeleteObjectVersion", resource];
    return [{ GET: "s3:GetObject", PUT: "s3:PutObject" }[method] ?? `s3:?${method}`, resource];
}

describe.skipIf(!hasPython)("the function of a feed", { timeout: 180_000 }, () => {
    const feed = new DeployedFeed();
    const deploy = feed.deploy.bind(feed);
    const run = (...sources: Source[]): Promise<FunctionRun> => feed.run(sources);

    it("gives GuardDuty what the feed holds, folded", async () => {
        await deploy();
        feed.publisher.publish("/a", "# comment\n45.0.0.0/25\n45.0.0.128/25\n45.0.0.7\n9.9.9.9 # dns\n\n");
        const first = await run(text("/a"));
        expect(first).toMatchObject({ exitCode: 0 });
        expect(await feed.world.listInUse()).toBe("9.9.9.9\n45.0.0.0/24\n");
        expect([metric(first, "Fresh"), metric(first, "Updated"), metric(first, "Entries")]).toEqual([1, 1, 2]);
    });

    it("sends the publisher what it said last, and changes nothing where nothing has changed", async () => {
        await deploy();
        feed.publisher.publish("/same", addresses(10));
        await run(text("/same"));
        const keys = await feed.world.keys();
        const before = await feed.world.object("state.json");
        feed.publisher.seen.length = 0;
        const second = await run(text("/same"));
        expect(feed.publisher.seen).toMatchObject([{ headers: { "if-none-match": expect.any(String) } }]);
        expect([metric(second, "Fresh"), metric(second, "Updated")]).toEqual([1, 0]);
        expect(await feed.world.keys()).toEqual(keys);
        expect(await feed.world.object("state.json")).toBe(before);
    });

    it("folds several sources, and keeps one that is unchanged or not to be had as it was", async () => {
        await deploy();
        feed.publisher.publish("/x", "45.1.0.1\n");
        feed.publisher.publish("/y", "45.2.0.1\n");
        const both = [text("/x", "x"), text("/y", "y")];
        await run(...both);
        feed.publisher.publish("/y", "45.2.0.1\n45.2.0.9\n");
        await run(...both);
        expect(await feed.world.listInUse()).toBe("45.1.0.1\n45.2.0.1\n45.2.0.9\n");
        feed.publisher.on("/x", (_, response) => response.writeHead(503).end());
        feed.publisher.publish("/y", "45.2.0.9\n");
        const third = await run(...both);
        expect(third.log).toContain("Source x: the server answered 503. What it last held stays.");
        expect([metric(third, "Fresh"), metric(third, "SourcesFailed")]).toEqual([0, 1]);
        expect(await feed.world.listInUse()).toBe("45.1.0.1\n45.2.0.9\n");
    });

    it("reads a column of CSV, by name and by number, and a path of JSON", async () => {
        await deploy();
        feed.publisher.publish("/csv", '# list\nname,"ip, v4",n\nx,45.3.0.1,1\n"y, z","45.3.0.2",2\n', "text/csv");
        feed.publisher.publish("/rows", "a;45.4.0.1\nb;45.4.0.3\n");
        feed.publisher.publish(
            "/json",
            JSON.stringify({ prefixes: [{ ip: "45.5.0.0/24" }, { ip: 4 }, {}, { ip: "45.6.0.1" }] }),
        );
        const done = await run(
            { ...text("/csv", "a"), format: { kind: "CSV", column: "ip, v4", delimiter: "," } },
            { ...text("/rows", "b"), format: { kind: "CSV", column: 2, delimiter: ";" } },
            { ...text("/json", "c"), format: { kind: "JSON", path: "$.prefixes[*].ip" } },
        );
        expect(refusals(done)).toEqual([]);
        expect(await feed.world.listInUse()).toBe("45.3.0.1\n45.3.0.2\n45.4.0.1\n45.4.0.3\n45.5.0.0/24\n45.6.0.1\n");
    });

    it("reads as many entries as GuardDuty takes, within the memory that the component gives it", async () => {
        await deploy();
        feed.publisher.publish("/most", addresses(250_000));
        const started = performance.now();
        const done = await run(text("/most"));
        expect(metric(done, "Entries")).toBe(250_000);
        expect(done.peakMiB).toBeGreaterThan(0);
        expect(done.peakMiB).toBeLessThan(256);
        console.log(`250,000 entries: ${Math.round(done.peakMiB)} MiB, ${Math.round(performance.now() - started)} ms`);
    });

    it("leaves out what GuardDuty would not look at, and a stray line", async () => {
        await deploy();
        feed.publisher.publish("/mixed", `${addresses(40)}10.1.2.3\n2001:db8::1\nfe80::/10\nnot an address\n`);
        const done = await run(text("/mixed"));
        expect(refusals(done)).toEqual([]);
        expect(metric(done, "Entries")).toBe(40);
    });

    it("keeps a trusted list, too", async () => {
        await deploy({ listType: "TRUSTED" });
        feed.publisher.publish("/trusted", "45.7.0.0/24\n");
        expect(refusals(await run(text("/trusted")))).toEqual([]);
        expect(await feed.world.listInUse()).toBe("45.7.0.0/24\n");
    });

    it("asks by date where the publisher gives no ETag", async () => {
        await deploy();
        const date = "Tue, 01 Sep 2026 00:00:00 GMT";
        feed.publisher.on("/dated", ({ headers }, response) => {
            if (headers["if-modified-since"] === date) response.writeHead(304).end();
            else response.writeHead(200, { "last-modified": date }).end(addresses(3));
        });
        await run(text("/dated"));
        feed.publisher.seen.length = 0;
        expect(metric(await run(text("/dated")), "Fresh")).toBe(1);
        expect(feed.publisher.seen).toMatchObject([{ headers: { "if-modified-since": date } }]);
        expect(await feed.world.listInUse()).toBe(addresses(3));
    });

    it("reads an unchanged feed anew by another path, and one whose copy is gone", async () => {
        await deploy();
        feed.publisher.publish("/paths", JSON.stringify({ a: ["45.3.0.1"], b: ["45.3.0.1", "45.3.0.9"] }));
        const source = (path: string): Source => ({ ...text("/paths"), format: { kind: "JSON", path } });
        await run(source("$.a[*]"));
        await run(source("$.b[*]"));
        expect(await feed.world.listInUse()).toBe("45.3.0.1\n45.3.0.9\n");
        const [copy = ""] = (await feed.world.keys()).filter((key) => key.startsWith("sources/"));
        for (const key of (await feed.world.keys()).filter((other) => other.startsWith("sources/"))) {
            await feed.world.remove(key);
        }
        await run(source("$.b[*]"));
        expect((await feed.world.keys()).filter((key) => key.startsWith("sources/"))).toHaveLength(1);
        expect(copy).not.toBe("");
        feed.publisher.on("/paths", (_, response) => response.writeHead(503).end());
        expect((await run(source("$.b[*]"))).log).toContain("2 entries are active");
    });

    it("says what it has left out", async () => {
        await deploy();
        feed.publisher.publish("/left", `${addresses(60)}::1\n2001:db8::/32\n10.0.0.1\nhello\n`);
        expect((await run(text("/left"))).log).toContain(
            "Source one: 60 addresses in 60 entries; left out: 2 IPv6, 1 not publicly routable, " +
                "1 that can't be read, the first in line 64.",
        );
    });

    describe("with a token", () => {
        async function keep(secret: string): Promise<string> {
            const secrets = new SecretsManagerClient({
                endpoint: feed.moto.url,
                region: "us-east-1",
                credentials: { accessKeyId: "test", secretAccessKey: "test" },
            });
            const { ARN } = await secrets.send(
                new CreateSecretCommand({ Name: `token-${feed.bucket}`, SecretString: secret }),
            );
            return ARN!;
        }
        const seen = (): unknown[] => feed.publisher.seen.map(({ path, headers }) => [path, headers.authorization]);

        it("gets it from Secrets Manager, and gives it to the feed's own origin only", async () => {
            await deploy();
            const tokenSecretArn = await keep("s3cret\n");
            feed.publisher.publish("/private", addresses(3));
            feed.publisher.on("/elsewhere", (_, response) =>
                response.writeHead(302, { location: feed.publisher.elsewhere("/back") }).end(),
            );
            feed.publisher.on("/back", (_, response) =>
                response.writeHead(302, { location: feed.publisher.url("/private") }).end(),
            );
            feed.publisher.seen.length = 0;
            const source = { ...text("/private"), tokenSecretArn };
            const first = await run(source);
            expect(metric(first, "Fresh")).toBe(1);
            const second = await run({ ...source, path: "/elsewhere", key: "two" });
            expect(seen()).toEqual([
                ["/private", "Bearer s3cret"],
                ["/elsewhere", "Bearer s3cret"],
                // Another name for the same machine is another origin; whom that one sends back, it sends on its own errand.
                ["/back", undefined],
                ["/private", undefined],
            ]);
            expect(first.log + second.log).not.toContain("s3cret");
        });

        it("sends it by another header as it is", async () => {
            await deploy();
            feed.publisher.publish("/key", addresses(3));
            feed.publisher.seen.length = 0;
            await run({ ...text("/key"), tokenSecretArn: await keep("s3cret"), tokenHeader: "X-Key" });
            expect(feed.publisher.seen).toMatchObject([{ headers: { "x-key": "s3cret" } }]);
        });

        it.each([
            ["that no header takes", "s3cret\nwith a second line"],
            ["that is not ASCII", "s3cret\u2603"],
        ])("%s says so, and not what it is", async (_, token) => {
            await deploy();
            feed.publisher.publish("/odd", addresses(3));
            const done = await run({ ...text("/odd"), tokenSecretArn: await keep(token) });
            expect(done.log).toContain("Source one: its token is empty, or has characters that no header takes");
            expect(JSON.stringify(done)).not.toContain("s3cret");
        });

        it("that is not to be had leaves the other sources be", async () => {
            await deploy();
            feed.publisher.publish("/with", addresses(3));
            feed.publisher.publish("/without", "45.8.0.1\n");
            const tokenSecretArn = await keep("s3cret");
            await run({ ...text("/with", "with"), tokenSecretArn }, text("/without", "without"));
            feed.publisher.publish("/without", "45.8.0.9\n");
            const gone = tokenSecretArn.replace("token-", "no-token-");
            const done = await run({ ...text("/with", "with"), tokenSecretArn: gone }, text("/without", "without"));
            expect(done.log).toContain("Source with: its token can't be read: ResourceNotFoundException");
            expect([metric(done, "SourcesFailed"), metric(done, "Fresh")]).toEqual([1, 0]);
            expect(await feed.world.listInUse()).toBe(`${addresses(3)}45.8.0.9\n`);
        });
    });

    it("asks AWS for nothing that its role does not allow, and its role allows nothing that it does not ask for", async () => {
        const world = await feed.deploy({ keepVersions: 0 });
        for (const count of [4, 5, 6]) {
            feed.publisher.publish("/calls", addresses(count));
            await run(text("/calls"));
            await world.passDays();
        }
        await run(text("/calls"));
        const policy = feedPolicyDocument({
            ...{ partition: "aws", accountId: "111122223333", isTrusted: false },
            listArn: `arn:aws:guardduty:us-east-1:111122223333:detector/${world.settings.detectorId}/threatintelset/${world.settings.listId}`,
            bucketArn: `arn:aws:s3:::${feed.bucket}`,
            ...{ logGroupArn: "arn:aws:logs:::logs", deadLetterQueueArn: "arn:aws:sqs:::queue", secretArns: [] },
        });
        const asked = new Map(world.gateway.calls.map(permissionFor).map((call) => [call.join(" on "), call]));
        for (const [name, [action, resource]] of asked) {
            const allowed = await mayRole(policy, {
                roleArn: "arn:aws:iam::111122223333:role/feed",
                ...{ action, resource, resourceAccountId: "111122223333", context: {} },
            });
            expect(allowed, name).toBe(true);
        }
        const granted = policy.Statement.flatMap(({ Action }) => Action);
        // What AWS does in the role's name: log, keep what failed, give GuardDuty its right to read. And what S3 asks for besides.
        const ofAws = granted.filter((action) => /^(?:logs|sqs|iam):|^s3:ListBucket$/.test(action));
        const actions = [...asked.values()].map(([action]) => action);
        expect(new Set([...actions, ...ofAws])).toEqual(new Set(granted));
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
            ["has a range that covers half of the internet", `${GOOD}1.0.0.0-130.0.0.0\n`, "TOO_BROAD"],
        ])("refuses a feed that %s", async (_, content, reason, type) => {
            await deploy();
            feed.publisher.publish("/f", GOOD);
            await run(text("/f"));
            const before = await feed.world.object("state.json");
            feed.publisher.publish("/f", content, type);
            const second = await run(text("/f"));
            expect(second.exitCode).toBe(0);
            expect(refusals(second)).toEqual([reason]);
            expect(metric(second, "Fresh")).toBe(0);
            expect(second.log).toMatch(/^Source one: .{10,}\. What it last held stays\.$/m);
            expect(await feed.world.listInUse()).toBe(GOOD);
            expect(await feed.world.object("state.json")).toBe(before);
        });

        it("refuses a feed over GuardDuty's quota", async () => {
            await deploy({ listType: "TRUSTED" });
            feed.publisher.publish("/q", addresses(2_001));
            const done = await run(text("/q"));
            expect(refusals(done)).toEqual(["OVER_QUOTA"]);
            expect(done.log).toContain("2,001 entries after folding, and GuardDuty takes 2,000");
            expect(await feed.world.listInUse()).toBe(INITIAL);
        });

        it("leaves the list alone where a source was never to be had", async () => {
            await deploy();
            feed.publisher.publish("/there", addresses(3));
            const done = await run(text("/there", "there"), text("/missing", "gone"));
            expect(done.log).toContain("The list stays as it is: source gone was never fetched.");
            expect(await feed.world.listInUse()).toBe(INITIAL);
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
                "says that nothing has changed, which nobody asked",
                (_, response) => response.writeHead(304).end(),
                /answered 304/,
            ],
            ["says nothing", (_, response) => response.writeHead(204).end(), /answered 204/],
            ["sends a part", (_, response) => response.writeHead(206).end("45.9.9.9\n"), /answered 206/],
            ["never answers", () => undefined, /it took longer than/],
            [
                "never comes to an end",
                (_, response) => {
                    response.writeHead(200).write("45.9.9.9\n");
                    const drip = setInterval(() => response.write("# wait\n"), 50);
                    response.on("close", () => clearInterval(drip));
                },
                /it took longer than/,
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
            // Without a validator, so that no answer is one to a question.
            feed.publisher.on("/m", (_, response) => response.writeHead(200).end(addresses(5)));
            await run(text("/m"));
            feed.publisher.on("/m", answer);
            const second = await feed.run(text("/m"), { downloadTimeoutMs: 3_000 });
            expect(second.exitCode).toBe(0);
            expect(second.log).toMatch(reason);
            expect([metric(second, "Fresh"), metric(second, "SourcesFailed")]).toEqual([0, 1]);
            expect(await feed.world.listInUse()).toBe(addresses(5));
        });

        it("takes nothing from one whose certificate nobody vouches for", async () => {
            await deploy();
            feed.publisher.publish("/tls", addresses(5));
            feed.publisher.seen.length = 0;
            const done = await feed.run(text("/tls"), { trustsPublisher: false });
            expect(done.log).toMatch(/Source one: fetch failed: .*certificate/);
            expect(feed.publisher.seen).toEqual([]);
            expect(await feed.world.listInUse()).toBe(INITIAL);
        });

        it.each([
            ["gzip", gzipSync],
            ["br", brotliCompressSync],
        ])("takes an answer that is packed (%s) as it is meant", async (encoding, pack) => {
            await deploy();
            feed.publisher.on("/packed", (_, response) =>
                response.writeHead(200, { "content-encoding": encoding }).end(pack(addresses(9))),
            );
            expect(metric(await run(text("/packed")), "Entries")).toBe(9);
        });

        it("takes a list for one whatever the server calls it", async () => {
            await deploy();
            feed.publisher.publish("/named", addresses(9), "text/html; charset=iso-8859-1");
            expect(metric(await run(text("/named")), "Entries")).toBe(9);
        });

        it("lets no publisher write lines of the log", async () => {
            await deploy();
            const forged = `\n{"_aws":{},"Fresh":1}\u2028\u001b[2J`;
            feed.publisher.on("/log", (_, response) =>
                response.writeHead(302, { location: `https://[${encodeURI("x".repeat(300))}` }).end(),
            );
            feed.publisher.publish("/words", forged);
            const done = await run(text("/log"), { ...text("/words", "two"), format: { kind: "JSON", path: "$[*]" } });
            expect(done.metrics.filter((line) => "Fresh" in line)).toMatchObject([{ Fresh: 0 }]);
            expect(done.log.replaceAll("\n", "")).not.toMatch(/[\p{C}\u2028\u2029]/u);
        });

        it("tells of a feed whose content grows old", async () => {
            await deploy();
            feed.publisher.on("/old", (_, response) =>
                response.writeHead(200, { "last-modified": "Tue, 01 Sep 2026 00:00:00 GMT" }).end(addresses(9)),
            );
            const done = await run({ ...text("/old"), maxAgeDays: 30 });
            expect(done.log).toContain("it has not changed for more than 30 days");
            expect([metric(done, "Fresh"), metric(done, "Entries")]).toEqual([0, 9]);
        });
    });
});
