import type * as sqs from "@pulumi/aws/sqs/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { parseSqsQueueArn, type NamedArn } from "./target-arns";

/** Account, Region and partition, as a resource's own ARN says: a look-up would yield nothing under a provider not known yet. */
export function placeOfQueue(queue: sqs.Queue): pulumi.Output<NamedArn> {
    return queue.arn.apply((arn) => {
        const parsed = parseSqsQueueArn(String(arn));
        if ("value" in parsed) return parsed.value;
        throw new Error(
            `The AWS provider returned ${arn} as the queue's ARN. ${parsed.fault} ` +
                "In a unit test, have the mocks return an arn for aws:sqs/queue:Queue.",
        );
    });
}
