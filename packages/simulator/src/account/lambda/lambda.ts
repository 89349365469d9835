import { refuse } from "../core/aws-error";
import { parseArn } from "../core/arn";
import { assumedBy } from "../core/assumable-role";
import {
    ACCEPTED,
    nameOfSender,
    refused,
    requestOf,
    type Deliveries,
    type HasMailboxes,
    type Mailbox,
    type Parcel,
    type Receipt,
} from "../core/delivery";
import type { Caller } from "../../policy/policy-evaluator";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import { problemOfTags, type Tags } from "../core/tags";
import type { HasIam } from "../iam/iam-service";
import type { HasKms } from "../kms/kms-service";
import { isPermissionPrincipal, policyOf } from "./function-policy";
import { FUNCTION_RULES, RESERVED_VARIABLES } from "./function-rules";
import { readFunction, writeFunction } from "./function-snapshot";
import { LambdaFunction, type FunctionSettings, type Invocation, type Permission } from "./lambda-function";
import { PERMISSION_RULES } from "./permission-rules";

export interface CreateFunction extends FunctionSettings {
    readonly name: string;
    /** Of the code, in hexadecimal. */
    readonly codeSha256: string;
    readonly architecture: string;
    readonly tags: Tags;
}

/** What Lambda needs of the account. */
export type LambdaHost = HasKms &
    HasIam & {
        readonly world: { readonly deliveries: Deliveries };
        mailbox(arn: string): Mailbox | undefined;
    };

/** Lambda in one Region of an account. */
export class Lambda implements HasMailboxes {
    readonly #functions = new Map<string, LambdaFunction>();

    constructor(
        private readonly scope: Scope,
        private readonly host: LambdaHost,
    ) {}

