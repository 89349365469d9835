import { refuse } from "../core/aws-error";
import type { Scope } from "../core/scope";
import type { Tags } from "../core/tags";
import type { ObjectVersion } from "../s3/object-version";
import type { Detectors } from "./detectors";
import { LIST_FORMATS, readListFile } from "./ip-list-file";
import type { IpListObjects } from "./ip-list-objects";
import { IP_LIST_RULES } from "./ip-list-rules";
import { checkGuardDutyTags } from "./tags";

export type ListKind = "trusted" | "threat";

export type ListStatus = "INACTIVE" | "ACTIVATING" | "ACTIVE" | "DEACTIVATING" | "ERROR" | "DELETE_PENDING" | "DELETED";

export interface IpList {
    readonly detectorId: string;
    readonly id: string;
    readonly arn: string;
    readonly name: string;
    readonly format: string;
    readonly location: string;
    readonly status: ListStatus;
    readonly tags: Tags;
    /** What GuardDuty works with: the location that was read when the list was last activated, and what was in it. */
    readonly inUse:
        { readonly location: string; readonly etag: string; readonly entries: number | undefined } | undefined;
    /** Why the status is ERROR. GuardDuty's API does not tell for this kind of list. */
    readonly problem: string | undefined;
}

export interface CreateIpList {
    readonly detectorId: string;
    readonly name: string;
    readonly format: string;
    readonly location: string;
    readonly activate: boolean;
    readonly tags?: Tags;
}

export interface UpdateIpList {
    readonly name?: string;
    readonly location?: string;
    readonly activate?: boolean;
}

export type ListOutcome = Pick<IpList, "status" | "inUse" | "problem">;

export interface IpListEntry {
    list: IpList;
    /** What the list is on its way to, and when it gets there. */
    transition: { readonly at: number; readonly outcome: ListOutcome } | undefined;
}

const KINDS = {
    trusted: { noun: "IPSet", parameter: "ipSet", path: "ipset", most: 1, entries: 2_000 },
    threat: {
        noun: "ThreatIntelSet",
        parameter: "threatIntelSet",
        path: "threatintelset",
        most: 6,
        entries: 250_000,
    },
} as const;

const NAME = /^[a-zA-Z0-9\s_-]{1,300}$/;

/** The IP lists of one kind in one Region. */
export class IpLists {
    readonly #kind: (typeof KINDS)[ListKind];
    #entries: IpListEntry[] = [];

    constructor(
        private readonly scope: Scope,
        private readonly detectors: Detectors,
        private readonly objects: IpListObjects,
        private readonly kind: ListKind,
    ) {
        this.#kind = KINDS[kind];
    }

    /** All there are, on whatever way, for a snapshot. */
    get state(): readonly IpListEntry[] {
        return this.#entries;
    }

    restore(entries: readonly IpListEntry[]): void {
        this.#entries = [...entries];
    }

    create(request: CreateIpList): Promise<IpList> {
        return this.scope.operation("GuardDuty", `Create${this.#kind.noun}`, async () => {
            this.detectors.require(request.detectorId);
            this.#checkName(request.name);
            if (!LIST_FORMATS.has(request.format)) {
                refuse(IP_LIST_RULES.format, request.format);
            }
            checkGuardDutyTags(request.tags ?? {});
            const counted = this.#settled().filter(({ list }) => list.status !== "DELETED");
            if (counted.some(({ list }) => list.name === request.name)) {
                refuse(IP_LIST_RULES.nameTaken, request.name);
            }
            if (counted.length >= this.#kind.most) {
                refuse(this.kind === "trusted" ? IP_LIST_RULES.onlyOneTrusted : IP_LIST_RULES.sixThreat);
            }
            const object = await this.objects.read(request.location);
            const id = this.scope.account.ids.hex(32);
            const path = `detector/${request.detectorId}/${this.#kind.path}/${id}`;
            const entry: IpListEntry = {
                list: {
                    detectorId: request.detectorId,
                    id,
                    arn: this.scope.arn("guardduty", path),
                    name: request.name,
                    format: request.format,
                    location: request.location,
                    status: "INACTIVE",
                    tags: request.tags ?? {},
                    inUse: undefined,
                    problem: undefined,
                },
                transition: undefined,
            };
            this.#entries.push(entry);
            if (request.activate) {
                this.#activate(entry, object);
            }
            return entry.list;
        });
    }

