import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { FindingsLake } from "../../src/index";
import { planFindingsLake } from "../../src/findings-lake/plan";
import { InvalidArgsError } from "../../src/validation/invalid-args-error";
import { record } from "../recorder";
import { reasonsIn } from "../refusals";

const KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const GOOD = {
    findingsLocation: "s3://findings/AWSLogs/111122223333/GuardDuty/eu-west-1/",
    findingsKmsKeyArn: KEY_ARN,
};
const ACCOUNTS = Array.from({ length: 51 }, (_, index) => String(100_000_000_000 + index));

function reasons(args: object): Record<string, string> {
    try {
        planFindingsLake("lake", args, undefined);
    } catch (error) {
        if (InvalidArgsError.isInstance(error)) return reasonsIn(error);
        throw error;
    }
    return {};
}

const arns = (...trustedPrincipalArns: unknown[]): object => ({ reviewRole: { trustedPrincipalArns } });

describe("the arguments of FindingsLake", () => {
    it.each<[string, object]>([
        ["what it needs", {}],
        ["a prefix", { findingsLocation: "s3://findings/logs/guardduty/AWSLogs/111122223333/GuardDuty/eu-west-1" }],
        ["fifty accounts", { accountIds: ACCOUNTS.slice(1) }],
        ["fifty accounts with a role", { accountIds: ACCOUNTS.slice(1), ...arns("arn:aws:iam::111122223333:root") }],
        ["a leap day", { firstDay: "2028-02-29" }],
        ["the smallest limit", { bytesScannedCutoffPerQuery: 10_485_760 }],
        [
            "a role of Identity Center",
            arns("arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Security_1a2b"),
        ],
        ["a user", arns("arn:aws:iam::111122223333:user/people/alice@example.com")],
        ["a key and a bucket of another Region", { findingsKmsKeyArn: KEY_ARN.replace("eu-west-1", "us-east-1") }],
    ])("may be %s", (_what, args) => {
        expect(reasons({ ...GOOD, ...args })).toEqual({});
    });

    it.each<[object, string, string]>([
        [{ findingsLocation: undefined }, "findingsLocation", "must be where findings are exported to"],
        [{ findingsLocation: "arn:aws:s3:::findings" }, "findingsLocation", "does not start with s3://"],
        [
            { findingsLocation: "s3://Findings/AWSLogs/111122223333/GuardDuty/eu-west-1/" },
            "findingsLocation",
            "lower case",
        ],
        [{ findingsLocation: "s3://findings/" }, "findingsLocation", "Give the output findingsLocation"],
        [{ findingsLocation: "s3://findings/AWSLogs/1/GuardDuty/eu-west-1/" }, "findingsLocation", "12 digits"],
        [
            { findingsLocation: "s3://findings/AWSLogs/111122223333/GuardDuty/eu/" },
            "findingsLocation",
            "must be a Region",
        ],
        [
            { findingsLocation: "s3://findings/a*/AWSLogs/111122223333/GuardDuty/eu-west-1/" },
            "findingsLocation",
            "wildcards",
        ],
        [{ findingsKmsKeyArn: "alias/findings" }, "findingsKmsKeyArn", "It is an alias"],
        [
            { findingsKmsKeyArn: KEY_ARN.replace("aws", "aws-cn").replace("eu-west-1", "cn-north-1") },
            "findingsKmsKeyArn",
            "in the partition of findingsLocation, aws",
        ],
        [{ accountIds: [] }, "accountIds", "1 to 50 account ids"],
        [{ accountIds: ACCOUNTS }, "accountIds", "1 to 50 account ids"],
        [{ accountIds: ["111122223333", 444455556666] }, "accountIds[1]", "12 digits, as a text"],
        [{ regions: ["eu-west"] }, "regions[0]", "must be the code of a Region"],
        [{ regions: ["eu-west-1", "cn-north-1"] }, "regions[1]", "in the partition of findingsLocation, aws"],
        [{ firstDay: "2026-02-29" }, "firstDay", "There is no such day"],
        [{ firstDay: "2026/02/01" }, "firstDay", "with hyphens"],
        [{ databaseName: "Findings" }, "databaseName", "lower case"],
        [{ databaseName: "guardduty-findings" }, "databaseName", "Write _ in place of -"],
        [{ databaseName: "2_findings" }, "databaseName", "must be a letter"],
        [{ databaseName: 'x"; DROP' }, "databaseName", "lower case"],
        [{ resultsExpireAfterDays: 0 }, "resultsExpireAfterDays", "from 1 to 36500"],
        [{ bytesScannedCutoffPerQuery: 10_485_759 }, "bytesScannedCutoffPerQuery", "from 10485760"],
        [{ resultsKmsKeyArn: "1234abcd-12ab-34cd-56ef-1234567890ab" }, "resultsKmsKeyArn", "give the key's ARN"],
        [{ reviewRole: {} }, "reviewRole.trustedPrincipalArns", "1 to 50 ARNs"],
        [
            { reviewRole: { trustedPrincipalArns: ["arn:aws:iam::111122223333:root"], name: "x" } },
            "reviewRole.name",
            "there is no such argument",
        ],
        [arns(), "reviewRole.trustedPrincipalArns", "1 to 50 ARNs"],
        [arns("*"), "reviewRole.trustedPrincipalArns[0]", "wildcards"],
        [arns("arn:aws:iam::111122223333:role/*"), "reviewRole.trustedPrincipalArns[0]", "wildcards"],
        [arns("111122223333"), "reviewRole.trustedPrincipalArns[0]", "arn:aws:iam::111122223333:root"],
        [arns("arn:aws:sts::111122223333:assumed-role/a/b"), "reviewRole.trustedPrincipalArns[0]", "session"],
        [arns("arn:aws:iam::111122223333:group/a"), "reviewRole.trustedPrincipalArns[0]", "role/ or user/"],
        [{ findingLocation: "x" }, "findingLocation", 'Did you mean "findingsLocation"?'],
        [{ tags: { "aws:x": "y" } }, 'tags["aws:x"]', "tag key"],
    ])("may not be %j", (args, path, telling) => {
        expect(reasons({ ...GOOD, ...args })).toEqual({ [path]: expect.stringContaining(telling) as unknown });
    });

    it("are all looked at, whatever is wrong with one", () => {
        const all = reasons({
            findingsLocation: "s3://a",
            findingsKmsKeyArn: KEY_ARN,
            firstDay: "x",
            databaseName: "-",
        });
        expect(Object.keys(all).sort()).toEqual(["databaseName", "findingsLocation", "firstDay"]);
    });

    it("may not make the role's policy longer than IAM takes", () => {
        const findingsLocation = `s3://findings/${"p".repeat(300)}/AWSLogs/111122223333/GuardDuty/eu-west-1/`;
        const args = { ...GOOD, findingsLocation, accountIds: ACCOUNTS.slice(1) };
        expect(reasons(args)).toEqual({});
        expect(reasons({ ...args, ...arns("arn:aws:iam::111122223333:root") })).toEqual({
            accountIds: expect.stringContaining("IAM takes 10240 characters") as unknown,
        });
    });

    it("are checked when they are known, and a secret is not shown", async () => {
        const findingsKmsKeyArn = pulumi.secret("arn:aws:kms:hush");
        const { failures } = await record(() => new FindingsLake("lake", { ...GOOD, findingsKmsKeyArn }));
        expect(String(failures[0])).toContain("findingsKmsKeyArn: got a secret value, not shown");
        expect(failures.map(String).join()).not.toContain("hush");
    });
});
