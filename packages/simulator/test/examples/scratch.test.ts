import { it } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
    createResourceGraph,
    toMermaid,
    toSvg,
    runProgram,
    readProject,
    SimulatedAccount,
    simulatedAws,
} from "../../src/index";
import { resourceList } from "./example-run";
it.each(["walkthrough", "ai-training-account"])(
    "%s",
    async (name) => {
        const t = Date.now();
        const lines: string[] = [];
        const account = new SimulatedAccount();
        const f = simulatedAws(account);
        const directory = process.env.DIR ?? join(__dirname, "../../../../examples", name);
        const result = await runProgram({
            ...readProject(directory),
            typeCheck: true,
            onLine: (l) => lines.push(l),
            provider: (r) => {
                const p = f(r);
                const c = p.check.bind(p);
                p.check = (q) => {
                    const { namePrefix, ...news } = q.news as any;
                    return c(q.type.includes("Alias") ? { ...q, news } : q);
                };
                return p;
            },
        });
        console.log(lines.join("\n"), Date.now() - t);
        for (const d of [result.preview, result.update])
            if (d) {
                const g = createResourceGraph({
                    resources: process.env.SORT
                        ? [...d.resources].sort((a, b) => (a.urn < b.urn ? -1 : 1))
                        : d.resources,
                });
                writeFileSync(`/tmp/${name}-${d.phase}-${process.env.N}.svg`, toSvg(g));
                writeFileSync(`/tmp/${name}-${d.phase}-${process.env.N}.mmd`, toMermaid(g));
            }
    },
    200000,
);
