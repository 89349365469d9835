import type * as pulumi from "@pulumi/pulumi";
import { faultOf, findPlaceFault, split, type Parsed } from "../aws/arns";
import { checkedText, input, object, oneOf, optional, text, wholeNumber, type Schema } from "../validation/schema";

/** What a source's file is. */
export const FeedFormat = {
    /** One entry a line; what follows `#`, `;` or `//` is a comment. */
    TEXT: "TEXT",
    /** Columns, one of which has the entries. */
    CSV: "CSV",
    /** Entries at one path of a document, or of one a line (JSON Lines). */
    JSON: "JSON",
} as const;
/** One of the values of `FeedFormat`; its text may be written instead. */
export type FeedFormat = (typeof FeedFormat)[keyof typeof FeedFormat];

/** One feed that is fetched over HTTPS. */
export interface FeedSourceArgs {
    /** Where it is: an `https://` address without credentials. Redirects are followed to HTTPS only. It is no secret. */
    url: string;
    /**
     * `TEXT` with an entry a line, `CSV` or `JSON`. Default: `TEXT`.
     *
     * @defaultValue `TEXT`
     */
    format?: FeedFormat;
    /** Name, in the first row, of the CSV column with the entries. Either this or `csvColumnNumber` goes with `CSV`. */
    csvColumn?: string | undefined;
    /** Number of the CSV column with the entries, from 1, where the first row is an entry as well. */
    csvColumnNumber?: number | undefined;
    /**
     * What separates the columns, one character. Default: `,`.
     *
     * @defaultValue `,`
     */
    csvDelimiter?: string | undefined;
    /** Where the entries are in JSON: names by dots and `[*]` for all members, such as `$.prefixes[*].ip_prefix`. */
    jsonPath?: string | undefined;
    /**
     * ARN of a secret in Secrets Manager whose text is the feed's token. The function reads it on every run. A key of your own that
     * encrypts it must let the output `functionRoleArn` decrypt with it. Default: no token.
     *
     * @defaultValue no token
     */
    tokenSecretArn?: pulumi.Input<string> | undefined;
    /**
     * The header that carries the token. `Authorization` gets it as a bearer token, any other as it is. Default: `Authorization`.
     *
     * @defaultValue `Authorization`
     */
    tokenHeader?: string | undefined;
    /**
     * After how many days without a change, by what the publisher says or else by what was seen, a source counts as stale: 1 to 365.
     * Default: never.
     *
     * @defaultValue never
     */
    maxAgeDays?: number | undefined;
}

const LONGEST_URL = 1_000;

function findUrlFault(url: string): string | undefined {
    if (url.length > LONGEST_URL) return `It has ${url.length} characters.`;
    if (!URL.canParse(url)) return "It is no URL.";
    const { protocol, username, password, hash } = new URL(url);
    if (protocol !== "https:") return "Over anything else somebody on the way could write the list.";
    if (username !== "" || password !== "") return "Put the token in Secrets Manager: tokenSecretArn.";
    return hash === "" ? undefined : "What follows # is never sent: leave it out.";
}

/** `arn:<partition>:secretsmanager:<region>:<account>:secret:<name>`. */
function parseSecretArn(arn: string): Parsed<string> {
    const parts = split(arn, "secretsmanager", true);
    if ("fault" in parts) return parts;
    const fault = findPlaceFault(parts.value);
    if (fault !== undefined) return { fault };
    return /^secret:[\w/+=.@-]{1,519}$/.test(parts.value.resource)
        ? { value: arn }
        : { fault: "Its last part must be secret: and the secret's name." };
}

export const secretArnSchema: Schema = checkedText("must be the ARN of a secret in Secrets Manager", (arn) =>
    faultOf(parseSecretArn(arn)),
);

export const feedSourceSchema: Schema = object('must be an object such as { url: "https://example.org/list.txt" }', {
    url: checkedText(`must be an https:// address of at most ${LONGEST_URL} characters`, findUrlFault),
    format: optional(oneOf(FeedFormat)),
    csvColumn: optional(text("must be the name of a column, 1 to 100 characters", /^[^\p{C}]{1,100}$/u)),
    csvColumnNumber: optional(wholeNumber(1, 1_000, "columns")),
    csvDelimiter: optional(text("must be one character that is no letter, digit or quote", /^[\t !#-\/:-@[-`{-~]$/)),
    jsonPath: optional(
        text(
            "must be a path such as $.prefixes[*].ip_prefix, of names of A-Z a-z 0-9 _ - and [*]",
            /^\$(?:\.[\w-]{1,100}|\[\*\]){1,20}$/,
        ),
    ),
    tokenSecretArn: optional(input(secretArnSchema)),
    tokenHeader: optional(text("must be a header's name: 1 to 64 characters of A-Z a-z 0-9 -", /^[A-Za-z0-9-]{1,64}$/)),
    maxAgeDays: optional(wholeNumber(1, 365, "days")),
});
