import { callsOfStack } from "../calls/table";
import type { StackResource } from "../stack/stack-resource";
import { documentsOf, type PolicyDocument } from "./documents";
import { generalizer } from "./generalize";
import { grantsFor, type Section, SECTIONS } from "./grants";
import { statementsOf } from "./statements";

export interface DeployerPolicyOptions {
    /** Where a resource does not say another. */
    readonly region: string;
    /**
     * Whether names and ids are taken as they are in the state, for a stack that exists: narrower, and not enough to make or to
     * replace anything. @defaultValue `false`
     */
    readonly exact?: boolean;
}

/** What whoever deploys must be allowed: one document for each section, more where IAM's limit asks for it. */
export type DeployerPolicy = Readonly<Record<Section, readonly PolicyDocument[]>>;

export function deployerPolicy(resources: readonly StackResource[], options: DeployerPolicyOptions): DeployerPolicy {
    const calls = callsOfStack(resources, options.region);
    const grants = grantsFor(calls, options.exact === true ? (arn) => arn : generalizer(resources));
    const [read, deploy, destroy] = SECTIONS.map((section) => documentsOf(statementsOf(section, grants)));
    return { read: read ?? [], deploy: deploy ?? [], destroy: destroy ?? [] };
}
