import { ACCOUNT_ID, split } from "../aws/arns";

/** Why a trust policy could not name this, or should not. */
export function findPrincipalArnFault(text: string): string | undefined {
    if (ACCOUNT_ID.test(text)) return `For the whole account write arn:aws:iam::${text}:root.`;
    if (/^arn:[^:]*:sts:/.test(text)) return "It is the ARN of a session; give the role's own.";
    const arn = split(text, "iam");
    if ("fault" in arn) return arn.fault;
    const { region, accountId, resource } = arn.value;
    if (region !== "") return "An ARN of IAM has no Region: two colons after iam.";
    if (!ACCOUNT_ID.test(accountId)) return "Its fifth part must be an account's id of 12 digits.";
    return resource === "root" || /^(?:role|user)\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/.test(resource)
        ? undefined
        : "Its last part must be role/ or user/ and a name, or root.";
}
