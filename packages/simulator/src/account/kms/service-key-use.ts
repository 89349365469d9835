import type { Caller } from "../../policy/policy-evaluator";
import type { KmsService } from "./kms-service";

/**
 * What keeps a service from sending an encrypted message: it must be let encrypt with the key and decrypt by the key's
 * policy (Amazon SNS Developer Guide, sns-key-management; Amazon SQS Developer Guide, sqs-key-management). The policy of a
 * key that AWS manages lets no service in, and cannot be changed; it lets in whoever acts as a role of the account.
 */
export async function obstacleToKey(
    kms: KmsService,
    keyName: string,
    caller: Caller,
    context: Readonly<Record<string, string>>,
): Promise<string | undefined> {
    if (/(^|:)alias\/aws\//.test(keyName)) {
        return caller.kind === "service"
            ? `the AWS managed key ${keyName} is of no use to ${caller.principal}: its policy cannot be changed`
            : undefined;
    }
    for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
        if (!(await kms.access.allows(keyName, caller, action, context))) {
            return `${nameOf(caller)} is not authorized to perform: ${action} on resource: ${keyName}`;
        }
    }
    return undefined;
}

function nameOf(caller: Caller): string {
    switch (caller.kind) {
        case "service":
            return caller.principal;
        case "iam":
            return caller.arn;
        case "anonymous":
            return "anonymous";
    }
}
