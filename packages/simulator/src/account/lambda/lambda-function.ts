import type { Parcel } from "../core/delivery";
import type { Tags } from "../core/tags";

/** What a test has a function do with an event: what it returns is the answer, and where it throws the function failed. */
export type Handler = (event: string) => unknown;

/** One run of a function, or a run that failed for good. */
export interface Invocation {
    readonly parcel: Parcel;
    readonly outcome: "succeeded" | "failed";
    /** What the handler returned, or the message of what it threw last. */
    readonly answer: unknown;
    /** How often it was run: an event is tried again twice. */
    readonly attempts: number;
}

/** What whoever deploys says of a function. */
export interface FunctionSettings {
    readonly role: string;
    readonly runtime: string;
    readonly handler: string;
    readonly description: string;
    /** In seconds. */
    readonly timeout: number;
    /** In MB. */
    readonly memorySize: number;
    readonly environment: Readonly<Record<string, string>>;
    readonly kmsKeyArn: string | undefined;
    /** The queue for events that the function failed at for good. */
    readonly deadLetterArn?: string | undefined;
    /** Lambda's own choice where it is not said. */
    readonly logging?: FunctionLogging | undefined;
}

/** Where a function's log goes. */
export interface FunctionLogging {
    readonly format: "Text" | "JSON";
    readonly logGroup: string;
}

/** One statement of a function's policy: who may invoke it, and because of what. */
export interface Permission {
    readonly id: string;
    readonly action: string;
    /** A service's name, an account's number, an ARN, or "*". */
    readonly principal: string;
    readonly sourceArn: string | undefined;
    readonly sourceAccount: string | undefined;
}

/** A function as Lambda holds it. What it was sent is of this process: no snapshot has it. */
export class LambdaFunction {
    readonly #invocations: Invocation[] = [];
    #handler: Handler = () => undefined;

    constructor(
        readonly name: string,
        readonly arn: string,
        readonly accountId: string,
        public settings: FunctionSettings,
        /** Of its code, in hexadecimal. */
        public codeSha256: string,
        public architecture: string,
        /** In milliseconds since the epoch. */
        public lastModified: number,
        public tags: Tags,
        public permissions: readonly Permission[] = [],
    ) {}

    /** A function that does not say has a log group of its name (AWS Lambda Developer Guide, monitoring-cloudwatchlogs-loggroups). */
    get logging(): FunctionLogging {
        return this.settings.logging ?? { format: "Text", logGroup: `/aws/lambda/${this.name}` };
    }

    /** In the order in which they came. */
    get invocations(): readonly Invocation[] {
        return this.#invocations;
    }

    /** Has a test's own code run for each event. It is not kept in a snapshot. */
    answerWith(handler: Handler): void {
        this.#handler = handler;
    }

    /** Runs for an event that came asynchronously, as those of EventBridge and SNS do: three times at most. */
    async run(parcel: Parcel): Promise<Invocation> {
        let answer: unknown;
        for (let attempts = 1; attempts <= 3; attempts += 1) {
            try {
                answer = await this.#handler(parcel.body);
                return this.#note({ parcel, outcome: "succeeded", answer, attempts });
            } catch (error) {
                answer = error instanceof Error ? error.message : String(error);
            }
        }
        return this.#note({ parcel, outcome: "failed", answer, attempts: 3 });
    }

    #note(invocation: Invocation): Invocation {
        this.#invocations.push(invocation);
        return invocation;
    }
}
