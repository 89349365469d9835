import type { SimulatedAccount } from "pulumi-guardduty-simulator";

type GuardDuty = ReturnType<SimulatedAccount["guardDuty"]>;
type Detector = Awaited<ReturnType<GuardDuty["detectors"]["get"]>>;

/** The one detector of a Region, as AWS holds it. */
export async function detectorOf(account: SimulatedAccount, region = "us-east-1"): Promise<Detector> {
    const { detectors } = account.guardDuty(region);
    const [id] = detectors.list();
    if (id === undefined) {
        throw new Error(`There is no detector in ${region}.`);
    }
    return detectors.get(id);
}

/** Whether each plan is on, by the API's name of its feature. */
export async function planStatuses(account: SimulatedAccount): Promise<Record<string, string>> {
    const { features } = await detectorOf(account);
    return Object.fromEntries(features.map(({ name, status }) => [name, status]));
}

/** Who installs the agents of Runtime Monitoring. */
export async function agentStatuses(account: SimulatedAccount): Promise<Record<string, string>> {
    const { features } = await detectorOf(account);
    const agents = features.find(({ name }) => name === "RUNTIME_MONITORING")?.additionalConfigurations ?? [];
    return Object.fromEntries(agents.map(({ name, status }) => [name, status]));
}

/** Switches a plan behind Pulumi's back. */
export async function switchPlan(
    account: SimulatedAccount,
    name: string,
    status: "ENABLED" | "DISABLED",
): Promise<void> {
    const { id } = await detectorOf(account);
    await account.guardDuty("us-east-1").detectors.update(id, { features: [{ name, status }] });
}
