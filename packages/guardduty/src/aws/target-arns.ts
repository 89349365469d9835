import { faultOf, findPlaceFault, split, type ArnParts, type Parsed } from "./arns";

/** Something that EventBridge can send to: where it is, and its name there. */
export interface NamedArn {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
    readonly name: string;
}

export interface FunctionArn extends NamedArn {
    /** An alias or a version. */
    readonly qualifier: string | undefined;
}

const FIFO = /\.fifo$/;

/** EventBridge sends to standard topics only (EventBridge User Guide, "Targets"). */
export function parseSnsTopicArn(text: string): Parsed<NamedArn> {
    return parse(text, "sns", ({ resource }) => {
        if (FIFO.test(resource)) return { fault: "It is a FIFO topic, to which EventBridge cannot send." };
        // A subscription's has the topic's ARN and an id behind it, which split has refused.
        return /^[A-Za-z0-9_-]{1,256}$/.test(resource)
            ? { value: resource }
            : { fault: "Its last part must be the topic's name." };
    });
}

/** To a FIFO queue EventBridge needs a message group, which keeps one event behind the other: not what alerts want. */
export function parseSqsQueueArn(text: string): Parsed<NamedArn> {
    if (/^https?:/.test(text)) return { fault: "It is a queue's URL; give the queue's ARN." };
    return parse(text, "sqs", ({ resource }) => {
        if (FIFO.test(resource)) return { fault: "It is a FIFO queue; give a standard one." };
        return /^[A-Za-z0-9_-]{1,80}$/.test(resource)
            ? { value: resource }
            : { fault: "Its last part must be the queue's name." };
    });
}

/** `arn:<partition>:logs:<region>:<account>:log-group:<name>`, where many places add `:*`. */
export function parseLogGroupArn(text: string): Parsed<NamedArn> {
    const withoutStar = text.replace(/:\*$/, "");
    return parse(withoutStar, "logs", ({ resource }) => {
        const name = /^log-group:([A-Za-z0-9_/.#-]{1,512})$/.exec(resource)?.[1];
        return name === undefined
            ? { fault: "Its last part must be log-group: and the group's name." }
            : { value: name };
    });
}

export function parseLambdaFunctionArn(text: string): Parsed<FunctionArn> {
    let qualifier: string | undefined;
    const parsed = parse(text, "lambda", ({ resource }) => {
        const [, name, behind] = /^function:([A-Za-z0-9_-]{1,140})(?::([A-Za-z0-9_-]{1,128}))?$/.exec(resource) ?? [];
        qualifier = behind;
        return name === undefined
            ? { fault: "Its last part must be function: and the function's name, then perhaps an alias or a version." }
            : { value: name };
    });
    return "fault" in parsed ? parsed : { value: { ...parsed.value, qualifier } };
}

export function findSnsTopicArnFault(text: string): string | undefined {
    return faultOf(parseSnsTopicArn(text));
}

export function findSqsQueueArnFault(text: string): string | undefined {
    return faultOf(parseSqsQueueArn(text));
}

export function findLogGroupArnFault(text: string): string | undefined {
    return faultOf(parseLogGroupArn(text));
}

export function findLambdaFunctionArnFault(text: string): string | undefined {
    return faultOf(parseLambdaFunctionArn(text));
}

function parse(text: string, service: string, nameOf: (arn: ArnParts) => Parsed<string>): Parsed<NamedArn> {
    const hasColons = service === "logs" || service === "lambda";
    const arn = split(text, service, hasColons);
    if ("fault" in arn) return arn;
    const fault = findPlaceFault(arn.value);
    if (fault !== undefined) return { fault };
    const name = nameOf(arn.value);
    if ("fault" in name) return name;
    const { partition, region, accountId } = arn.value;
    return { value: { partition, region, accountId, name: name.value } };
}
