import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { AdditionalConfiguration, Detector, FeatureStatus } from "./detectors";
import type { Condition, Filter } from "./filters";
import type { IpListEntry, ListOutcome } from "./ip-lists";
import type { DestinationEntry } from "./publishing-destinations";

const STATUSES: readonly FeatureStatus[] = ["ENABLED", "DISABLED"];
const TEXTS = ["equals", "notEquals", "matches", "notMatches"] as const;
const BOUNDS = ["greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"] as const;

export function writeDetector({ features, ...detector }: Detector): Snapshot {
    return {
        ...detector,
        features: features.map((feature) => ({
            ...feature,
            additionalConfigurations: feature.additionalConfigurations.map((one) => ({ ...one })),
        })),
    };
}

export function readDetector(detector: SnapshotReader): Detector {
    return {
        id: detector.string("id"),
        arn: detector.string("arn"),
        enabled: detector.boolean("enabled"),
        findingPublishingFrequency: detector.string("findingPublishingFrequency"),
        features: detector.list("features", (feature) => ({
            ...readStatus(feature),
            additionalConfigurations: feature.list("additionalConfigurations", readStatus),
        })),
        tags: detector.map("tags"),
        createdAt: detector.number("createdAt"),
        updatedAt: detector.number("updatedAt"),
    };
}

function readStatus(feature: SnapshotReader): AdditionalConfiguration {
    return { name: feature.string("name"), status: feature.oneOf("status", STATUSES) };
}

export function writeFilter({ criteria, ...filter }: Filter): Snapshot {
    const conditions = [...criteria].map(([field, condition]) => {
        const written: Record<string, Snapshot> = { field };
        for (const name of TEXTS) {
            written[name] = condition[name];
        }
        for (const name of BOUNDS) {
            written[name] = condition[name]?.toString();
        }
        return written;
    });
    return { ...filter, criteria: conditions };
}

export function readFilter(filter: SnapshotReader): Filter {
    return {
        detectorId: filter.string("detectorId"),
        name: filter.string("name"),
        arn: filter.string("arn"),
        action: filter.string("action"),
        description: filter.string("description"),
        rank: filter.number("rank"),
        criteria: new Map(filter.list("criteria", (one) => [one.string("field"), readCondition(one)])),
        tags: filter.map("tags"),
    };
}

function readCondition(snapshot: SnapshotReader): Condition {
    const condition: Record<string, readonly string[] | bigint> = {};
    for (const name of TEXTS.filter((one) => snapshot.has(one))) {
        condition[name] = snapshot.strings(name);
    }
    for (const name of BOUNDS.filter((one) => snapshot.has(one))) {
        condition[name] = snapshot.bigint(name);
    }
    return condition;
}

export function writeList({ list, transition }: IpListEntry): Snapshot {
    const { inUse, ...rest } = list;
    return {
        list: { ...rest, inUse: inUse && { ...inUse } },
        transition: transition && { at: transition.at, outcome: writeOutcome(transition.outcome) },
    };
}

function writeOutcome({ inUse, ...outcome }: ListOutcome): Snapshot {
    return { ...outcome, inUse: inUse && { ...inUse } };
}

export function readList(entry: SnapshotReader): IpListEntry {
    const list = entry.object("list");
    const transition = entry.optionalObject("transition");
    return {
        list: {
            detectorId: list.string("detectorId"),
            id: list.string("id"),
            arn: list.string("arn"),
            name: list.string("name"),
            format: list.string("format"),
            location: list.string("location"),
            tags: list.map("tags"),
            ...readOutcome(list),
        },
        transition: transition && { at: transition.number("at"), outcome: readOutcome(transition.object("outcome")) },
    };
}

function readOutcome(outcome: SnapshotReader): ListOutcome {
    const inUse = outcome.optionalObject("inUse");
    return {
        status: outcome.oneOf("status", [
            ...(["INACTIVE", "ACTIVATING", "ACTIVE", "DEACTIVATING", "ERROR"] as const),
            ...(["DELETE_PENDING", "DELETED"] as const),
        ]),
        inUse: inUse && {
            location: inUse.string("location"),
            etag: inUse.string("etag"),
            entries: inUse.optionalNumber("entries"),
        },
        problem: outcome.optionalString("problem"),
    };
}

export function writeDestination({ destination, verifiedAt }: DestinationEntry): Snapshot {
    return { ...destination, verifiedAt };
}

export function readDestination(destination: SnapshotReader): DestinationEntry {
    return {
        destination: {
            detectorId: destination.string("detectorId"),
            id: destination.string("id"),
            arn: destination.string("arn"),
            destinationType: destination.string("destinationType"),
            destinationArn: destination.string("destinationArn"),
            kmsKeyArn: destination.string("kmsKeyArn"),
            status: destination.oneOf("status", [
                ...(["PENDING_VERIFICATION", "PUBLISHING", "STOPPED"] as const),
                "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY",
            ]),
            publishingFailureStartTimestamp: destination.number("publishingFailureStartTimestamp"),
            tags: destination.map("tags"),
        },
        verifiedAt: destination.number("verifiedAt"),
    };
}
