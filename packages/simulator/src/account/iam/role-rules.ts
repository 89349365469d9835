import { rules, type Answer } from "../core/rules";

const QUOTAS_PAGE = "IAM User Guide, reference_iam-quotas";

/** IAM words every breach of its model like this, with the value and the constraint behind it. */
function invalid(message: string): Answer {
    return { code: "ValidationError", status: 400, message: `1 validation error detected: ${message}` };
}

function missing(message: string): Answer {
    return { code: "NoSuchEntity", status: 404, message };
}

export const ROLE_RULES = rules("role", {
    name: {
        text: "A role's name has 1 to 64 letters, digits and + = , . @ _ -",
        source: "IAM API Reference, CreateRole",
        confidence: "documented",
        wording: "general",
        error: invalid("Value at 'roleName' failed to satisfy constraint: Member must satisfy its pattern and length"),
    },
    path: {
        text: "A path begins and ends with a slash and has at most 512 characters",
        source: "IAM API Reference, CreateRole",
        confidence: "documented",
        wording: "general",
        error: { code: "ValidationError", status: 400, message: "The specified value for path is invalid." },
    },
    taken: {
        text: "A role's name is unique in the account, whatever its case and path, in all Regions",
        source: "IAM API Reference, CreateRole",
        confidence: "documented",
        error: { code: "EntityAlreadyExists", status: 409, message: "Role with name {role} already exists." },
    },
    description: {
        text: "A description has at most 1,000 characters",
        source: "IAM API Reference, CreateRole",
        confidence: "documented",
        wording: "general",
        error: invalid(
            "Value at 'description' failed to satisfy constraint: Member must have length less than or equal to 1000",
        ),
    },
    sessionDuration: {
        text: "The maximum session duration is 3,600 to 43,200 seconds",
        source: "IAM API Reference, CreateRole",
        confidence: "documented",
        wording: "general",
        error: invalid(
            "Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value in 3600 to 43200",
        ),
    },
    tags: {
        text: "A role has at most 50 tags; a key has at most 128 characters and does not begin with aws:, a value has at most 256",
        source: QUOTAS_PAGE,
        confidence: "documented",
        wording: "general",
        error: { code: "InvalidInput", status: 400, message: "The tags are not valid." },
    },
    notFound: {
        text: "The role exists",
        source: "IAM API Reference, GetRole",
        confidence: "documented",
        error: missing("The role with name {role} cannot be found."),
    },
    hasInlinePolicies: {
        text: "A role with inline policies is not deleted",
        source: "IAM API Reference, DeleteRole",
        confidence: "documented",
        error: { code: "DeleteConflict", status: 409, message: "Cannot delete entity, must delete policies first." },
    },
    hasAttachedPolicies: {
        text: "A role with managed policies attached is not deleted",
        source: "IAM API Reference, DeleteRole",
        confidence: "documented",
        error: {
            code: "DeleteConflict",
            status: 409,
            message: "Cannot delete entity, must detach all policies first.",
        },
    },
    passRole: {
        text: "Whoever gives a role to a service may pass it to that service",
        source: "IAM User Guide, id_roles_use_passrole",
        confidence: "documented",
        error: {
            code: "AccessDeniedException",
            status: 403,
            message:
                "User: {caller} is not authorized to perform: iam:PassRole on resource: {role} because no identity-based policy allows the iam:PassRole action",
        },
    },
});

function malformed(message: string): Answer {
    return { code: "MalformedPolicyDocument", status: 400, message };
}

export const ROLE_POLICY_RULES = rules("rolePolicy", {
    trustSyntax: {
        text: "A trust policy is made of statements with an Effect, a Principal and an Action",
        source: "IAM User Guide, reference_policies_grammar",
        confidence: "documented",
        wording: "ours",
        error: malformed("{problem}"),
    },
    trustResource: {
        text: "A trust policy has no Resource: it is the role itself",
        source: "IAM User Guide, id_roles_create_for-custom",
        confidence: "documented",
        error: malformed("Has prohibited field Resource"),
    },
    trustAction: {
        text: "A trust policy speaks of STS's actions to assume a role",
        source: "IAM User Guide, id_roles_create_for-custom",
        confidence: "documented",
        error: malformed("AssumeRole policy may only specify STS AssumeRole actions."),
    },
    trustPrincipal: {
        text: "A trust policy names principals that exist",
        source: "IAM User Guide, reference_policies_elements_principal",
        confidence: "documented",
        error: malformed('Invalid principal in policy: "{kind}":"{principal}"'),
    },
    trustSize: {
        text: "A trust policy has at most 2,048 characters without white space, unless AWS raised that",
        source: QUOTAS_PAGE,
        confidence: "documented",
        error: { code: "LimitExceeded", status: 409, message: "Cannot exceed quota for ACLSizePerRole: 2048" },
    },
    name: {
        text: "A policy's name has 1 to 128 letters, digits and + = , . @ _ -",
        source: "IAM API Reference, PutRolePolicy",
        confidence: "documented",
        wording: "general",
        error: invalid(
            "Value at 'policyName' failed to satisfy constraint: Member must satisfy its pattern and length",
        ),
    },
    syntax: {
        text: "An inline policy is made of statements with an Effect, an Action and a Resource",
        source: "IAM User Guide, reference_policies_grammar",
        confidence: "documented",
        wording: "ours",
        error: malformed("{problem}"),
    },
    principal: {
        text: "An identity's policy names no Principal: it is the identity",
        source: "IAM User Guide, reference_policies_elements_principal",
        confidence: "documented",
        error: malformed("Policy document should not specify a principal."),
    },
    vendor: {
        text: "An action has its service's prefix, or is *",
        source: "IAM User Guide, reference_policies_elements_action",
        confidence: "documented",
        error: malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
    },
    resource: {
        text: "A resource is an ARN or *",
        source: "IAM User Guide, reference_policies_elements_resource",
        confidence: "documented",
        error: malformed('Resource {resource} must be in ARN format or "*".'),
    },
    size: {
        text: "A role's inline policies have at most 10,240 characters together, without white space",
        source: QUOTAS_PAGE,
        confidence: "documented",
        error: {
            code: "LimitExceeded",
            status: 409,
            message: "Maximum policy size of 10240 bytes exceeded for role {role}",
        },
    },
    notFound: {
        text: "The inline policy exists",
        source: "IAM API Reference, GetRolePolicy",
        confidence: "documented",
        error: missing("The role policy with name {policy} cannot be found."),
    },
    notAttachable: {
        text: "A managed policy that is attached exists",
        source: "IAM API Reference, AttachRolePolicy",
        confidence: "documented",
        error: missing("Policy {policy} does not exist or is not attachable."),
    },
    notAttached: {
        text: "A managed policy that is detached was attached",
        source: "IAM API Reference, DetachRolePolicy",
        confidence: "documented",
        error: missing("Policy {policy} was not found."),
    },
});
