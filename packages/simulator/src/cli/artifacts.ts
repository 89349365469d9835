import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment, RecordedResource } from "../engine/deployment";
import { typeOf } from "../wire/urn";
import { toMermaid } from "../graph/mermaid";
import { createResourceGraph } from "../graph/resource-graph";
import { toSvg } from "../graph/svg";
import { listAsJson, listAsMarkdown } from "./resource-list";

const FINDINGS_EXPORT_TYPE = "guardduty:index:FindingsExport";

export interface Artifact {
    readonly path: string;
    readonly about: string;
}

/** Writes what a deployment looks like, for the user to open. What an earlier run left there goes first. */
export function writeArtifacts(deployment: Deployment, directory: string): Artifact[] {
    const graph = createResourceGraph(deployment);
    const bucketPolicy = findPolicy(deployment, isBucketPolicy);
    const keyPolicy = findPolicy(deployment, isKeyPolicy);
    const contents: [file: string, about: string, content: string | undefined][] = [
        ["graph.svg", "what was made and what depends on what; open it in a browser", toSvg(graph)],
        ["graph.mmd", "the same for Mermaid", toMermaid(graph)],
        ["bucket-policy.json", `who may do what with the bucket: ${bucketPolicy?.name}`, bucketPolicy?.document],
        ["key-policy.json", `who may do what with the key: ${keyPolicy?.name}`, keyPolicy?.document],
        ["resources.md", "each resource, with its id and what it waits for", listAsMarkdown(deployment)],
        ["resources.json", "the same with all inputs and outputs, but for secrets", listAsJson(deployment)],
    ];
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    return contents.flatMap(([file, about, content]) => {
        if (content === undefined) {
            return [];
        }
        const path = join(directory, file);
        writeFileSync(path, content);
        return [{ path, about }];
    });
}

function isBucketPolicy({ type }: RecordedResource): boolean {
    return type === "aws:s3/bucketPolicy:BucketPolicy";
}

function isKeyPolicy({ type }: RecordedResource): boolean {
    return type === "aws:kms/key:Key" || type === "aws:kms/keyPolicy:KeyPolicy";
}

/** A findings export's document, as it was registered; where there is none, any such document. */
function findPolicy(
    { resources }: Deployment,
    matches: (resource: RecordedResource) => boolean,
): { readonly name: string; readonly document: string } | undefined {
    const candidates = resources.filter(matches);
    const exported = candidates.find(({ parent }) => parent !== undefined && typeOf(parent) === FINDINGS_EXPORT_TYPE);
    const found = exported ?? candidates[0];
    const policy = found?.outputs.policy;
    if (found === undefined || typeof policy !== "string" || found.secretOutputs.has("policy")) {
        return undefined;
    }
    const document: unknown = JSON.parse(policy);
    return { name: found.name, document: `${JSON.stringify(document, undefined, 2)}\n` };
}
