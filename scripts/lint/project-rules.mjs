// Rules of this project that no published plugin has. Each says in its message what to do instead.
import { basename, dirname, join, relative, sep } from "node:path";

/** Files of packages/guardduty/src in the order in which data flows: a room may import from earlier ones and itself. */
const ROOMS = [
    ["validation", "aws", "catalog"],
    ["detector", "protection-plans", "ip-lists", "filters", "findings-export"],
    ["monitoring", "ai-training"],
    ["notifications", "malware-protection", "threat-list-feed", "findings-lake"],
    ["index"],
];

// Within a room: arguments are described, then planned, then made.
const WITHIN_A_ROOM = ["args", "plan", "resources"];

const kebabCaseFiles = {
    meta: { type: "problem", schema: [] },
    create: (context) => ({
        Program(node) {
            const name = basename(context.filename);
            if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/.test(name)) {
                context.report({ node, message: `File names are kebab-case: '${name}'.` });
            }
        },
    }),
};

const oneWayRooms = {
    meta: { type: "problem", schema: [{ type: "object", properties: { root: { type: "string" } } }] },
    create(context) {
        const { root } = context.options[0];
        const from = relative(root, context.filename);
        const check = (node) => {
            const target = node.source?.value;
            if (typeof target !== "string" || !target.startsWith(".")) {
                return;
            }
            const problem = wrongDirection(from, relative(root, join(dirname(context.filename), target)));
            if (problem !== undefined) {
                context.report({ node, message: problem });
            }
        };
        return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
    },
};

function wrongDirection(from, to) {
    const [fromRoom, fromFile] = place(from);
    const [toRoom, toFile] = place(to);
    if (to.startsWith("..")) {
        return `'${from}' imports from outside src: sources of the library stand on their own.`;
    }
    if (fromRoom === toRoom) {
        const [fromStage, toStage] = [fromFile, toFile].map((file) => WITHIN_A_ROOM.indexOf(file));
        return fromStage >= 0 && toStage > fromStage
            ? `Data flows args, plan, resources: '${from}' cannot import from '${to}'.`
            : undefined;
    }
    const [fromLevel, toLevel] = [fromRoom, toRoom].map((room) => ROOMS.findIndex((level) => level.includes(room)));
    if (fromLevel < 0 || toLevel < 0) {
        const unknown = fromLevel < 0 ? fromRoom : toRoom;
        return `Give the new room '${unknown}' its place in ROOMS (scripts/lint/project-rules.mjs).`;
    }
    // Rooms of the first level build on each other freely; those of a later one stay apart.
    const allowed = toLevel < fromLevel || (toLevel === 0 && fromLevel === 0);
    return allowed ? undefined : `Data flows one way: room '${fromRoom}' cannot import from '${toRoom}'.`;
}

function place(path) {
    const [room, file = room] = path.replace(/\.ts$/, "").split(sep);
    return [room, file];
}

// Two copies of a Pulumi package in one program make two classes: an object of the one is no instance of the other.
const noPulumiInstanceof = {
    meta: { type: "problem", schema: [] },
    create: (context) => ({
        "BinaryExpression[operator='instanceof']"({ right }) {
            const text = context.sourceCode.getText(right);
            if (
                /^(pulumi|aws|s3|kms|guardduty|ec2|iam)\.|^(Output|OutputImpl|Resource|CustomResource|ComponentResource)$/.test(
                    text,
                )
            ) {
                context.report({ node: right, message: `Use ${text}.isInstance(...) instead of instanceof.` });
            }
        },
    }),
};

export const projectRules = {
    rules: {
        "kebab-case-files": kebabCaseFiles,
        "one-way-rooms": oneWayRooms,
        "no-pulumi-instanceof": noPulumiInstanceof,
    },
};
