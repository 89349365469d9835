import { SimulatedAccount, type SimulatedAccountOptions } from "pulumi-guardduty-simulator";
import { beforeChanges } from "./before-changes";
import { type Life, type LifeOptions, startLife } from "./life";

export interface FilterLife {
    readonly life: Life;
    /** `1 scans`, `2 logins`, …: as the account has them. */
    readonly ranks: () => string[];
    /** Ranks that were asked for and leave a gap: more than the filters there are, and a new one. */
    readonly gaps: readonly string[];
}

/** A stack with filters. What is unknown about ranks is `unknowns`. */
export async function startFilterLife(
    unknowns: NonNullable<SimulatedAccountOptions["unknowns"]>,
    options: LifeOptions = {},
): Promise<FilterLife> {
    const account = new SimulatedAccount({ unknowns });
    const { region = "us-east-1" } = options;
    const list = () => {
        const { detectors, filters } = account.guardDuty(region);
        return detectors.list().flatMap((id) => filters.list(id));
    };
    const gaps: string[] = [];
    const wrap = beforeChanges(({ method, type, properties }) => {
        const rank = Number(properties["rank"]);
        const most = list().length + (method === "create" ? 1 : 0);
        if (type === "aws:guardduty/filter:Filter" && method !== "delete" && !(rank <= most)) {
            gaps.push(`${method} at ${rank} of ${most}`);
        }
    });
    const life = await startLife({ ...options, account, wrap });
    return { life, gaps, ranks: () => list().map(({ name, rank }) => `${rank} ${name}`) };
}

/** A program with filters of these names, in this order. */
export function filtersProgram(names: readonly string[], options = "{}"): string {
    const filters = names.map((name) => `{ name: "${name}", severities: ["LOW"] }`);
    return `new GuardDutyMonitoring("training", { filters: [${filters.join(", ")}] }, ${options});`;
}

/** What the account holds when the declared order is reached. */
export function numbered(names: readonly string[]): string[] {
    return names.map((name, index) => `${index + 1} ${name}`);
}
