import "./mocks.cjs";
import { GuardDutyMonitoring } from "pulumi-guardduty";

try {
    new GuardDutyMonitoring("training", { profile: "ai_training", filterz: [] });
} catch (error) {
    const mentions = ["profile", "filterz", "expireAfterDays"].filter((word) => error.message.includes(word));
    console.log(JSON.stringify({ name: error.name, mentions }));
}
