import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { GuardDutyMonitoring } from "pulumi-guardduty";

export interface Size {
    readonly region?: string;
    readonly filters?: number;
}

/** What an account that trains models gets, by the component. */
export function monitor(name: string, { region, filters = 3 }: Size = {}): pulumi.Output<string> {
    const monitoring = new GuardDutyMonitoring(name, {
        profile: "AI_TRAINING",
        trustedIpList: { entries: ["198.51.100.0/24", "203.0.113.7"] },
        threatIpLists: { known: { file: join(__dirname, "threats.txt") } },
        filters: Array.from({ length: filters }, (_, index) => ({
            name: `pulls-${index}`,
            action: "ARCHIVE",
            description: "dataset pulls",
            findingTypes: ["Behavior:EC2/TrafficVolumeUnusual"],
            criteria: { "resource.instanceDetails.imageId": { equals: [`ami-0000000000000${index}`] } },
        })),
        findingsExport: { prefix: "guardduty", expireAfterDays: 365 },
        tags: { Environment: "training" },
        ...(region === undefined ? {} : { region }),
    });
    return monitoring.detectorId;
}
