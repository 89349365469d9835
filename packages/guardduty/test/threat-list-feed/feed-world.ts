import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
    CreateBucketCommand,
    DeleteObjectCommand,
    GetObjectCommand,
    ListObjectsV2Command,
    PutBucketVersioningCommand,
    PutObjectCommand,
    S3Client,
} from "@aws-sdk/client-s3";
import { SimulatedAccount } from "pulumi-guardduty-simulator";
import type { FeedSettings, SourceSettings } from "../../src/threat-list-feed/handler/settings";
import { AwsGateway } from "./aws-gateway";
import type { FeedServer } from "./feed-server";
import { guardDutyApi, type GuardDutyWays, USUAL_WAYS } from "./guardduty-api";
import type { MotoServer } from "./moto-server";

const REGION = "us-east-1";
const HANDLER = join(__dirname, "../../dist/threat-list-feed.js");
/** What the component gives GuardDuty until the first run. */
export const INITIAL = "192.0.2.1\n";
const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

export interface FunctionRun {
    /** Null where the function was killed. */
    readonly exitCode: number | null;
    readonly log: string;
    /** The most memory that the process had, in MiB; zero where it did not come to its end. */
    readonly peakMiB: number;
    readonly metrics: Readonly<Record<string, unknown>>[];
}

export interface RunOptions {
    /** How long Lambda lets it run. */
    readonly milliseconds?: number;
    readonly downloadTimeoutMs?: number;
    readonly trustsPublisher?: boolean;
    /** For Node, such as the sizes of its heap. */
    readonly nodeArgs?: readonly string[];
}

/** A deployed feed: its bucket, its list in GuardDuty, and its function, which runs as a process of its own. */
export class FeedWorld {
    readonly settings: FeedSettings;
    #running: ChildProcess | undefined;
    #days = 0;

    private constructor(
        private readonly moto: MotoServer,
        readonly ways: GuardDutyWays,
        readonly account: SimulatedAccount,
        readonly gateway: AwsGateway,
        readonly s3: S3Client,
        private readonly publisher: FeedServer,
        settings: Omit<FeedSettings, "sources" | "limits" | "keepVersions" | "feed">,
        readonly overrides: Partial<FeedSettings>,
    ) {
        this.settings = {
            feed: "blocklist",
            sources: [],
            limits: { maxShrinkPercent: 50, maxGrowthPercent: 200, maxInvalidPercent: 5, widestPrefix: 8 },
            keepVersions: 5,
            ...settings,
            ...overrides,
        };
    }

    static async create(
        moto: MotoServer,
        publisher: FeedServer,
        bucket: string,
        overrides: Partial<FeedSettings> = {},
    ): Promise<FeedWorld> {
        const client = (endpoint: string): S3Client =>
            new S3Client({ endpoint, region: REGION, credentials: CREDENTIALS, forcePathStyle: true });
        const s3 = client(moto.url);
        await moto.travel(0);
        await s3.send(new CreateBucketCommand({ Bucket: bucket }));
        await s3.send(
            new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }),
        );
        const account = new SimulatedAccount();
        const guardDuty = account.guardDuty(REGION);
        const { id: detectorId } = await guardDuty.detectors.create({ enable: true });
        await account.s3(REGION).buckets.create(bucket, { objectLock: false });
        const key = "first/initial.txt";
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: INITIAL }));
        await account.s3(REGION).objects.put(bucket, { key, content: Buffer.from(INITIAL), contentType: "text/plain" });
        const listType = overrides.listType ?? "THREAT";
        const lists = listType === "TRUSTED" ? guardDuty.trustedIpLists : guardDuty.threatIpLists;
        const location = `s3://${bucket}/${key}`;
        const { id: listId } = await lists.create({
            detectorId,
            name: "blocklist",
            format: "TXT",
            location,
            activate: true,
        });
        account.clock.advance(600_000);
        const ways = { ...USUAL_WAYS };
        const gateway = await AwsGateway.start(moto.port, guardDutyApi(account, REGION, s3, ways));
        return new FeedWorld(
            moto,
            ways,
            account,
            gateway,
            s3,
            publisher,
            { listType, detectorId, listId, bucket },
            overrides,
        );
    }

    /** Runs the function to its end, or until it is killed. */
    async run(sources: readonly SourceSettings[], options: RunOptions = {}): Promise<FunctionRun> {
        const { milliseconds = 120_000, downloadTimeoutMs, trustsPublisher = true, nodeArgs = [] } = options;
        const settings = { ...this.settings, sources };
        const child = spawn(
            process.execPath,
            [...nodeArgs, join(__dirname, "run-function.cjs"), HANDLER, String(milliseconds)],
            {
                stdio: ["ignore", "pipe", "pipe"],
                env: {
                    ...{ PATH: process.env["PATH"], AWS_REGION: REGION, FEED_SETTINGS: JSON.stringify(settings) },
                    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
                    AWS_ENDPOINT_URL: this.gateway.url,
                    ...(trustsPublisher ? { NODE_EXTRA_CA_CERTS: this.publisher.certificateFile } : {}),
                    TEST_DAYS_LATER: String(this.#days),
                    ...(downloadTimeoutMs === undefined ? {} : { TEST_TIMEOUT_MS: String(downloadTimeoutMs) }),
                },
            },
        );
        this.#running = child;
        const [out, errors, [exitCode]] = await Promise.all([
            text(child.stdout),
            text(child.stderr),
            once(child, "exit"),
        ]);
        const lines = out.split("\n").filter((line) => line !== "");
        return {
            exitCode: exitCode as number | null,
            log: [...lines.filter((line) => !line.startsWith("{")), errors].join("\n"),
            peakMiB: Number(/^peak (\d+)$/m.exec(errors)?.[1] ?? 0) / 1024,
            metrics: lines
                .filter((line) => line.startsWith("{"))
                .map((line) => JSON.parse(line) as Record<string, unknown>),
        };
    }

    /** Two days go by, after which nothing that is there is young any more. */
    async passDays(): Promise<void> {
        this.#days += 2;
        await this.moto.travel(this.#days);
    }

    /** Ends the function where it stands, as Lambda does when its time is over. */
    kill(): void {
        this.#running?.kill("SIGKILL");
    }

    /** What GuardDuty looks at now: the text of the object that it read last. */
    async listInUse(): Promise<string> {
        this.account.clock.advance(3_600_000);
        const guardDuty = this.account.guardDuty(REGION);
        const { listType, detectorId, listId, bucket } = this.settings;
        const lists = listType === "TRUSTED" ? guardDuty.trustedIpLists : guardDuty.threatIpLists;
        const list = await lists.get(detectorId, listId);
        if (list.status !== "ACTIVE") throw new Error(`The list is ${list.status}: ${list.problem}`);
        return this.object(list.inUse!.location.replace(`s3://${bucket}/`, ""));
    }

    async object(key: string): Promise<string> {
        const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.settings.bucket, Key: key }));
        return Body!.transformToString();
    }

    async remove(key: string): Promise<void> {
        await this.s3.send(new DeleteObjectCommand({ Bucket: this.settings.bucket, Key: key }));
    }

    async keys(): Promise<string[]> {
        const { Contents } = await this.s3.send(new ListObjectsV2Command({ Bucket: this.settings.bucket }));
        return (Contents ?? []).map(({ Key }) => Key ?? "").sort();
    }

    async close(): Promise<void> {
        this.kill();
        await this.gateway.stop();
    }
}
