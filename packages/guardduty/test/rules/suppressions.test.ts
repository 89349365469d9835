import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import {
    InvalidArgsError,
    suppressDatasetPulls,
    suppressImageBuilds,
    suppressPackageInstalls,
    suppressScanners,
    suppressSpotFleets,
    suppressTrainingTraffic,
} from "../../src/index";
import { expectAccepted, reasonsIn } from "../refusals";

const functions = {
    suppressDatasetPulls,
    suppressImageBuilds,
    suppressPackageInstalls,
    suppressScanners,
    suppressSpotFleets,
    suppressTrainingTraffic,
};
type Name = keyof typeof functions;

const AMIS = { amiIds: ["ami-0abc"] };
const traffic = (more: object = {}): object => ({ instances: AMIS, remoteAddresses: ["10.20.*"], ...more });

function refusalOf(name: Name, args: unknown): InvalidArgsError {
    try {
        Reflect.apply(functions[name], undefined, [args]);
    } catch (error) {
        if (InvalidArgsError.isInstance(error)) return error;
        throw error;
    }
    throw new Error("the arguments were accepted");
}

function expectRefused(name: Name, args: unknown, expected: Record<string, string>): void {
    const telling = Object.entries(expected).map(([path, part]) => [path, expect.stringContaining(part)]);
    expect(reasonsIn(refusalOf(name, args))).toEqual(Object.fromEntries(telling));
}

function expectFiltered(name: Name, args: unknown): void {
    expectAccepted({ filters: [Reflect.apply(functions[name], undefined, [args])] });
}

const many = (count: number, of: (index: number) => string) => Array.from({ length: count }, (_, index) => of(index));
const image = (index: number) => `registry.example.com/training/${index}:*`;

