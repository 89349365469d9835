import {
    decorated,
    type PropertyMap,
    type PropertyValue,
    type ResourceProvider,
    type SimulatedAccount,
    SimulatedAwsProvider,
    type StackState,
} from "pulumi-guardduty-simulator";

/** Something that was created. */
export interface Made {
    readonly urn: string;
    readonly type: string;
    readonly id: string;
    readonly properties: PropertyMap;
}

/** An account without what AWS chooses: two that hold the same are equal. */
export interface AccountView {
    /** What the stack knows of, by logical name; ids in it are the names of what they are the id of. */
    readonly declared: Readonly<Record<string, unknown>>;
    /** The logical names of what was made for a stack that does not know of it. */
    readonly leftOver: readonly string[];
}

/** Whatever is created through a provider, also what its stack never hears of. */
export class AccountRecord {
    readonly #made = new Map<string, Made>();
    /** URNs of what was deleted, in order. */
    readonly deleted: string[] = [];

    readonly wrap = (provider: ResourceProvider): ResourceProvider =>
        decorated(provider, {
            create: async (request) => {
                const state = await provider.create(request);
                if (!request.preview) {
                    const { urn = "", type } = request;
                    this.#made.set(`${urn} ${state.id}`, { urn, type, ...state });
                }
                return state;
            },
            delete: async (request) => {
                await provider.delete(request);
                this.deleted.push(request.urn ?? "");
            },
        });

    /** What is in the account now, read as the provider reads it. */
    async view(account: SimulatedAccount, region: string, state: StackState): Promise<AccountView> {
        const present = await this.#present(account, region);
        const isKnown = knownTo(state);
        const placeholders = placeholdersOf([...this.#made.values()], isKnown);
        const declared = present
            .filter(({ made }) => isKnown(made))
            .map(({ made, properties }): [string, unknown] => {
                const whole = { ...properties, ...contentOf(account, made) };
                return [nameOf(made.urn), canonical(whole, placeholders)];
            });
        const leftOver = present.filter(({ made }) => !isKnown(made)).map(({ made }) => nameOf(made.urn));
        return { declared: Object.fromEntries(declared.sort(byFirst)), leftOver: leftOver.sort() };
    }

    /** What is in the account now, and the stack does not know of it. */
    async unheard(account: SimulatedAccount, region: string, state: StackState): Promise<readonly Made[]> {
        const isKnown = knownTo(state);
        const present = await this.#present(account, region);
        return present.flatMap(({ made }) => (isKnown(made) ? [] : [made]));
    }

    async #present(account: SimulatedAccount, region: string) {
        const provider = new SimulatedAwsProvider({ account, region });
        const present: { readonly made: Made; readonly properties: PropertyMap }[] = [];
        for (const made of this.#made.values()) {
            const found = await provider.read(made);
            if (found !== undefined) {
                present.push({ made, properties: found.properties });
            }
        }
        return present;
    }
}

function knownTo({ deployment: { resources = [] } }: StackState): (made: Made) => boolean {
    return ({ urn, id }) => resources.some((one) => one.urn === urn && one.id === id);
}

function byFirst([one]: [string, unknown], [other]: [string, unknown]): number {
    return one < other ? -1 : 1;
}

/** An object's content as S3 has it, in place of where it was uploaded from. */
function contentOf(account: SimulatedAccount, { type, id, properties }: Made): PropertyMap {
    const { bucket } = properties;
    if (type !== "aws:s3/bucketObjectv2:BucketObjectv2" || typeof bucket !== "string") {
        return {};
    }
    const content = account.world.bucket("aws", bucket)?.objects.get(id)?.at(-1)?.content.toString("utf8") ?? null;
    return { source: null, content };
}

function nameOf(urn: string): string {
    return urn.slice(urn.lastIndexOf("::") + 2);
}

/** Each id, address and generated name with what stands for it, the longest first. */
function placeholdersOf(all: readonly Made[], isKnown: (made: Made) => boolean): [string, string][] {
    return all
        .flatMap((made) => {
            const name = nameOf(made.urn);
            const stands = isKnown(made) ? `<${name}>` : `<${name}, left over>`;
            const address = made.properties["publicIp"];
            return [
                ...generatedPartsOf(made).map((part): [string, string] => [part, stands]),
                ...(typeof address === "string" ? addressParts(address, name) : []),
            ];
        })
        .sort(([one], [other]) => other.length - one.length);
}

/** As it is, and as it is in a host's name. */
function addressParts(address: string, name: string): [string, string][] {
    const stands = `<address of ${name}>`;
    return [
        [address, stands],
        [address.replaceAll(".", "-"), stands],
    ];
}

/** Of an id such as `<detector>:<list>`, only what AWS has chosen, and the last of it: what comes before is another's. */
function generatedPartsOf({ type, id }: Made): string[] {
    switch (type) {
        case "aws:s3/bucket:Bucket":
        case "aws:kms/alias:Alias":
        case "aws:kms/key:Key":
        case "aws:ec2/eip:Eip":
            return [id];
        case "aws:cloudwatch/eventRule:EventRule":
        case "aws:cloudwatch/metricAlarm:MetricAlarm":
        case "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan":
        case "aws:cloudwatch/logGroup:LogGroup":
        case "aws:lambda/function:Function":
        case "aws:scheduler/schedule:Schedule":
        case "aws:iam/role:Role":
        case "aws:iam/rolePolicy:RolePolicy":
        case "aws:sns/topic:Topic":
        case "aws:sns/topicSubscription:TopicSubscription":
        case "aws:sqs/queue:Queue":
            return [id.split(/[:/]/).at(-1) ?? id];
        default: {
            const last = id.split(/[:/]/).at(-1) ?? "";
            return /^[0-9a-f]{32}$/.test(last) ? [last] : [];
        }
    }
}

/** Told anew with each upload, and with each role; and when something was made. */
const ANEW = new Set(["versionId", "etag", "uniqueId", "createDate", "lastModified"]);

function canonical(value: PropertyValue, placeholders: readonly [string, string][]): unknown {
    if (typeof value === "string") {
        return canonicalText(value, placeholders);
    }
    if (isList(value)) {
        return value.map((one) => canonical(one, placeholders));
    }
    if (isMap(value)) {
        const entries = Object.entries(value).filter(([name]) => !ANEW.has(name));
        return Object.fromEntries(entries.map(([name, one]) => [name, canonical(one, placeholders)]));
    }
    return value;
}

function isList(value: PropertyValue): value is readonly PropertyValue[] {
    return Array.isArray(value);
}

function isMap(value: PropertyValue): value is PropertyMap {
    return typeof value === "object" && value !== null && !isList(value);
}

/** The hashes in the names of lists and their objects depend on ids and addresses. */
function canonicalText(text: string, placeholders: readonly [string, string][]): string {
    const named = placeholders.reduce((changed, [part, stands]) => changed.replaceAll(part, stands), text);
    return named
        .replace(/\/[0-9a-f]{64}\.txt$/, "/<hash>.txt")
        .replace(/^(.*threat-ip-list.*)-[0-9a-f]{12}$/, "$1-<hash>");
}
