// A thread that reads a share of the files.
import { parentPort, workerData } from "node:worker_threads";
import { openSource } from "../source/open-source";
import { buffersOf } from "../store/finding-store";
import { FileReader } from "./file-reader";
import type { WorkerMessage, WorkOrder } from "./worker-messages";

async function work(order: WorkOrder): Promise<void> {
    const reader = new FileReader(openSource(order.place), order.selection);
    const say = (message: WorkerMessage, transfer: ArrayBuffer[] = []): void =>
        parentPort?.postMessage(message, transfer);
    let told = 0;
    await reader.readAll(order.files, (tally) => {
        if (Date.now() - told < 100) return;
        told = Date.now();
        say({ kind: "progress", tally });
    });
    const parts = reader.store.toParts();
    const buffers = buffersOf(parts).filter((buffer) => buffer instanceof ArrayBuffer);
    say({ kind: "done", tally: reader.tally, damages: reader.damages, parts }, buffers);
}

// A rejection ends the thread, and its error event tells the main one, which is the only one who starts this.
// eslint-disable-next-line @typescript-eslint/no-unsafe-argument -- workerData has no type
void work(workerData);
