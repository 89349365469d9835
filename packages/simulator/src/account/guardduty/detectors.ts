import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { Tags } from "../core/tags";
import { DETECTOR_RULES } from "./detector-rules";
import { ADDITIONAL_CONFIGURATIONS, FOUNDATIONAL_FEATURES, isOffered, OPTIONAL_FEATURES } from "./protection-features";
import { checkGuardDutyTags } from "./tags";

const PUBLISHING_FREQUENCIES = new Set(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"]);

export type FeatureStatus = "ENABLED" | "DISABLED";

export interface AdditionalConfiguration {
    readonly name: string;
    readonly status: FeatureStatus;
}

export interface FeatureConfiguration {
    readonly name: string;
    readonly status: FeatureStatus;
    readonly additionalConfigurations?: readonly AdditionalConfiguration[];
}

export interface Detector {
    readonly id: string;
    readonly arn: string;
    readonly enabled: boolean;
    readonly findingPublishingFrequency: string;
    readonly features: readonly Required<FeatureConfiguration>[];
    readonly tags: Tags;
    readonly createdAt: number;
    readonly updatedAt: number;
}

export interface CreateDetector {
    readonly enable: boolean;
    readonly findingPublishingFrequency?: string | undefined;
    readonly features?: readonly FeatureConfiguration[];
    readonly tags?: Tags;
}

export interface UpdateDetector {
    readonly enable?: boolean;
    readonly findingPublishingFrequency?: string | undefined;
    readonly features?: readonly FeatureConfiguration[];
}

/** GuardDuty's detectors in one Region: at most one, says AWS. */
export class Detectors {
    #detector: Detector | undefined;
    #wasEnabled = false;

    constructor(
        private readonly scope: Scope,
        private readonly hooks: { readonly onDelete: (detectorId: string) => void },
    ) {}

    /** Enabling GuardDuty makes its service-linked role, which stays. */
    get wasEnabled(): boolean {
        return this.#wasEnabled;
    }

    /** What there is, for a snapshot. */
    get state(): { readonly detector: Detector | undefined; readonly wasEnabled: boolean } {
        return { detector: this.#detector, wasEnabled: this.#wasEnabled };
    }

    restore(state: { readonly detector: Detector | undefined; readonly wasEnabled: boolean }): void {
        this.#detector = state.detector;
        this.#wasEnabled = state.wasEnabled;
    }

    create(request: CreateDetector): Promise<Detector> {
        return this.scope.operation("GuardDuty", "CreateDetector", async () => {
            this.#check(request.findingPublishingFrequency, request.features ?? []);
            checkGuardDutyTags(request.tags ?? {});
            if (this.#detector !== undefined) {
                refuse(DETECTOR_RULES.onlyOne);
            }
            const id = this.scope.account.ids.hex(32);
            const now = this.scope.account.clock.now();
            this.#detector = {
                id,
                arn: this.scope.arn("guardduty", `detector/${id}`),
                enabled: request.enable,
                findingPublishingFrequency: request.findingPublishingFrequency ?? "SIX_HOURS",
                features: this.#merge(this.#newFeatures(), request.features ?? []),
                tags: request.tags ?? {},
                createdAt: now,
                updatedAt: now,
            };
            this.#wasEnabled = true;
            return this.#detector;
        });
    }

    /** The detector, or AWS's refusal. */
    require(id: string): Detector {
        if (this.#detector?.id !== id) {
            refuse(DETECTOR_RULES.notFound, `detector ${id} in ${this.scope.region}`);
        }
        return this.#detector;
    }

    get(id: string): Promise<Detector> {
        return this.scope.operation("GuardDuty", "GetDetector", async () => this.require(id));
    }

    list(): readonly string[] {
        return this.#detector === undefined ? [] : [this.#detector.id];
    }

    /** Only what is named changes: a feature that is left out stays as it is. */
    update(id: string, request: UpdateDetector): Promise<void> {
        return this.scope.operation("GuardDuty", "UpdateDetector", async () => {
            const detector = this.require(id);
            this.#check(request.findingPublishingFrequency, request.features ?? []);
            this.#detector = {
                ...detector,
                enabled: request.enable ?? detector.enabled,
                findingPublishingFrequency: request.findingPublishingFrequency ?? detector.findingPublishingFrequency,
                features: this.#merge(detector.features, request.features ?? []),
                updatedAt: this.scope.account.clock.now(),
            };
        });
    }

    setTags(id: string, tags: Tags): Promise<void> {
        return this.scope.operation("GuardDuty", "TagResource", async () => {
            const detector = this.require(id);
            checkGuardDutyTags(tags);
            this.#detector = { ...detector, tags };
        });
    }

    /**
     * Findings, lists, filters and the destination go with the detector. The User Guide says so of findings and
     * configuration (guardduty_suspend-disable); that lists and filters do not stand in the way is inferred from
     * programs that delete detectors without looking for them.
     */
    delete(id: string): Promise<void> {
        return this.scope.operation("GuardDuty", "DeleteDetector", async () => {
            this.require(id);
            this.#detector = undefined;
            this.hooks.onDelete(id);
        });
    }

    #check(frequency: string | undefined, features: readonly FeatureConfiguration[]): void {
        if (frequency !== undefined && !PUBLISHING_FREQUENCIES.has(frequency)) {
            refuse(DETECTOR_RULES.publishingFrequency, frequency);
        }
        const names = features.map(({ name }) => name);
        if (names.includes("EKS_RUNTIME_MONITORING") && names.includes("RUNTIME_MONITORING")) {
            refuse(DETECTOR_RULES.bothRuntimeFeatures);
        }
        for (const { name, additionalConfigurations = [] } of features) {
            if (!OPTIONAL_FEATURES.some((feature) => feature === name)) {
                refuse(DETECTOR_RULES.featureName, name);
            }
            if (!isOffered(name, this.scope.region)) {
                refuse(DETECTOR_RULES.featureRegion, `${name} in ${this.scope.region}`);
            }
            for (const additional of additionalConfigurations) {
                if (!(ADDITIONAL_CONFIGURATIONS[name] ?? []).includes(additional.name)) {
                    refuse(DETECTOR_RULES.additionalConfiguration, `${additional.name} under ${name}`);
                }
            }
        }
    }

    /**
     * Left out at creation, an optional feature is on, but for RUNTIME_MONITORING (API model, CreateDetector). Newer
     * ones were seen off: EKS_RUNTIME_MONITORING and AI_ANALYST (go-to-k/cdk-real-drift#1493, July 2026).
     */
    #newFeatures(): Required<FeatureConfiguration>[] {
        const statusOf = (name: string): FeatureStatus => {
            switch (name) {
                case "RUNTIME_MONITORING":
                case "EKS_RUNTIME_MONITORING":
                case "AI_ANALYST":
                    return "DISABLED";
                case "AI_PROTECTION":
                    return this.scope.account.unknowns.aiProtectionInNewDetector;
                default:
                    return "ENABLED";
            }
        };
        const foundational = FOUNDATIONAL_FEATURES.map((name) => ({ name, status: "ENABLED" as const }));
        const optional = OPTIONAL_FEATURES.filter((name) => isOffered(name, this.scope.region)).map((name) => ({
            name,
            status: statusOf(name),
        }));
        return [...foundational, ...optional].map((feature) => ({
            ...feature,
            additionalConfigurations: (ADDITIONAL_CONFIGURATIONS[feature.name] ?? []).map((name) => ({
                name,
                status: "DISABLED" as const,
            })),
        }));
    }

    #merge(features: Detector["features"], changes: readonly FeatureConfiguration[]): Required<FeatureConfiguration>[] {
        return features.map((feature) => {
            // Two entries for one feature: the last wins.
            const change = changes.filter(({ name }) => name === feature.name).at(-1);
            return change === undefined ? feature : applyChange(feature, change);
        });
    }
}

function applyChange(
    feature: Required<FeatureConfiguration>,
    change: FeatureConfiguration,
): Required<FeatureConfiguration> {
    const additionalConfigurations = feature.additionalConfigurations.map((current) => {
        const wanted = change.additionalConfigurations?.find(({ name }) => name === current.name);
        // Enabled under a feature that is not: silently ignored (guardduty-feature-object-api-changes-march2023).
        const ignored = wanted === undefined || (wanted.status === "ENABLED" && change.status !== "ENABLED");
        return ignored ? current : { name: current.name, status: wanted.status };
    });
    return { name: feature.name, status: change.status, additionalConfigurations };
}
