import { describe, expect, it } from "vitest";
import { findAddressFault, findPrivateAddressFault } from "./address-pattern";

describe("an address pattern", () => {
    it.each([
        "198.51.100.7",
        "0.0.0.0",
        "255.255.255.255",
        "10.20.*",
        "10.20.*.*",
        "198.51.100.*",
        "198.51.10?.*",
        "198.51.?.1*",
    ])("may be %s", (pattern) => expect(findAddressFault(pattern)).toBeUndefined());

    it.each([
        ["", "four numbers"],
        ["*", "before the third number"],
        ["*.*.*.*", "before the third number"],
        ["10.*", "before the third number"],
        ["10.2*", "before the third number"],
        ["1?.20.3.4", "before the third number"],
        ["10.20*", "before the third number"],
        ["?0.20.*", "before the third number"],
        ["10.20", "four numbers"],
        ["10.20.30", "four numbers"],
        ["10.20.30.", "four numbers"],
        ["10.020.*", "four numbers"],
        ["10.256.*", "four numbers"],
        ["10.20.30.256", "four numbers"],
        ["10.20.30.40.*", "four numbers"],
        ["10.20.x*", "four numbers"],
        ["10.20. *", "four numbers"],
        ["mirror.example.com", "four numbers"],
        ["10.20.??????", "at most 5 wildcards"],
        [`10.20.${"1".repeat(600)}*`, "at most 5 wildcards"],
        ["2001:db8::*", "IPv6"],
        ["10.20.0.0/16", 'Write "10.20.*"'],
        ["198.51.100.0/24", 'Write "198.51.100.*"'],
        ["10.20.16.0/20", "Write patterns"],
        ["0.0.0.0/0", "Write patterns"],
        ["10.20.*/16", "Write patterns"],
    ])("is not %s", (pattern, hint) => expect(findAddressFault(pattern)).toContain(hint));
});

describe("a private address pattern", () => {
    // RFC 1918 and RFC 6598.
    it.each(["10.0.*", "10.255.255.255", "172.16.*", "172.31.*", "192.168.*", "100.64.*", "100.127.*"])(
        "may be %s",
        (pattern) => expect(findPrivateAddressFault(pattern)).toBeUndefined(),
    );

    it.each([
        "9.255.*",
        "11.0.*",
        "172.15.*",
        "172.32.*",
        "192.167.*",
        "192.169.*",
        "100.63.*",
        "100.128.*",
        "52.216.*",
    ])("is not %s", (pattern) => expect(findPrivateAddressFault(pattern)).toContain("weights that leave"));

    it("is an address pattern first of all", () => expect(findPrivateAddressFault("10.*")).toContain("third number"));
});
