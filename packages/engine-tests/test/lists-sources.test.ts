import { expect, test } from "vitest";
import { replacementOf, startListLife } from "../src/list-life";
import { stepLines } from "../src/steps";

const LISTS = `trustedIpList: { entries: ["8.8.8.8"] }, threatIpLists: { known: { entries: ["9.9.9.9"] } }`;
const IN_CREATED = `new GuardDutyMonitoring("training", { ${LISTS} });`;
const IN_OWN = `
    const own = new aws.s3.Bucket("own", { forceDestroy: true });
    new GuardDutyMonitoring("training", { ${LISTS}, listBucketName: own.id });`;

test("lists move to a bucket of one's own and back, each as with any edit", async () => {
    const { life, watched, takeHeld, buckets, hasBucket } = await startListLife();
    await life.up(IN_CREATED);
    const [created = ""] = buckets();

    for (const body of [IN_OWN, IN_CREATED]) {
        const [before = ""] = buckets();
        takeHeld();
        const lines = stepLines(await life.up(body));
        expect(replacementOf(lines, "training-trusted-ip-list")).toBe("old first");
        expect(replacementOf(lines, "training-threat-ip-list-known")).toBe("new first");
        const held = takeHeld();
        expect(Math.max(...held.map(({ trusted }) => trusted))).toBe(1);
        expect(Math.min(...held.map(({ activeThreats }) => activeThreats))).toBe(1);
        expect(await watched()).toEqual({ trusted: ["8.8.8.8"], known: ["9.9.9.9"] });
        expect(buckets()).not.toContain(before);
        expect(await hasBucket(before)).toBe(false);
    }
    expect(buckets()).not.toContain(created);
    expect(stepLines(await life.up())).toEqual([]);
});

/** The list trusts an address that AWS gives only when it is made. */
const behind = (gateway: string) => `
    const gateway = new aws.ec2.Eip("${gateway}", { domain: "vpc" });
    new GuardDutyMonitoring("training", { trustedIpList: { entries: ["8.8.8.8", gateway.publicIp] } });
    exports.address = gateway.publicIp;`;

test("a list with an address that is known later follows it, and nothing else", async () => {
    const { life, watched } = await startListLife();
    await life.preview(behind("gateway"));
    await life.up();
    const { address } = await life.stack.outputs();
    expect((await watched())["trusted"]?.slice().sort()).toEqual(["8.8.8.8", address].sort());
    expect(stepLines(await life.up())).toEqual([]);

    const steps = stepLines(await life.up(behind("other")));
    expect(replacementOf(steps, "training-trusted-ip-list")).toBe("old first");
    const { address: other } = await life.stack.outputs();
    expect(other).not.toBe(address);
    expect((await watched())["trusted"]?.slice().sort()).toEqual(["8.8.8.8", other].sort());
});

/** A list that somebody else writes, at one of two places. */
const partner = (list: string) => `
    const feed = new aws.s3.Bucket("feed", { forceDestroy: true });
    const object = (key, content) => new aws.s3.BucketObjectv2(key, { bucket: feed.id, key, content });
    const one = object("one.txt", "9.9.9.9\\n");
    const two = object("two.txt", "9.9.9.10\\n");
    const at = (place) => pulumi.interpolate\`s3://\${place.bucket}/\${place.key}\`;
    new GuardDutyMonitoring("training", { threatIpLists: { partner: { ${list} } } });`;

test("another location replaces a list: the new one first, unless it has a name of one's own", async () => {
    const { life, watched } = await startListLife();
    await life.up(partner(`location: at(one)`));
    expect(await watched()).toEqual({ partner: ["9.9.9.9"] });

    const order = async (list: string) => {
        const lines = stepLines(await life.up(partner(list)));
        return replacementOf(lines, "training-threat-ip-list-partner") ?? lines;
    };
    expect(await order(`location: at(two)`)).toBe("new first");
    expect(await watched()).toEqual({ partner: ["9.9.9.10"] });

    expect(await order(`location: at(two), name: "mine"`)).toEqual(["update training-threat-ip-list-partner"]);
    expect(await order(`location: at(one), name: "mine"`)).toBe("old first");
    expect(await watched()).toEqual({ mine: ["9.9.9.9"] });
});
