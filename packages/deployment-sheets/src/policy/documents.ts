import type { Statement } from "./statements";

export interface PolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Statement[];
}

/** IAM's limit for a managed policy, which does not count white space. */
export const MAX_POLICY_SIZE = 6144;

export function sizeOf(document: PolicyDocument): number {
    // No value in it has white space of its own.
    return JSON.stringify(document).length;
}

/** As few documents as the limit asks for, statements in their order; one that is too large alone is split by resources. */
export function documentsOf(statements: readonly Statement[], limit = MAX_POLICY_SIZE): PolicyDocument[] {
    const documents: Statement[][] = [];
    for (const statement of statements.flatMap((each) => fitting(each, limit))) {
        const current = documents.at(-1);
        if (current !== undefined && sizeOf(documentOf([...current, statement])) <= limit) {
            current.push(statement);
        } else {
            documents.push([statement]);
        }
    }
    return documents.map(documentOf);
}

function documentOf(statements: readonly Statement[]): PolicyDocument {
    return { Version: "2012-10-17", Statement: statements };
}

function fitting(statement: Statement, limit: number): Statement[] {
    const { Sid, Action, Resource } = statement;
    if (sizeOf(documentOf([statement])) <= limit) {
        return [statement];
    }
    const many = Resource.length > 1 ? Resource : Action;
    if (many.length === 1) {
        throw new Error(`Statement ${Sid} is larger than a managed policy may be.`);
    }
    const half = Math.ceil(many.length / 2);
    const name = Resource.length > 1 ? "Resource" : "Action";
    return [many.slice(0, half), many.slice(half)].flatMap((part, index) =>
        fitting({ ...statement, Sid: `${Sid}${"AB"[index] ?? ""}`, [name]: part }, limit),
    );
}
