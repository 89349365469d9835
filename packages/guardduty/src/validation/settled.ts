import * as pulumi from "@pulumi/pulumi";

/**
 * A value that has been checked: itself where it was plain, an Output where it is known later. What is plain stays plain, for an
 * Output costs a run more than all the checks of a value, and a preview shows plain values only.
 */
export type Settled<T> = T | pulumi.Output<T>;

/** Goes on with a value now, or when it is known. */
export function whenKnown<T, U>(value: Settled<T>, use: (known: T) => U): Settled<U> {
    if (!pulumi.Output.isInstance(value)) return use(value);
    return value.apply<U>(use);
}

/** Two values together. */
export function bothKnown<A, B>(first: Settled<A>, second: Settled<B>): Settled<[A, B]> {
    if (!pulumi.Output.isInstance(first) && !pulumi.Output.isInstance(second)) return [first, second];
    return pulumi.all([first, second]) as pulumi.Output<[A, B]>; // eslint-disable-line no-restricted-syntax -- neither holds an Output that would be unwrapped
}
