import { AwsError } from "../../account/core/aws-error";

/** The answer, or undefined where AWS refuses for one of these rules: to the provider what it asked for is gone. */
export async function unless<Result>(
    gone: readonly { readonly id: string }[],
    ask: () => Promise<Result>,
): Promise<Result | undefined> {
    try {
        return await ask();
    } catch (error) {
        if (error instanceof AwsError && gone.some(({ id }) => id === error.rule?.id)) {
            return undefined;
        }
        throw error;
    }
}
