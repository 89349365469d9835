/** How long GuardDuty takes, in milliseconds of the simulator's clock. AWS says minutes, and up to 40 for a list. */
export interface Timings {
    readonly listActivation: number;
    readonly listDeletion: number;
    readonly destinationVerification: number;
}

export const DEFAULT_TIMINGS: Timings = {
    listActivation: 90_000,
    listDeletion: 30_000,
    destinationVerification: 20_000,
};
