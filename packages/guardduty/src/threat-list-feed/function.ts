import { existsSync } from "node:fs";
import { join } from "node:path";
import type * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as lambda from "@pulumi/aws/lambda/index.js";
import type * as sqs from "@pulumi/aws/sqs/index.js";
import * as pulumi from "@pulumi/pulumi";
import { functionNameFrom } from "../aws/generated-names";
import { ownId } from "../monitoring/outputs";
import type { FeedSettings } from "./handler/settings";
import type { FeedList } from "./list";
import type { GrantedRole } from "./role";
import type { FeedSite } from "./site";

/** What the function is given. */
export interface FunctionParts {
    readonly granted: GrantedRole;
    readonly list: FeedList;
    readonly bucketName: pulumi.Output<string>;
    readonly logGroup: cloudwatch.LogGroup;
    readonly deadLetters: sqs.Queue;
}

/** The longest that Lambda runs one: GuardDuty takes minutes to read a list. */
const TIMEOUT_SECONDS = 900;

export function createFunction(
    { name, plan, tagged, options }: FeedSite,
    { granted, list, bucketName, logGroup, deadLetters }: FunctionParts,
): lambda.Function {
    const logicalName = `${name}-function`;
    return new lambda.Function(
        logicalName,
        {
            ...functionNameFrom(logicalName),
            description: "Keeps a GuardDuty list up to date",
            role: granted.role.arn,
            runtime: "nodejs22.x",
            architectures: ["arm64"],
            handler: "index.handler",
            code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.FileAsset(findHandlerFile()) }),
            timeout: TIMEOUT_SECONDS,
            memorySize: plan.memoryMiB,
            environment: { variables: { FEED_SETTINGS: describeSettings(plan, list, bucketName) } },
            loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
            deadLetterConfig: { targetArn: deadLetters.arn },
            ...tagged,
        },
        // Lambda tries, when the function is made, whether the role may send to the queue.
        { ...options, dependsOn: [granted.policy] },
    );
}

function describeSettings(
    { feedName, listType, detectorId, sources, limits, keepVersions }: FeedSite["plan"],
    list: FeedList,
    bucketName: pulumi.Output<string>,
): pulumi.Output<string> {
    const secretArns = pulumi.all(sources.map(({ tokenSecretArn }) => pulumi.output(tokenSecretArn)));
    return pulumi.all([detectorId, list.id, bucketName, secretArns]).apply(([detector, listId, bucket, arns]) => {
        const settings: FeedSettings = {
            ...{ feed: feedName, listType, detectorId: detector, listId: ownId(listId), bucket, limits, keepVersions },
            sources: sources.map((source, index) => {
                const tokenSecretArn = arns[index];
                return { ...source.settings, ...(tokenSecretArn === undefined ? {} : { tokenSecretArn }) };
            }),
        };
        return JSON.stringify(settings);
    });
}

/** The function's code is a file of the package, beside the library's own; the library's sources are two folders further in. */
function findHandlerFile(): string {
    const candidates = [__dirname, join(__dirname, "..", "..", "dist")].map((folder) =>
        join(folder, "threat-list-feed.js"),
    );
    const found = candidates.find((path) => existsSync(path));
    if (found !== undefined) return found;
    throw new Error(`The function's code, ${candidates[0]}, is missing: the package is not whole. Install it again.`);
}
