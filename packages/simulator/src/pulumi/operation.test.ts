import { expect, it } from "vitest";
import { readEvents } from "./operation";

// The shapes are those of sdk/go/common/apitype/events.go; a line is one event.
const URN =
    "urn:pulumi:dev::life::guardduty:index:GuardDutyMonitoring$aws:guardduty/filter:Filter::training-filter-scans";
const TYPE = "aws:guardduty/filter:Filter";

function log(...events: readonly unknown[]): string {
    return events.map((event) => JSON.stringify(event)).join("\n");
}

function done(op: string, more: object = {}): object {
    return { resOutputsEvent: { metadata: { op, urn: URN, type: TYPE, ...more } } };
}

it("tells the steps in the order of their end, by logical name and with what changed", () => {
    const { steps } = readEvents(
        log(done("create"), done("update", { diffs: ["rank"], detailedDiff: { "findingCriteria.criterions[0]": {} } })),
    );
    const common = { urn: URN, type: TYPE, name: "training-filter-scans", failed: false };
    expect(steps).toEqual([
        { ...common, op: "create", changes: [] },
        { ...common, op: "update", changes: ["findingCriteria.criterions[0]"] },
    ]);
});

it("takes the changed properties of a provider that tells no details", () => {
    expect(readEvents(log(done("update", { diffs: ["rank"], detailedDiff: null }))).steps[0]?.changes).toEqual([
        "rank",
    ]);
});

it("tells a component's step once, though the engine tells it twice", () => {
    expect(readEvents(log(done("create"), done("create"))).steps).toHaveLength(1);
});

it("leaves out what changes nothing, and the frame of a replacement", () => {
    expect(readEvents(log(done("same"), done("read"), done("replace"))).steps).toEqual([]);
});

it("tells what failed, also where it would change nothing", () => {
    const failure = { resOpFailedEvent: { metadata: { op: "same", urn: URN, type: TYPE } } };
    expect(readEvents(log(failure)).steps).toMatchObject([{ op: "same", failed: true }]);
});

it("keeps what the user is told, without Pulumi's colours and without debugging", () => {
    const message = "<{%reset%}>BadRequestException: <{%fg 1%}>no<{%reset%}>\n";
    const { diagnostics } = readEvents(
        log(
            { diagnosticEvent: { severity: "error", message, urn: URN } },
            { diagnosticEvent: { severity: "debug", message: "RPC prepared" } },
        ),
    );
    expect(diagnostics).toEqual([{ severity: "error", message: "BadRequestException: no", urn: URN }]);
});

it("takes the counts from the end", () => {
    expect(readEvents(log({ summaryEvent: { resourceChanges: { create: 2, same: 1 } } })).counts).toEqual({
        create: 2,
        same: 1,
    });
});

it("reads the log of a CLI that was killed in the middle of a line", () => {
    expect(readEvents(`${log(done("create"))}\n{"resOutputsEv`).steps).toHaveLength(1);
    expect(readEvents("")).toEqual({ steps: [], counts: {}, diagnostics: [] });
});
