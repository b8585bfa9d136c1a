import { z } from "zod";
import type { Event } from "../domain/event.ts";
import { threadId } from "../domain/ids.ts";
import { seconds } from "../domain/instant.ts";
import { fileIndex } from "../domain/keys.ts";
import type { ProofReading } from "../domain/proof-reading.ts";
import { fileSchema } from "../dossier/entry.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { Log } from "../ports/log.ts";
import type { ReadProof } from "../ports/read-proof.ts";
import { readProof } from "../proof/read.ts";
import type { Claimed, Store, Work } from "../store/contract.ts";

/** Papers to be read wait here, by dossier. */
export const readingLane = "reading";

/** How long a paper is ours: longer than reading one may take with another before it. */
export const readingLease = seconds(120);

const workSchema = z.object({
  thread: z.string().transform(threadId),
  dossier: z.string(),
  file: fileSchema,
  at: z.number(),
  used: z.literal(true).optional(),
});

type Reading = {
  readonly store: Pick<Store, "commit" | "range">;
  readonly files: Files;
  readonly reader: ReadProof | undefined;
  readonly clock: Clock;
  readonly log: Log;
};

/** Reads the first of a dossier's papers and tells its chat what stands on it; the paper is done in the same commit. */
export async function readPapers(reading: Reading, claimed: Claimed): Promise<void> {
  const back = { lane: claimed.lane, group: claimed.group };
  const [work] = claimed.works;
  if (work === undefined) return;
  const event = await eventOf(reading, work);
  await reading.store.commit({
    now: reading.clock.now(),
    held: [claimed],
    push:
      event === undefined
        ? []
        : [{ lane: "inbox", group: event.thread, id: event.id, text: JSON.stringify(event) }],
    done: [{ ...back, ids: [work.id] }],
    release: [back],
  });
}

async function eventOf(reading: Reading, work: Work): Promise<Event | undefined> {
  const { thread, dossier, file, at, used } = workSchema.parse(JSON.parse(work.text));
  // Taken out of its dossier, or erased with it: nobody is told of it any more.
  const held = await reading.store.range(fileIndex(file.hash), { limit: 100 });
  if (!held.some((one) => one.member === dossier)) return undefined;
  const read = await readingOf(reading, file);
  if (read === undefined) return undefined;
  return {
    id: `paper:${work.id}`,
    thread,
    at: reading.clock.now(),
    deed: { kind: "paper-read", dossier, file: file.hash, reading: read, asked: at, ...(used && { used }) },
  };
}

/** What stands on a file; undefined where a machine cannot say anything about it. */
async function readingOf(
  { files, reader, log }: Reading,
  file: z.infer<typeof fileSchema>,
): Promise<ProofReading | undefined> {
  const bytes = await files.read(file.hash).catch(() => undefined);
  if (bytes === undefined || reader === undefined) return undefined;
  const read = await reader.read(bytes, file.mime);
  if (!read.ok) {
    log({ what: "reading", code: read.code });
    // Too slow says nothing about the paper; damaged bytes are as good as no letter.
    return read.code === "broken" ? { by: "picture", legible: false } : undefined;
  }
  return readProof(read.value.lines, read.value.by, read.value.turned);
}
