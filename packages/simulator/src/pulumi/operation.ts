/** What one operation of the Pulumi CLI (up, preview, refresh, destroy, import) did, read from its event log. */
export interface Operation {
    /** `0`, or what the CLI ended with; `undefined` when it was killed. */
    readonly exitCode: number | undefined;
    /** What changed, in the order in which it was done; of a preview, what would. Components are among it. */
    readonly steps: readonly Step[];
    /** How often each kind of step was done; `same` is what was left alone. */
    readonly counts: Readonly<Record<string, number>>;
    readonly diagnostics: readonly { readonly severity: string; readonly message: string; readonly urn: string }[];
    /** What the CLI printed. */
    readonly output: string;
}

export interface Step {
    /** Pulumi's word: `create`, `update`, `delete`, `create-replacement`, `delete-replaced`, `refresh`, `import`, … */
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    /** The logical name. */
    readonly name: string;
    /** Paths of the properties that changed, as the provider tells them. */
    readonly changes: readonly string[];
    readonly failed: boolean;
}

interface StepMetadata {
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
    readonly diffs?: readonly string[] | null;
}

/** The part of Pulumi's events that is looked at (sdk/go/common/apitype/events.go). */
interface EngineEvent {
    readonly resOutputsEvent?: { readonly metadata: StepMetadata };
    readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
    readonly diagnosticEvent?: { readonly severity: string; readonly message: string; readonly urn?: string };
    readonly summaryEvent?: { readonly resourceChanges?: Readonly<Record<string, number>> | null };
}

/**
 * Steps that change nothing, and those that only frame the two halves of a replacement. `refresh` stands in an `up --refresh`
 * for every resource, whatever was found; `refresh` itself tells what was.
 */
const SILENT = new Set(["same", "replace", "read", "read-discard", "discard", "refresh"]);

/** Reads an event log; what was written of a line when the CLI was killed is left out. */
export function readEvents(log: string): Omit<Operation, "exitCode" | "output"> {
    const events = log.split("\n").flatMap(parseEvent);
    const steps = events.flatMap(({ resOutputsEvent, resOpFailedEvent }) => [
        ...(resOutputsEvent === undefined ? [] : stepOf(resOutputsEvent.metadata, false)),
        ...(resOpFailedEvent === undefined ? [] : stepOf(resOpFailedEvent.metadata, true)),
    ]);
    return {
        // A component's step is told twice: when it begins and when its outputs are there.
        steps: [...new Map(steps.map((step) => [`${step.op} ${step.urn} ${step.failed}`, step])).values()],
        counts: Object.fromEntries(
            events.flatMap(({ summaryEvent }) => Object.entries(summaryEvent?.resourceChanges ?? {})),
        ),
        diagnostics: events.flatMap(({ diagnosticEvent: event }) =>
            event === undefined || event.severity === "debug"
                ? []
                : [{ severity: event.severity, message: withoutColors(event.message).trim(), urn: event.urn ?? "" }],
        ),
    };
}

function parseEvent(line: string): EngineEvent[] {
    try {
        const event: unknown = JSON.parse(line);
        return isEngineEvent(event) ? [event] : [];
    } catch {
        return [];
    }
}

function isEngineEvent(value: unknown): value is EngineEvent {
    return typeof value === "object" && value !== null;
}

function stepOf({ op, urn, type, detailedDiff, diffs }: StepMetadata, failed: boolean): Step[] {
    if (SILENT.has(op) && !failed) {
        return [];
    }
    const changes = Object.keys(detailedDiff ?? {});
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    return [{ op, urn, type, name, changes: changes.length > 0 ? changes : (diffs ?? []), failed }];
}

/** Pulumi's own marks, such as `<{%fg 1%}>`. */
function withoutColors(text: string): string {
    return text.replace(/<\{%[^%]*%\}>/g, "");
}
