import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pythonWith } from "../python-environment";

export type Row = Readonly<Record<string, unknown>>;

export interface EngineJob {
    /** Folder that stands for the bucket. */
    readonly root: string;
    /** What current_date is, in UTC. */
    readonly today: string;
    readonly database: string;
    /** The SQL of the view `findings`. */
    readonly view: string;
    /** The parameters of the Glue table. */
    readonly parameters: Readonly<Record<string, string>>;
    readonly queries: Readonly<Record<string, string>>;
    /** What DuckDB may use, such as `2GB`. */
    readonly memory?: string;
}

export interface Answer {
    readonly rows: readonly Row[];
    /** DuckDB's types, by column. */
    readonly types: Readonly<Record<string, string>>;
    /** How often the query reads the table. */
    readonly scans: number;
    /** What it reads, relative to the root. */
    readonly files: readonly string[];
    /** Compressed, as Athena bills them. */
    readonly bytes: number;
    readonly seconds: number;
}

/** Runs queries over an export, as DuckDB understands them (engine.py). */
export function runQueries(job: EngineJob): Readonly<Record<string, Answer>> {
    const { status, stdout, stderr } = spawnSync(
        pythonWith(join(__dirname, "requirements.txt")),
        [join(__dirname, "engine.py")],
        {
            input: JSON.stringify(job),
            encoding: "utf8",
            maxBuffer: 2 ** 29,
        },
    );
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Record<string, Answer>;
}
