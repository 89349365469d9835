import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";

const bucket = new s3.Bucket("findings", {});
const denyPlainHttp = bucket.arn.apply((arn) =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [arn, `${arn}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    }),
);
new s3.BucketPolicy("findings-policy", { bucket: bucket.id, policy: denyPlainHttp });
const detector = new guardduty.Detector("main", { tags: { token: pulumi.secret("hidden-value") } });

export const detectorId = detector.id;
