import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const EXAMPLES = join(__dirname, "../../../../examples");

/** The examples whose programs make a component. */
export function findExamplesWith(component: string): string[] {
    return readdirSync(EXAMPLES).filter((example) => {
        const folder = join(EXAMPLES, example);
        if (!existsSync(join(folder, "Pulumi.yaml"))) return false;
        const programs = readdirSync(folder).filter((file) => file.endsWith(".ts"));
        return programs.some((file) => readFileSync(join(folder, file), "utf8").includes(`new ${component}(`));
    });
}
