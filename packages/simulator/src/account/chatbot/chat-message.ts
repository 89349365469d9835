/** What a channel shows. */
export interface ChatMessage {
    readonly kind: "custom" | "event" | "alarm";
    readonly title: string | undefined;
    readonly text: string;
}

/** What the service makes of what a topic sends it, or why it shows nothing: then nobody is told. */
export type ChatReading = { readonly shown: ChatMessage } | { readonly dropped: string };

/**
 * A channel shows events of AWS services, alarms of CloudWatch, and custom notifications; any other message is dropped (AWS
 * Chatbot Administrator Guide, related-services, custom-notifs and chatbot-troubleshooting). It comes in SNS's envelope.
 */
export function readChatMessage(body: string): ChatReading {
    const sent = objectIn(body);
    const enveloped = sent?.["Type"] === "Notification" ? sent["Message"] : undefined;
    const message = typeof enveloped === "string" ? objectIn(enveloped) : sent;
    if (message === undefined) {
        return { dropped: "it is not a JSON object" };
    }
    if (message["source"] === "custom") {
        return readCustom(message);
    }
    const { source, ["detail-type"]: type, AlarmName: alarm, NewStateValue: state, NewStateReason: reason } = message;
    if (typeof source === "string" && source.startsWith("aws.") && typeof type === "string" && "detail" in message) {
        return { shown: { kind: "event", title: type, text: JSON.stringify(message["detail"]) } };
    }
    if (typeof alarm === "string" && typeof state === "string") {
        return {
            shown: { kind: "alarm", title: `${state}: ${alarm}`, text: typeof reason === "string" ? reason : "" },
        };
    }
    return { dropped: "it is neither an event of an AWS service, nor an alarm, nor a custom notification" };
}

/** AWS Chatbot Administrator Guide, custom-notifs: version, source and content.description are required. */
function readCustom(message: Readonly<Record<string, unknown>>): ChatReading {
    const { version, content } = message;
    if (version !== "1.0") {
        return { dropped: `a custom notification has the version "1.0", not ${JSON.stringify(version)}` };
    }
    if (!isRecord(content)) {
        return { dropped: "a custom notification needs a content" };
    }
    const { textType, title, description } = content;
    if (textType !== undefined && textType !== "client-markdown") {
        return { dropped: `the textType of a custom notification is client-markdown, not ${JSON.stringify(textType)}` };
    }
    if (title !== undefined && typeof title !== "string") {
        return { dropped: "the title of a custom notification is a text" };
    }
    return typeof description === "string" && description !== ""
        ? { shown: { kind: "custom", title, text: description } }
        : { dropped: "a custom notification needs a content.description" };
}

function objectIn(body: string): Readonly<Record<string, unknown>> | undefined {
    try {
        const json: unknown = JSON.parse(body);
        return isRecord(json) ? json : undefined;
    } catch {
        return undefined;
    }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
