import { partitionOf } from "./partitions";

/**
 * Where Amazon Q Developer in chat applications is called from a Region: its configurations are the account's, for topics of any
 * Region, but it has an endpoint in four only (its Administrator Guide, "VPC endpoints"; aws/aws-cli#8658). The nearest one,
 * since an organization may keep its accounts to one part of the world.
 */
export function chatRegionFor(region: string): string {
    if (partitionOf(region) !== "aws") return region;
    if (region.startsWith("us-west-")) return "us-west-2";
    if (/^(?:eu|af|me|il)-/.test(region)) return "eu-west-1";
    return region.startsWith("ap-") ? "ap-southeast-1" : "us-east-2";
}
