import { rules } from "../core/rules";

const POLICY_PAGE = "Amazon S3 User Guide, bucket-policies";

function malformed(message: string): { code: string; status: number; message: string } {
    return { code: "MalformedPolicy", status: 400, message };
}

export const BUCKET_POLICY_RULES = rules("bucketPolicy", {
    json: {
        text: "A policy is JSON",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Policies must be valid JSON and the first byte must be '{'"),
    },
    syntax: {
        text: "A policy is made of statements with an Effect, a Principal, an Action and a Resource",
        source: "IAM User Guide, reference_policies_grammar",
        confidence: "documented",
        wording: "ours",
        error: malformed("Policy has invalid syntax: {problem}"),
    },
    principal: {
        text: "A statement names principals that exist",
        source: "IAM User Guide, reference_policies_elements_principal",
        confidence: "documented",
        error: malformed("Invalid principal in policy"),
    },
    action: {
        text: "A bucket's policy speaks of S3's actions",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Policy has invalid action"),
    },
    resource: {
        text: "A bucket's policy speaks of this bucket and its objects",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Policy has invalid resource"),
    },
    actionResource: {
        text: "An action on objects needs a resource that is objects, one on the bucket needs the bucket",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Action does not apply to any resource(s) in statement"),
    },
    conditionKey: {
        text: "A bucket's policy has conditions on S3's own keys and on global ones",
        source: "Amazon S3 User Guide, amazon-s3-policy-keys",
        confidence: "documented",
        error: malformed("Policy has an invalid condition key"),
    },
    size: {
        text: "A bucket's policy has at most 20 KB",
        source: POLICY_PAGE,
        confidence: "documented",
        error: malformed("Policy exceeds the maximum allowed document size."),
    },
    public: {
        text: "A public policy is refused where BlockPublicPolicy is on, as it is on a new bucket",
        source: "Amazon S3 User Guide, access-control-block-public-access",
        confidence: "documented",
        error: {
            code: "AccessDenied",
            status: 403,
            message:
                'User: {caller} is not authorized to perform: s3:PutBucketPolicy on resource: "{resource}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
        },
    },
});
