import * as pulumi from "@pulumi/pulumi";
import { parseDetectorArn } from "../aws/arns";

export interface AccountPlace {
    readonly accountId: string;
    readonly region: string;
}

/** Account and Region, as the detector's ARN says: a look-up would yield nothing in a preview under a provider not known yet. */
export function placeOf(detectorArn: string): AccountPlace {
    const parsed = parseDetectorArn(String(detectorArn));
    if ("value" in parsed) return parsed.value;
    throw new Error(
        `The AWS provider returned ${detectorArn} as the detector's ARN. ${parsed.fault} ` +
            "In a unit test, have the mocks return an arn for aws:guardduty/detector:Detector.",
    );
}

/** The id that AWS gave, without the detector's that the provider joins to it: `<detector id>:<list id>`. */
export function ownId(joinedId: string): string {
    return joinedId.slice(joinedId.indexOf(":") + 1);
}

/** An output per resource, as one output by key. */
export function mapOutputs<T>(
    resources: Readonly<Record<string, T>>,
    toOutput: (resource: T) => pulumi.Output<string>,
): pulumi.Output<Record<string, string>> {
    return pulumi.output(
        Object.fromEntries(Object.entries(resources).map(([key, resource]) => [key, toOutput(resource)])),
    );
}

/** An output that is there whether or not what it tells of is. */
export function orUndefined(output: pulumi.Output<string> | undefined): pulumi.Output<string | undefined> {
    return output ?? pulumi.output(undefined);
}
