import { createHash } from "node:crypto";

import { AwsError } from "../account/core/aws-error";
import { ProviderError } from "./resource-provider";

/** Runs what the provider does at AWS, and words a refusal as the provider does. */
export async function attempt<Result>(doing: string, run: () => Promise<Result>): Promise<Result> {
    try {
        return await run();
    } catch (error) {
        throw error instanceof AwsError ? wrap(doing, error) : error;
    }
}

/**
 * Such as "creating GuardDuty Filter: operation error GuardDuty: CreateFilter, https response error StatusCode: 400,
 * RequestID: ..., BadRequestException: The request is rejected ...". A line of the simulator's own follows: which rule
 * that was, since AWS's words often do not say.
 */
function wrap(doing: string, error: AwsError): ProviderError {
    const { service = "", name = "" } = error.operation ?? {};
    const requestId = createHash("sha256").update(`${service}/${name}/${error.message}`).digest("hex").slice(0, 12);
    const response = `https response error StatusCode: ${error.status}, RequestID: 00000000-0000-4000-8000-${requestId}`;
    const answer = `${doing}: operation error ${service}: ${name}, ${response}, ${error.code}: ${error.message}`;
    return new ProviderError(answer + noteOn(error), error.code);
}

function noteOn({ rule, detail }: AwsError): string {
    if (rule === undefined) {
        return "";
    }
    const what = detail === undefined ? rule.text : `${rule.text} (${detail})`;
    return `\n    [simulator: ${what}. Rule ${rule.id}, ${rule.confidence}: ${rule.source}]`;
}
