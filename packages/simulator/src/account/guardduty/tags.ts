import { refuse } from "../core/aws-error";
import { rules } from "../core/rules";
import type { Tags } from "../core/tags";
import { INVALID_VALUE } from "./refusals";

export const GUARDDUTY_TAG_RULES = rules("guarddutyTags", {
    key: {
        text: "A tag's key has 1 to 128 of the characters letters, digits and + - = . _ : / and does not begin with aws:",
        source: "GuardDuty API model, TagKey: (?!aws:)[a-zA-Z+-=._:/]+",
        confidence: "documented",
        error: INVALID_VALUE,
    },
    value: {
        text: "A tag's value has at most 256 characters",
        source: "GuardDuty API model, TagValue",
        confidence: "documented",
        error: INVALID_VALUE,
    },
    count: {
        text: "A resource has at most 50 tags",
        source: "GuardDuty User Guide, enable-malware-protection-s3-bucket; the model says 200",
        confidence: "inferred",
        error: INVALID_VALUE,
    },
});

const TAG_KEY = /^(?!aws:)[a-zA-Z+-=._:/]{1,128}$/;

export function checkGuardDutyTags(tags: Tags): void {
    const entries = Object.entries(tags);
    if (entries.length > 50) {
        refuse(GUARDDUTY_TAG_RULES.count, `${entries.length} tags`);
    }
    for (const [key, value] of entries) {
        if (!TAG_KEY.test(key)) {
            refuse(GUARDDUTY_TAG_RULES.key, `tag ${JSON.stringify(key.slice(0, 140))}`);
        }
        if (value.length > 256) {
            refuse(GUARDDUTY_TAG_RULES.value, `tag ${JSON.stringify(key)} has ${value.length} characters`);
        }
    }
}
