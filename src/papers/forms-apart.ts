import { Worker } from "node:worker_threads";
import type { PrintedForm } from "../domain/printed-form.ts";
import { seconds } from "../domain/instant.ts";
import type { Forms } from "../ports/forms.ts";

type Limits = {
  /** For one form; waiting for one's turn does not count. */
  readonly milliseconds: number;
  /** How long the thread stays when nothing is asked for. */
  readonly idle: number;
  /** Megabytes. */
  readonly memory: number;
};
const usual: Limits = { milliseconds: seconds(8), idle: seconds(10), memory: 400 };

/** Makes forms one at a time on a thread that is there only while forms are asked for; its libraries go with it. */
export function formsApart(
  limits: Limits = usual,
  program: URL = new URL("./form-worker.ts", import.meta.url),
): Forms {
  let worker: Worker | undefined;
  let leaving: NodeJS.Timeout | undefined;
  let before: Promise<unknown> = Promise.resolve();

  const leave = (): void => {
    void worker?.terminate();
    worker = undefined;
  };
  const made = async (kind: "docx" | "pdf", form: PrintedForm): Promise<Uint8Array> => {
    clearTimeout(leaving);
    worker ??= new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: limits.memory } });
    const own = worker;
    own.ref();
    const late = AbortSignal.timeout(limits.milliseconds);
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const failed = (): void => reject(new Error("The form could not be made"));
    own.on("message", resolve).on("error", failed).on("exit", failed);
    late.addEventListener("abort", failed, { once: true });
    own.postMessage({ kind, form });
    try {
      return await promise;
    } catch (why) {
      // Whatever it does now is nobody's any more.
      leave();
      throw why;
    } finally {
      own.off("message", resolve).off("error", failed).off("exit", failed);
      own.unref();
      leaving = setTimeout(leave, limits.idle).unref();
    }
  };
  const inTurn =
    (kind: "docx" | "pdf") =>
    (form: PrintedForm): Promise<Uint8Array> => {
      const mine = before.then(() => made(kind, form));
      before = mine.catch(() => undefined);
      return mine;
    };
  return { docx: inTurn("docx"), pdf: inTurn("pdf") };
}
