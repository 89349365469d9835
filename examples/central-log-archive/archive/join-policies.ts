import * as pulumi from "@pulumi/pulumi";

interface PolicyDocument {
    Version: string;
    Statement: { Sid: string }[];
}

/**
 * One document of several: a bucket and a key have one policy each. Statements about one source have a Sid of their own; those
 * that are the same in all documents, such as that about plain HTTP, are taken once.
 */
export function joinPolicies(documents: pulumi.Output<string>[]): pulumi.Output<string> {
    return pulumi.all(documents).apply((texts) => {
        const statements = texts.flatMap((text) => {
            const { Statement }: PolicyDocument = JSON.parse(text);
            return Statement;
        });
        const bySid = new Map(statements.map((statement) => [statement.Sid, statement]));
        return JSON.stringify({ Version: "2012-10-17", Statement: [...bySid.values()] });
    });
}
