import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { SimulatedAccount, type SimulatedAccountOptions } from "./account/account";
import { SnapshotError, SnapshotReader, type Snapshot } from "./account/core/snapshot";

const FORMAT = "pulumi-guardduty-simulator account";
const VERSION = 1;

/** A file that holds no account that can be used; it is left as it is. */
export class AccountFileError extends Error {
    constructor(message: string) {
        super(message);
        this.name = "AccountFileError";
    }
}

/**
 * The account in a file, or a new one where there is none. From then on the file holds the account as it is after each
 * operation, whenever the process ends: a new file is written beside it, and takes its place.
 */
export function openAccountFile(
    path: string,
    options: Omit<SimulatedAccountOptions, "world" | "clock"> = {},
): SimulatedAccount {
    const text = readIfThere(path);
    const account = text === undefined ? new SimulatedAccount(options) : restore(path, text, options);
    let saved = text;
    let seen = identityOf(path);
    const save = (): void => {
        const current = write(account.snapshot());
        if (current === saved) {
            return;
        }
        if (identityOf(path) !== seen) {
            throw new AccountFileError(`${path} was changed by someone else; two simulators cannot share a file`);
        }
        const beside = `${path}.${process.pid}.tmp`;
        writeFileSync(beside, current);
        renameSync(beside, path);
        saved = current;
        seen = identityOf(path);
    };
    save();
    account.world.afterEachOperation = save;
    return account;
}

function restore(path: string, text: string, options: SimulatedAccountOptions): SimulatedAccount {
    try {
        const file = new SnapshotReader(JSON.parse(text));
        if (file.string("format") !== FORMAT) {
            throw new SnapshotError("format", `"${FORMAT}"`);
        }
        const version = file.number("version");
        if (version > VERSION) {
            const known = `this one knows versions up to ${VERSION}`;
            throw new AccountFileError(`${path} was written by a newer simulator, as version ${version}: ${known}`);
        }
        const { accountId, ...rest } = options;
        const snapshot = file.object("account");
        const stored = snapshot.string("accountId");
        if (accountId !== undefined && accountId !== stored) {
            throw new AccountFileError(`${path} holds the account ${stored}, not ${accountId}`);
        }
        return SimulatedAccount.restored(snapshot, rest);
    } catch (error) {
        if (error instanceof SnapshotError || error instanceof SyntaxError) {
            throw new AccountFileError(`${path} holds no account of the simulator: ${error.message}`);
        }
        throw error;
    }
}

/** The same text for the same account: keys are in order. */
function write(account: Snapshot): string {
    return `${JSON.stringify({ account, format: FORMAT, version: VERSION }, sorted, 1)}\n`;
}

function sorted(_key: string, value: unknown): unknown {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
        : value;
}

function readIfThere(path: string): string | undefined {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        if (isAbsence(error)) {
            return undefined;
        }
        throw new AccountFileError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
}

/** Changes whenever the file is replaced or written to. */
function identityOf(path: string): string {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? "" : `${stats.ino}/${stats.mtimeMs}/${stats.size}`;
}

function isAbsence(error: unknown): boolean {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
}
