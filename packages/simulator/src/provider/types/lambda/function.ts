import { parseArn } from "../../../account/core/arn";
import { FUNCTION_RULES } from "../../../account/lambda/function-rules";
import type { FunctionLogging, FunctionSettings } from "../../../account/lambda/lambda-function";
import { attempt } from "../../attempt";
import { isAsset } from "../../property-reader";
import type { PropertyReader } from "../../property-reader";
import { NotModelledError, ProviderError } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import {
    ARN,
    BOOLEAN,
    checked,
    computed,
    INTEGER,
    list,
    MAP,
    notRead,
    object,
    oneOf,
    REGION,
    replacing,
    required,
    STRING,
} from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";

const NAME = checked((name) =>
    /^[a-zA-Z0-9-_]{1,64}$/.test(name) ? undefined : `"name" must be a valid function name, got ${name}`,
);

const LOG_GROUP_NAME = checked((name) =>
    /^[.\-_/#A-Za-z0-9]{1,512}$/.test(name) ? undefined : `isn't a valid log group name: ${name}`,
);

/**
 * A function whose code comes as an archive. Its id is its name. Containers, layers, networks, topics for dead letters and
 * levels of logs are not modelled.
 */
export const FUNCTION: ResourceType = {
    token: "aws:lambda/function:Function",
    inputs: {
        architectures: computed(list(oneOf(["x86_64", "arm64"]).schema)),
        code: notRead({ schema: { kind: "asset" } }),
        deadLetterConfig: object({ targetArn: required(ARN) }),
        description: STRING,
        environment: object({ variables: MAP }),
        handler: STRING,
        kmsKeyArn: ARN,
        loggingConfig: computed(
            object({
                logFormat: required(oneOf(["Text", "JSON"])),
                logGroup: computed(LOG_GROUP_NAME),
            }),
        ),
        memorySize: { ...INTEGER, default: 128 },
        name: replacing(computed(NAME)),
        packageType: replacing({ ...oneOf(["Zip"]), default: "Zip" }),
        publish: notRead({ ...BOOLEAN, default: false }),
        region: REGION,
        role: required(ARN),
        runtime: STRING,
        skipDestroy: notRead({ ...BOOLEAN, default: false }),
        sourceCodeHash: notRead(computed(STRING)),
        tags: MAP,
        timeout: { ...INTEGER, default: 3 },
    },
    computedOutputs: ["arn", "codeSha256", "invokeArn", "lastModified", "qualifiedArn", "version"],
    taggable: true,
    autoName: { property: "name", maxLength: 64 },

    check(inputs) {
        const { code } = inputs;
        if (isAsset(code) && code.asset !== "archive") {
            return [{ property: "code", reason: "expected an archive, got an asset" }];
        }
        const absent = ["handler", "runtime"].filter((name) => inputs[name] === undefined);
        return absent.length === 0
            ? []
            : [{ property: absent[0] ?? "", reason: "handler and runtime must be set when PackageType is Zip" }];
    },

    async create(inputs, context) {
        const name = inputs.string("name");
        await attempt(`creating Lambda Function (${name})`, () =>
            context.account.lambda(context.region).create({
                name,
                ...settingsOf(inputs),
                codeSha256: codeOf(inputs),
                architecture: architectureOf(inputs),
                tags: tagsToSend(inputs, context),
            }),
        );
        return name;
    },

    async read(id, context, prior) {
        const one = await attempt(`reading Lambda Function (${id})`, () =>
            context.account.lambda(context.region).find(id),
        );
        if (one === undefined) {
            return undefined;
        }
        const { settings, arn } = one;
        const invokeArn = `arn:${context.partition}:apigateway:${context.region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
        return {
            architectures: [one.architecture],
            arn,
            codeSha256: Buffer.from(one.codeSha256, "hex").toString("base64"),
            ...(settings.deadLetterArn === undefined
                ? {}
                : { deadLetterConfig: { targetArn: settings.deadLetterArn } }),
            ...(settings.description === "" ? {} : { description: settings.description }),
            ...(Object.keys(settings.environment).length === 0
                ? {}
                : { environment: { variables: settings.environment } }),
            handler: settings.handler,
            invokeArn,
            ...(settings.kmsKeyArn === undefined ? {} : { kmsKeyArn: settings.kmsKeyArn }),
            lastModified: new Date(one.lastModified).toISOString().replace("Z", "+0000"),
            loggingConfig: { logFormat: one.logging.format, logGroup: one.logging.logGroup },
            memorySize: settings.memorySize,
            name: one.name,
            packageType: "Zip",
            qualifiedArn: `${arn}:$LATEST`,
            role: settings.role,
            runtime: settings.runtime,
            timeout: settings.timeout,
            version: "$LATEST",
            ...tagsRead(one.tags, context, prior),
        };
    },

    async update(id, { news, changed }, context) {
        const lambda = context.account.lambda(context.region);
        if (changed(...CONFIGURATION)) {
            await attempt(`updating Lambda Function (${id}) configuration`, () =>
                lambda.updateConfiguration(id, settingsOf(news)),
            );
        }
        if (changed("code", "sourceCodeHash", "architectures")) {
            await attempt(`updating Lambda Function (${id}) code`, () =>
                lambda.updateCode(id, codeOf(news), architectureOf(news)),
            );
        }
        if (changed("tags")) {
            await attempt(`updating tags for Lambda Function (${id})`, () =>
                lambda.setTags(id, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, state, context) {
        if (state.optionalBoolean("skipDestroy") === true) {
            return;
        }
        await attempt(`deleting Lambda Function (${id})`, () =>
            unless([FUNCTION_RULES.notFound], () => context.account.lambda(context.region).delete(id)),
        );
    },
};

/** What UpdateFunctionConfiguration takes. */
const CONFIGURATION = [
    ...["deadLetterConfig", "description", "environment", "handler", "kmsKeyArn", "loggingConfig", "memorySize"],
    ...["role", "runtime", "timeout"],
];

function settingsOf(inputs: PropertyReader): FunctionSettings {
    return {
        role: inputs.string("role"),
        runtime: inputs.string("runtime"),
        handler: inputs.string("handler"),
        description: inputs.optionalString("description") ?? "",
        timeout: inputs.number("timeout"),
        memorySize: inputs.number("memorySize"),
        environment: inputs.object("environment")?.map("variables") ?? {},
        kmsKeyArn: inputs.optionalString("kmsKeyArn"),
        deadLetterArn: queueOf(inputs.object("deadLetterConfig")?.string("targetArn")),
        logging: loggingOf(inputs),
    };
}

function queueOf(arn: string | undefined): string | undefined {
    if (arn !== undefined && parseArn(arn)?.service !== "sqs") {
        throw new NotModelledError(`dead letters of a function in ${arn}`);
    }
    return arn;
}

function loggingOf(inputs: PropertyReader): FunctionLogging | undefined {
    const given = inputs.object("loggingConfig");
    return (
        given && {
            format: given.string("logFormat") === "JSON" ? "JSON" : "Text",
            logGroup: given.optionalString("logGroup") ?? `/aws/lambda/${inputs.string("name")}`,
        }
    );
}

function codeOf(inputs: PropertyReader): string {
    const code = inputs.asset("code");
    if (code === undefined) {
        throw new ProviderError("one of `filename,image_uri,s3_bucket` must be specified");
    }
    return code.hash;
}

function architectureOf(inputs: PropertyReader): string {
    return inputs.strings("architectures")?.[0] ?? "x86_64";
}
