import { parentPort, workerData } from "node:worker_threads";
import type { EnsembleTask } from "../numbers/ensemble/answered.js";
import { blockMeasure } from "../numbers/ensemble/ensemble.js";
import { networkOf } from "../numbers/networks/spec.js";

/* A worker thread: measures the blocks whose numbers it is sent, one after the other. */

const { spec, ...rest } = workerData as EnsembleTask;
const ensemble = { ...rest, network: await networkOf(spec) };
const measured = blockMeasure(ensemble);
parentPort?.on("message", (index: number) => parentPort?.postMessage(measured(index)));
parentPort?.postMessage("ready");
