import { describe, expect, it } from "vitest";

import { UNKNOWN_CHOICES } from "../account/core/unknowns";
import { UsageError } from "./options";
import { parseServeOptions, serveHelp } from "./serve-options";

const NOTHING = {
    help: false,
    port: undefined,
    account: undefined,
    file: undefined,
    directory: undefined,
    unknowns: {},
};

describe("the simulator's command line", () => {
    it.each([
        [[], NOTHING],
        [["--port", "4711"], { ...NOTHING, port: 4711 }],
        [["--port=0", "--account=111122223333"], { ...NOTHING, port: 0, account: "111122223333" }],
        [["--file", "a=b.json", "--directory", "app"], { ...NOTHING, file: "a=b.json", directory: "app" }],
        [["--help"], { ...NOTHING, help: true }],
        [["-h", "--port", "1"], { ...NOTHING, help: true, port: 1 }],
        [
            ["--unknown", "filterRanksAfterDelete=closeUp", "--unknown=takenFilterRank=share"],
            { ...NOTHING, unknowns: { filterRanksAfterDelete: "closeUp", takenFilterRank: "share" } },
        ],
    ])("%j", (args, expected) => {
        expect(parseServeOptions(args)).toEqual(expected);
    });

    it.each([
        [["--prot", "1"], "There is no option '--prot'. Did you mean '--port'?"],
        [["4711"], "There is no option '4711'."],
        [["--port"], "--port needs a value."],
        [["--file="], "--file needs a value."],
        [["--port", "65536"], "--port is a number from 0 to 65535, got '65536'."],
        [["--port", "12a"], "--port is a number"],
        [["--account", "12345"], "--account is an AWS account's id of twelve digits, got '12345'."],
        [["--unknown", "takenFilterRank"], "--unknown needs a name and a value"],
        [
            ["--unknown", "takenFilterRanks=share"],
            "There is no unknown 'takenFilterRanks'. Did you mean 'takenFilterRank'?",
        ],
        [["--unknown", "takenFilterRank=keep"], "--unknown takenFilterRank is one of shift, share, got 'keep'."],
    ])("%j is refused", (args, message) => {
        expect(() => parseServeOptions(args)).toThrow(UsageError);
        expect(() => parseServeOptions(args)).toThrow(message);
    });

    it("is explained, with every unknown", () => {
        for (const [name, choices] of Object.entries(UNKNOWN_CHOICES)) {
            expect(serveHelp()).toContain(`${name}=${choices.join("|")}`);
        }
    });
});
