import { costPage } from "./cost/cost-page";
import { costSheet } from "./cost/cost-sheet";
import type { Usage } from "./cost/usage";
import { deployerPolicy } from "./policy/deployer-policy";
import { SECTIONS } from "./policy/grants";
import type { DeployedStack } from "./stack/deployed-example";

export const POLICY_FOLDER = "deployer-policy";

export interface SheetOptions extends DeployedStack {
    /** As the cost page calls the stack. */
    readonly title: string;
    /** Without it there is no cost page. */
    readonly usage?: Usage;
    readonly exact?: boolean;
}

/** Content by path, below the folder that the sheets are for. */
export function sheets({ title, resources, region, usage, exact = false }: SheetOptions): Map<string, string> {
    const policy = deployerPolicy(resources, { region, exact });
    const files = SECTIONS.flatMap((section) =>
        policy[section].map((document, index, { length }): [string, string] => [
            `${POLICY_FOLDER}/${section}${length > 1 ? `-${index + 1}` : ""}.json`,
            `${JSON.stringify(document, null, 4)}\n`,
        ]),
    );
    const cost: [string, string][] =
        usage === undefined ? [] : [["COST.md", costPage(title, costSheet(resources, usage))]];
    return new Map([...files, ...cost]);
}
