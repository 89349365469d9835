import type { KmsService } from "./kms-service";

/**
 * What keeps a service from sending an encrypted message: it must be let encrypt with the key and decrypt by the key's
 * policy (Amazon SNS Developer Guide, sns-key-management; Amazon SQS Developer Guide, sqs-key-management). The policy of a
 * key that AWS manages lets no service in, and cannot be changed.
 */
export async function obstacleToKey(
    kms: KmsService,
    keyName: string,
    principal: string,
    context: Readonly<Record<string, string>>,
): Promise<string | undefined> {
    if (/(^|:)alias\/aws\//.test(keyName)) {
        return `the AWS managed key ${keyName} is of no use to ${principal}: its policy cannot be changed`;
    }
    for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
        if (!(await kms.access.allows(keyName, { kind: "service", principal }, action, context))) {
            return `${principal} is not authorized to perform: ${action} on resource: ${keyName}`;
        }
    }
    return undefined;
}
