import type { Snapshot, SnapshotReader } from "../core/snapshot";
import { LambdaFunction, type FunctionLogging, type FunctionSettings, type Permission } from "./lambda-function";

export function writeFunction(one: LambdaFunction): Snapshot {
    const { name, arn, accountId, settings, codeSha256, architecture, lastModified, tags, permissions } = one;
    return {
        ...{ name, arn, accountId, codeSha256, architecture, lastModified, tags },
        settings: { ...settings, logging: settings.logging && { ...settings.logging } },
        permissions: permissions.map((permission) => ({ ...permission })),
    };
}

export function readFunction(one: SnapshotReader): LambdaFunction {
    return new LambdaFunction(
        one.string("name"),
        one.string("arn"),
        one.string("accountId"),
        readSettings(one.object("settings")),
        one.string("codeSha256"),
        one.string("architecture"),
        one.number("lastModified"),
        one.map("tags"),
        one.list("permissions", readPermission),
    );
}

function readSettings(settings: SnapshotReader): FunctionSettings {
    const logging = settings.optionalObject("logging");
    return {
        role: settings.string("role"),
        runtime: settings.string("runtime"),
        handler: settings.string("handler"),
        description: settings.string("description"),
        timeout: settings.number("timeout"),
        memorySize: settings.number("memorySize"),
        environment: settings.map("environment"),
        kmsKeyArn: settings.optionalString("kmsKeyArn"),
        deadLetterArn: settings.optionalString("deadLetterArn"),
        logging: logging && readLogging(logging),
    };
}

function readLogging(logging: SnapshotReader): FunctionLogging {
    return { format: logging.oneOf("format", ["Text", "JSON"]), logGroup: logging.string("logGroup") };
}

function readPermission(permission: SnapshotReader): Permission {
    return {
        id: permission.string("id"),
        action: permission.string("action"),
        principal: permission.string("principal"),
        sourceArn: permission.optionalString("sourceArn"),
        sourceAccount: permission.optionalString("sourceAccount"),
    };
}
