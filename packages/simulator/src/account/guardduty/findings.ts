import { refuse } from "../core/aws-error";
import { rules } from "../core/rules";
import type { Scope } from "../core/scope";
import { isJsonObject, type JsonObject } from "../events/event-fields";
import type { HasEvents } from "../events/events-service";
import type { Detectors } from "./detectors";
import type { Filters } from "./filters";
import { meetsCriteria } from "./finding-criteria";
import { badRequest } from "./refusals";

export const FINDING_RULES = rules("finding", {
    detector: {
        text: "There are findings where there is a detector that is enabled",
        source: "GuardDuty User Guide, guardduty_suspend-disable",
        confidence: "documented",
        wording: "general",
        error: badRequest(
            "The request is rejected because the input detectorId is not owned by the current account, or is suspended.",
        ),
    },
});

/** What became of a finding. */
export type ReportedFinding =
    | { readonly archivedBy: string; readonly eventId?: undefined }
    | { readonly archivedBy?: undefined; readonly eventId: string };

/** What GuardDuty finds in one Region: what is not suppressed goes out as an event. */
export class Findings {
    constructor(
        private readonly scope: Scope,
        private readonly detectors: Detectors,
        private readonly filters: Filters,
        private readonly services: HasEvents,
    ) {}

    /**
     * A finding of GuardDuty's, in the shape that its events have. A suppression rule archives it, and then there is no
     * event (GuardDuty User Guide, findings_suppression-rule).
     */
    report(finding: JsonObject): Promise<ReportedFinding> {
        return this.scope.operation("GuardDuty", "report", () => this.emit(finding));
    }

    /** The same within an operation, as a scan is. */
    async emit(finding: JsonObject): Promise<ReportedFinding> {
        const detectorId = this.#enabledDetector();
        const filter = this.filters
            .list(detectorId)
            .find(({ action, criteria }) => action === "ARCHIVE" && meetsCriteria(finding, criteria));
        if (filter !== undefined) {
            return { archivedBy: filter.name };
        }
        const events = this.services.events(this.scope.region);
        const detailType = "GuardDuty Finding";
        return { eventId: await events.emit({ source: "aws.guardduty", detailType, detail: finding }) };
    }

    /** A sample of a finding, as CreateSampleFindings makes it: it says so in its title and in its details. */
    reportSample(finding: JsonObject): Promise<ReportedFinding> {
        const service = isJsonObject(finding["service"]) ? finding["service"] : {};
        const additionalInfo = isJsonObject(service["additionalInfo"]) ? service["additionalInfo"] : {};
        const title = typeof finding["title"] === "string" ? finding["title"] : "";
        return this.report({
            ...finding,
            title: `[SAMPLE] ${title}`,
            service: { ...service, additionalInfo: { ...additionalInfo, sample: true } },
        });
    }

    #enabledDetector(): string {
        const { detector } = this.detectors.state;
        return detector?.enabled === true ? detector.id : refuse(FINDING_RULES.detector);
    }
}
