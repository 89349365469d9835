import { refuse } from "../core/aws-error";
import type { Mailbox } from "../core/delivery";
import type { Scope } from "../core/scope";
import type { Snapshot, SnapshotReader } from "../core/snapshot";
import { problemOfTags, type Tags } from "../core/tags";
import { BRIDGE_RULES, TARGET_RULES } from "./bridge-rules";
import { EventDelivery } from "./event-delivery";
import type { JsonObject } from "./event-fields";
import { EventPattern } from "./event-pattern";
import type { EventsService, NewEvent } from "./events-service";
import { EventPatternError } from "./pattern-error";
import { RULE_STATES, type EventRule, type Target } from "./rule";
import { readRule, writeRule } from "./rule-snapshot";
import { checkTarget } from "./target-checks";

export type PutRule = Pick<EventRule, "name" | "eventPattern"> &
    Partial<Pick<EventRule, "description" | "state" | "tags">>;

/** EventBridge in one Region of an account: its default event bus. */
export class Events implements EventsService {
    readonly #rules = new Map<string, EventRule>();
    readonly #delivery: EventDelivery;

    constructor(
        private readonly scope: Scope,
        host: { mailbox(arn: string): Mailbox | undefined },
    ) {
        this.#delivery = new EventDelivery(scope, host);
    }

    snapshot(): Snapshot {
        return { rules: [...this.#rules.values()].map(writeRule) };
    }

    restore(snapshot: SnapshotReader): void {
        for (const rule of snapshot.list("rules", readRule)) {
            this.#rules.set(rule.name, rule);
        }
    }

    get rules(): readonly EventRule[] {
        return [...this.#rules.values()];
    }

    /** An event from outside any operation, of whatever source; returns its id. */
    put(event: NewEvent): Promise<string> {
        return this.scope.operation("EventBridge", "PutEvents", () => this.emit(event));
    }

    /** An event of another service's, within what that service does. */
    async emit({ source, detailType, detail, resources = [] }: NewEvent): Promise<string> {
        const { account, region } = this.scope;
        const id = account.ids.uuid();
        const event: JsonObject = {
            version: "0",
            id,
            "detail-type": detailType,
            source,
            account: account.accountId,
            time: new Date(account.clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
            region,
            resources,
            detail,
        };
        for (const rule of this.rules) {
            if (rule.state !== "DISABLED" && new EventPattern(rule.eventPattern).matches(event)) {
                for (const target of rule.targets) {
                    await this.#delivery.deliver(rule, target, { id, event });
                }
            }
        }
        return id;
    }

    /** Makes a rule, or changes the one of that name: what is not said is then as in a new one. Targets and tags stay. */
    putRule(request: PutRule): Promise<EventRule> {
        return this.scope.operation("EventBridge", "PutRule", async () => {
            const { name, eventPattern, description = "", state = "ENABLED", tags = {} } = request;
            this.#check({ name, eventPattern, description, state }, tags);
            const there = this.#rules.get(name);
            if (there !== undefined) {
                return Object.assign(there, { eventPattern, description, state });
            }
            if (this.#rules.size >= (["af-south-1", "eu-south-1"].includes(this.scope.region) ? 100 : 300)) {
                refuse(BRIDGE_RULES.count);
            }
            const arn = this.scope.arn("events", `rule/${name}`);
            const rule: EventRule = { name, arn, eventPattern, description, state, tags, targets: [] };
            this.#rules.set(name, rule);
            return rule;
        });
    }

    describeRule(name: string): Promise<EventRule> {
        return this.scope.operation("EventBridge", "DescribeRule", async () => this.#require(name));
    }

    /** One that is gone already is no error. */
    deleteRule(name: string): Promise<void> {
        return this.scope.operation("EventBridge", "DeleteRule", async () => {
            if ((this.#rules.get(name)?.targets.length ?? 0) > 0) {
                refuse(BRIDGE_RULES.hasTargets, name);
            }
            this.#rules.delete(name);
        });
    }

    setTags(name: string, tags: Tags): Promise<void> {
        return this.scope.operation("EventBridge", "TagResource", async () => {
            checkRuleTags(tags);
            this.#require(name).tags = tags;
        });
    }

    /** Adds a target, or changes the one of that id. */
    putTarget(ruleName: string, target: Target): Promise<void> {
        return this.scope.operation("EventBridge", "PutTargets", async () => {
            const rule = this.#require(ruleName);
            checkTarget(target, this.scope.region);
            const others = rule.targets.filter(({ id }) => id !== target.id);
            if (others.length >= 5) {
                refuse(TARGET_RULES.count, ruleName);
            }
            rule.targets = [...others, target];
        });
    }

    listTargets(ruleName: string): Promise<readonly Target[]> {
        return this.scope.operation("EventBridge", "ListTargetsByRule", async () => this.#require(ruleName).targets);
    }

    removeTarget(ruleName: string, id: string): Promise<void> {
        return this.scope.operation("EventBridge", "RemoveTargets", async () => {
            const rule = this.#require(ruleName);
            rule.targets = rule.targets.filter((target) => target.id !== id);
        });
    }

    #check({ name, eventPattern, description, state }: Omit<PutRule, "tags">, tags: Tags): void {
        if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) {
            refuse(BRIDGE_RULES.name, undefined, { name });
        }
        if ((description ?? "").length > 512) {
            refuse(BRIDGE_RULES.description, `${(description ?? "").length} characters`);
        }
        if (!RULE_STATES.some((one) => one === state)) {
            refuse(BRIDGE_RULES.state, undefined, { state: String(state) });
        }
        if (eventPattern.length > 2048) {
            refuse(BRIDGE_RULES.patternSize, `${eventPattern.length} characters`);
        }
        checkPattern(eventPattern);
        checkRuleTags(tags);
    }

    #require(name: string): EventRule {
        return this.#rules.get(name) ?? refuse(BRIDGE_RULES.notFound, undefined, { name });
    }
}

function checkPattern(pattern: string): void {
    try {
        new EventPattern(pattern);
    } catch (error) {
        if (error instanceof EventPatternError) {
            refuse(BRIDGE_RULES.pattern, undefined, { reason: error.message });
        }
        throw error;
    }
}

function checkRuleTags(tags: Tags): void {
    const problem = problemOfTags(tags, 50);
    if (problem !== undefined) {
        refuse(BRIDGE_RULES.tags, problem);
    }
}
