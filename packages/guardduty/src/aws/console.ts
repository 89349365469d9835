/** Host names of AWS's console by partition. */
const HOSTS: Readonly<Record<string, string>> = {
    aws: "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
    "aws-eusc": "console.amazonaws-eusc.eu",
    "aws-iso": "console.c2shome.ic.gov",
    "aws-iso-b": "console.sc2shome.sgov.gov",
};

/** The host name of AWS's console in a partition; undefined where it is not known. */
export function consoleHostOf(partition: string): string | undefined {
    return Object.hasOwn(HOSTS, partition) ? HOSTS[partition] : undefined;
}
