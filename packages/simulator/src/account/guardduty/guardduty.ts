import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { HasEvents } from "../events/events-service";
import type { HasIam } from "../iam/iam-service";
import type { HasKms } from "../kms/kms-service";
import type { Bucket } from "../s3/bucket";
import type { ObjectVersion } from "../s3/object-version";
import type { HasS3 } from "../s3/s3-service";
import { DestinationAdmission } from "./destination-admission";
import { Detectors } from "./detectors";
import { Filters } from "./filters";
import { Findings } from "./findings";
import { IpListObjects } from "./ip-list-objects";
import { IpLists } from "./ip-lists";
import { MalwareEvents } from "./malware-events";
import { maliciousFile } from "./malware-finding";
import { MalwareProtection } from "./malware-protection";
import { MalwareScanner } from "./malware-scanner";
import { MalwareSetup } from "./malware-setup";
import { readPlan, writePlan } from "./malware-snapshot";
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
    readonly malwareProtection: MalwareProtection;

    constructor(
        private readonly scope: Scope,
        services: HasS3 & HasKms & HasIam & HasEvents,
    ) {
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
        const [setup, events] = [new MalwareSetup(scope, services), new MalwareEvents(scope, services)];
        const scanner = new MalwareScanner(scope, services, setup, events, (...threat) =>
            this.#reportMalware(...threat),
        );
        this.malwareProtection = new MalwareProtection(scope, services, setup, scanner, events);
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
            malwarePlans: this.malwareProtection.state.map(writePlan),
            leftMalwareRules: this.malwareProtection.leftRules,
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
        // A snapshot from before the simulator had plans has none.
        if (snapshot.has("malwarePlans")) {
            this.malwareProtection.restore(
                snapshot.list("malwarePlans", readPlan),
                snapshot.strings("leftMalwareRules"),
            );
        }
    }

    /** Without a detector nothing is found, though it is scanned (GuardDuty User Guide, gdu-malware-protection-s3). */
    async #reportMalware(bucket: Bucket, object: ObjectVersion, threat: string): Promise<void> {
        const { detector } = this.detectors.state;
        if (detector?.enabled === true) {
            await this.findings.emit(maliciousFile(this.scope, detector.id, bucket, object, threat));
        }
    }
}
