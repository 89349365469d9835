import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** `count` addresses, each two apart from the next: nothing folds. */
export function addresses(count: number, first = 0): string {
    return Array.from({ length: count }, (_, index) => {
        const number = (first + index) * 2;
        return `45.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}\n`;
    }).join("");
}

export interface SeenRequest {
    readonly path: string;
    readonly headers: IncomingMessage["headers"];
}

/** A publisher of feeds, over real HTTPS with a certificate of its own. */
export class FeedServer {
    readonly seen: SeenRequest[] = [];
    readonly #answers = new Map<string, Answer>();

    private constructor(
        private readonly server: Server,
        /** For NODE_EXTRA_CA_CERTS. */
        readonly certificateFile: string,
        private readonly folder: string,
    ) {
        server.on("request", (request, response) => {
            const path = request.url ?? "";
            this.seen.push({ path, headers: request.headers });
            const answer = this.#answers.get(path);
            if (answer === undefined) response.writeHead(404).end();
            else answer(request, response);
        });
    }

    static async start(): Promise<FeedServer> {
        const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
            keySize: 2048,
            extensions: [
                {
                    name: "subjectAltName",
                    altNames: [
                        { type: 2, value: "localhost" },
                        { type: 7, ip: "127.0.0.1" },
                    ],
                },
            ],
        });
        const folder = mkdtempSync(join(tmpdir(), "feed-server-"));
        const certificateFile = join(folder, "certificate.pem");
        writeFileSync(certificateFile, cert);
        const server = createServer({ key, cert });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        return new FeedServer(server, certificateFile, folder);
    }

    url(path: string): string {
        return `https://localhost:${(this.server.address() as AddressInfo).port}${path}`;
    }

    on(path: string, answer: Answer): void {
        this.#answers.set(path, answer);
    }

    /** The same machine by another name, and so another origin. */
    elsewhere(path: string): string {
        return this.url(path).replace("localhost", "127.0.0.1");
    }

    /** A feed as it should be: with an ETag, and 304 for whoever has it. */
    publish(path: string, content: string, type = "text/plain"): void {
        const etag = `"${Buffer.from(content).toString("base64url").slice(0, 20)}-${content.length}"`;
        this.on(path, (request, response) => {
            if (request.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
            else response.writeHead(200, { "content-type": type, etag }).end(content);
        });
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        this.server.close();
        await once(this.server, "close");
        rmSync(this.folder, { recursive: true, force: true });
    }
}
