import type { Change, Fault } from "./faults";

/**
 * Every resource's calls of one kind go wrong, each in these ways, one after another: the first attempt in the first way, and so
 * on. After that it goes well.
 */
export function eachIn(
    method: Change["method"],
    ways: readonly ((change: Change) => Fault)[],
): (change: Change) => Fault | undefined {
    const attempts = new Map<string, number>();
    return (change) => {
        if (change.method !== method) {
            return undefined;
        }
        const attempt = attempts.get(change.urn) ?? 0;
        attempts.set(change.urn, attempt + 1);
        return ways[attempt]?.(change);
    };
}

/** How AWS refuses anything to anybody, in the words in which the provider passes it on. */
export const REFUSALS: readonly ((change: Change) => Fault)[] = [
    refusal("403", "AccessDeniedException: User: arn:aws:iam::123456789012:user/deployer is not authorized"),
    refusal("400", "ThrottlingException: Rate exceeded"),
    refusal("500", "InternalServerErrorException: Internal server error"),
];

function refusal(status: string, answer: string): (change: Change) => Fault {
    return ({ method, name }) => ({
        kind: "refused",
        message: `${method} ${name}: https response error StatusCode: ${status}, api error ${answer}`,
    });
}

export function halfMade({ name }: Change): Fault {
    return { kind: "half-made", message: `waiting for ${name}: timeout while waiting for state` };
}

export function answerLost({ name }: Change): Fault {
    return { kind: "answer-lost", message: `${name}: read: connection reset by peer` };
}
