import * as pulumi from "@pulumi/pulumi";
import { whenKnown } from "../validation/settled";
import type { NotificationsPlan } from "./plan";

/** Tells what is odd about the arguments, as soon as it is known. A warning quotes a value, so there is none of a secret one. */
export function tellWarnings({ warnings, routes }: NotificationsPlan, resource: pulumi.Resource): void {
    for (const warning of warnings) void pulumi.log.warn(warning, resource);
    for (const { patterns } of routes) {
        const plan = patterns.plan();
        whenKnown(plan, (known) => void warn(known.warnings, plan, resource));
    }
}

async function warn(warnings: readonly string[], plan: unknown, resource: pulumi.Resource): Promise<void> {
    if (warnings.length === 0 || (pulumi.Output.isInstance(plan) && (await pulumi.isSecret(plan)))) return;
    for (const warning of warnings) void pulumi.log.warn(warning, resource);
}
