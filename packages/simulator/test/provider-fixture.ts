import { beforeEach, expect } from "vitest";

import {
    SimulatedAccount,
    SimulatedAwsProvider,
    type DiffResult,
    type PropertyMap,
    type ResourceState,
    type SimulatedAccountOptions,
} from "../src/index";

export const REGION = "eu-west-1";
export const DETECTOR = "aws:guardduty/detector:Detector";
export const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";
export const IP_SET = "aws:guardduty/iPSet:IPSet";
export const THREAT_SET = "aws:guardduty/threatIntelSet:ThreatIntelSet";
export const FILTER = "aws:guardduty/filter:Filter";
export const BUCKET = "aws:s3/bucket:Bucket";
export const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const KEY = "aws:kms/key:Key";
export const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";
export const ALIAS = "aws:kms/alias:Alias";
export const EIP = "aws:ec2/eip:Eip";

export let account: SimulatedAccount;
export let provider: SimulatedAwsProvider;

/** Begins again, with an account that holds nothing. */
export function start(
    options: SimulatedAccountOptions & { readonly defaultTags?: Readonly<Record<string, string>> } = {},
): void {
    const { defaultTags = {}, ...accountOptions } = options;
    account = new SimulatedAccount(accountOptions);
    provider = new SimulatedAwsProvider({ account, region: REGION, defaultTags });
}

beforeEach(() => start());

export interface Made extends ResourceState {
    readonly type: string;
    readonly inputs: PropertyMap;
}

export async function checked(type: string, news: PropertyMap, olds?: PropertyMap, name = "res"): Promise<PropertyMap> {
    const { inputs, failures } = await provider.check({
        type,
        name,
        news,
        ...(olds && { olds }),
        seed: `urn::${name}`,
    });
    expect(failures).toEqual([]);
    return inputs;
}

export async function failuresOf(type: string, news: PropertyMap): Promise<string[]> {
    const { failures } = await provider.check({ type, name: "res", news, seed: "urn" });
    return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

export async function make(type: string, news: PropertyMap, name = "res"): Promise<Made> {
    const inputs = await checked(type, news, undefined, name);
    return { type, inputs, ...(await provider.create({ type, inputs, preview: false })) };
}

export async function diff({ type, id, properties, inputs }: Made, news: PropertyMap): Promise<DiffResult> {
    return provider.diff({ type, id, olds: properties, oldInputs: inputs, news: await checked(type, news, inputs) });
}

export async function changes(made: Made, news: PropertyMap): Promise<string[]> {
    return (await diff(made, news)).changes.map(({ path, kind }) => `${kind} ${path}`);
}

export async function change(made: Made, news: PropertyMap): Promise<PropertyMap> {
    const { type, id, properties, inputs } = made;
    const newInputs = await checked(type, news, inputs);
    return provider.update({ type, id, olds: properties, news: newInputs, preview: false });
}

export async function detector(): Promise<string> {
    return (await make(DETECTOR, {}, "detector")).id;
}

export const filter = (detectorId: string, more: PropertyMap = {}): PropertyMap => ({
    ...{ detectorId, name: "noise", action: "NOOP", rank: 1 },
    findingCriteria: { criterions: [{ field: "type", equals: ["Recon:EC2/Portscan"] }] },
    ...more,
});

export const criterion = (field: string, condition: PropertyMap): PropertyMap => ({
    findingCriteria: { criterions: [{ field, ...condition }] },
});

export async function listBucket(): Promise<void> {
    const s3 = account.s3(REGION);
    await s3.buckets.create("lists", { objectLock: false });
    await s3.objects.put("lists", { key: "a.txt", content: Buffer.from("198.51.100.0/24\n") });
    await s3.objects.put("lists", { key: "b.txt", content: Buffer.from("203.0.113.0/24\n") });
    await s3.objects.put("lists", { key: "bad.txt", content: Buffer.from("nonsense\n") });
}

export const list = (detectorId: string, more: PropertyMap = {}): PropertyMap => ({
    ...{ detectorId, name: "trusted", format: "TXT", location: "s3://lists/a.txt", activate: true },
    ...more,
});
