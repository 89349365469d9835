import { describe, expect, it } from "vitest";
import { findImageFault } from "./image-pattern";

const REGISTRY = "111122223333.dkr.ecr.us-east-1.amazonaws.com";

describe("an image pattern", () => {
    it.each([
        `${REGISTRY}/training/*`,
        `${REGISTRY}/training:2026-11-24`,
        `${REGISTRY}/training@sha256:*`,
        "localhost:5000/training:?",
        "nvcr.io/nvidia/pytorch:*",
    ])("may be %s", (pattern) => expect(findImageFault(pattern)).toBeUndefined());

    it.each([
        ["", "in place of the registry"],
        ["*", "in place of the registry"],
        ["**", "in place of the registry"],
        ["*/*", "in place of the registry"],
        ["*:latest", "in place of the registry"],
        ["*.dkr.ecr.us-east-1.amazonaws.com/training/*", "in place of the registry"],
        ["11112222333?.dkr.ecr.us-east-1.amazonaws.com/training/*", "in place of the registry"],
        ["/training/*", "in place of the registry"],
        [`https://${REGISTRY}/training/*`, "in place of the registry"],
        [`${REGISTRY}/*`, "not all of a registry"],
        [`${REGISTRY}/?*`, "not all of a registry"],
        ["python:3.13", "without a registry"],
        [`${REGISTRY}/a*b*c*d*e*f*`, "at most 5 wildcards"],
        [`${REGISTRY}/${"a".repeat(512)}`, "512 characters"],
    ])("is not %s", (pattern, hint) => expect(findImageFault(pattern)).toContain(hint));
});
