import * as guardduty from "@pulumi/aws/guardduty/index.js";

const detector = new guardduty.Detector("main", { enable: true });

export const detectorId: typeof detector.id = detector.id;
