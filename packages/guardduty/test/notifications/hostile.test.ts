// What no program means to give, at every place of FindingNotifications's arguments: the one kind of error, soon, and printable.
import { FindingNotifications } from "../../src/index";
import { testHostileValues } from "../hostile";

const TOPIC = { snsTopic: {} };
const notifications = (args: unknown) => () => Reflect.construct(FindingNotifications, ["n", args]);
const target = (t: unknown) => notifications({ targets: { t } });
const route = (r: unknown) => notifications({ targets: { t: TOPIC }, routes: { r } });
const besides = (more: object) => notifications({ targets: { t: TOPIC }, ...more });

/** Where a value may stand, one place of each kind. */
testHostileValues({
    "the arguments": notifications,
    "the targets": (value) => notifications({ targets: value }),
    "a target": target,
    "an address": (value) => target({ email: value }),
    "a topic": (value) => target({ snsTopicArn: value }),
    "a new topic": (value) => target({ snsTopic: value }),
    "a log group": (value) => target({ logGroupArn: value }),
    "a log group's days": (value) => target({ logGroup: { retentionInDays: value } }),
    "a channel": (value) => target({ slack: value }),
    "a channel's id": (value) => target({ slack: { workspaceId: "T0", channelId: value } }),
    "a format": (value) => target({ ...TOPIC, messageFormat: value }),
    "the routes": (value) => besides({ routes: value }),
    "a route": route,
    "a route's targets": (value) => route({ targets: value }),
    "a route's target": (value) => route({ targets: [value] }),
    "a route's severities": (value) => route({ targets: ["t"], severities: value }),
    "a route's finding type": (value) => route({ targets: ["t"], findingTypes: [value] }),
    "a route's accounts": (value) => route({ targets: ["t"], accountIds: value }),
    "a route's events": (value) => route({ targets: ["t"], events: value }),
    "a key": (value) => besides({ existingKmsKeyArn: value }),
    "a topic for the alarm": (value) => besides({ alarmTopicArns: [value] }),
    region: (value) => besides({ region: value }),
    tags: (value) => besides({ tags: value }),
});
