/**
 * Regions as AWS's global infrastructure documents them. An unknown commercial Region counts as opt-in: every Region
 * introduced since 2019 is.
 */
const ENABLED_BY_DEFAULT = new Set([
    ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
    ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
    ...["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"],
]);

export function partitionOf(region: string): string {
    if (region.startsWith("cn-")) {
        return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

export function dnsSuffixOf(region: string): string {
    return partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

export function isOptInRegion(region: string): boolean {
    return partitionOf(region) === "aws" && !ENABLED_BY_DEFAULT.has(region);
}
