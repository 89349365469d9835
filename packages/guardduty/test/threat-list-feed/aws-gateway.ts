import { once } from "node:events";
import { createServer, type IncomingMessage, request as forward, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What becomes of a request to AWS: by the path and method that the SDK sent. */
export type Route = (request: IncomingMessage, body: Buffer) => Promise<{ status: number; body: string }> | undefined;

/** Called at every request, before it is carried out and after, before the answer goes out: which waits for it. */
export type Tap = (when: "before" | "after", request: string) => void | Promise<void>;

export interface AwsCall {
    readonly method: string;
    readonly url: string;
    /** Of the JSON protocol, such as `secretsmanager.GetSecretValue`. */
    readonly target: string | undefined;
}

/**
 * One address for all of AWS: GuardDuty's own calls are answered here, the rest is passed on. Whoever taps it can do something between
 * any two requests, such as end the function that sends them.
 */
export class AwsGateway {
    tap: Tap = () => undefined;
    readonly calls: AwsCall[] = [];
    private readonly server: Server;

    private constructor(
        private readonly upstreamPort: number,
        private readonly route: Route,
    ) {
        this.server = createServer((request, response) => void this.#serve(request, response));
    }

    static async start(upstreamPort: number, route: Route): Promise<AwsGateway> {
        const gateway = new AwsGateway(upstreamPort, route);
        gateway.server.listen(0, "127.0.0.1");
        await once(gateway.server, "listening");
        return gateway;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        this.server.close();
        await once(this.server, "close");
    }

    async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { method = "", url = "", headers } = request;
        const name = `${method} ${url}`;
        this.calls.push({ method, url, target: headers["x-amz-target"]?.toString() });
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks);
        await this.tap("before", name);
        const answer = this.route(request, body);
        if (answer !== undefined) {
            const { status, body: text } = await answer;
            await this.tap("after", name);
            response.writeHead(status, { "content-type": "application/json" }).end(text);
            return;
        }
        const upstream = forward({ host: "127.0.0.1", port: this.upstreamPort, method, path: url, headers });
        upstream.on("response", (from) => void this.#answer(from, response, name));
        upstream.on("error", () => response.writeHead(502).end());
        upstream.end(body);
    }

    async #answer(from: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
        await this.tap("after", name);
        response.writeHead(from.statusCode ?? 502, from.headers);
        from.pipe(response);
    }
}
