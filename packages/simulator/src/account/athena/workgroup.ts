import type { Snapshot, SnapshotReader } from "../core/snapshot";
import type { Tags } from "../core/tags";

export interface ResultSettings {
    readonly outputLocation: string | undefined;
    /** SSE_S3, SSE_KMS or CSE_KMS. */
    readonly encryptionOption: string | undefined;
    readonly kmsKeyArn: string | undefined;
}

export interface WorkgroupSettings {
    readonly description: string | undefined;
    /** ENABLED or DISABLED. */
    readonly state: string;
    readonly enforced: boolean;
    readonly publishesMetrics: boolean;
    readonly requesterPays: boolean;
    readonly bytesScannedCutoff: number | undefined;
    readonly engineVersion: string;
    readonly results: ResultSettings;
}

export interface Workgroup {
    readonly name: string;
    readonly arn: string;
    settings: WorkgroupSettings;
    tags: Tags;
}

export interface NamedQuery {
    readonly id: string;
    readonly name: string;
    readonly description: string | undefined;
    readonly database: string;
    readonly workgroup: string;
    readonly query: string;
}

export function writeWorkgroup({ settings, ...workgroup }: Workgroup): Snapshot {
    return { ...workgroup, settings: { ...settings, results: { ...settings.results } } };
}

export function readWorkgroup(workgroup: SnapshotReader): Workgroup {
    const settings = workgroup.object("settings");
    const results = settings.object("results");
    return {
        name: workgroup.string("name"),
        arn: workgroup.string("arn"),
        tags: workgroup.map("tags"),
        settings: {
            description: settings.optionalString("description"),
            state: settings.string("state"),
            enforced: settings.boolean("enforced"),
            publishesMetrics: settings.boolean("publishesMetrics"),
            requesterPays: settings.boolean("requesterPays"),
            bytesScannedCutoff: settings.optionalNumber("bytesScannedCutoff"),
            engineVersion: settings.string("engineVersion"),
            results: {
                outputLocation: results.optionalString("outputLocation"),
                encryptionOption: results.optionalString("encryptionOption"),
                kmsKeyArn: results.optionalString("kmsKeyArn"),
            },
        },
    };
}

export function readNamedQuery(query: SnapshotReader): NamedQuery {
    return {
        id: query.string("id"),
        name: query.string("name"),
        description: query.optionalString("description"),
        database: query.string("database"),
        workgroup: query.string("workgroup"),
        query: query.string("query"),
    };
}
