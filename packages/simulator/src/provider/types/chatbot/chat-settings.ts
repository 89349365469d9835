import type { ChatSettings } from "../../../account/chatbot/chat-configuration";
import type { PropertyReader } from "../../property-reader";
import { ProviderError, type PropertyMap } from "../../resource-provider";
import { BOOLEAN, computed, list, MAP, oneOf, REGION, required, set, STRING, type Fields } from "../../schema";

/** What AWS lets a channel do where the program says nothing: all that its role may. */
const DEFAULT_GUARDRAIL = "policy/AdministratorAccess";

/** What both kinds of chat have. Nothing makes another configuration, not even a name: see refuseWhatStays. */
export const CHAT_INPUTS: Fields = {
    configurationName: required(STRING),
    guardrailPolicyArns: computed(list(STRING.schema)),
    iamRoleArn: required(STRING),
    loggingLevel: computed(oneOf(["ERROR", "INFO", "NONE"])),
    region: REGION,
    snsTopicArns: computed(set(STRING.schema)),
    tags: MAP,
    userAuthorizationRequired: computed(BOOLEAN),
};

/** Of what the program does not say, what was there stays. */
export function chatSettings(inputs: PropertyReader, partition: string, olds?: PropertyReader): ChatSettings {
    const strings = (name: string): string[] | undefined => inputs.strings(name) ?? olds?.strings(name);
    return {
        roleArn: inputs.string("iamRoleArn"),
        guardrailPolicyArns: strings("guardrailPolicyArns") ?? [`arn:${partition}:iam::aws:${DEFAULT_GUARDRAIL}`],
        topicArns: strings("snsTopicArns") ?? [],
        loggingLevel: inputs.optionalString("loggingLevel") ?? olds?.optionalString("loggingLevel") ?? "NONE",
        userAuthorizationRequired:
            inputs.optionalBoolean("userAuthorizationRequired") ??
            olds?.optionalBoolean("userAuthorizationRequired") ??
            false,
    };
}

export function chatProperties(settings: ChatSettings): PropertyMap {
    return {
        guardrailPolicyArns: settings.guardrailPolicyArns,
        iamRoleArn: settings.roleArn,
        loggingLevel: settings.loggingLevel,
        snsTopicArns: settings.topicArns,
        userAuthorizationRequired: settings.userAuthorizationRequired,
    };
}

/**
 * What the service does not change: the schema has no RequiresReplace for it, so that the provider asks for a change in place
 * and finds the old value afterwards (slack_channel_configuration.go, teams_channel_configuration.go).
 */
export function refuseWhatStays(names: readonly string[], olds: PropertyReader, news: PropertyReader): void {
    const [stays] = names.filter((name) => olds.string(name) !== news.string(name));
    if (stays !== undefined) {
        throw new ProviderError(
            `Provider produced inconsistent result after apply: .${stays}: was "${news.string(stays)}", but now "${olds.string(stays)}"`,
        );
    }
}
