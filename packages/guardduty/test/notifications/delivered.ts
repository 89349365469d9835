import * as pulumi from "@pulumi/pulumi";
import {
    SimulatedAccount,
    SimulatedAwsProvider,
    simulatorMocks,
    type TrailStep,
    type Unknowns,
} from "pulumi-guardduty-simulator";
import { FindingNotifications, type FindingNotificationsArgs } from "../../src/index";
import { valueOf } from "../recorder";
import { findingEvent, type Event, type FindingTraits } from "./events";

export const REGION = "eu-west-1";
export const ACCOUNT = "111122223333";

/** An account with the component in it, deployed by the simulator: every policy on the way is evaluated. */
export class Deployed {
    private constructor(
        readonly account: SimulatedAccount,
        readonly notifications: FindingNotifications,
    ) {}

    static async from(
        args: FindingNotificationsArgs,
        prepare: (account: SimulatedAccount) => Promise<unknown> = () => Promise.resolve(),
        unknowns: Partial<Unknowns> = {},
    ): Promise<Deployed> {
        const account = new SimulatedAccount({ accountId: ACCOUNT, unknowns });
        await account.guardDuty(REGION).detectors.create({ enable: true });
        await prepare(account);
        const provider = new SimulatedAwsProvider({ account, region: REGION });
        const mocks = simulatorMocks(provider);
        await pulumi.runtime.setMocks(mocks, "project", "stack");
        const notifications = new FindingNotifications("alerts", args);
        // Not in the SDK's typings. Else a test would begin before the last resource is made.
        await (Reflect.get(pulumi.runtime, "waitForRPCs") as () => Promise<void>)();
        const unmade = mocks.registrations.filter(({ custom, state }) => custom && state === undefined);
        if (unmade.length > 0) throw new Error(`not made: ${unmade.map(({ name }) => name).join(", ")}`);
        return new Deployed(account, notifications);
    }

    get sns() {
        return this.account.sns(REGION);
    }

    get sqs() {
        return this.account.sqs(REGION);
    }

    /** Reports a finding, and tells by whom it was sent to what became of it. */
    async report(traits: FindingTraits): Promise<TrailStep[]> {
        const { detail } = findingEvent(traits);
        return this.during(() => this.findings.report(detail));
    }

    /** What was sent, and what became of it. */
    async during(send: () => Promise<unknown>): Promise<TrailStep[]> {
        const before = this.account.world.trail.length;
        await send();
        return this.account.world.trail.slice(before);
    }

    async put({ source, "detail-type": detailType, detail }: Event): Promise<TrailStep[]> {
        return this.during(() => this.account.events(REGION).put({ source, detailType, detail }));
    }

    async deadLetters() {
        return this.sqs.messages(await valueOf(this.notifications.deadLetterQueueArn));
    }

    /** Five minutes later: CloudWatch has looked at the alarm. */
    async alarm() {
        this.account.world.clock.advance(300_000);
        await this.account.cloudWatch(REGION).evaluate();
        const arn = await valueOf(this.notifications.deadLetterAlarmArn);
        return (await this.account.cloudWatch(REGION).find(arn.slice(arn.indexOf("alarm:") + 6)))?.state;
    }

    private get findings() {
        return this.account.guardDuty(REGION).findings;
    }
}

/** `delivered` and so on, with the end of the target's name. */
export function outcomes(steps: readonly TrailStep[]): string[] {
    return steps.map(({ outcome, target }) => `${outcome} ${shortName(target)}`).sort();
}

/** `arn:…:alerts-topic-team-1a2b3c4` as `alerts-topic-team`; an address as it is. */
function shortName(target: string): string {
    return (target.split(/[:/]/).at(-1) ?? target).replace(/-[0-9a-f]{7}$|-\d{26}$|-[0-9a-f]{26}$/, "");
}
