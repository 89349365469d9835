// All candidates in turn in one process, `warm.mjs <rounds> <list> <bundle>`, after rounds that do not count.
import * as candidates from "./candidates.mjs";

const UNCOUNTED = 3;

const [rounds, path, bundle] = process.argv.slice(2);
const works = {};
for (const [name, load] of Object.entries(candidates)) {
    const loaded = await load(bundle);
    works[name] = name === "libraryOnStrings" ? loaded(path) : loaded;
}
const times = [];
for (let round = -UNCOUNTED; round < Number(rounds); round += 1) {
    const milliseconds = {};
    for (const [name, work] of Object.entries(works)) {
        const started = performance.now();
        work(path);
        milliseconds[name] = performance.now() - started;
    }
    if (round >= 0) times.push(milliseconds);
}
console.log(JSON.stringify(times));
