import { Worker } from "node:worker_threads";
import { type Result, fault } from "../domain/result.ts";
import type { DocumentFault, DocumentText } from "../domain/document.ts";
import type { ReadDocument } from "../ports/read-document.ts";
import type { DocumentLimits } from "./document-text.ts";

/** What somebody may send into a chat; the limit of time is a hard one, and waiting for one's turn counts. */
export const sentLimits: DocumentLimits = {
  bytes: 5 * 1024 * 1024,
  pages: 300,
  letters: 1_000_000,
  milliseconds: 18_000,
};

/** Megabytes. A document of 5 MB takes far less; one that is made to take more ends its own thread and no other. */
const mostMemory = 400;

type Read = Result<DocumentText, DocumentFault>;

/** Reads documents one at a time, each on a thread of its own, where the libraries are loaded and gone with it. */
export function documentsApart(
  limits: DocumentLimits = sentLimits,
  program: URL = new URL("./document-worker.ts", import.meta.url),
  memory: number = mostMemory,
): ReadDocument {
  let before: Promise<unknown> = Promise.resolve();
  return (bytes) => {
    if (bytes.byteLength > limits.bytes) return Promise.resolve(fault("size"));
    const late = AbortSignal.timeout(limits.milliseconds);
    const mine = before.then(() =>
      late.aborted ? fault("slow") : readApart(bytes, limits, program, memory, late),
    );
    before = mine;
    return mine;
  };
}

async function readApart(
  bytes: Uint8Array,
  limits: DocumentLimits,
  program: URL,
  memory: number,
  late: AbortSignal,
): Promise<Read> {
  const worker = new Worker(program, {
    workerData: { bytes, limits },
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  try {
    return await new Promise<Read>((resolve) => {
      worker.once("message", resolve);
      // A thread that dies without a word met what it could not read.
      worker.once("error", () => resolve(fault("broken")));
      worker.once("exit", () => resolve(fault("broken")));
      late.addEventListener("abort", () => resolve(fault("slow")), { once: true });
    });
  } finally {
    await worker.terminate();
  }
}