    get(detectorId: string, id: string): Promise<IpList> {
        return this.scope.operation(
            "GuardDuty",
            `Get${this.#kind.noun}`,
            async () => this.#require(detectorId, id).list,
        );
    }

    list(detectorId: string): readonly IpList[] {
        return this.#settled()
            .map(({ list }) => list)
            .filter((list) => list.detectorId === detectorId && list.status !== "DELETED");
    }

    update(detectorId: string, id: string, request: UpdateIpList): Promise<void> {
        return this.scope.operation("GuardDuty", `Update${this.#kind.noun}`, async () => {
            const entry = this.#requireSettled(detectorId, id);
            if (request.name !== undefined) {
                this.#checkName(request.name);
                if (this.list(detectorId).some((other) => other.id !== id && other.name === request.name)) {
                    refuse(IP_LIST_RULES.nameTaken, request.name);
                }
            }
            const location = request.location ?? entry.list.location;
            const reread =
                entry.list.status === "ACTIVE" &&
                location !== entry.list.location &&
                this.scope.account.unknowns.locationChangeOfActiveList === "reread";
            const activate = request.activate ?? (reread ? true : undefined);
            const object =
                request.location !== undefined || activate === true ? await this.objects.read(location) : undefined;
            entry.list = { ...entry.list, name: request.name ?? entry.list.name, location };
            if (activate === true && object !== undefined) {
                this.#activate(entry, object);
            } else if (activate === false && entry.list.status !== "INACTIVE") {
                this.#begin(entry, "DEACTIVATING", this.scope.account.timings.listActivation, {
                    status: "INACTIVE",
                    inUse: undefined,
                    problem: undefined,
                });
            }
        });
    }

    setTags(detectorId: string, id: string, tags: Tags): Promise<void> {
        return this.scope.operation("GuardDuty", "TagResource", async () => {
            checkGuardDutyTags(tags);
            const entry = this.#require(detectorId, id);
            entry.list = { ...entry.list, tags };
        });
    }

    delete(detectorId: string, id: string): Promise<void> {
        return this.scope.operation("GuardDuty", `Delete${this.#kind.noun}`, async () => {
            const entry = this.#requireSettled(detectorId, id);
            this.#begin(entry, "DELETE_PENDING", this.scope.account.timings.listDeletion, {
                status: "DELETED",
                inUse: undefined,
                problem: entry.list.problem,
            });
        });
    }

    dropAllOf(detectorId: string): void {
        this.#entries = this.#entries.filter(({ list }) => list.detectorId !== detectorId);
    }

    #checkName(name: string): void {
        if (!NAME.test(name)) {
            refuse(IP_LIST_RULES.name, JSON.stringify(name.slice(0, 80)), { parameter: this.#kind.parameter });
        }
    }

    /** Applies the transitions whose time has come. */
    #settled(): IpListEntry[] {
        const now = this.scope.account.clock.now();
        for (const entry of this.#entries) {
            if (entry.transition !== undefined && entry.transition.at <= now) {
                entry.list = { ...entry.list, ...entry.transition.outcome };
                entry.transition = undefined;
            }
        }
        return this.#entries;
    }

    #require(detectorId: string, id: string): IpListEntry {
        this.detectors.require(detectorId);
        return this.#settled().find(({ list }) => list.id === id) ?? refuse(IP_LIST_RULES.notFound, id);
    }

    #requireSettled(detectorId: string, id: string): IpListEntry {
        const entry = this.#require(detectorId, id);
        if (entry.list.status === "DELETED") {
            refuse(IP_LIST_RULES.notFound, id);
        }
        if (entry.transition !== undefined) {
            refuse(IP_LIST_RULES.inTransition, entry.list.name, { status: entry.list.status });
        }
        return entry;
    }

    #begin(entry: IpListEntry, status: ListStatus, duration: number, outcome: ListOutcome): void {
        entry.list = { ...entry.list, status };
        entry.transition = { at: this.scope.account.clock.now() + duration, outcome };
    }

    #activate(entry: IpListEntry, object: ObjectVersion): void {
        const { format, location } = entry.list;
        const file = readListFile(object.content, format, this.#kind.entries);
        const outcome: ListOutcome = file.valid
            ? { status: "ACTIVE", inUse: { location, etag: object.etag, entries: file.entries }, problem: undefined }
            : { status: "ERROR", inUse: undefined, problem: file.problem };
        this.#begin(entry, "ACTIVATING", this.scope.account.timings.listActivation, outcome);
    }
}
