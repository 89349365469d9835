// terraform-provider-aws, internal/service/guardduty: detector.go, detector_feature.go, filter.go, ipset.go,
// threatintelset.go, publishing_destination.go, malware_protection_plan.go, tags_gen.go.
import { isTagged, optionalText, type Place, type StackResource, text } from "../../stack/stack-resource";
import { type Call, type CallRule, on, passRole, when } from "../call";

const MALWARE_PLAN_PRINCIPAL = "malware-protection-plan.guardduty.amazonaws.com";

/** GuardDuty makes its service-linked role with the caller's permission, the first time in an account. */
function serviceLinkedRole(place: Place, service: string, role: string): readonly Call[] {
    return on("iam", "CreateServiceLinkedRole", serviceLinkedRoleArn(place, service, role), {
        "iam:AWSServiceName": service,
    });
}

function serviceLinkedRoleArn({ partition, accountId }: Place, service: string, role: string): string {
    return `arn:${partition}:iam::${accountId}:role/aws-service-role/${service}/${role}`;
}

function guardDutyRoleArn(place: Place): string {
    return serviceLinkedRoleArn(place, "guardduty.amazonaws.com", "AWSServiceRoleForAmazonGuardDuty");
}

function detectorArn({ partition, region, accountId }: Place, detectorId: string): string {
    return `arn:${partition}:guardduty:${region}:${accountId}:detector/${detectorId}`;
}

function tagCalls(resource: StackResource): { readonly onCreate: readonly Call[]; readonly onUpdate: readonly Call[] } {
    const tag = on("guardduty", "TagResource", text(resource, "arn"));
    const tagged = isTagged(resource);
    return {
        onCreate: when(tagged, tag),
        onUpdate: when(tagged, [...tag, ...on("guardduty", "UntagResource", text(resource, "arn"))]),
    };
}

export const detector: CallRule = (resource, place) => {
    const arn = text(resource, "arn");
    const tags = tagCalls(resource);
    return {
        create: [
            ...on("guardduty", "CreateDetector", "*"),
            ...serviceLinkedRole(place, "guardduty.amazonaws.com", "AWSServiceRoleForAmazonGuardDuty"),
            ...tags.onCreate,
        ],
        read: on("guardduty", "GetDetector", arn),
        update: [...on("guardduty", "UpdateDetector", arn), ...tags.onUpdate],
        delete: on("guardduty", "DeleteDetector", arn),
    };
};

/** Deleting one is no call: the feature stays as it is. */
export const detectorFeature: CallRule = (resource, place) => {
    const arn = detectorArn(place, text(resource, "detectorId"));
    const update = [
        ...on("guardduty", "UpdateDetector", arn),
        ...when(scansVolumes(resource), malwareProtectionRole(place)),
    ];
    return { create: update, read: on("guardduty", "GetDetector", arn), update, delete: [] };
};

function scansVolumes(resource: StackResource): boolean {
    return text(resource, "name") === "EBS_MALWARE_PROTECTION" && text(resource, "status") === "ENABLED";
}

/** Both are in AWS's own policy AmazonGuardDutyFullAccess_v2 for this purpose. */
function malwareProtectionRole(place: Place): readonly Call[] {
    const service = "malware-protection.guardduty.amazonaws.com";
    const role = "AWSServiceRoleForAmazonGuardDutyMalwareProtection";
    return [
        ...serviceLinkedRole(place, service, role),
        ...on("iam", "GetRole", serviceLinkedRoleArn(place, service, role)),
    ];
}

export const filter: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tags = tagCalls(resource);
    return {
        create: [...on("guardduty", "CreateFilter", arn), ...tags.onCreate],
        read: on("guardduty", "GetFilter", arn),
        update: [...on("guardduty", "UpdateFilter", arn), ...tags.onUpdate],
        delete: on("guardduty", "DeleteFilter", arn),
    };
};

/**
 * GuardDuty lets its service-linked role read the list's object by a policy that it puts on the role with the caller's
 * permission (GuardDuty User Guide, "Prerequisites for entity lists and IP lists").
 */
function ipList(api: string): CallRule {
    return (resource, place) => {
        const arn = text(resource, "arn");
        const tags = tagCalls(resource);
        const role = guardDutyRoleArn(place);
        return {
            create: [...on("guardduty", `Create${api}`, "*"), ...on("iam", "PutRolePolicy", role), ...tags.onCreate],
            read: on("guardduty", `Get${api}`, arn),
            update: [
                ...on("guardduty", `Update${api}`, arn),
                ...on("iam", "PutRolePolicy DeleteRolePolicy", role),
                ...tags.onUpdate,
            ],
            delete: [...on("guardduty", `Delete${api}`, arn), ...on("iam", "DeleteRolePolicy", role)],
        };
    };
}

export const ipSet = ipList("IPSet");
export const threatIntelSet = ipList("ThreatIntelSet");

/** What GuardDuty does with the bucket in the caller's name: the user guide, "Exporting findings", permissions of the caller. */
export const publishingDestination: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tags = tagCalls(resource);
    const destination = text(resource, "destinationArn");
    const [bucket = destination] = destination.split("/");
    const hasPrefix = /\/[^/]/.test(destination);
    const access = [
        ...on("s3", "GetBucketLocation", bucket),
        ...on("s3", "PutObject", `${destination.replace(/\/$/, "")}/*`),
        ...when(hasPrefix, [
            ...on("s3", "ListBucket", bucket),
            ...on("s3", "GetObject", `${destination.replace(/\/$/, "")}/*`),
        ]),
    ];
    return {
        create: [...on("guardduty", "CreatePublishingDestination", "*"), ...access, ...tags.onCreate],
        read: on("guardduty", "DescribePublishingDestination ListTagsForResource", arn),
        update: [...on("guardduty", "UpdatePublishingDestination", arn), ...access, ...tags.onUpdate],
        delete: on("guardduty", "DeletePublishingDestination", arn),
    };
};

export const malwareProtectionPlan: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tags = tagCalls(resource);
    const role = passRole(optionalText(resource, "role"), MALWARE_PLAN_PRINCIPAL);
    return {
        create: [...on("guardduty", "CreateMalwareProtectionPlan", "*"), ...role, ...tags.onCreate],
        // The provider takes the tags from no answer but this one's own.
        read: on("guardduty", "GetMalwareProtectionPlan ListTagsForResource", arn),
        update: [...on("guardduty", "UpdateMalwareProtectionPlan", arn), ...role, ...tags.onUpdate],
        delete: on("guardduty", "DeleteMalwareProtectionPlan", arn),
    };
};