describe("a preset refuses", () => {
    it.each(Object.keys(functions) as Name[])("%s: what is no object of arguments", (name) => {
        for (const args of [null, "x", 7, [], pulumi.output({})]) {
            expectRefused(name, args, { args: "must be an object such as {" });
        }
        expect(() => Reflect.apply(functions[name], undefined, [])).toThrow(InvalidArgsError);
    });

    it("to be left without its attribute", () => {
        expectRefused("suppressImageBuilds", {}, { images: "got nothing; must be an array of 1 to 5 images" });
        expectRefused("suppressSpotFleets", {}, { roleNames: "got nothing; must be an array of 1 to 50 role names" });
        expectRefused(
            "suppressScanners",
            {},
            {
                instances: "got nothing; must be { amiIds",
                remoteAddresses: "got nothing; must be an array of 1 to 5 addresses",
            },
        );
    });

    it("already in the compiler", () => {
        const remoteAddresses = ["10.20.*"];
        const calls = [
            // @ts-expect-error -- which role
            () => suppressSpotFleets({}),
            // @ts-expect-error -- which image
            () => suppressPackageInstalls({}),
            // @ts-expect-error -- which other end
            () => suppressDatasetPulls({ instances: AMIS }),
            // @ts-expect-error -- which instances
            () => suppressTrainingTraffic({ remoteAddresses }),
            // @ts-expect-error -- which value of the tag
            () => suppressScanners({ instances: { tagKey: "Role" }, remoteAddresses }),
        ];
        for (const each of calls) expect(each).toThrow(InvalidArgsError);
    });

    it("all at once, with path, value and remedy", () => {
        const error = refusalOf("suppressDatasetPulls", {
            instances: { tagKey: "", tagValues: ["trainer", "*"] },
            remoteAddresses: ["198.51.100.0/24", "*"],
            adresses: ["198.51.100.*"],
        });
        expect(error.message.split("\n")).toEqual([
            "suppressDatasetPulls has 5 problems in its arguments; no filter was made.",
            '  - instances.tagKey: got ""; must be the key of a tag, 1 to 128 characters without wildcards.',
            '  - instances.tagValues[1]: got "*"; must be the value of a tag, 1 to 256 characters without *: values are compared literally.',
            '  - remoteAddresses[0]: got "198.51.100.0/24"; must be an IPv4 address, or a pattern whose first two numbers are written out, such as "198.51.100.*". AWS does not say that it compares ranges with an address. Write "198.51.100.*".',
            '  - remoteAddresses[1]: got "*"; must be an IPv4 address, or a pattern whose first two numbers are written out, such as "198.51.100.*". A wildcard before the third number takes in more than any network of yours.',
            "  - adresses: there is no such argument; the arguments here are instances and remoteAddresses.",
        ]);
    });

    it.each([
        [{}, "{}"],
        [{ ...AMIS, tagKey: "Role", tagValues: ["trainer"] }, "amiIds"],
        [{ ...AMIS, tagKey: "Role" }, "amiIds"],
        [{ tagKey: "Role" }, "tagKey"],
        [{ tagValues: ["trainer"] }, "tagValues"],
    ])("instances that are not selected in one way: %j", (instances, got) => {
        expectRefused("suppressScanners", traffic({ instances }), { instances: got });
        const { instances: reason } = reasonsIn(refusalOf("suppressScanners", traffic({ instances })));
        expect(reason).toContain("give either amiIds, or tagKey and tagValues");
    });

    it.each(["", "ami-*", "*", "ami-", "AMI-0abc", "i-0abc", 7, null])("the AMI %s", (ami) => {
        expectRefused("suppressScanners", traffic({ instances: { amiIds: [ami] } }), {
            "instances.amiIds[0]": "must be the id of an AMI",
        });
    });

    it.each([
        ["", "IAM shows"],
        ["*", "IAM shows"],
        ["gpu-*", "IAM shows"],
        ["r".repeat(65), "IAM shows"],
        ["arn:aws:iam::111122223333:role/training/gpu-fleet", 'Write "gpu-fleet"'],
    ])("the role %s", (role, hint) => {
        expectRefused("suppressSpotFleets", { roleNames: [role] }, { "roleNames[0]": hint });
    });

    it("public addresses between training nodes", () => {
        const args = traffic({ remoteAddresses: ["10.20.*", "198.51.100.*"] });
        expectRefused("suppressTrainingTraffic", args, { "remoteAddresses[1]": "weights that leave" });
        expectFiltered("suppressDatasetPulls", args);
        expectFiltered("suppressScanners", args);
    });

    it("nothing, and too much", () => {
        for (const images of [[], many(6, image), "registry.example.com/training/*"]) {
            expectRefused(
                "suppressPackageInstalls",
                { images },
                {
                    images: "must be an array of 1 to 5 images; more of them need another filter",
                },
            );
        }
        expectRefused(
            "suppressSpotFleets",
            { roleNames: many(51, (index) => `role-${index}`) },
            {
                roleNames: "(51 members)]; must be an array of 1 to 50 role names",
            },
        );
        expectRefused("suppressScanners", traffic({ instances: { amiIds: many(51, (index) => `ami-${index}`) } }), {
            "instances.amiIds": "1 to 50 AMI ids",
        });
    });

    it("what is wrong already beside what is known later", () => {
        const later = pulumi.output("10.20.*");
        expectRefused(
            "suppressScanners",
            { instances: pulumi.output(AMIS), remoteAddresses: [later, "*"] },
            {
                instances: "got an Output; must be { amiIds",
                "remoteAddresses[1]": 'got "*"',
            },
        );
    });

    it("what can't be read", () => {
        const loop: Record<string, unknown> = {};
        loop["images"] = [loop];
        expectRefused("suppressImageBuilds", loop, { "images[0]": "must not contain itself" });
    });
});

describe("a preset takes", () => {
    it("as much as GuardDuty does", () => {
        expectFiltered("suppressPackageInstalls", { images: many(5, image) });
        expectFiltered("suppressImageBuilds", { images: many(5, image) });
        expectFiltered("suppressSpotFleets", { roleNames: many(50, (index) => `fleet+=,.@_-${index}`) });
        const tagValues = many(50, (index) => `group ${index}`);
        const remoteAddresses = many(5, (index) => `10.${index}.*`);
        for (const name of ["suppressTrainingTraffic", "suppressDatasetPulls", "suppressScanners"] as const) {
            expectFiltered(name, { instances: { tagKey: "Role", tagValues }, remoteAddresses });
        }
    });
});
