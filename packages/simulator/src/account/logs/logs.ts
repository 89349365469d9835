import { refuse } from "../core/aws-error";
import { ACCEPTED, refused, type HasMailboxes, type Mailbox, type Parcel, type Receipt } from "../core/delivery";
import { dnsSuffixOf } from "../core/regions";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import { problemOfTags, type Tags } from "../core/tags";
import type { HasKms } from "../kms/kms-service";
import { keptEvents, readLogGroup, writeLogGroup, type LogEvent, type LogGroup } from "./log-group";
import { LOG_GROUP_RULES, RETENTION_DAYS } from "./log-group-rules";
import { LogResourcePolicies, readLogPolicies } from "./log-resource-policies";

export interface CreateLogGroup {
    readonly name: string;
    readonly logClass: string;
    readonly kmsKeyId: string | undefined;
    readonly isProtected: boolean;
    readonly tags: Tags;
}

/** What CloudWatch Logs needs of a key, as far as it goes with an encryption context: DescribeKey has none. */
const KEY_ACTIONS = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"];

/** CloudWatch Logs in one Region of an account. */
export class Logs implements HasMailboxes {
    readonly policies: LogResourcePolicies;
    readonly #groups = new Map<string, LogGroup>();

    constructor(
        private readonly scope: Scope,
        private readonly host: HasKms,
    ) {
        this.policies = new LogResourcePolicies(scope);
    }

