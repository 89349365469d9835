// What no program means to give, at every place of ThreatListFeed's arguments: the one kind of error, soon, and printable.
import { ThreatListFeed } from "../../src/index";
import { testHostileValues } from "../hostile";

const url = "https://example.org/list.txt";
const feed = (more: object) => () =>
    Reflect.construct(ThreatListFeed, ["f", { detectorId: "d1", sources: { a: { url } }, ...more }]);
const source = (more: object) => feed({ sources: { a: { url, ...more } } });

/** Where a value may stand, one place of each kind. */
testHostileValues({
    "the arguments": (value) => () => Reflect.construct(ThreatListFeed, ["f", value]),
    "the detector": (value) => feed({ detectorId: value }),
    "the sources": (value) => feed({ sources: value }),
    "a source": (value) => feed({ sources: { a: value } }),
    "an address": (value) => source({ url: value }),
    "a format": (value) => source({ format: value }),
    "a column": (value) => source({ format: "CSV", csvColumn: value }),
    "a path": (value) => source({ format: "JSON", jsonPath: value }),
    "a secret": (value) => source({ tokenSecretArn: value }),
    "a schedule": (value) => feed({ scheduleExpression: value }),
    "a limit": (value) => feed({ maxShrinkPercent: value }),
    topics: (value) => feed({ alarmTopicArns: value }),
    "a topic": (value) => feed({ alarmTopicArns: [value] }),
    region: (value) => feed({ region: value }),
    tags: (value) => feed({ tags: value }),
    "a tag": (value) => feed({ tags: { a: value } }),
});
