import "./mocks.cjs";
import { createRequire } from "node:module";
import { all } from "@pulumi/pulumi";
import { GuardDutyMonitoring } from "pulumi-guardduty";

const monitoring = new GuardDutyMonitoring("training", { findingsExport: {} });
// One class, whichever way it was loaded.
const same = createRequire(import.meta.url)("pulumi-guardduty").GuardDutyMonitoring === GuardDutyMonitoring;
all([monitoring.detectorId, monitoring.findingsLocation]).apply(([detectorId, location]) => {
    console.log(JSON.stringify({ detectorId, location, same }));
});
