import { Worker } from "node:worker_threads";
import sharp from "sharp";
import { fault, ok, type Result } from "../domain/result.ts";
import type { ReadDocument } from "../ports/read-document.ts";
import type { ProofFault, ProofText } from "../ports/read-proof.ts";
import { documentsApart, sentLimits } from "./documents-apart.ts";
import type { Scan } from "./scan-worker.ts";

/** Pages of a paper whose scans are read: what a certificate says stands on its first. */
const scanned = 2;
/** Megabytes that taking pictures out of a PDF may need. */
const mostMemory = 400;

const text: ReadDocument = documentsApart({ ...sentLimits, bytes: 10 * 1024 * 1024, pages: 60 });

/** The lines of a PDF: its text layer, else its scans as pictures. */
export async function pdfLines(
  bytes: Uint8Array,
  late: AbortSignal,
  readPicture: (page: Uint8Array) => Promise<Result<ProofText, ProofFault>>,
): Promise<Result<ProofText, ProofFault>> {
  const read = await text(bytes);
  if (read.ok) {
    const lines = read.value.text.split("\n").map((line) => ({ text: line, confidence: 100 }));
    return ok({ lines, by: "text", turned: 0 });
  }
  if (read.code === "slow") return fault("slow");
  if (!["scanned", "empty", "garbled", "legacy-font"].includes(read.code)) return fault("broken");
  const scans = await scansOf(bytes, late);
  let all: ProofText | undefined;
  for (const { data, width, height, channels } of scans) {
    const picture = await sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 92 }).toBuffer();
    const page = await readPicture(picture);
    if (!page.ok) return all === undefined ? page : ok(all);
    all = all === undefined ? page.value : { ...all, lines: [...all.lines, ...page.value.lines] };
  }
  return all === undefined ? fault("broken") : ok(all);
}

async function scansOf(bytes: Uint8Array, late: AbortSignal): Promise<readonly Scan[]> {
  const worker = new Worker(new URL("./scan-worker.ts", import.meta.url), {
    workerData: { bytes, pages: scanned },
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  try {
    return await new Promise<readonly Scan[]>((resolve) => {
      worker.once("message", resolve);
      // A thread that dies without a word met what it could not read.
      worker.once("error", () => resolve([]));
      worker.once("exit", () => resolve([]));
      late.addEventListener("abort", () => resolve([]), { once: true });
    });
  } finally {
    await worker.terminate();
  }
}
