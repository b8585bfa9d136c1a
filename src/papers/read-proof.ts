import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Worker } from "tesseract.js";
import { fault, ok, type Result } from "../domain/result.ts";
import type { ProofFault, ProofText, ReadProof } from "../ports/read-proof.ts";
import { isLegible, legibility } from "../proof/read.ts";
import type { ProofLine } from "../proof/reading.ts";

type Limits = {
  /** For one paper, waiting for others not counted. */
  readonly milliseconds: number;
  /** For a look at a photo, while its sender waits. */
  readonly lookSeconds: number;
  /** So long after the last paper the reader's memory is given back. */
  readonly idle: number;
};
const usual: Limits = { milliseconds: 30_000, lookSeconds: 4, idle: 180_000 };

/** Trusted so far, a page is not turned to see whether it reads better. */
const surely = 70;

const trained = join(
  dirname(createRequire(import.meta.url).resolve("@tesseract.js-data/vie")),
  "4.0.0_best_int",
);

/** Reads papers one at a time; the reader of pictures is started when the first one comes and ended when none does. */
export function proofReader(
  settings: Partial<Limits> = {},
): ReadProof & { readonly close: () => Promise<void> } {
  const limits = { ...usual, ...settings };
  let before: Promise<unknown> = Promise.resolve();
  let opened: Promise<Worker> | undefined;
  let ending: NodeJS.Timeout | undefined;
  const close = async (): Promise<void> => {
    clearTimeout(ending);
    const gone = opened;
    opened = undefined;
    await gone?.then((worker) => worker.terminate()).catch(() => undefined);
  };
  const open = (): Promise<Worker> => {
    opened ??= openReader();
    return opened;
  };
  const readPicture = async (
    bytes: Uint8Array,
    late: AbortSignal,
  ): Promise<Result<ProofText, ProofFault>> => {
    clearTimeout(ending);
    try {
      return await inTime(picture(bytes, open, limits, late), late);
    } finally {
      // Whoever is late may still be at it: a new one is started for the next paper.
      if (late.aborted) void close();
      else ending = setTimeout(() => void close(), limits.idle).unref();
    }
  };
  const readOne = async (bytes: Uint8Array, mime: string): Promise<Result<ProofText, ProofFault>> => {
    const late = AbortSignal.timeout(limits.milliseconds);
    try {
      if (mime === "application/pdf") {
        const { pdfLines } = await import("./pdf-proof.ts");
        return await inTime(
          pdfLines(bytes, late, (page) => readPicture(page, late)),
          late,
        );
      }
      return mime.startsWith("image/") ? await readPicture(bytes, late) : fault("kind");
    } catch {
      return fault(late.aborted ? "slow" : "broken");
    }
  };
  return {
    look: async (bytes, mime) => {
      if (!mime.startsWith("image/")) return undefined;
      const { lookAtPhoto } = await import("./look-at-photo.ts");
      return lookAtPhoto(bytes, limits.lookSeconds).catch(() => undefined);
    },
    read: (bytes, mime) => {
      const mine = before.then(() => readOne(bytes, mime));
      before = mine;
      return mine;
    },
    close,
  };
}

async function openReader(): Promise<Worker> {
  const { createWorker } = await import("tesseract.js");
  const worker = await createWorker("vie", 1, {
    langPath: trained,
    gzip: true,
    cacheMethod: "none",
    errorHandler: () => undefined,
  });
  // A page is of one size here, however far the camera was: without a word about it there is a warning for each.
  await worker.setParameters({ user_defined_dpi: "150" });
  return worker;
}

const inTime = async <Of>(work: Promise<Of>, late: AbortSignal): Promise<Of | Result<never, "slow">> =>
  Promise.race([
    work,
    new Promise<Result<never, "slow">>((resolve) => {
      late.addEventListener("abort", () => resolve(fault("slow")), { once: true });
    }),
  ]);

/** Reads a picture as it lies, and turned where it makes no sense so. */
async function picture(
  bytes: Uint8Array,
  open: () => Promise<Worker>,
  limits: Limits,
  late: AbortSignal,
): Promise<Result<ProofText, ProofFault>> {
  const { evenPage, isSideways, pictureOf } = await import("./even-page.ts");
  const page = await evenPage(bytes, Math.ceil(limits.milliseconds / 1_000));
  const turns = (await isSideways(page)) ? [90, 270, 0, 180] : [0, 180, 90, 270];
  let best: ProofText = { lines: [], by: "picture", turned: 0 };
  for (const turned of turns) {
    if (late.aborted) break;
    const worker = await open();
    const lines = await linesIn(worker, await pictureOf(page, turned));
    if (weight(lines) > weight(best.lines)) best = { lines, by: "picture", turned };
    if (legibility(lines).trust >= surely && isLegible(lines)) break;
  }
  return ok(best);
}

const weight = (lines: readonly ProofLine[]): number => {
  const { letters, trust } = legibility(lines);
  return letters * trust ** 2;
};

async function linesIn(worker: Worker, picture: Buffer): Promise<readonly ProofLine[]> {
  const { data } = await worker.recognize(picture, {}, { blocks: true, text: false });
  return (data.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap((paragraph) =>
      paragraph.lines.map(({ text, confidence, words }) => ({
        text: text.trim(),
        confidence,
        words: words.map((word) => ({ text: word.text, confidence: word.confidence })),
      })),
    ),
  );
}
