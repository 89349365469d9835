// What other languages reach the components through. The SDK has a ready-made provider, which reads the schema out of
// TypeScript sources: a published package has none, and reading takes seconds. This one has the committed schema.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import schema from "../../etc/schema.json";
import { planFindingsExportComponent } from "../../src/findings-export/component-plan";
import {
    FindingNotifications,
    FindingsExport,
    FindingsLake,
    GuardDutyMonitoring,
    MalwareProtection,
    ThreatListFeed,
    type FindingNotificationsArgs,
    type FindingsLakeArgs,
    type MalwareProtectionArgs,
    type ThreatListFeedArgs,
} from "../../src/index";
import { planFindingsLake } from "../../src/findings-lake/plan";
import { planMalwareProtection } from "../../src/malware-protection/plan";
import { planMonitoring } from "../../src/monitoring/plan";
import { planNotifications } from "../../src/notifications/plan";
import { planThreatListFeed } from "../../src/threat-list-feed/plan";
import { describeSubject } from "../../src/validation/subject";
import { checkKnown } from "./check-known";
import { type Parts, reportByProperty } from "./report-by-property";

type Component = keyof typeof schema.resources;

interface Maker {
    /** Components inside this one. */
    readonly parts: (name: string) => Parts;
    /** Throws if the arguments are not right; registers nothing. */
    readonly check: (name: string, inputs: unknown, options: pulumi.ComponentResourceOptions) => unknown;
    readonly make: (
        name: string,
        inputs: pulumi.Inputs,
        options: pulumi.ComponentResourceOptions,
    ) => pulumi.ComponentResource;
}

const MAKERS: Readonly<Record<Component, Maker>> = {
    "guardduty:index:GuardDutyMonitoring": {
        parts: (name) => ({ [describeSubject("FindingsExport", `${name}-findings-export`)]: "findingsExport" }),
        check: planMonitoring,
        make: (name, inputs, options) => new GuardDutyMonitoring(name, inputs, options),
    },
    "guardduty:index:FindingsExport": {
        parts: () => ({}),
        check: planFindingsExportComponent,
        make: (name, inputs, options) => {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what a program gave; the component checks it
            const detectorArn: pulumi.Input<string> = inputs["detectorArn"];
            return new FindingsExport(name, { ...inputs, detectorArn }, options);
        },
    },
    "guardduty:index:MalwareProtection": {
        parts: () => ({}),
        check: planMalwareProtection,
        make: (name, inputs, options) => {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what a program gave; the component checks it
            const buckets: MalwareProtectionArgs["buckets"] = inputs["buckets"];
            return new MalwareProtection(name, { ...inputs, buckets }, options);
        },
    },
    "guardduty:index:FindingNotifications": {
        parts: () => ({}),
        check: planNotifications,
        make: (name, inputs, options) => {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what a program gave; the component checks it
            const targets: FindingNotificationsArgs["targets"] = inputs["targets"];
            return new FindingNotifications(name, { ...inputs, targets }, options);
        },
    },
    "guardduty:index:ThreatListFeed": {
        parts: () => ({}),
        check: planThreatListFeed,
        make: (name, inputs, options) => {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what a program gave; the component checks it
            const detectorId: ThreatListFeedArgs["detectorId"] = inputs["detectorId"];
            // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the same
            const sources: ThreatListFeedArgs["sources"] = inputs["sources"];
            return new ThreatListFeed(name, { ...inputs, detectorId, sources }, options);
        },
    },
    "guardduty:index:FindingsLake": {
        parts: () => ({}),
        check: planFindingsLake,
        make: (name, inputs, options) => {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what a program gave; the component checks it
            const findingsLocation: FindingsLakeArgs["findingsLocation"] = inputs["findingsLocation"];
            // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the same
            const findingsKmsKeyArn: FindingsLakeArgs["findingsKmsKeyArn"] = inputs["findingsKmsKeyArn"];
            return new FindingsLake(name, { ...inputs, findingsLocation, findingsKmsKeyArn }, options);
        },
    },
};

const version = packageVersion();

export const provider: pulumi.provider.Provider = {
    version,
    getSchema: async () => JSON.stringify({ ...schema, version }),
    construct: async (name, type, inputs, options) => {
        if (!isComponent(type)) throw new Error(`There is no component ${type} in pulumi-guardduty ${version}.`);
        const { parts, check, make } = MAKERS[type];
        return reportByProperty(parts(name), async () => {
            await checkKnown((known) => check(name, known, options), inputs);
            const component = make(name, inputs, options);
            const outputs = Object.keys(schema.resources[type].properties);
            const state = Object.fromEntries(outputs.map((output) => [output, Reflect.get(component, output)]));
            // What an Output's value is found to be wrong with comes out here, and not in the server, which knows no more of it.
            await pulumi.runtime.serializeProperties(name, state);
            return { urn: component.urn, state };
        });
    },
};

function isComponent(type: string): type is Component {
    return type in MAKERS;
}

/** Of the package that this file was published in. */
function packageVersion(): string {
    const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "../package.json"), "utf8"));
    const found: unknown = typeof manifest === "object" && manifest !== null && Reflect.get(manifest, "version");
    if (typeof found !== "string") throw new Error("The package.json of pulumi-guardduty has no version.");
    return found;
}
