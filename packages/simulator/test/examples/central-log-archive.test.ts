import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type ProgramResult, SimulatedAccount, SimulatedWorld } from "../../src/index";
import {
    DEPLOYMENT_TIMEOUT_MS,
    draw,
    type ExampleRun,
    messagesOf,
    runExample,
    typesByName,
    withMermaid,
} from "./example-run";

const ARCHIVE = "444455556666";
const MEMBER = "111122223333";
const OTHER_MEMBER = "777788889999";
const STRANGER = "999900001111";

const ARCHIVE_TYPES = [
    "aws:kms/key:Key",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
];

describe("examples/central-log-archive", () => {
    const world = new SimulatedWorld();
    const accountOf = (accountId: string): SimulatedAccount => new SimulatedAccount({ accountId, world });
    let archive: ExampleRun;
    let member: ExampleRun;

    function deployMember(accountId: string, region: string): Promise<ExampleRun> {
        const handedOver = ["archiveBucketArn", "archiveBucketRegion", "archiveKmsKeyArn"].map((name) => [
            name,
            outputOf(archive.result, name),
        ]);
        const config = { "aws:region": region, ...Object.fromEntries(handedOver) };
        return runExample("central-log-archive/member", { config, account: accountOf(accountId) });
    }

    beforeAll(async () => {
        archive = await runExample("central-log-archive/archive", { account: accountOf(ARCHIVE) });
        member = await deployMember(MEMBER, "us-east-1");
    }, 2 * DEPLOYMENT_TIMEOUT_MS);

    it("deploys the archive, then a member, without a word of warning", () => {
        expect(messagesOf(archive.result)).toEqual([]);
        expect(archive.result.outcome).toBe("succeeded");
        expect(messagesOf(member.result)).toEqual([]);
        expect(member.result.outcome).toBe("succeeded");
    });

    it("keeps bucket and key in the archive, and nothing but GuardDuty in the member", () => {
        expect(Object.values(typesByName(archive.result.update!)).sort()).toEqual(ARCHIVE_TYPES);
        const memberTypes = new Set(Object.values(typesByName(member.result.update!)));
        expect(memberTypes).toEqual(
            new Set([
                "guardduty:index:GuardDutyMonitoring",
                "guardduty:index:FindingsExport",
                "aws:guardduty/detector:Detector",
                "aws:guardduty/detectorFeature:DetectorFeature",
                "aws:guardduty/publishingDestination:PublishingDestination",
            ]),
        );
    });

    it("exports the member's findings into the archive's bucket", () => {
        const guardDuty = member.account.guardDuty("us-east-1");
        const [id = ""] = guardDuty.detectors.list();
        expect(guardDuty.destinations.list(id)).toMatchObject([
            {
                status: "PUBLISHING",
                destinationArn: outputOf(archive.result, "archiveBucketArn"),
                kmsKeyArn: outputOf(archive.result, "archiveKmsKeyArn"),
            },
        ]);
        expect(outputOf(member.result, "findingsLocation")).toMatch(
            /^s3:\/\/findings-archive-\w+\/AWSLogs\/111122223333\/GuardDuty\/us-east-1\/$/,
        );
    });

    it(
        "takes the findings of the second source, which is in another Region",
        async () => {
            const { result, account } = await deployMember(OTHER_MEMBER, "eu-west-1");
            expect(result.outcome).toBe("succeeded");
            const guardDuty = account.guardDuty("eu-west-1");
            expect(guardDuty.destinations.list(guardDuty.detectors.list()[0]!)).toMatchObject([
                { status: "PUBLISHING" },
            ]);
        },
        DEPLOYMENT_TIMEOUT_MS,
    );

    it.each([
        ["an account that is no source", STRANGER, "us-east-1"],
        ["a source in a Region that is not named with it", MEMBER, "eu-west-1"],
    ])(
        "refuses %s",
        async (_, accountId, region) => {
            const { result } = await deployMember(accountId, region);
            expect(result.outcome).toBe("failed");
            expect(messagesOf(result).join("\n")).toContain("does not have permission to the KMS key or the resource");
        },
        DEPLOYMENT_TIMEOUT_MS,
    );

    it("hands its policies over as they are, with each Sid once", () => {
        for (const name of ["bucketPolicy", "keyPolicy"]) {
            const { Statement } = JSON.parse(outputOf(archive.result, name)) as { Statement: { Sid: string }[] };
            const sids = Statement.map(({ Sid }) => Sid);
            expect(new Set(sids).size).toBe(sids.length);
            for (const source of ["111122223333useast1", "777788889999euwest1"]) {
                expect(sids.some((sid) => sid.endsWith(source))).toBe(true);
            }
        }
    });

    it("is drawn as it is", async () => {
        for (const { result, directory } of [archive, member]) {
            const { svg, mermaid } = draw(result.update!);
            await expect(svg).toMatchFileSnapshot(join(directory, "diagram.svg"));
            const readme = join(directory, "README.md");
            await expect(withMermaid(readme, mermaid)).toMatchFileSnapshot(readme);
        }
    });
});

function outputOf({ outputs }: ProgramResult, name: string): string {
    return String(outputs[name]?.value);
}
