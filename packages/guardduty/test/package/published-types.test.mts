import { readFileSync } from "node:fs";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { expect, inject, it } from "vitest";
import "./provided.js";

const data = readFileSync(inject("tarball"));

it("resolves the same way for every kind of consumer (are the types wrong?)", async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(data)));
    expect(result.types).toMatchObject({ kind: "included" });
    expect("problems" in result ? result.problems : result).toEqual([]);
});

it.each(["tarball", "reviewTarball"] as const)("has a sound manifest (publint): %s", async (which) => {
    const tarball = new Uint8Array(readFileSync(inject(which))).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});
