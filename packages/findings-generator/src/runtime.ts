import type { JsonObject } from "./finding";
import { secondsBefore } from "./resources";
import type { Subject } from "./subject";

/** Paths and names of processes are an attacker's to choose. */
export function runtimeDetails(subject: Subject): JsonObject {
    const { random, text } = subject;
    const startTime = secondsBefore(subject, 0) - 60;
    const executablePath = text(`/tmp/build-${random.whole(1, 30)}/run`);
    const parentUuid = random.hex(32);
    return {
        process: {
            name: text("run"),
            executablePath,
            executableSha256: random.hex(64),
            namespacePid: random.whole(2, 400),
            pwd: text("/tmp"),
            pid: random.whole(2, 40_000),
            startTime,
            uuid: random.hex(32),
            parentUuid,
            user: text("root"),
            userId: 0,
            euid: 0,
            lineage: [
                {
                    startTime,
                    namespacePid: 1,
                    userId: 0,
                    name: "bash",
                    pid: 1,
                    uuid: parentUuid,
                    executablePath: "/usr/bin/bash",
                    euid: 0,
                },
            ],
        },
        context: {
            modifiedAt: startTime,
            scriptPath: text("/opt/ci/job.sh"),
            socketPath: "/var/run/docker.sock",
            commandLineExample: text("docker build ."),
            threatFilePath: executablePath,
        },
    };
}

export function ebsVolumeScanDetails(subject: Subject): JsonObject {
    const { random, text, instance } = subject;
    const startedAt = secondsBefore(subject, 0) - 600;
    const name = random.pick(["EICAR-Test-File", "Linux.Miner.Example", "Linux.Backdoor.Example"]);
    return {
        scanId: random.hex(32),
        scanStartedAt: startedAt,
        scanCompletedAt: startedAt + 500,
        triggerFindingId: random.hex(32),
        sources: ["Bitdefender"],
        scanDetections: {
            scannedItemCount: { totalGb: 12, files: 84_000, volumes: 1 },
            threatsDetectedItemCount: { files: 1 },
            highestSeverityThreatDetails: { severity: "HIGH", threatName: name, count: 1 },
            threatDetectedByName: {
                itemCount: 1,
                uniqueThreatNameCount: 1,
                shortened: false,
                threatNames: [
                    {
                        name,
                        severity: "HIGH",
                        itemCount: 1,
                        filePaths: [
                            {
                                filePath: text("/home/app/payload.bin"),
                                volumeArn: `arn:aws:ec2:::volume/vol-${instance.id.slice(2)}`,
                                hash: random.hex(64),
                                fileName: text("payload.bin"),
                            },
                        ],
                    },
                ],
            },
        },
        scanType: "GUARDDUTY_INITIATED",
    };
}

export function malwareScanDetails({ random, text, facts }: Subject): JsonObject {
    const backup = facts.kind === "backup-malware";
    return {
        threats: [
            {
                name: "EICAR-Test-File",
                source: "Bitdefender",
                itemPaths: [{ nestedItemPath: text("archive.zip/eicar.com"), hash: random.hex(64) }],
            },
        ],
        scanId: random.hex(32),
        scanType: backup ? "BACKUP_INITIATED" : undefined,
        scanCategory: backup ? "FULL_SCAN" : undefined,
        uniqueThreatCount: 1,
    };
}
