// Reads one document on a thread of its own, so that whoever waits for it can end it at any moment.
import { parentPort, workerData } from "node:worker_threads";
import { type DocumentLimits, readDocument } from "./document-text.ts";

type Given = { readonly bytes: Uint8Array; readonly limits: DocumentLimits };
const isGiven = (data: unknown): data is Given =>
  typeof data === "object" && data !== null && "bytes" in data && data.bytes instanceof Uint8Array;

const given: unknown = workerData;
if (!isGiven(given)) throw new TypeError("no document to read");
parentPort?.postMessage(await readDocument(given.bytes, given.limits));
