import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
    CreateBucketCommand,
    GetObjectCommand,
    ListObjectsV2Command,
    PutObjectCommand,
    S3Client,
} from "@aws-sdk/client-s3";
import { SimulatedAccount } from "pulumi-guardduty-simulator";
import type { FeedSettings, SourceSettings } from "../../src/threat-list-feed/handler/settings";
import { AwsGateway } from "./aws-gateway";
import type { FeedServer } from "./feed-server";
import { guardDutyApi } from "./guardduty-api";
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

/** A deployed feed: its bucket, its list in GuardDuty, and its function, which runs as a process of its own. */
export class FeedWorld {
    readonly settings: FeedSettings;
    #running: ChildProcess | undefined;

    private constructor(
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
        await s3.send(new CreateBucketCommand({ Bucket: bucket }));
        const account = new SimulatedAccount();
        const guardDuty = account.guardDuty(REGION);
        const { id: detectorId } = await guardDuty.detectors.create({ enable: true });
        await account.s3(REGION).buckets.create(bucket, { objectLock: false });
        const key = "lists/initial.txt";
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
        const gateway = await AwsGateway.start(moto.port, guardDutyApi(account, REGION, s3));
        return new FeedWorld(account, gateway, s3, publisher, { listType, detectorId, listId, bucket }, overrides);
    }

    /** Runs the function to its end, or until it is killed. */
    async run(sources: readonly SourceSettings[], milliseconds = 120_000): Promise<FunctionRun> {
        const settings = { ...this.settings, sources };
        const child = spawn(process.execPath, [join(__dirname, "run-function.cjs"), HANDLER, String(milliseconds)], {
            stdio: ["ignore", "pipe", "pipe"],
            env: {
                ...{ PATH: process.env["PATH"], AWS_REGION: REGION, FEED_SETTINGS: JSON.stringify(settings) },
                ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
                ...{ AWS_ENDPOINT_URL: this.gateway.url, NODE_EXTRA_CA_CERTS: this.publisher.certificateFile },
            },
        });
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

    async keys(): Promise<string[]> {
        const { Contents } = await this.s3.send(new ListObjectsV2Command({ Bucket: this.settings.bucket }));
        return (Contents ?? []).map(({ Key }) => Key ?? "").sort();
    }

    async close(): Promise<void> {
        this.kill();
        await this.gateway.stop();
    }
}
