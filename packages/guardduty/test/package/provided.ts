/** What scripts/package-projects.mjs hands to these tests. */
declare module "vitest" {
    interface ProvidedContext {
        tarball: string;
        projects: Record<Peers, string>;
        compilers: Record<Peers, string>;
        /** Of guardduty-review, and a project that has it installed. */
        reviewTarball: string;
        reviewProject: string;
    }
}

/** The oldest the library allows, or the newest it was built against. */
export type Peers = "oldest" | "newest";
