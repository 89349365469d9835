require("./mocks.cjs");
const { all } = require("@pulumi/pulumi");
const { GuardDutyMonitoring } = require("pulumi-guardduty");

const monitoring = new GuardDutyMonitoring("training", { findingsExport: {} });
all([monitoring.detectorId, monitoring.findingsLocation]).apply(([detectorId, location]) => {
    console.log(JSON.stringify({ detectorId, location, same: monitoring instanceof GuardDutyMonitoring }));
});
