import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { CheckFailure, DiffResult, PropertyDiff, PropertyMap } from "../provider/resource-provider";
import { sendProperties } from "../wire/values";

const KINDS = {
    add: messages.PropertyDiff.Kind.ADD,
    update: messages.PropertyDiff.Kind.UPDATE,
    delete: messages.PropertyDiff.Kind.DELETE,
    "add-replace": messages.PropertyDiff.Kind.ADD_REPLACE,
    "update-replace": messages.PropertyDiff.Kind.UPDATE_REPLACE,
    "delete-replace": messages.PropertyDiff.Kind.DELETE_REPLACE,
} as const;

export function checkResponse(
    inputs: PropertyMap,
    secrets: ReadonlySet<string>,
    failures: readonly CheckFailure[],
): messages.CheckResponse {
    return new messages.CheckResponse()
        .setInputs(sendProperties(inputs, secrets))
        .setFailuresList(
            failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason)),
        );
}

export function diffResponse({ changes, deleteBeforeReplace }: DiffResult): messages.DiffResponse {
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    const response = new messages.DiffResponse()
        .setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList(namesOf(changes))
        .setReplacesList(namesOf(changes.filter(({ kind }) => kind.endsWith("-replace"))))
        .setDeletebeforereplace(deleteBeforeReplace)
        .setHasdetaileddiff(true);
    for (const { path, kind } of changes) {
        response.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(KINDS[kind]));
    }
    return response;
}

/** The properties that the paths are in, without anything further in. */
function namesOf(changes: readonly PropertyDiff[]): string[] {
    return [...new Set(changes.map(({ path }) => path.replace(/[.[].*$/s, "")))].sort();
}
