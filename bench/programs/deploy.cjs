// Runs the two programs against the same mocks, which do next to nothing: what is measured is the program itself.
//
//     deploy.cjs once <program>              one stack, then the end: its whole process is what is timed
//     deploy.cjs resources <program>         prints what is registered
//     deploy.cjs alternate <rounds>          both in turn in this one process; prints the milliseconds of each
//     deploy.cjs growth <rounds> <key> <sizes>   with the component, in sizes that take turns
const pulumi = require("@pulumi/pulumi");
const { REGIONS } = require("./regions.cjs");

const ACCOUNT = "111122223333";
const DETECTOR = "0123456789abcdef0123456789abcdef";
const WARM_UP = 3;
const registered = [];

const mocks = {
    newResource({ type, name, inputs, custom }) {
        registered.push({ type, name, custom });
        const region = inputs.region ?? "us-east-1";
        if (type === "aws:guardduty/detector:Detector") {
            const arn = `arn:aws:guardduty:${region}:${ACCOUNT}:detector/${DETECTOR}`;
            return { id: DETECTOR, state: { ...inputs, region, arn, accountId: ACCOUNT } };
        }
        const id = `${name}-id`;
        const arn = type.startsWith("aws:kms/") ? `arn:aws:kms:${region}:${ACCOUNT}:key/${id}` : `arn:aws:s3:::${id}`;
        return { id, state: { bucket: id, keyId: id, region, ...inputs, arn } };
    },
    call: ({ inputs }) => inputs,
};

async function deploy(monitor, name, { regions, ...size } = {}) {
    const started = performance.now();
    if (regions === undefined) {
        monitor(name, size);
    } else {
        REGIONS.slice(0, regions).forEach((region) => monitor(`${name}-${region}`, { ...size, region }));
    }
    await pulumi.runtime.waitForRPCs();
    return performance.now() - started;
}

async function main([mode, ...args]) {
    pulumi.runtime.setMocks(mocks, "project", "stack", false);
    if (mode === "alternate") {
        return alternate(Number(args[0]));
    }
    if (mode === "growth") {
        return growth(Number(args[0]), args[1], JSON.parse(args[2]));
    }
    await deploy(require(`./${args[0]}.js`).monitor, "training");
    return registered;
}

async function alternate(rounds) {
    const programs = [require("./by-hand.js"), require("./with-component.js")];
    const deployOne = (round, which) => deploy(programs[which].monitor, `r${round}-${which}`);
    return inTurn(rounds, programs, deployOne);
}

async function growth(rounds, key, sizes) {
    const { monitor } = require("./with-component.js");
    return inTurn(rounds, sizes, (round, which) => deploy(monitor, `r${round}-${which}`, { [key]: sizes[which] }));
}

async function inTurn(rounds, candidates, measure) {
    const times = [];
    // The first rounds warm the compiler up and aren't kept.
    for (let round = -WARM_UP; round < rounds; round += 1) {
        const order = candidates.map((_, index) => index);
        const row = [];
        for (const which of round % 2 === 0 ? order : order.reverse()) {
            row[which] = await measure(round, which);
        }
        if (round >= 0) {
            times.push(row);
        }
    }
    return times;
}

main(process.argv.slice(2)).then((result) => console.log(JSON.stringify(result)));