    snapshot(): Snapshot {
        return { groups: [...this.#groups.values()].map(writeLogGroup), policies: this.policies.snapshot() };
    }

    restore(snapshot: SnapshotReader): void {
        for (const group of snapshot.list("groups", readLogGroup)) {
            this.#groups.set(group.name, group);
        }
        this.policies.restore(readLogPolicies(snapshot));
    }

    create(request: CreateLogGroup): Promise<LogGroup> {
        return this.scope.operation("CloudWatch Logs", "CreateLogGroup", async () => {
            const { name, kmsKeyId, tags } = request;
            checkName(name);
            checkTags(tags);
            if (this.#groups.has(name)) {
                refuse(LOG_GROUP_RULES.taken, name);
            }
            const arn = this.scope.arn("logs", `log-group:${name}`);
            if (kmsKeyId !== undefined) {
                await this.#checkKey(kmsKeyId, arn);
            }
            const { accountId } = this.scope.account;
            const group: LogGroup = { ...request, arn, accountId, retentionInDays: undefined, events: [] };
            this.#groups.set(name, group);
            return group;
        });
    }

    find(name: string): Promise<LogGroup | undefined> {
        return this.scope.operation("CloudWatch Logs", "DescribeLogGroups", async () => this.#groups.get(name));
    }

    /** What is in a log group now; nothing where there is no such group. */
    events(name: string): readonly LogEvent[] {
        const group = this.#groups.get(name);
        return group === undefined ? [] : keptEvents(group, this.scope.account.clock.now());
    }

    /** Undefined keeps logs for ever. */
    setRetention(name: string, days: number | undefined): Promise<void> {
        const operation = days === undefined ? "DeleteRetentionPolicy" : "PutRetentionPolicy";
        return this.scope.operation("CloudWatch Logs", operation, async () => {
            const group = this.#require(name);
            if (days !== undefined && !RETENTION_DAYS.includes(days)) {
                refuse(LOG_GROUP_RULES.retention, undefined, { days: `${days}`, allowed: RETENTION_DAYS.join(", ") });
            }
            group.retentionInDays = days;
        });
    }

    setKey(name: string, kmsKeyId: string | undefined): Promise<void> {
        const operation = kmsKeyId === undefined ? "DisassociateKmsKey" : "AssociateKmsKey";
        return this.scope.operation("CloudWatch Logs", operation, async () => {
            const group = this.#require(name);
            if (kmsKeyId !== undefined) {
                await this.#checkKey(kmsKeyId, group.arn);
            }
            group.kmsKeyId = kmsKeyId;
        });
    }

    setProtection(name: string, isProtected: boolean): Promise<void> {
        return this.scope.operation("CloudWatch Logs", "PutLogGroupDeletionProtection", async () => {
            this.#require(name).isProtected = isProtected;
        });
    }

    setTags(name: string, tags: Tags): Promise<void> {
        return this.scope.operation("CloudWatch Logs", "TagResource", async () => {
            checkTags(tags);
            this.#require(name).tags = tags;
        });
    }

    /** All that is in it goes, too. */
    delete(name: string): Promise<void> {
        return this.scope.operation("CloudWatch Logs", "DeleteLogGroup", async () => {
            if (this.#require(name).isProtected) {
                refuse(LOG_GROUP_RULES.protected, name);
            }
            this.#groups.delete(name);
        });
    }

    /** A target's ARN may end in :*, as CloudWatch Logs itself writes it. */
    mailbox(arn: string): Mailbox | undefined {
        const group = [...this.#groups.values()].find((one) => one.arn === arn.replace(/:\*$/, ""));
        return group && { receive: (parcel) => this.#receive(group, parcel) };
    }

    /**
     * A service makes a stream and writes into it. Only the second request names the rule: EventBridge's own example of a
     * policy (Amazon EventBridge User Guide, eb-use-resource-based) has a condition on aws:SourceArn for PutLogEvents and
     * none for CreateLogStream.
     */
    async #receive(group: LogGroup, parcel: Parcel): Promise<Receipt> {
        const { account } = this.scope;
        const stream = account.ids.uuid();
        const caller = { kind: "service", principal: parcel.principal } as const;
        const resource = { resourceArn: `${group.arn}:log-stream:${stream}`, resourceAccountId: group.accountId };
        const source = { "aws:SourceArn": parcel.sourceArn, "aws:SourceAccount": parcel.sourceAccount };
        const requests = [
            { caller, action: "logs:CreateLogStream", ...resource, context: {} },
            { caller, action: "logs:PutLogEvents", ...resource, context: source },
        ];
        for (const request of requests) {
            if (!(await this.policies.allow(request))) {
                const who = `User: ${parcel.principal} is not authorized to perform: ${request.action}`;
                const why = "because no resource-based policy allows the action";
                return refused("NO_PERMISSIONS", `${who} on resource: ${request.resourceArn} ${why}`);
            }
        }
        if (group.kmsKeyId !== undefined && !(await this.#mayUse(group.kmsKeyId, group.arn, ["kms:GenerateDataKey"]))) {
            return refused("NO_PERMISSIONS", `CloudWatch Logs may not use the key ${group.kmsKeyId} of ${group.name}`);
        }
        const event = { at: account.clock.now(), stream, message: parcel.body };
        group.events = [...keptEvents(group, event.at), event];
        return ACCEPTED;
    }

    async #checkKey(kmsKeyId: string, arn: string): Promise<void> {
        if (!(await this.#mayUse(kmsKeyId, arn, KEY_ACTIONS))) {
            refuse(LOG_GROUP_RULES.key, kmsKeyId, { arn });
        }
    }

    async #mayUse(kmsKeyId: string, arn: string, actions: readonly string[]): Promise<boolean> {
        const { region } = this.scope;
        const caller = { kind: "service", principal: `logs.${region}.${dnsSuffixOf(region)}` } as const;
        const context = { "kms:EncryptionContext:aws:logs:arn": arn };
        const { access } = this.host.kms(region);
        const answers = await Promise.all(actions.map((action) => access.allows(kmsKeyId, caller, action, context)));
        return answers.every((allowed) => allowed);
    }

    #require(name: string): LogGroup {
        return this.#groups.get(name) ?? refuse(LOG_GROUP_RULES.notFound, name);
    }
}

function checkName(name: string): void {
    if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) {
        refuse(LOG_GROUP_RULES.name, undefined, { name });
    }
    if (name.startsWith("aws/")) {
        refuse(LOG_GROUP_RULES.reserved, name);
    }
}

function checkTags(tags: Tags): void {
    const problem = problemOfTags(tags, 50);
    if (problem !== undefined) {
        refuse(LOG_GROUP_RULES.tags, problem);
    }
}
