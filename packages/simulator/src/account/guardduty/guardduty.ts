import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { HasEvents } from "../events/events-service";
import type { HasKms } from "../kms/kms-service";
import type { HasS3 } from "../s3/s3-service";
import { DestinationAdmission } from "./destination-admission";
import { Detectors } from "./detectors";
import { Filters } from "./filters";
import { Findings } from "./findings";
import { IpListObjects } from "./ip-list-objects";
import { IpLists } from "./ip-lists";
import { PublishingDestinations } from "./publishing-destinations";
import {
    readDestination,
    readDetector,
    readFilter,
    readList,
    writeDestination,
    writeDetector,
    writeFilter,
    writeList,
} from "./snapshots";

/** GuardDuty in one Region of an account. */
export class GuardDuty {
    readonly detectors: Detectors;
    readonly trustedIpLists: IpLists;
    readonly threatIpLists: IpLists;
    readonly filters: Filters;
    readonly findings: Findings;
    readonly destinations: PublishingDestinations;

    constructor(scope: Scope, services: HasS3 & HasKms & HasEvents) {
        this.detectors = new Detectors(scope, {
            onDelete: (detectorId) => {
                this.trustedIpLists.dropAllOf(detectorId);
                this.threatIpLists.dropAllOf(detectorId);
                this.filters.dropAllOf(detectorId);
                this.destinations.dropAllOf(detectorId);
            },
        });
        const objects = new IpListObjects(scope, services);
        this.trustedIpLists = new IpLists(scope, this.detectors, objects, "trusted");
        this.threatIpLists = new IpLists(scope, this.detectors, objects, "threat");
        this.filters = new Filters(scope, this.detectors);
        this.findings = new Findings(scope, this.detectors, this.filters, services);
        const admission = new DestinationAdmission(scope, services);
        this.destinations = new PublishingDestinations(scope, this.detectors, admission);
    }

    snapshot(): Snapshot {
        const { detector, wasEnabled } = this.detectors.state;
        return {
            detector: detector && writeDetector(detector),
            wasEnabled,
            trustedIpLists: this.trustedIpLists.state.map(writeList),
            threatIpLists: this.threatIpLists.state.map(writeList),
            filters: this.filters.state.map(writeFilter),
            destinations: this.destinations.state.map(writeDestination),
        };
    }

    restore(snapshot: SnapshotReader): void {
        const detector = snapshot.optionalObject("detector");
        this.detectors.restore({
            detector: detector && readDetector(detector),
            wasEnabled: snapshot.boolean("wasEnabled"),
        });
        this.trustedIpLists.restore(snapshot.list("trustedIpLists", readList));
        this.threatIpLists.restore(snapshot.list("threatIpLists", readList));
        this.filters.restore(snapshot.list("filters", readFilter));
        this.destinations.restore(snapshot.list("destinations", readDestination));
    }
}
