import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Heard, heardDuring, REGION, TEAM } from "./audience";
import {
    DEPLOYMENT_TIMEOUT_MS,
    draw,
    type ExampleRun,
    messagesOf,
    runExample,
    typesByName,
    withMermaid,
} from "./example-run";

// In two halves: a virus scanner would take this file for a virus.
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

describe("examples/sagemaker-training", () => {
    let run: ExampleRun;

    beforeAll(async () => {
        run = await runExample("sagemaker-training");
        await run.account.sns(REGION).subscriptions.confirm(TEAM);
    }, DEPLOYMENT_TIMEOUT_MS);

    it("previews and updates, without a word of warning", () => {
        expect(messagesOf(run.result)).toEqual([]);
        expect(run.result.outcome).toBe("succeeded");
        expect(typesByName(run.result.preview!)).toEqual(typesByName(run.result.update!));
    });

    it("protects both buckets", () => {
        const bucketOf = (output: string): unknown => run.result.outputs[output]?.value;
        const plans = run.account.guardDuty(REGION).malwareProtection.list();
        const protectedBuckets = plans.map(({ status, bucketName }) => `${status} ${bucketName}`).sort();
        expect(protectedBuckets).toEqual([
            `ACTIVE ${String(bucketOf("artefactsBucket"))}`,
            `ACTIVE ${String(bucketOf("datasetsBucket"))}`,
        ]);
    });

    describe("an upload", () => {
        const put = async (output: string, key: string, content: string): Promise<string> => {
            const bucket = String(run.result.outputs[output]?.value);
            await run.account.s3(REGION).objects.put(bucket, { key, content: Buffer.from(content) });
            return bucket;
        };
        const scan = (bucket: string, key: string): Promise<Heard[]> =>
            heardDuring(run.account, () => run.account.guardDuty(REGION).malwareProtection.scanUpload(bucket, key));
        const isReadable = async (bucket: string, key: string): Promise<boolean> => {
            const deployer = run.account.deployer("aws");
            return typeof (await run.account.s3(REGION).objects.readAs(deployer, bucket, key)) !== "string";
        };

        it("of a dataset is read once it was found clean, and only the record hears of it", async () => {
            const bucket = await put("datasetsBucket", "clean.tar", "text");
            expect(await isReadable(bucket, "clean.tar")).toBe(false);
            expect((await scan(bucket, "clean.tar")).map(({ who }) => who)).toEqual(["log group alerts-record"]);
            expect(await isReadable(bucket, "clean.tar")).toBe(true);
        });

        it("with malware is never read, and the team hears of the scan and of the finding", async () => {
            const bucket = await put("datasetsBucket", "eicar.txt", EICAR);
            const heard = await scan(bucket, "eicar.txt");
            expect(await isReadable(bucket, "eicar.txt")).toBe(false);
            const mails = heard.filter(({ who }) => who === TEAM).map(({ message }) => message);
            expect(mails).toHaveLength(2);
            expect(mails.join("\n")).toContain("THREATS_FOUND");
            expect(mails.join("\n")).toContain("Object:S3/MaliciousFile");
            expect(mails.join("\n")).toContain(bucket);
        });

        it("of an artefact is read at once, and scanned all the same", async () => {
            const bucket = await put("artefactsBucket", "weights.safetensors", EICAR);
            expect(await isReadable(bucket, "weights.safetensors")).toBe(true);
            expect((await scan(bucket, "weights.safetensors")).some(({ who }) => who === TEAM)).toBe(true);
        });
    });

    it("is drawn as it is", async () => {
        const { svg, mermaid } = draw(run.result.update!);
        const readme = join(run.directory, "README.md");
        await expect(svg).toMatchFileSnapshot(join(run.directory, "diagram.svg"));
        await expect(withMermaid(readme, mermaid)).toMatchFileSnapshot(readme);
    });
});
