import { ipListType } from "./ip-list";

export const IP_SET = ipListType({
    token: "aws:guardduty/iPSet:IPSet",
    title: "IPSet",
    idProperty: "ipSetId",
    lists: ({ account, region }) => account.guardDuty(region).trustedIpLists,
});
