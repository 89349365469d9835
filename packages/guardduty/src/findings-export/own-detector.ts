/**
 * Arguments that `GuardDutyMonitoring` gives for its own detector, which is where the provider is unless both were given a Region.
 * The export need not wait for that detector's ARN to know its Region: bucket and detector are made side by side.
 */
const ofOwnDetector = new WeakSet();

export function markOwnDetector<Args extends object>(args: Args): Args {
    ofOwnDetector.add(args);
    return args;
}

export function isOfOwnDetector(args: unknown): boolean {
    return typeof args === "object" && args !== null && ofOwnDetector.has(args);
}
