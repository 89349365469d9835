import { refuse } from "./aws-error";
import type { Detectors } from "./detectors";
import { badRequest, internalError, NOT_PROCESSED } from "./guardduty-refusals";
import { checkGuardDutyTags, type Tags } from "./guardduty-tags";
import { LIST_FORMATS, readListFile } from "./ip-list-file";
import { parseListLocation } from "./ip-list-location";
import { rules } from "./rules";
import type { Scope } from "./scope";

const CREATE_PAGE = "GuardDuty User Guide, guardduty-lists-create-activate";
const LIMITS_PAGE = "GuardDuty User Guide, guardduty_limits";
const BEYOND_LIMITS = internalError(
    "The request is rejected because it’s an attempt to create resources beyond the current AWS account limits.",
);

export const IP_LIST_RULES = rules("ipList", {
    name: {
        text: "A list's name has 1 to 300 letters, digits, spaces, hyphens and underscores",
        source: "GuardDuty API reference, CreateIPSet",
        confidence: "documented",
        error: badRequest("The request is rejected because the parameter {parameter}Name has an invalid value."),
    },
    nameTaken: {
        text: "A list's name is unique among the lists of its kind in the account and Region",
        source: CREATE_PAGE,
        confidence: "documented",
        wording: "ours",
        error: badRequest("The request is rejected because a list with the given name already exists."),
    },
    format: {
        text: "A list's format is TXT, STIX, OTX_CSV, ALIEN_VAULT, PROOF_POINT or FIRE_EYE",
        source: "GuardDuty API model, IpSetFormat",
        confidence: "documented",
        error: NOT_PROCESSED,
    },
    location: {
        text: "A list's location is an object in S3, in one of the documented forms, of at most 300 characters",
        source: CREATE_PAGE,
        confidence: "documented",
        error: badRequest("The request is rejected because the parameter ipSetLocation has an invalid value."),
    },
    unreadable: {
        text: "GuardDuty's service-linked role can read the list's object, also where the list is not activated",
        source: "recorded answers of September 2026; User Guide, guardduty-lists-prerequisites",
        confidence: "inferred",
        error: internalError("The request is rejected because the caller is not authorized to call this API."),
    },
    onlyOneTrusted: {
        text: "An account has one trusted IP list per Region",
        source: LIMITS_PAGE,
        confidence: "documented",
        error: BEYOND_LIMITS,
    },
    sixThreat: {
        text: "An account has at most six threat IP lists per Region",
        source: LIMITS_PAGE,
        confidence: "documented",
        error: BEYOND_LIMITS,
    },
    notFound: {
        text: "The list exists",
        source: "recorded answers of September 2026",
        confidence: "inferred",
        error: badRequest("The request is rejected since no such resource found."),
    },
    inTransition: {
        text: "While a list is activated, deactivated or deleted, every other action on it is refused",
        source: "GuardDuty User Guide, guardduty_upload-lists",
        confidence: "documented",
        wording: "ours",
        error: badRequest("The request is rejected because the list's current status, {status}, does not allow it."),
    },
    file: {
        text: "A list's file has at most 35 MB, 2,000 entries if trusted and 250,000 if a threat list, IPv4 only: otherwise its activation ends in ERROR",
        source: `${LIMITS_PAGE}; that it is the activation that fails, and not the request, is inferred`,
        confidence: "inferred",
        wording: "ours",
        error: internalError("The list could not be activated."),
    },
});

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

interface Entry {
    list: IpList;
    /** What the list is on its way to, and when it gets there. */
    transition: { readonly at: number; readonly outcome: Partial<IpList> } | undefined;
}

interface ListObject {
    readonly content: Buffer;
    readonly etag: string;
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
    #entries: Entry[] = [];

    constructor(
        private readonly scope: Scope,
        private readonly detectors: Detectors,
        private readonly kind: ListKind,
    ) {
        this.#kind = KINDS[kind];
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
            const object = await this.#read(request.location);
            const id = this.scope.account.ids.hex(32);
            const path = `detector/${request.detectorId}/${this.#kind.path}/${id}`;
            const entry: Entry = {
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
            const object = request.location !== undefined || activate === true ? await this.#read(location) : undefined;
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
    #settled(): Entry[] {
        const now = this.scope.account.clock.now();
        for (const entry of this.#entries) {
            if (entry.transition !== undefined && entry.transition.at <= now) {
                entry.list = { ...entry.list, ...entry.transition.outcome };
                entry.transition = undefined;
            }
        }
        return this.#entries;
    }

    #require(detectorId: string, id: string): Entry {
        this.detectors.require(detectorId);
        return this.#settled().find(({ list }) => list.id === id) ?? refuse(IP_LIST_RULES.notFound, id);
    }

    #requireSettled(detectorId: string, id: string): Entry {
        const entry = this.#require(detectorId, id);
        if (entry.list.status === "DELETED") {
            refuse(IP_LIST_RULES.notFound, id);
        }
        if (entry.transition !== undefined) {
            refuse(IP_LIST_RULES.inTransition, entry.list.name, { status: entry.list.status });
        }
        return entry;
    }

    #begin(entry: Entry, status: ListStatus, duration: number, outcome: Partial<IpList>): void {
        entry.list = { ...entry.list, status };
        entry.transition = { at: this.scope.account.clock.now() + duration, outcome };
    }

    #activate(entry: Entry, object: ListObject): void {
        const { format, location } = entry.list;
        const file = readListFile(object.content, format, this.#kind.entries);
        const outcome: Partial<IpList> = file.valid
            ? { status: "ACTIVE", inUse: { location, etag: object.etag, entries: file.entries }, problem: undefined }
            : { status: "ERROR", inUse: undefined, problem: file.problem };
        this.#begin(entry, "ACTIVATING", this.scope.account.timings.listActivation, outcome);
    }

    async #read(location: string): Promise<ListObject> {
        const where = parseListLocation(location);
        if (where === undefined) {
            refuse(IP_LIST_RULES.location, JSON.stringify(location.slice(0, 320)));
        }
        const object = await this.scope.account.s3(this.scope.region).objects.readAsGuardDuty(where.bucket, where.key);
        return "problem" in object ? refuse(IP_LIST_RULES.unreadable, `${location}: ${object.problem}`) : object;
    }
}
