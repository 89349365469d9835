import { describe, expect, it } from "vitest";
import { didYouMean, nearest } from "./nearest";

const ARGUMENTS = ["enabled", "detectorId", "trustedIpList", "threatIpLists", "filters", "tags", "region"];

describe("the nearest candidate", () => {
    it.each([
        ["enable", "enabled"],
        ["Enabled", "enabled"],
        ["DETECTORID", "detectorId"],
        ["detectroId", "detectorId"],
        ["threatIpList", "threatIpLists"],
        ["trustedIPList", "trustedIpList"],
        ["filter", "filters"],
        ["tgas", "tags"],
        ["regions", "region"],
    ])("to %s is %s", (word, candidate) => expect(nearest(word, ARGUMENTS)).toBe(candidate));

    it.each(["quux", "", "x", "completelyDifferent", "tags".repeat(30), "a".repeat(10_000_000)])(
        "to what is far is none",
        (word) => {
            expect(nearest(word, ARGUMENTS)).toBeUndefined();
        },
    );

    it("is the least far of several", () =>
        expect(nearest("trustIpList", ["threatIpLists", "trustedIpList"])).toBe("trustedIpList"));

    it("is the one that the word is a part of", () => {
        const fields = [
            "resource.instanceDetails.imageId",
            "resource.instanceDetails.instanceId",
            "resource.lambdaDetails.role",
        ];
        expect(nearest("imageid", fields)).toBe("resource.instanceDetails.imageId");
        expect(nearest("instanceDetails", fields)).toBeUndefined();
        expect(nearest("rol", fields)).toBeUndefined();
    });

    it("is asked for in words", () => {
        expect(didYouMean("filter", ARGUMENTS)).toBe('Did you mean "filters"?');
        expect(didYouMean("quux", ARGUMENTS)).toBeUndefined();
    });
});
