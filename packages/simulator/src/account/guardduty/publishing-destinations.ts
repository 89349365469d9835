import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { Tags } from "../core/tags";
import type { DestinationAdmission, DestinationProperties } from "./destination-admission";
import type { Detectors } from "./detectors";
import { DESTINATION_RULES } from "./publishing-destination-rules";
import { checkGuardDutyTags } from "./tags";

export type PublishingStatus =
    "PENDING_VERIFICATION" | "PUBLISHING" | "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY" | "STOPPED";

export interface PublishingDestination {
    readonly detectorId: string;
    readonly id: string;
    readonly arn: string;
    readonly destinationType: string;
    readonly destinationArn: string;
    readonly kmsKeyArn: string;
    readonly status: PublishingStatus;
    /** Since when GuardDuty cannot publish, in milliseconds since the epoch; 0 where it can. */
    readonly publishingFailureStartTimestamp: number;
    readonly tags: Tags;
}

export interface CreateDestination extends DestinationProperties {
    readonly detectorId: string;
    readonly destinationType: string;
    readonly tags?: Tags;
}

export interface DestinationEntry {
    destination: PublishingDestination;
    verifiedAt: number;
}

/** The places GuardDuty exports findings to, in one Region. */
export class PublishingDestinations {
    #entries: DestinationEntry[] = [];

    constructor(
        private readonly scope: Scope,
        private readonly detectors: Detectors,
        private readonly admission: DestinationAdmission,
    ) {}

    /** All there are, for a snapshot. */
    get state(): readonly DestinationEntry[] {
        return this.#entries;
    }

    restore(entries: readonly DestinationEntry[]): void {
        this.#entries = [...entries];
    }

    create(request: CreateDestination): Promise<PublishingDestination> {
        return this.scope.operation("GuardDuty", "CreatePublishingDestination", async () => {
            const detector = this.detectors.require(request.detectorId);
            if (request.destinationType !== "S3") {
                refuse(DESTINATION_RULES.type, request.destinationType);
            }
            checkGuardDutyTags(request.tags ?? {});
            if (!detector.enabled && this.scope.account.unknowns.destinationOfSuspendedDetector === "refuse") {
                refuse(DESTINATION_RULES.suspendedDetector);
            }
            if (this.#entries.some(({ destination }) => destination.detectorId === detector.id)) {
                refuse(DESTINATION_RULES.onlyOne);
            }
            await this.admission.admit(detector, request);
            const id = this.scope.account.ids.hex(32);
            const entry: DestinationEntry = {
                destination: {
                    detectorId: detector.id,
                    id,
                    arn: this.scope.arn("guardduty", `detector/${detector.id}/publishingDestination/${id}`),
                    destinationType: request.destinationType,
                    destinationArn: request.destinationArn,
                    kmsKeyArn: request.kmsKeyArn,
                    status: "PENDING_VERIFICATION",
                    publishingFailureStartTimestamp: 0,
                    tags: request.tags ?? {},
                },
                verifiedAt: this.scope.account.clock.now() + this.scope.account.timings.destinationVerification,
            };
            this.#entries.push(entry);
            return entry.destination;
        });
    }

    /** With the status of now: a bucket, key or policy that has changed since shows in it. */
    describe(detectorId: string, id: string): Promise<PublishingDestination> {
        return this.scope.operation("GuardDuty", "DescribePublishingDestination", async () => {
            const entry = this.#require(detectorId, id);
            await this.#refreshStatus(entry);
            return entry.destination;
        });
    }

    update(detectorId: string, id: string, properties: DestinationProperties): Promise<void> {
        return this.scope.operation("GuardDuty", "UpdatePublishingDestination", async () => {
            const entry = this.#require(detectorId, id);
            await this.admission.admit(this.detectors.require(detectorId), properties);
            entry.destination = {
                ...entry.destination,
                destinationArn: properties.destinationArn,
                kmsKeyArn: properties.kmsKeyArn,
                status: "PENDING_VERIFICATION",
                publishingFailureStartTimestamp: 0,
            };
            entry.verifiedAt = this.scope.account.clock.now() + this.scope.account.timings.destinationVerification;
        });
    }

    setTags(detectorId: string, id: string, tags: Tags): Promise<void> {
        return this.scope.operation("GuardDuty", "TagResource", async () => {
            checkGuardDutyTags(tags);
            const entry = this.#require(detectorId, id);
            entry.destination = { ...entry.destination, tags };
        });
    }

    delete(detectorId: string, id: string): Promise<void> {
        return this.scope.operation("GuardDuty", "DeletePublishingDestination", async () => {
            const entry = this.#require(detectorId, id);
            this.#entries = this.#entries.filter((other) => other !== entry);
        });
    }

    list(detectorId: string): readonly PublishingDestination[] {
        return this.#entries
            .map(({ destination }) => destination)
            .filter((destination) => destination.detectorId === detectorId);
    }

    dropAllOf(detectorId: string): void {
        this.#entries = this.#entries.filter(({ destination }) => destination.detectorId !== detectorId);
    }

    #require(detectorId: string, id: string): DestinationEntry {
        this.detectors.require(detectorId);
        return this.#entries.find(({ destination }) => destination.id === id) ?? refuse(DESTINATION_RULES.notFound, id);
    }

    async #refreshStatus(entry: DestinationEntry): Promise<void> {
        const now = this.scope.account.clock.now();
        const { destination } = entry;
        if (destination.status === "PENDING_VERIFICATION" && now < entry.verifiedAt) {
            return;
        }
        const detector = this.detectors.require(destination.detectorId);
        const publishes = await this.admission.canPublish(detector, destination);
        entry.destination = {
            ...destination,
            status: publishes ? "PUBLISHING" : "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY",
            publishingFailureStartTimestamp: publishes ? 0 : destination.publishingFailureStartTimestamp || now,
        };
    }
}
