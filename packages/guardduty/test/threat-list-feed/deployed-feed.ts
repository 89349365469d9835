import { afterAll, afterEach, beforeAll } from "vitest";
import type { SourceSettings } from "../../src/threat-list-feed/handler/settings";
import { FeedServer } from "./feed-server";
import { FeedWorld, type FunctionRun, type RunOptions } from "./feed-world";
import { MotoServer } from "./moto-server";

/** A source by its path at the publisher. */
export type Source = Omit<SourceSettings, "url"> & { path: string };

export function text(path: string, key = "one"): Source {
    return { key, path, format: { kind: "TEXT" } };
}

export const metric = ({ metrics }: FunctionRun, name: string): unknown => metrics.find((line) => name in line)?.[name];
export const refusals = ({ metrics }: FunctionRun): unknown[] => metrics.flatMap(({ Reason }) => Reason ?? []);

/** What the tests of one file deploy to and fetch from: one AWS, one publisher, and a world of its own for each feed. */
export class DeployedFeed {
    moto!: MotoServer;
    publisher!: FeedServer;
    world!: FeedWorld;
    /** Name of the world's bucket. */
    bucket = "";
    #count = 0;

    constructor() {
        beforeAll(async () => {
            [this.moto, this.publisher] = await Promise.all([MotoServer.start(), FeedServer.start()]);
        }, 180_000);
        afterEach(() => this.world.close());
        afterAll(async () => {
            await Promise.all([this.moto.stop(), this.publisher.stop()]);
        });
    }

    async deploy(overrides: Parameters<typeof FeedWorld.create>[3] = {}): Promise<FeedWorld> {
        this.#count += 1;
        this.bucket = `feed-${this.#count}`;
        this.world = await FeedWorld.create(this.moto, this.publisher, this.bucket, overrides);
        return this.world;
    }

    run(sources: Source | readonly Source[], options?: RunOptions): Promise<FunctionRun> {
        const list = [sources].flat();
        return this.world.run(
            list.map(({ path, ...source }) => ({ ...source, url: this.publisher.url(path) })),
            options,
        );
    }
}
