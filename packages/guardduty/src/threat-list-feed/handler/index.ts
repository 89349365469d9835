// The function that the component deploys: this file and what it imports are one file of the package, built with it. AWS's SDK is
// not in it: Lambda's runtime has it.
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { guardDutyList } from "./guardduty-list";
import { metricLines } from "./metrics";
import { runFeed } from "./run-feed";
import { readSettings } from "./settings";
import { FeedStore } from "./store";

/** What is left for the state and the clean-up once the waiting is over. */
const RESERVE_MS = 20_000;
const LONGEST_LINE = 1_000;

interface Invocation {
    getRemainingTimeInMillis(): number;
}

export async function handler(_event: unknown, invocation: Invocation): Promise<void> {
    const settings = readSettings(process.env);
    const secrets = new SecretsManagerClient();
    // Not by the console, which puts a time and an id before what has to be JSON and nothing else.
    const write = (line: string): void => void process.stdout.write(`${line}\n`);
    const metrics = await runFeed(settings, {
        store: new FeedStore(new S3Client(), settings.bucket),
        list: guardDutyList(new GuardDutyClient(), settings),
        secret: async (arn) => {
            const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
            if (SecretString === undefined) throw new Error(`The secret ${arn} holds no text.`);
            return SecretString;
        },
        waiting: {
            now: Date.now,
            sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
            until: Date.now() + invocation.getRemainingTimeInMillis() - RESERVE_MS,
        },
        // Some of it is a publisher's own words, which must not end the line and begin one that counts as a metric.
        log: (line) => write(line.replace(/[\p{C}\u2028\u2029]+/gu, " ").slice(0, LONGEST_LINE)),
    });
    for (const line of metricLines(metrics, Date.now())) write(line);
}
