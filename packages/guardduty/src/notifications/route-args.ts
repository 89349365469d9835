import type * as pulumi from "@pulumi/pulumi";
import { ACCOUNT_ID } from "../aws/arns";
import { FindingSeverity } from "../filters/args";
import { flag, input, object, oneOf, optional, shortList, text, type Schema } from "../validation/schema";

/** What GuardDuty reports to EventBridge. */
export const NotificationEvent = {
    /** Findings: new ones, and further occurrences at the detector's publishing frequency. */
    FINDINGS: "FINDINGS",
    /** Scans of S3 objects that ended in anything but "no threats found", and tags that could not be written afterwards. */
    MALWARE_SCAN_PROBLEMS: "MALWARE_SCAN_PROBLEMS",
    /** Every result of a scan of an S3 object: one message per upload. */
    MALWARE_SCAN_RESULTS: "MALWARE_SCAN_RESULTS",
    /** A malware protection plan that turned to warning or error: its bucket may not be protected. */
    MALWARE_PLAN_PROBLEMS: "MALWARE_PLAN_PROBLEMS",
    /** Runtime Monitoring's coverage of an instance or a cluster that turned unhealthy. */
    RUNTIME_COVERAGE_PROBLEMS: "RUNTIME_COVERAGE_PROBLEMS",
} as const;
/** One of the values of `NotificationEvent`; its text may be written instead. */
export type NotificationEvent = (typeof NotificationEvent)[keyof typeof NotificationEvent];

/** Which findings and other events go to which targets. An event that several routes carry to one target arrives as often. */
export interface NotificationRouteArgs {
    /** Keys of one to five of `targets`: EventBridge takes five per rule. */
    targets: string[];
    /**
     * The bands of severity whose findings are sent; findings about AI workloads besides, unless `includeAiFindings` is `false`.
     * Default: `MEDIUM`, `HIGH` and `CRITICAL`.
     *
     * @defaultValue `["MEDIUM", "HIGH", "CRITICAL"]`
     */
    severities?: FindingSeverity[] | undefined;
    /**
     * The finding types that are sent: exact, or with `*` for any run of characters, such as `CryptoCurrency:*`. Upper and lower case
     * differ. Default: any type.
     *
     * @defaultValue any type
     */
    findingTypes?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * The accounts whose findings are sent, by their ids; for an administrator account, which gets those of all members. Default: any
     * account.
     *
     * @defaultValue any account
     */
    accountIds?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * Whether findings about AI workloads are sent whatever their severity: AI Protection's are Low by default, which a threshold
     * hides. That is those of the types in `AI_FINDING_TYPES.bedrock`, those about SageMaker, those that name a model or a guardrail,
     * and those that come of a call to Bedrock or SageMaker. Default: `true`.
     *
     * @defaultValue `true`
     */
    includeAiFindings?: boolean | undefined;
    /**
     * Whether sample findings are sent, which the console makes on request. Default: `true`.
     *
     * @defaultValue `true`
     */
    includeSamples?: boolean | undefined;
    /**
     * What is sent. Default: `FINDINGS`. Without any routes, every target gets all but `MALWARE_SCAN_RESULTS`.
     *
     * @defaultValue `["FINDINGS"]`
     */
    events?: NotificationEvent[] | undefined;
}

/** EventBridge quotas: "Targets per rule", 5, which can't be raised. */
export const MOST_TARGETS_OF_A_ROUTE = 5;

/** A wildcard of EventBridge is `*`; two next to each other are refused, and a question mark is a character like any other. */
const FINDING_TYPE = /^(?!.*\*\*)(?!\*$)(?=(?:[^*]*\*){0,5}[^*]*$)[A-Za-z0-9:./!&*_-]{1,256}$/;

const findingTypeSchema = text(
    "must be a finding type, or a part of one with up to five * that are not next to each other and not alone, such as CryptoCurrency:*",
    FINDING_TYPE,
);
const accountIdSchema = text('must be the id of an account: a text of 12 digits, such as "111122223333"', ACCOUNT_ID);

export const findingTypesSchema: Schema = shortList(
    "must be an array of 1 to 100 finding types",
    100,
    input(findingTypeSchema),
);
export const accountIdsSchema: Schema = shortList(
    "must be an array of 1 to 100 account ids",
    100,
    input(accountIdSchema),
);

/** The shape of one route. What its members have to do with each other and with the targets is said in routes.ts. */
export const routeSchema: Schema = object('must be an object such as { targets: ["team"], severities: ["HIGH"] }', {
    targets: shortList(
        `must be an array of 1 to ${MOST_TARGETS_OF_A_ROUTE} keys of targets: EventBridge takes ${MOST_TARGETS_OF_A_ROUTE} per rule, so with more make a second route`,
        MOST_TARGETS_OF_A_ROUTE,
        text("must be the key of a target"),
    ),
    severities: optional(shortList("must be an array of 1 to 4 severities", 4, oneOf(FindingSeverity))),
    findingTypes: optional(input(findingTypesSchema)),
    accountIds: optional(input(accountIdsSchema)),
    includeAiFindings: optional(flag()),
    includeSamples: optional(flag()),
    events: optional(shortList("must be an array of 1 to 5 events", 5, oneOf(NotificationEvent))),
});
