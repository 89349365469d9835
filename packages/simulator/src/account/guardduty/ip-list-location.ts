/** Where an IP list's file is. */
export interface ListLocation {
    readonly bucket: string;
    readonly key: string;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ENDPOINT = /^s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;

/**
 * Reads the forms of a location that GuardDuty documents (User Guide, guardduty-lists-create-activate): s3://bucket/key,
 * and a path-style or a virtual-hosted URL of S3, Regional or not. The dotted Regional form s3.<region>.amazonaws.com
 * is not among them but was seen accepted. Anything else is undefined.
 */
export function parseListLocation(location: string): ListLocation | undefined {
    if (location.length < 1 || location.length > 300) {
        return undefined;
    }
    const match = /^(s3|https?):\/\/([^/?#@:]+)\/([^?#]+)$/.exec(location);
    if (match === null) {
        return undefined;
    }
    const [, scheme = "", host = "", path = ""] = match;
    if (scheme === "s3") {
        return located(host, path);
    }
    if (ENDPOINT.test(host)) {
        const slash = path.indexOf("/");
        return slash < 0 ? undefined : located(path.slice(0, slash), path.slice(slash + 1));
    }
    const dot = host.lastIndexOf(".s3");
    return dot > 0 && ENDPOINT.test(host.slice(dot + 1)) ? located(host.slice(0, dot), path) : undefined;
}

function located(bucket: string, path: string): ListLocation | undefined {
    const key = decoded(path);
    return BUCKET.test(bucket) && key !== undefined && key !== "" ? { bucket, key } : undefined;
}

function decoded(path: string): string | undefined {
    try {
        return decodeURIComponent(path);
    } catch {
        return undefined;
    }
}
