interface Partition {
    readonly name: string;
    /** How the codes of its Regions start. */
    readonly regionPrefix: string;
    readonly dnsSuffix: string;
}

/** Every partition but the commercial one, as the AWS SDKs' partitions.json has them. */
const PARTITIONS: readonly Partition[] = [
    { name: "aws-cn", regionPrefix: "cn-", dnsSuffix: "amazonaws.com.cn" },
    { name: "aws-us-gov", regionPrefix: "us-gov-", dnsSuffix: "amazonaws.com" },
    { name: "aws-iso", regionPrefix: "us-iso-", dnsSuffix: "c2s.ic.gov" },
    { name: "aws-iso-b", regionPrefix: "us-isob-", dnsSuffix: "sc2s.sgov.gov" },
    { name: "aws-iso-e", regionPrefix: "eu-isoe-", dnsSuffix: "cloud.adc-e.uk" },
    { name: "aws-iso-f", regionPrefix: "us-isof-", dnsSuffix: "csp.hci.ic.gov" },
    { name: "aws-eusc", regionPrefix: "eusc-", dnsSuffix: "amazonaws.eu" },
];

const COMMERCIAL: Partition = { name: "aws", regionPrefix: "", dnsSuffix: "amazonaws.com" };

/** The partition whose Region this is, as the ARN spells it. A Region that nobody knows yet is a commercial one. */
export function partitionOf(region: string): string {
    return find(region).name;
}

/** What the host names of AWS's endpoints in a Region end with. */
export function dnsSuffixOf(region: string): string {
    return find(region).dnsSuffix;
}

/** Whether a Region cannot be in this partition; a partition that nobody knows yet may have any. */
export function isForeignRegion(region: string, partition: string): boolean {
    const isKnown = [COMMERCIAL, ...PARTITIONS].some(({ name }) => name === partition);
    return isKnown && partitionOf(region) !== partition;
}

function find(region: string): Partition {
    return PARTITIONS.find(({ regionPrefix }) => region.startsWith(regionPrefix)) ?? COMMERCIAL;
}
