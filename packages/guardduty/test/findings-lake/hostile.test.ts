// What no program means to give, at every place of FindingsLake's arguments: the one kind of error, soon, and printable.
import { FindingsLake } from "../../src/index";
import { testHostileValues } from "../hostile";

const NEEDED = {
    findingsLocation: "s3://findings/AWSLogs/111122223333/GuardDuty/eu-west-1/",
    findingsKmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
};
const lake = (more: object) => () => Reflect.construct(FindingsLake, ["l", { ...NEEDED, ...more }]);

/** Where a value may stand, one place of each kind. */
testHostileValues({
    "the arguments": (value) => () => Reflect.construct(FindingsLake, ["l", value]),
    "the location": (value) => lake({ findingsLocation: value }),
    "the key": (value) => lake({ findingsKmsKeyArn: value }),
    accounts: (value) => lake({ accountIds: value }),
    "an account": (value) => lake({ accountIds: [value] }),
    "a Region": (value) => lake({ regions: [value] }),
    "a day": (value) => lake({ firstDay: value }),
    "a name": (value) => lake({ databaseName: value }),
    "a number": (value) => lake({ bytesScannedCutoffPerQuery: value }),
    "the role": (value) => lake({ reviewRole: value }),
    "a principal": (value) => lake({ reviewRole: { trustedPrincipalArns: [value] } }),
    tags: (value) => lake({ tags: value }),
});
