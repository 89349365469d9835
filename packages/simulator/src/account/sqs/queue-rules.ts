import { rules, type Answer } from "../core/rules";

const ATTRIBUTES_PAGE = "Amazon SQS API Reference, SetQueueAttributes";

function invalidAttribute(name: string): Answer {
    return { code: "InvalidAttributeValue", status: 400, message: `Invalid value for the parameter ${name}.` };
}

export const QUEUE_RULES = rules("queue", {
    name: {
        text: "A queue's name has 1 to 80 letters, digits, hyphens and underscores",
        source: "Amazon SQS API Reference, CreateQueue",
        confidence: "documented",
        error: {
            code: "InvalidParameterValue",
            status: 400,
            message: "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        },
    },
    notFound: {
        text: "The queue exists",
        source: "Amazon SQS API Reference, GetQueueAttributes",
        confidence: "documented",
        error: {
            code: "AWS.SimpleQueueService.NonExistentQueue",
            status: 400,
            message: "The specified queue does not exist.",
        },
    },
    taken: {
        text: "A queue of the same name has the same attributes",
        source: "Amazon SQS API Reference, CreateQueue",
        confidence: "documented",
        error: {
            code: "QueueAlreadyExists",
            status: 400,
            message: "A queue already exists with the same name and a different value for attribute(s)",
        },
    },
    deletedRecently: {
        text: "A queue is made again 60 seconds after one of its name was deleted, and not before",
        source: "Amazon SQS API Reference, DeleteQueue",
        confidence: "documented",
        error: {
            code: "AWS.SimpleQueueService.QueueDeletedRecently",
            status: 400,
            message:
                "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
        },
    },
    delay: {
        text: "Messages are delayed by 0 to 900 seconds",
        source: ATTRIBUTES_PAGE,
        confidence: "documented",
        error: invalidAttribute("DelaySeconds"),
    },
    maximumMessageSize: {
        text: "A queue takes messages of at most 1,024 to 1,048,576 bytes",
        source: ATTRIBUTES_PAGE,
        confidence: "documented",
        error: invalidAttribute("MaximumMessageSize"),
    },
    retention: {
        text: "Messages are kept from 60 to 1,209,600 seconds",
        source: ATTRIBUTES_PAGE,
        confidence: "documented",
        error: invalidAttribute("MessageRetentionPeriod"),
    },
    receiveWait: {
        text: "A call waits for messages for 0 to 20 seconds",
        source: ATTRIBUTES_PAGE,
        confidence: "documented",
        error: invalidAttribute("ReceiveMessageWaitTimeSeconds"),
    },
    visibilityTimeout: {
        text: "A message that was received is hidden for 0 to 43,200 seconds",
        source: ATTRIBUTES_PAGE,
        confidence: "documented",
        error: invalidAttribute("VisibilityTimeout"),
    },
    keyReuse: {
        text: "A data key is used again for 60 to 86,400 seconds",
        source: ATTRIBUTES_PAGE,
        confidence: "documented",
        error: invalidAttribute("KmsDataKeyReusePeriodSeconds"),
    },
    oneEncryption: {
        text: "A queue is encrypted with a KMS key or with SQS's own, not with both",
        source: "Amazon SQS Developer Guide, sqs-server-side-encryption",
        confidence: "documented",
        error: {
            code: "InvalidAttributeValue",
            status: 400,
            message:
                "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
        },
    },
    policySyntax: {
        text: "A queue's policy is a valid policy document",
        source: "Amazon SQS Developer Guide, sqs-using-identity-based-policies",
        confidence: "documented",
        error: { ...invalidAttribute("Policy"), wording: "general" },
    },
    policyPrincipal: {
        text: "A queue's policy names principals that exist",
        source: "Amazon SQS Developer Guide, sqs-creating-custom-policies-access-policy-examples",
        confidence: "inferred",
        error: { ...invalidAttribute("Policy"), wording: "general" },
    },
    policyAction: {
        text: "A queue's policy speaks of SQS's actions",
        source: "Amazon SQS Developer Guide, sqs-api-permissions-reference",
        confidence: "inferred",
        error: { ...invalidAttribute("Policy"), wording: "general" },
    },
    policySize: {
        text: "A queue's policy has at most 8,192 bytes and 20 statements",
        source: "Amazon SQS Developer Guide, quotas-policies",
        confidence: "documented",
        error: { ...invalidAttribute("Policy"), wording: "general" },
    },
    redrive: {
        text: "A redrive policy names a queue of the same account and Region that exists, and 1 to 1,000 receives",
        source: "Amazon SQS API Reference, SetQueueAttributes RedrivePolicy",
        confidence: "documented",
        wording: "ours",
        error: invalidAttribute("RedrivePolicy"),
    },
    denied: {
        text: "A queue's policy does not deny the caller what it does",
        source: "IAM User Guide, reference_policies_evaluation-logic",
        confidence: "documented",
        error: {
            code: "AccessDenied",
            status: 403,
            message:
                "User: {caller} is not authorized to perform: {action} on resource: {resource} with an explicit deny in a resource-based policy",
        },
    },
    tags: {
        text: "A queue has at most 50 tags; a tag's key does not begin with aws:",
        source: "Amazon SQS Developer Guide, quotas-queues",
        confidence: "documented",
        wording: "ours",
        error: { code: "InvalidParameterValue", status: 400, message: "Invalid tag" },
    },
});
