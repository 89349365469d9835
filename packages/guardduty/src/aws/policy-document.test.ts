import { expect, it } from "vitest";
import { literal } from "./policy-document";

it("literal leaves an ordinary text alone and takes the meaning from wildcards and variables", () => {
    expect(literal("arn:aws:s3:::findings/logs(1)!")).toBe("arn:aws:s3:::findings/logs(1)!");
    expect(literal("a*b?c$d${aws:userid}")).toBe("a${*}b${?}c${$}d${$}{aws:userid}");
});
