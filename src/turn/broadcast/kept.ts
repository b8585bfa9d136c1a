import { z } from "zod";
import { type Announcement, announcementSchema } from "../../broadcast/announcement.ts";
import { type Chunk, chunkSchema, type Row, scoreOf, tallied, tallyStates } from "../../broadcast/ledger.ts";
import type { Instant } from "../../domain/instant.ts";
import { tallyIndex } from "../../domain/keys.ts";
import type { Change } from "../../store/contract.ts";

/** What this program wrote is known by the number of its shape: to check a hundred rows again takes longer than to read them. */
const ofNumber = <Of extends { readonly schema: number }>(number: Of["schema"]) =>
  z.custom<Of>(
    (value) => typeof value === "object" && value !== null && "schema" in value && value.schema === number,
  );
const quick = {
  announcement: z.union([ofNumber<Announcement>(1), announcementSchema]),
  chunk: z.union([ofNumber<Chunk>(1), chunkSchema]),
};

export const readAnnouncement = (text: string): Announcement => quick.announcement.parse(JSON.parse(text));
export const readChunk = (text: string): Chunk => quick.chunk.parse(JSON.parse(text));

/** The lane of announcements; each chunk is a group of its own. */
export const lane = "broadcast";

/**
 * One work of the lane. freeze: put people on the list; again: every chunk is to be looked at once more, from this one
 * on; chunk: send it.
 */
const workSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("freeze"), announcement: z.string() }),
  z.object({ kind: z.literal("again"), announcement: z.string(), from: z.number() }),
  z.object({ kind: z.literal("chunk"), announcement: z.string(), chunk: z.number() }),
]);
export type BroadcastWork = z.infer<typeof workSchema>;

export const readWork = (text: string): BroadcastWork => workSchema.parse(JSON.parse(text));

type Push = NonNullable<Change["push"]>[number];

/** Groups are taken by how long they are due. Lists and steps go before all chunks, and what is urgent before the others. */
export const first = 0;
export const dueOf = ({ urgent }: Pick<Announcement, "urgent">, now: Instant): Instant =>
  urgent ? first + 1 : now;

const pushed = (group: string, id: string, work: BroadcastWork): Push => ({
  lane,
  group,
  id,
  text: JSON.stringify(work),
});

/** The works of an announcement. A round more makes new ones, so that nothing is done away with an older one. */
export const freezeWork = ({ id, round }: Pick<Announcement, "id" | "round">): Push => ({
  ...pushed(`${id}:freeze`, `freeze:${round}`, { kind: "freeze", announcement: id }),
  due: first,
});
export const againWork = ({ id, round }: Pick<Announcement, "id" | "round">, from: number): Push => ({
  ...pushed(`${id}:again:${round}`, `again:${round}:${from}`, { kind: "again", announcement: id, from }),
  due: first,
});
export const chunkWork = (
  { id, round, urgent }: Pick<Announcement, "id" | "round" | "urgent">,
  chunk: number,
  now: Instant,
): Push => ({
  ...pushed(`${id}:${chunk}`, `chunk:${round}`, { kind: "chunk", announcement: id, chunk }),
  due: dueOf({ urgent }, now),
});

/** The part of a commit that keeps the tally of a chunk in step with its rows. */
export function tallyChange(
  id: string,
  chunk: number,
  before: readonly Row[],
  now: readonly Row[],
): NonNullable<Change["index"]> {
  const [had, has] = [tallied(before), tallied(now)];
  return tallyStates.flatMap((state) =>
    had[state] === has[state]
      ? []
      : [
          {
            index: tallyIndex(id, state),
            member: String(chunk),
            score: has[state] === 0 ? null : scoreOf(has[state], chunk),
          },
        ],
  );
}
