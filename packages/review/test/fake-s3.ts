import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** How an object fails to come; by key. */
export type Fault = "denied" | "cut-once" | "cut-always";

export interface FakeS3 {
    readonly endpoint: string;
    /** Every request: `LIST <prefix> after <key>`, or `GET <key>`. */
    readonly requests: string[];
    readonly faults: Map<string, Fault>;
    /** The most requests that were open at once. */
    readonly mostAtOnce: () => number;
    close(): Promise<void>;
}

const PAGE = 7;

/** Enough of S3 to be read from by AWS's own SDK: a folder as a bucket, listed in short pages. */
export async function fakeS3(bucket: string, folder: string): Promise<FakeS3> {
    const keys = readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => statSync(join(folder, name)).isFile())
        .map((name) => name.replaceAll("\\", "/"))
        .sort();
    const requests: string[] = [];
    const faults = new Map<string, Fault>();
    let open = 0;
    let most = 0;
    const server = createServer((request, response) => {
        open += 1;
        most = Math.max(most, open);
        response.on("close", () => (open -= 1));
        // As far away as S3 is, so that it shows whether one waits for the other.
        setTimeout(() => answer(request, response), 5);
    });

    function answer(request: IncomingMessage, response: ServerResponse): void {
        const url = new URL(request.url ?? "/", "http://localhost");
        const [, name, ...rest] = url.pathname.split("/");
        if (name !== bucket) return fail(response, 404, "NoSuchBucket");
        if (url.searchParams.get("list-type") === "2") return list(url.searchParams, response);
        const key = rest.map(decodeURIComponent).join("/");
        requests.push(`GET ${key}`);
        const fault = faults.get(key);
        if (fault === "denied") return fail(response, 403, "AccessDenied");
        const bytes = readFileSync(join(folder, key));
        response.writeHead(200, { "content-length": bytes.length });
        if (fault === undefined) return void response.end(bytes);
        if (fault === "cut-once") faults.delete(key);
        response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    }

    function list(query: URLSearchParams, response: ServerResponse): void {
        const prefix = query.get("prefix") ?? "";
        const delimiter = query.get("delimiter");
        const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
        requests.push(`LIST ${prefix}`);
        const entries = new Map<string, "folder" | "object">();
        for (const key of keys.filter((each) => each.startsWith(prefix) && each > after)) {
            const cut = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
            const entry = cut < 0 ? key : key.slice(0, cut + 1);
            if (!after.startsWith(entry) || cut < 0) entries.set(entry, cut < 0 ? "object" : "folder");
        }
        const all = [...entries];
        const page = all.slice(0, PAGE);
        const last = page.at(-1);
        const more = all.length > PAGE && last !== undefined;
        // Behind everything in a folder that was told of.
        const token = last === undefined ? "" : last[1] === "folder" ? `${last[0]}\uffff` : last[0];
        const body = page.map(([entry, kind]) =>
            kind === "folder"
                ? `<CommonPrefixes><Prefix>${entry}</Prefix></CommonPrefixes>`
                : `<Contents><Key>${entry}</Key><Size>${statSync(join(folder, entry)).size}</Size></Contents>`,
        );
        response.writeHead(200, { "content-type": "application/xml" });
        response.end(
            `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${body.join("")}${
                more ? `<NextContinuationToken>${token}</NextContinuationToken>` : ""
            }</ListBucketResult>`,
        );
    }

    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A server that listens has such an address.
    const { port } = server.address() as AddressInfo;
    return {
        endpoint: `http://127.0.0.1:${port}`,
        requests,
        faults,
        mostAtOnce: () => most,
        close: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}

function fail(response: ServerResponse, status: number, code: string): void {
    response.writeHead(status, { "content-type": "application/xml" });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
