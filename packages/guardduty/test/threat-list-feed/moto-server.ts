import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { pythonWith } from "../python-environment";

const PROGRAM = `
import datetime, logging, sys
logging.getLogger("werkzeug").setLevel(logging.ERROR)
from moto.s3 import models
from moto.server import ThreadedMotoServer
now, days = models.utcnow, 0
models.utcnow = lambda: now() + datetime.timedelta(days=days)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
for line in sys.stdin:
    days = int(line)
    print("it is later", flush=True)
`;

/** moto's S3 and Secrets Manager, which no SDK can tell from AWS's. */
export class MotoServer {
    private constructor(
        private readonly process: ChildProcess,
        private readonly lines: Interface,
        readonly port: number,
    ) {}

    static async start(): Promise<MotoServer> {
        const python = pythonWith(join(__dirname, "requirements.txt"));
        const child = spawn(python, ["-c", PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
        const lines = createInterface({ input: child.stdout });
        const [port]: unknown[] = await once(lines, "line");
        return new MotoServer(child, lines, Number(port));
    }

    get url(): string {
        return `http://127.0.0.1:${this.port}`;
    }

    /** Has it so many days later than it is: objects that are written from then on are so much younger than those before. */
    async travel(days: number): Promise<void> {
        const done = once(this.lines, "line");
        this.process.stdin?.write(`${days}\n`);
        await done;
    }

    async stop(): Promise<void> {
        const ended = once(this.process, "exit");
        this.process.kill();
        await ended;
    }
}
