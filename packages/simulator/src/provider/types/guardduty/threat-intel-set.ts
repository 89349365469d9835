import { ipListType } from "./ip-list";

export const THREAT_INTEL_SET = ipListType({
    token: "aws:guardduty/threatIntelSet:ThreatIntelSet",
    title: "Threat Intel Set",
    idProperty: "threatIntelSetId",
    lists: ({ account, region }) => account.guardDuty(region).threatIpLists,
});
