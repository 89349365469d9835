// One of everything that a program can ask of an engine. What comes of it is asserted in engine.test.ts.
import * as aws from "@pulumi/aws/index.js";
import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";

class Archive extends pulumi.ComponentResource {
    readonly bucketArn: pulumi.Output<string>;

    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("test:index:Archive", name, { purpose: "archive" }, opts);
        const bucket = new s3.Bucket(`${name}-bucket`, {}, { parent: this, protect: true, retainOnDelete: true });
        new s3.BucketObjectv2(
            `${name}-object`,
            {
                bucket: bucket.id,
                key: "list.txt",
                source: new pulumi.asset.FileAsset("list.txt"),
            },
            { parent: bucket, ignoreChanges: ["key"], aliases: [{ name: "former-name" }] },
        );
        this.bucketArn = bucket.arn;
        this.registerOutputs({ bucketArn: bucket.arn });
    }
}

const config = new pulumi.Config();

const detector = new guardduty.Detector("main", { enable: true });
const adopted = guardduty.Detector.get("adopted", "existing-id");
const archive = new Archive("archive", { dependsOn: detector });

const secretly = new guardduty.IPSet("secretly", {
    activate: true,
    detectorId: detector.id,
    format: "TXT",
    location: config.requireSecret("location"),
});

const irelandProvider = new aws.Provider("ireland", {
    region: "eu-west-1",
    defaultTags: { tags: { Team: "security" } },
});
const inIreland = new guardduty.Detector("in-ireland", {}, { provider: irelandProvider });
const inIrelandToo = new Archive("ireland-archive", { providers: [irelandProvider] });
const lateProvider = new aws.Provider("late", { region: detector.arn.apply((arn) => arn.split(":")[3] ?? "") });
const inLateRegion = new guardduty.Detector("in-late-region", {}, { provider: lateProvider });

const invoked = aws.getRegionOutput({}, { provider: irelandProvider });

detector.arn.apply((arn) => console.log(`applied to ${arn}`));
void pulumi.log.warn("take care", detector);

export const detectorId = detector.id;
export const adoptedArn = adopted.arn;
export const bucketArn = archive.bucketArn;
export const location = secretly.location;
export const regions = {
    main: detector.region,
    ireland: inIreland.region,
    irelandBucket: inIrelandToo.bucketArn,
    late: inLateRegion.region,
};
export const invokedRegion = invoked.region;
