import { DETECTOR_RULES } from "../../../account/guardduty/detector-rules";
import { unless } from "../gone";

/** The answer, or undefined where the detector that it is about is gone. */
export function detectorOrNothing<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
    return unless([DETECTOR_RULES.notFound], ask);
}
