/**
 * A test's program: its body finds `pulumi`, the library's components, `Provider` of AWS, and AWS's services as `aws.s3`
 * and so on, loaded when they are used. What it puts on `exports` are the stack's outputs.
 */
export function programText(body: string): string {
    return `"use strict";
const pulumi = require("@pulumi/pulumi");
const { FindingNotifications, FindingsExport, FindingsLake, GuardDutyMonitoring, MalwareProtection, ThreatListFeed } =
    require("pulumi-guardduty");
const { findingsBucketPolicy, findingsKeyPolicy } = require("pulumi-guardduty");
const aws = {
    get ec2() { return require("@pulumi/aws/ec2/index.js"); },
    get guardduty() { return require("@pulumi/aws/guardduty/index.js"); },
    get kms() { return require("@pulumi/aws/kms/index.js"); },
    get s3() { return require("@pulumi/aws/s3/index.js"); },
    get Provider() { return require("@pulumi/aws/provider.js").Provider; },
};

${body}
`;
}
