import * as guardduty from "@pulumi/aws/guardduty/index.js";

const detector = new guardduty.Detector("first", {});
new guardduty.Detector("second", {}, { dependsOn: detector });