    snapshot(): Snapshot {
        return { functions: [...this.#functions.values()].map(writeFunction) };
    }

    restore(snapshot: SnapshotReader): void {
        for (const one of snapshot.list("functions", readFunction)) {
            this.#functions.set(one.name, one);
        }
    }

    /** The function itself, for whoever looks at what it was sent, or has it answer. Undefined where there is none. */
    function(name: string): LambdaFunction | undefined {
        return this.#functions.get(name);
    }

    create(request: CreateFunction): Promise<LambdaFunction> {
        return this.scope.operation("Lambda", "CreateFunction", async () => {
            const { name, codeSha256, architecture, tags, ...settings } = request;
            if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
                refuse(FUNCTION_RULES.name, undefined, { name });
            }
            checkTags(tags);
            await this.#checkSettings(settings);
            if (this.#functions.has(name)) {
                refuse(FUNCTION_RULES.taken, undefined, { name });
            }
            const { account } = this.scope;
            const arn = this.scope.arn("lambda", `function:${name}`);
            const now = account.clock.now();
            const made = new LambdaFunction(
                name,
                arn,
                account.accountId,
                settings,
                codeSha256,
                architecture,
                now,
                tags,
            );
            this.#functions.set(name, made);
            return made;
        });
    }

    find(name: string): Promise<LambdaFunction | undefined> {
        return this.scope.operation("Lambda", "GetFunction", async () => this.#functions.get(name));
    }

    updateConfiguration(name: string, settings: FunctionSettings): Promise<void> {
        return this.scope.operation("Lambda", "UpdateFunctionConfiguration", async () => {
            const one = this.#require(name);
            await this.#checkSettings(settings);
            one.settings = settings;
            one.lastModified = this.scope.account.clock.now();
        });
    }

    updateCode(name: string, codeSha256: string, architecture: string): Promise<void> {
        return this.scope.operation("Lambda", "UpdateFunctionCode", async () => {
            const one = this.#require(name);
            one.codeSha256 = codeSha256;
            one.architecture = architecture;
            one.lastModified = this.scope.account.clock.now();
        });
    }

    setTags(name: string, tags: Tags): Promise<void> {
        return this.scope.operation("Lambda", "TagResource", async () => {
            checkTags(tags);
            this.#require(name).tags = tags;
        });
    }

    /** Its policy goes with it. */
    delete(name: string): Promise<void> {
        return this.scope.operation("Lambda", "DeleteFunction", async () => {
            this.#functions.delete(this.#require(name).name);
        });
    }

    addPermission(name: string, permission: Permission): Promise<void> {
        return this.scope.operation("Lambda", "AddPermission", async () => {
            const one = this.#require(name);
            if (one.permissions.some(({ id }) => id === permission.id)) {
                refuse(PERMISSION_RULES.taken, undefined, { id: permission.id });
            }
            if (!isPermissionPrincipal(this.scope, permission.principal)) {
                refuse(PERMISSION_RULES.principal, permission.principal);
            }
            const permissions = [...one.permissions, permission];
            const size = Buffer.byteLength(policyOf({ arn: one.arn, permissions }) ?? "", "utf8");
            if (size > 20_480) {
                refuse(PERMISSION_RULES.size, undefined, { size: `${size}` });
            }
            one.permissions = permissions;
        });
    }

    findPermission(name: string, id: string): Promise<Permission | undefined> {
        return this.scope.operation("Lambda", "GetPolicy", async () =>
            this.#functions.get(name)?.permissions.find((permission) => permission.id === id),
        );
    }

    removePermission(name: string, id: string): Promise<void> {
        return this.scope.operation("Lambda", "RemovePermission", async () => {
            const one = this.#require(name);
            if (!one.permissions.some((permission) => permission.id === id)) {
                refuse(PERMISSION_RULES.notFound, undefined, { id });
            }
            one.permissions = one.permissions.filter((permission) => permission.id !== id);
        });
    }

    mailbox(arn: string): Mailbox | undefined {
        const one = [...this.#functions.values()].find((candidate) => candidate.arn === arn);
        return one && { receive: (parcel) => this.#invoke(one, parcel) };
    }

    /** Lambda takes the event, and runs the function for it later: whether that succeeds, who sent it does not hear. */
    async #invoke(one: LambdaFunction, parcel: Parcel): Promise<Receipt> {
        const action = "lambda:InvokeFunction";
        const { allowed } = await this.scope.decide({
            ...requestOf(parcel),
            action,
            resourceArn: one.arn,
            resourceAccountId: one.accountId,
            resourcePolicy: policyOf(one),
        });
        if (!allowed) {
            const reason = `User: ${nameOfSender(parcel)} is not authorized to perform: ${action} on resource: ${one.arn}`;
            return refused("NO_PERMISSIONS", reason);
        }
        const { deliveries } = this.host.world;
        deliveries.later(async () => {
            const invocation = await one.run(parcel);
            this.#tellErrors(one, invocation);
            if (invocation.outcome === "failed") {
                await this.#giveUp(one, invocation);
            }
        });
        return ACCEPTED;
    }

    /** For CloudWatch: how many runs ended in an error (AWS Lambda Developer Guide, monitoring-metrics-types). */
    #tellErrors({ name }: LambdaFunction, { outcome, attempts }: Invocation): void {
        this.scope.account.metrics.put({
            region: this.scope.region,
            namespace: "AWS/Lambda",
            metric: "Errors",
            dimensions: { FunctionName: name },
            value: outcome === "failed" ? attempts : attempts - 1,
        });
    }

    /** The event as it was goes to the function's queue (AWS Lambda Developer Guide, invocation-async-retain-records). */
    async #giveUp(one: LambdaFunction, { parcel, answer }: Invocation): Promise<void> {
        const { role, deadLetterArn } = one.settings;
        const failure = `the function failed three times: ${String(answer)}`;
        const step = {
            event: parcel.event ?? "",
            rule: parcel.sourceArn,
            target: one.arn,
            message: parcel.body,
        };
        const { deliveries } = this.host.world;
        if (deadLetterArn === undefined) {
            deliveries.note({ ...step, outcome: "lost", because: failure });
            return;
        }
        const session = await assumedBy(this.scope, this.host.iam(this.scope.region), role, "lambda.amazonaws.com");
        const letter: Parcel = {
            ...{ body: parcel.body, event: step.event, principal: "lambda.amazonaws.com", session },
            ...{ sourceArn: one.arn, sourceAccount: one.accountId },
            attributes: {
                RequestID: this.scope.account.ids.uuid(),
                ErrorCode: "200",
                ErrorMessage: String(answer).slice(0, 1024),
            },
        };
        const receipt = await this.host.mailbox(deadLetterArn)?.receive(letter);
        if (receipt?.accepted === true) {
            deliveries.note({ ...step, outcome: "dead-lettered", because: failure });
        } else {
            const why = receipt === undefined ? `${deadLetterArn} does not exist` : receipt.reason;
            deliveries.note({ ...step, outcome: "lost", because: `${failure}; dead letter: ${why}` });
        }
    }

    async #checkSettings(settings: FunctionSettings): Promise<void> {
        const { role, timeout, memorySize, environment, kmsKeyArn, deadLetterArn } = settings;
        if (!(timeout >= 1 && timeout <= 900)) {
            refuse(FUNCTION_RULES.timeout, undefined, { value: `${timeout}` });
        }
        if (!(memorySize >= 128 && memorySize <= 10_240)) {
            refuse(FUNCTION_RULES.memory, `${memorySize}`);
        }
        checkEnvironment(environment);
        const { account, partition, region } = this.scope;
        await this.host.iam(region).authorizePassing(role, "lambda.amazonaws.com");
        const session = await assumedBy(this.scope, this.host.iam(region), role, "lambda.amazonaws.com");
        if (session === undefined) {
            refuse(FUNCTION_RULES.role, role);
        }
        if (deadLetterArn !== undefined) {
            await this.#checkDeadLetters(deadLetterArn, session);
        }
        if (kmsKeyArn !== undefined) {
            const { access } = this.host.kms(region);
            if (!(await access.allows(kmsKeyArn, account.deployer(partition), "kms:CreateGrant"))) {
                refuse(FUNCTION_RULES.key, kmsKeyArn);
            }
        }
    }

