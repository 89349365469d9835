import type { Caller } from "../../policy/policy-evaluator";
import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { ObjectVersion } from "../s3/object-version";
import type { HasS3, ReadObstacle } from "../s3/s3-service";
import { parseListLocation, type ListLocation } from "./ip-list-location";
import { IP_LIST_RULES } from "./ip-list-rules";
import { guardDutyRoleArn } from "./principals";

const OBSTACLES: Readonly<Record<ReadObstacle, string>> = {
    noSuchBucket: "no such bucket",
    noSuchObject: "no such object",
    bucketPolicy: "the bucket's policy keeps GuardDuty's service-linked role out",
    keyPolicy: "the key's policy does not let GuardDuty's service-linked role decrypt",
};

/** Reads IP lists out of S3 as GuardDuty does: through its service-linked role. */
export class IpListObjects {
    constructor(
        private readonly scope: Scope,
        private readonly services: HasS3,
    ) {}

    async read(location: string): Promise<ObjectVersion> {
        const where = parseListLocation(location);
        if (where === undefined) {
            refuse(IP_LIST_RULES.location, JSON.stringify(location.slice(0, 320)));
        }
        const { objects } = this.services.s3(this.scope.region);
        const result = await objects.readAs(this.#role(where), where.bucket, where.key);
        return typeof result === "string"
            ? refuse(IP_LIST_RULES.unreadable, `${location}: ${OBSTACLES[result]}`)
            : result;
    }

    /** GuardDuty adds a policy for the object to its role (User Guide, guardduty-lists-prerequisites). */
    #role({ bucket, key }: ListLocation): Caller {
        const { account, partition } = this.scope;
        const resource = `arn:${partition}:s3:::${bucket}/${key}`;
        const statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: resource };
        return {
            kind: "iam",
            arn: guardDutyRoleArn(partition, account.accountId),
            identityPolicies: [JSON.stringify({ Version: "2012-10-17", Statement: [statement] })],
        };
    }
}
