import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pythonWith } from "../python-environment";

const PROGRAM = `
import logging, sys
logging.getLogger("werkzeug").setLevel(logging.ERROR)
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
`;

/** moto's S3 and Secrets Manager, which no SDK can tell from AWS's. */
export class MotoServer {
    private constructor(
        private readonly process: ChildProcess,
        readonly port: number,
    ) {}

    static async start(): Promise<MotoServer> {
        const python = pythonWith(join(__dirname, "requirements.txt"));
        const child = spawn(python, ["-c", PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
        const lines = createInterface({ input: child.stdout });
        const [port]: unknown[] = await once(lines, "line");
        return new MotoServer(child, Number(port));
    }

    get url(): string {
        return `http://127.0.0.1:${this.port}`;
    }

    async stop(): Promise<void> {
        const ended = once(this.process, "exit");
        this.process.kill();
        await ended;
    }
}