    /** Whether there is such a queue is not looked at: that shows when an event is to be sent. */
    async #checkDeadLetters(arn: string, caller: Caller): Promise<void> {
        const resourceAccountId = parseArn(arn)?.accountId ?? "";
        const request = { caller, action: "sqs:SendMessage", resourceArn: arn, resourceAccountId };
        const { allowed } = await this.scope.decide({ ...request, context: {} });
        if (!allowed) {
            refuse(FUNCTION_RULES.deadLetters, arn);
        }
    }

    #require(name: string): LambdaFunction {
        const arn = this.scope.arn("lambda", `function:${name}`);
        return this.#functions.get(name) ?? refuse(FUNCTION_RULES.notFound, undefined, { arn });
    }
}

function checkEnvironment(environment: Readonly<Record<string, string>>): void {
    const reserved = Object.keys(environment).filter((name) => RESERVED_VARIABLES.has(name));
    if (reserved.length > 0) {
        refuse(FUNCTION_RULES.reservedVariable, undefined, { names: reserved.join(", ") });
    }
    const measured = JSON.stringify(environment);
    if (Buffer.byteLength(measured, "utf8") > 4096) {
        refuse(FUNCTION_RULES.environmentSize, `${Object.keys(environment).length} variables`, {
            measured: `${measured.slice(0, 40)}...`,
        });
    }
}

function checkTags(tags: Tags): void {
    const problem = problemOfTags(tags, 50);
    if (problem !== undefined) {
        refuse(FUNCTION_RULES.tags, problem);
    }
}
