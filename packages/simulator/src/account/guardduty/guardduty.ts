import { Detectors } from "./detectors";
import { Filters } from "./filters";
import { IpLists } from "./ip-lists";
import { PublishingDestinations } from "./publishing-destinations";
import type { Scope } from "../core/scope";

/** GuardDuty in one Region of an account. */
export class GuardDuty {
    readonly detectors: Detectors;
    readonly trustedIpLists: IpLists;
    readonly threatIpLists: IpLists;
    readonly filters: Filters;
    readonly destinations: PublishingDestinations;

    constructor(scope: Scope) {
        this.detectors = new Detectors(scope, {
            onDelete: (detectorId) => {
                this.trustedIpLists.dropAllOf(detectorId);
                this.threatIpLists.dropAllOf(detectorId);
                this.filters.dropAllOf(detectorId);
                this.destinations.dropAllOf(detectorId);
            },
        });
        this.trustedIpLists = new IpLists(scope, this.detectors, "trusted");
        this.threatIpLists = new IpLists(scope, this.detectors, "threat");
        this.filters = new Filters(scope, this.detectors);
        this.destinations = new PublishingDestinations(scope, this.detectors);
    }
}
