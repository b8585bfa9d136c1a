import type { ThreadId } from "../domain/ids.ts";
import type { Line, Transcript } from "../ports/transcript.ts";

type Wanted = {
  readonly transcript: Transcript;
  readonly thread: ThreadId;
  /** Position of the first line to send. */
  readonly from: number;
  /** Milliseconds between signs of life, so that no proxy takes the stream for dead. */
  readonly beat: number;
  /** Ends the stream; with the reason "elsewhere" the page is told that another tab took over. */
  readonly stop: AbortSignal;
  readonly ended: () => void;
};

type Numbered = { readonly line: Line; readonly index: number };

/** Own ids lose their thread: the page knows them by its own name, and no script learns the cookie's secret. */
function shown({ line, index }: Numbered, thread: ThreadId): string {
  const id = line.id.startsWith(`${thread}:`) ? line.id.slice(thread.length + 1) : line.id;
  return `id: ${index}\ndata: ${JSON.stringify({ ...line, id })}\n\n`;
}

/** A transcript as server-sent events: what is there, then "ready", then each line as it comes. */
export function lineStream({
  transcript,
  thread,
  from,
  beat,
  stop,
  ended,
}: Wanted): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = from;
  let last: string | undefined;
  let ready = false;
  let fresh = true;
  let wake = (): void => {};
  const unwatch = transcript.watch(thread, () => {
    fresh = true;
    wake();
  });
  let over = false;
  const end = (): void => {
    over = true;
    unwatch();
    stop.removeEventListener("abort", end);
    ended();
    wake();
  };
  stop.addEventListener("abort", end);
  if (stop.aborted) end();

  /** The lines from `next` on. The one before is read again: if it is not what we sent, the log began anew. */
  const read = async (): Promise<string> => {
    const base = Math.max(next - 1, 0);
    const lines = await transcript.read(thread, base);
    const known = next > base ? lines[0] : undefined;
    if (next > base && (known === undefined || (last !== undefined && known.id !== last))) {
      next = 0;
      last = undefined;
      return `event: reset\ndata: 0\n\n${await read()}`;
    }
    const added = lines.slice(next - base);
    const text = added.map((line, offset) => shown({ line, index: next + offset }, thread)).join("");
    next += added.length;
    last = lines.at(-1)?.id ?? last;
    return text;
  };

  const pause = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, beat);
    wake = resolve;
    // Something may have come between the read and now.
    if (fresh || over) resolve();
    await promise;
    clearTimeout(timer);
  };

  const chunk = async (): Promise<string> => {
    if (fresh) {
      fresh = false;
      const text = await read();
      if (ready) return text;
      ready = true;
      return `retry: 2000\n\n${text}event: ready\ndata: ${next}\n\n`;
    }
    await pause();
    return fresh || over ? "" : ": .\n\n";
  };

  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        let text = "";
        try {
          while (text === "" && !over) text = await chunk();
        } catch (error) {
          end();
          throw error;
        }
        if (stop.aborted) {
          if (stop.reason === "elsewhere")
            controller.enqueue(encoder.encode("event: elsewhere\ndata: 0\n\n"));
          controller.close();
        } else if (!over) controller.enqueue(encoder.encode(text));
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
