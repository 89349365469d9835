import type { SimulatedAccount } from "pulumi-guardduty-simulator";
import { detectorOf, switchPlan } from "./guardduty-account";

const REGION = "us-east-1";

/** A change that somebody makes in the account, and what Pulumi is to do about it. */
interface Drift {
    readonly what: string;
    make(account: SimulatedAccount): Promise<void>;
    /** What `refresh` finds. */
    readonly seen: readonly string[];
    /** What the `up` after it does. */
    readonly mended: readonly string[];
}

/** Drifts of a monitoring named "training" with a trusted list, the filters "low" and "high", and an export to "evidence". */
export const DRIFTS: readonly Drift[] = [
    {
        what: "a plan is switched off",
        make: (account) => switchPlan(account, "S3_DATA_EVENTS", "DISABLED"),
        seen: ["update training-plan-s3-data-events"],
        mended: ["update training-plan-s3-data-events"],
    },
    {
        what: "an agent is switched off",
        make: async (account) => {
            const additionalConfigurations = [{ name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" as const }];
            const feature = { name: "RUNTIME_MONITORING", status: "ENABLED" as const, additionalConfigurations };
            await account.guardDuty(REGION).detectors.update((await detectorOf(account)).id, { features: [feature] });
        },
        seen: ["update training-plan-runtime-monitoring"],
        mended: [
            "create-replacement training-plan-runtime-monitoring",
            "delete-replaced training-plan-runtime-monitoring",
        ],
    },
    {
        what: "the detector is suspended, and publishes more seldom",
        make: async (account) =>
            account.guardDuty(REGION).detectors.update((await detectorOf(account)).id, {
                enable: false,
                findingPublishingFrequency: "SIX_HOURS",
            }),
        seen: ["update training-detector"],
        mended: ["update training-detector"],
    },
    {
        what: "the list's bucket loses its policy",
        make: async (account) => {
            const [location = ""] = (await trustedLists(account)).map((list) => list.location);
            await account.s3(REGION).settings.deletePolicy(location.split("/")[2] ?? "");
        },
        seen: ["delete training-list-bucket-policy"],
        mended: ["create training-list-bucket-policy"],
    },
    {
        what: "a list is deactivated",
        make: async (account) => {
            const [list] = await trustedLists(account);
            const { trustedIpLists } = account.guardDuty(REGION);
            await trustedIpLists.update((await detectorOf(account)).id, list?.id ?? "", { activate: false });
        },
        seen: ["update training-trusted-ip-list"],
        mended: ["update training-trusted-ip-list"],
    },
    {
        what: "filters change places, and one its description",
        make: async (account) => {
            const { filters } = account.guardDuty(REGION);
            await filters.update((await detectorOf(account)).id, "low", { rank: 2, description: "theirs" });
        },
        seen: ["update training-filter-high", "update training-filter-low"],
        mended: ["update training-filter-high", "update training-filter-low"],
    },
    {
        what: "the findings' bucket loses its policy",
        make: (account) => account.s3(REGION).settings.deletePolicy("evidence"),
        seen: ["delete training-findings-export-bucket-policy"],
        mended: ["create training-findings-export-bucket-policy"],
    },
    {
        what: "the findings' bucket may be made public",
        make: (account) => account.s3(REGION).settings.putPublicAccessBlock("evidence", undefined),
        seen: ["delete training-findings-export-bucket-public-access"],
        mended: ["create training-findings-export-bucket-public-access"],
    },
    {
        what: "the prefix's marker is deleted",
        make: (account) => account.s3(REGION).objects.delete("evidence", "guardduty/"),
        seen: ["delete training-findings-export-prefix-marker"],
        mended: ["create training-findings-export-prefix-marker"],
    },
    {
        what: "the key's policy shuts GuardDuty out",
        make: async (account) => {
            const bucket = await account.s3(REGION).settings.of("evidence");
            const id = bucket?.encryption.kmsKeyId?.split("/")[1] ?? "";
            await account.kms(REGION).putPolicy(id, onlyItsAccount(account), false);
        },
        seen: ["update training-findings-export-key"],
        mended: ["update training-findings-export-key"],
    },
    {
        what: "new findings are encrypted otherwise, keep no versions, and never expire",
        make: async (account) => {
            const { settings } = account.s3(REGION);
            await settings.putEncryption("evidence", undefined);
            await settings.putVersioning("evidence", "Suspended");
            await settings.putLifecycle("evidence", undefined);
        },
        seen: [
            "update training-findings-export-bucket-encryption",
            "update training-findings-export-bucket-versioning",
            "delete training-findings-export-bucket-lifecycle",
        ],
        mended: [
            "update training-findings-export-bucket-encryption",
            "update training-findings-export-bucket-versioning",
            "create training-findings-export-bucket-lifecycle",
        ],
    },
    {
        what: "the publishing destination is deleted",
        make: async (account) => {
            const { id } = await detectorOf(account);
            const { destinations } = account.guardDuty(REGION);
            for (const destination of destinations.list(id)) {
                await destinations.delete(id, destination.id);
            }
        },
        seen: ["delete training-findings-export-destination"],
        mended: ["create training-findings-export-destination"],
    },
];

async function trustedLists(account: SimulatedAccount) {
    return account.guardDuty(REGION).trustedIpLists.list((await detectorOf(account)).id);
}

function onlyItsAccount({ accountId }: SimulatedAccount): string {
    const Principal = { AWS: `arn:aws:iam::${accountId}:root` };
    const statement = { Effect: "Allow", Principal, Action: "kms:*", Resource: "*" };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
