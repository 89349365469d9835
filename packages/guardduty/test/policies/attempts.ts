/** For each property of a right attempt, the wrong values that an attacker or a mistake would put there. */
export type Alternatives<Attempt> = { readonly [Property in keyof Attempt]: readonly Attempt[Property][] };

/**
 * The right attempt, and every one that differs from it in up to so many properties: what a policy wrongly lets through shows in
 * one, and what hides behind another refusal in two.
 */
export function attemptsAround<Attempt extends object>(
    right: Attempt,
    wrong: Alternatives<Attempt>,
    deviations: 1 | 2,
): Attempt[] {
    const single = differences(wrong);
    const attempts: Attempt[] = [right];
    single.forEach(([property, value], index) => {
        attempts.push({ ...right, [property]: value });
        for (const [otherProperty, otherValue] of deviations === 2 ? single.slice(index + 1) : []) {
            if (otherProperty !== property) attempts.push({ ...right, [property]: value, [otherProperty]: otherValue });
        }
    });
    return attempts;
}

function differences(wrong: Readonly<Record<string, readonly unknown[]>>): (readonly [string, unknown])[] {
    return Object.entries(wrong).flatMap(([property, values]) => values.map((value) => [property, value] as const));
}
