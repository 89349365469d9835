// One candidate, once, in a process of its own: `once.mjs <candidate> <list> <bundle>`. A Pulumi program is such a process:
// it plans a list once, and nothing is warm.
import * as candidates from "./candidates.mjs";

const [name, path, bundle] = process.argv.slice(2);
const loaded = await candidates[name](bundle);
const work = name === "libraryOnStrings" ? loaded(path) : loaded;
global.gc();
const before = process.memoryUsage().rss;
const started = performance.now();
const { sha256 } = work(path);
const ms = performance.now() - started;
const peakMiB = Math.max(0, process.resourceUsage().maxRSS / 1024 - before / 2 ** 20);
console.log(JSON.stringify({ ms, peakMiB, sha256 }));
