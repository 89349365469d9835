import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { AwsError, type SimulatedAccount } from "pulumi-guardduty-simulator";
import type { Route } from "./aws-gateway";

const PATH = /^\/detector\/([^/]+)\/(threatintelset|ipset)\/([^/?]+)$/;

export interface GuardDutyWays {
    /** What GuardDuty gets to read of an object: something else where it is to be displeased with a list. */
    read: (content: Buffer) => Buffer;
    /** Answers in GuardDuty's place, such as with 429. */
    answerFirst: (method: string) => { status: number; body: string } | undefined;
    /** How much time passes at each request. */
    pace: number;
}

export const USUAL_WAYS: GuardDutyWays = { read: (content) => content, answerFirst: () => undefined, pace: 60_000 };

/**
 * GuardDuty's operations on lists as its REST protocol has them, answered by the simulated account. The objects that its lists are
 * read from are in another server's S3: they are fetched when the account is about to read them.
 */
export function guardDutyApi(account: SimulatedAccount, region: string, s3: S3Client, ways: GuardDutyWays): Route {
    return ({ method, url = "" }, body) => {
        const [, detectorId = "", kind, id = ""] = PATH.exec(url) ?? [];
        if (kind === undefined) return undefined;
        const lists =
            kind === "ipset" ? account.guardDuty(region).trustedIpLists : account.guardDuty(region).threatIpLists;
        const first = ways.answerFirst(method ?? "");
        if (first !== undefined) return Promise.resolve(first);
        return answer(async () => {
            // Time passes while somebody asks.
            account.clock.advance(ways.pace);
            if (method === "GET") {
                const { name, format, location, status } = await lists.get(detectorId, id);
                return { name, format, location, status, tags: {} };
            }
            const { location, activate } = JSON.parse(body.toString()) as { location?: string; activate?: boolean };
            if (location !== undefined) await copy(account, region, s3, location, ways);
            await lists.update(detectorId, id, {
                ...(location === undefined ? {} : { location }),
                ...(activate === undefined ? {} : { activate }),
            });
            return {};
        });
    };
}

async function answer(run: () => Promise<object>): Promise<{ status: number; body: string }> {
    try {
        return { status: 200, body: JSON.stringify(await run()) };
    } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        // The REST protocol of GuardDuty's API model: the code in __type, as the SDK reads it.
        return { status: error.status, body: JSON.stringify({ __type: error.code, message: error.message }) };
    }
}

async function copy(
    account: SimulatedAccount,
    region: string,
    s3: S3Client,
    location: string,
    ways: GuardDutyWays,
): Promise<void> {
    const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
    try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const content = ways.read(Buffer.from((await Body?.transformToByteArray()) ?? []));
        await account.s3(region).objects.put(bucket, { key, content, contentType: "text/plain" });
    } catch {
        // There is none (any more): the account refuses it in GuardDuty's words.
        await account.s3(region).objects.delete(bucket, key);
    }
}
