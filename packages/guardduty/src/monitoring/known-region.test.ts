import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findKnownRegion } from "./known-region";

describe("the Region that is known while the program runs", () => {
    beforeEach(() => {
        vi.stubEnv("AWS_REGION", undefined);
        vi.stubEnv("AWS_DEFAULT_REGION", undefined);
    });
    afterEach(() => {
        vi.unstubAllEnvs();
    });

    it("is the argument, where there is one", () => {
        vi.stubEnv("AWS_REGION", "eu-west-1");
        expect(findKnownRegion("us-east-1", undefined)).toBe("us-east-1");
    });

    it("is that of the environment, as for the default provider", () => {
        vi.stubEnv("AWS_DEFAULT_REGION", "eu-west-2");
        expect(findKnownRegion(undefined, undefined)).toBe("eu-west-2");
        vi.stubEnv("AWS_REGION", "eu-west-1");
        expect(findKnownRegion(undefined, undefined)).toBe("eu-west-1");
    });

    it("is not an empty variable, as build servers set them", () => {
        vi.stubEnv("AWS_REGION", "");
        expect(findKnownRegion(undefined, undefined)).toBeUndefined();
        vi.stubEnv("AWS_DEFAULT_REGION", "eu-west-2");
        expect(findKnownRegion(undefined, undefined)).toBe("eu-west-2");
    });

    it("is unknown with a provider of the user's own", () => {
        vi.stubEnv("AWS_REGION", "eu-west-1");
        expect(findKnownRegion(undefined, { providers: [] })).toBeUndefined();
    });
});
