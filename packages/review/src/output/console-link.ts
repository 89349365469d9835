import type { ListedFinding } from "../report/report";

/** Where AWS's console shows a finding; undefined where its Region or id are not such as AWS makes. */
export function consoleLink({ id, region }: Pick<ListedFinding, "id" | "region">): string | undefined {
    if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region) || !/^[0-9a-f]{32}$/.test(id)) return undefined;
    const host = region.startsWith("cn-")
        ? "console.amazonaws.cn"
        : region.startsWith("us-gov-")
          ? "console.amazonaws-us-gov.com"
          : "console.aws.amazon.com";
    return `https://${host}/guardduty/home?region=${region}#/findings?search=id%3D${id}`;
}
