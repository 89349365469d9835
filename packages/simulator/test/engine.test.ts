import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Deployment, RecordedResource } from "../src/engine/deployment";
import { type ProgramResult, runProgram } from "../src/engine/run-program";
import { type PropertyMap, UNKNOWN } from "../src/provider/resource-provider";
import { FakeProvider } from "./fake-provider";

const PROGRAMS = join(__dirname, "programs");

function find(deployment: Deployment | undefined, name: string): RecordedResource {
    const found = deployment?.resources.filter((resource) => resource.name === name) ?? [];
    expect(found, `resources named ${name}`).toHaveLength(1);
    return found[0]!;
}

describe("a program of components, providers, look-ups and secrets", () => {
    const configurations: PropertyMap[] = [];
    const lines: string[] = [];
    let result: ProgramResult;

    beforeAll(async () => {
        result = await runProgram({
            directory: join(PROGRAMS, "composed"),
            project: "composed",
            config: { "aws:region": "eu-central-1" },
            secretConfig: { "composed:location": "s3://hidden/list.txt" },
            provider: ({ package: packageName, configuration }) => {
                configurations.push({ packageName, ...configuration });
                return new FakeProvider(configuration.region);
            },
            onLine: (line) => lines.push(line),
        });
    });

    it("succeeds in preview and update", () => {
        expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(result).toMatchObject({
            outcome: "succeeded",
            preview: { outcome: "succeeded" },
            update: { outcome: "succeeded" },
        });
    });

    it("does not run an apply on what is unknown in a preview", () => {
        const applied = result.diagnostics.filter(({ message }) => message.startsWith("applied to"));
        expect(applied.map(({ phase }) => phase)).toEqual(["update"]);
    });

    it("knows neither ids nor computed properties in a preview", () => {
        expect(result.preview?.outputs).toMatchObject({
            detectorId: { value: UNKNOWN },
            bucketArn: { value: UNKNOWN },
            adoptedArn: { value: "arn:read:existing-id" },
        });
        expect(find(result.preview, "secretly").inputs.detectorId).toBe(UNKNOWN);
        expect(find(result.preview, "main").id).toBeUndefined();
    });

    it("hands the program's assets over with their hash", () => {
        expect(find(result.update, "archive-object").inputs.source).toEqual({
            asset: "file",
            source: join(PROGRAMS, "composed/list.txt"),
            path: "list.txt",
            hash: "8e504a6590805a781217351446963e7d5c31e86360664a7951c10dbed5c8c181",
        });
    });

    it("keeps secrets secret, and shows none", () => {
        const secretly = find(result.update, "secretly");
        expect(secretly.inputs.location).toBe("s3://hidden/list.txt");
        expect([...secretly.secretInputs]).toEqual(["location"]);
        expect([...secretly.secretOutputs]).toEqual(["location"]);
        expect(result.outputs.location).toEqual({ value: "s3://hidden/list.txt", secret: true });
        expect(result.outputs.detectorId?.secret).toBe(false);
        expect(lines.filter((line) => line.includes("hidden"))).toEqual([]);
        expect(lines.some((line) => /location *: \[secret\]/.test(line))).toBe(true);
    });

    it("names resources as Pulumi does, parents included", () => {
        expect(find(result.update, "archive-object").urn).toBe(
            "urn:pulumi:dev::composed::test:index:Archive$aws:s3/bucket:Bucket$aws:s3/bucketObjectv2:BucketObjectv2::archive-object",
        );
        expect(find(result.update, "archive-bucket").parent).toBe(find(result.update, "archive").urn);
    });

    it("records components with their inputs and what they publish", () => {
        const archive = find(result.update, "archive");
        expect(archive).toMatchObject({ kind: "component", id: undefined, inputs: { purpose: "archive" } });
        expect(archive.outputs).toEqual({ bucketArn: find(result.update, "archive-bucket").outputs.arn });
    });

    it("records dependencies, by property where there is one", () => {
        const detector = find(result.update, "main").urn;
        expect(find(result.update, "secretly").propertyDependencies).toEqual({ detectorId: [detector] });
        expect(find(result.update, "secretly").dependencies).toEqual([detector]);
        expect(find(result.update, "archive").dependencies).toEqual([detector]);
        expect(find(result.update, "archive-object").propertyDependencies).toEqual({
            bucket: [find(result.update, "archive-bucket").urn],
        });
    });

    it("records the options", () => {
        expect(find(result.update, "archive-bucket").options).toMatchObject({ protect: true, retainOnDelete: true });
        const { ignoreChanges, aliases } = find(result.update, "archive-object").options;
        expect(ignoreChanges).toEqual(["key"]);
        const parent = find(result.update, "archive-bucket").urn;
        // The second is the SDK's own, from before the resource was renamed.
        expect(aliases).toEqual([
            `name=former-name,parent=${parent}`,
            `type=aws:s3/BucketObject:BucketObject,parent=${parent}`,
        ]);
    });

    it("reads what the program only looks at", () => {
        expect(find(result.update, "adopted")).toMatchObject({
            operation: "read",
            id: "existing-id",
            outputs: { arn: "arn:read:existing-id" },
        });
    });

    it("makes one provider for each configuration", () => {
        expect(configurations).toContainEqual({ packageName: "aws", region: "eu-central-1" });
        expect(configurations).toContainEqual({
            packageName: "aws",
            region: "eu-west-1",
            defaultTags: { tags: { Team: "security" } },
            skipCredentialsValidation: false,
            skipRegionValidation: true,
        });
    });

    it("sends each resource to its own provider's Region", () => {
        expect(result.outputs.regions?.value).toMatchObject({
            main: "eu-central-1",
            ireland: "eu-west-1",
            late: "eu-central-1",
        });
        const irish = find(result.update, "ireland").urn;
        expect(find(result.update, "in-ireland").provider).toBe(irish);
        expect(find(result.update, "ireland-archive-object").provider).toBe(irish);
        expect(find(result.update, "ireland-archive-bucket").outputs.region).toBe("eu-west-1");
        expect(find(result.update, "main").provider).toBeUndefined();
    });

    it("asks nothing of a provider whose Region is not known yet", () => {
        expect(find(result.preview, "in-late-region").outputs).toEqual({});
        expect(find(result.update, "in-late-region").outputs.region).toBe("eu-central-1");
    });

    it("takes an invoke to the provider that it names", () => {
        expect(result.outputs.invokedRegion).toEqual({ value: "eu-west-1", secret: false });
    });

    it("writes a line for each resource, and what was said under the resource", () => {
        expect(lines).toContain(" +  aws:guardduty:IPSet                  secretly created");
        expect(lines).toContain(" >  aws:guardduty:Detector               adopted read");
        const warning = lines.indexOf("    warning: take care");
        expect(lines[warning - 1]).toBe("  aws:guardduty:Detector (main):");
    });
});
