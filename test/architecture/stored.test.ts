import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { announcementSchema } from "../../src/broadcast/announcement.ts";
import { contactSchema } from "../../src/broadcast/contact.ts";
import { chunkSchema } from "../../src/broadcast/ledger.ts";
import { readArticle } from "../../src/content/article.ts";
import { articlesSchema } from "../../src/dialogue/document.ts";
import { consentVersion, keptPerson, personSchema } from "../../src/dialogue/person.ts";
import { receiptSchema } from "../../src/dialogue/receipt.ts";
import { threadSchema } from "../../src/dialogue/thread.ts";
import { entrySchema } from "../../src/dossier/entry.ts";
import { dossierSchema, keptDossier, replay } from "../../src/dossier/fold.ts";
import { dossierKey, personKey, threadKey } from "../../src/domain/keys.ts";
import { attendanceSchema, recordKinds, recordSchema } from "../../src/register/record.ts";
import { seatSchema, sessionSchema } from "../../src/review/session.ts";
import { readInquiry } from "../../src/turn/desk.ts";
import { readKept } from "../../src/turn/kept-document.ts";
import { readEvent } from "../../src/turn/event-text.ts";
import { loadState, readDossier } from "../../src/turn/state.ts";
import { content, filesUnder, textOf } from "./project.ts";

const shapes = { thread: threadSchema, person: personSchema, dossier: dossierSchema };

/** What each version of the program kept, one file a version; a file is never changed once data of it exists. */
const Stored = z.object({
  thread: z.unknown(),
  person: z.unknown(),
  dossier: z.unknown(),
  entries: z.array(z.unknown()),
  event: z.unknown(),
  inquiry: z.unknown().optional(),
  receipt: z.unknown().optional(),
  /** A line of the register of every kind, and one who was at a training. */
  records: z.array(z.unknown()).optional(),
  attendance: z.unknown().optional(),
  document: z.unknown().optional(),
  articles: z.unknown().optional(),
  session: z.unknown().optional(),
  seat: z.unknown().optional(),
  sessionThread: z.unknown().optional(),
  announcement: z.unknown().optional(),
  chunk: z.unknown().optional(),
  contact: z.unknown().optional(),
});
const folder = "test/architecture/stored";
const versions = filesUnder(folder).map((path) => ({ path, stored: Stored.parse(JSON.parse(textOf(path))) }));

describe("what is stored", () => {
  test.each(Object.entries(shapes))(
    "a %s carries the number of its shape, and a file of every number is kept",
    (_, shape) => {
      const number = z.number().parse(shape.shape.schema.value);
      const needed = Array.from({ length: number }, (_gap, at) => `${folder}/${at + 1}.json`);
      expect(versions.map((one) => one.path)).toEqual(expect.arrayContaining(needed));
    },
  );

  test.each(versions)("$path is still read", async ({ stored }) => {
    // Of the newest number the program itself looks at the number alone.
    expect(threadSchema.parse(stored.thread)).toEqual(stored.thread);
    expect(keptPerson.parse(stored.person)).toMatchObject({ schema: personSchema.shape.schema.value });
    expect(keptDossier.parse(stored.dossier)).toMatchObject({ schema: dossierSchema.shape.schema.value });
    const kept = new Map<string, unknown>([
      [threadKey("web:1"), stored.thread],
      [personKey("person-1"), stored.person],
      [dossierKey("dossier-2"), stored.dossier],
    ]);
    const load = (key: string) =>
      Promise.resolve(kept.has(key) ? { version: 1, text: JSON.stringify(kept.get(key)) } : undefined);
    const state = await loadState(load, "web:1");
    expect(state.thread.value.schema).toBe(threadSchema.shape.schema.value);
    expect(state.person?.value.schema).toBe(personSchema.shape.schema.value);
    expect(state.dossier?.value.schema).toBe(dossierSchema.shape.schema.value);
    expect(readEvent(JSON.stringify(stored.event)).thread).toBe("web:1");
  });

  test.each(versions)("the questions and receipts of $path are still read", ({ stored }) => {
    const { inquiry, receipt } = stored;
    if (inquiry !== undefined) expect(readInquiry(JSON.stringify(inquiry))).toEqual(inquiry);
    if (receipt !== undefined) expect(receiptSchema.parse(receipt)).toEqual(receipt);
    expect(versions.some((one) => one.stored.inquiry !== undefined)).toBe(true);
  });

  test("the files hold a line of the register of every kind, which is still read", () => {
    const records = versions.flatMap(({ stored }) => stored.records ?? []);
    expect(records.map((one) => recordSchema.parse(one))).toEqual(records);
    expect(new Set(records.map((one) => recordSchema.parse(one).what))).toEqual(new Set(recordKinds));
    const attendance = versions.flatMap(({ stored }) => stored.attendance ?? []);
    expect(attendance.map((one) => attendanceSchema.parse(one))).toEqual(attendance);
    expect(attendance).not.toEqual([]);
  });

  test.each(versions)("the documents of $path are still read", ({ stored }) => {
    const { document, articles } = stored;
    if (document !== undefined) expect(readKept(JSON.stringify(document))).toEqual(document);
    if (articles !== undefined) {
      const { files } = articlesSchema.parse(articles);
      expect(files.map((file) => readArticle(file).ok)).toEqual(files.map(() => true));
    }
    expect(versions.some((one) => one.stored.document !== undefined)).toBe(true);
  });
  test.each(versions)(
    "the sessions of $path are still read, and what their members brought",
    ({ stored }) => {
      const { session, seat, sessionThread } = stored;
      if (session !== undefined) expect(sessionSchema.parse(session)).toEqual(session);
      if (seat !== undefined) expect(seatSchema.parse(seat)).toEqual(seat);
      if (sessionThread !== undefined) expect(threadSchema.parse(sessionThread)).toEqual(sessionThread);
      expect(versions.some((one) => one.stored.session !== undefined && one.stored.seat !== undefined)).toBe(
        true,
      );
    },
  );

  test.each(versions)("the announcements, lists and contacts of $path are still read", ({ stored }) => {
    const { announcement, chunk, contact } = stored;
    if (announcement !== undefined) expect(announcementSchema.parse(announcement)).toEqual(announcement);
    if (chunk !== undefined) expect(chunkSchema.parse(chunk)).toEqual(chunk);
    if (contact !== undefined) expect(contactSchema.parse(contact)).toEqual(contact);
    expect(versions.some((one) => one.stored.chunk !== undefined)).toBe(true);
  });

  test.each(versions)("the entries of $path give its dossier", ({ stored }) => {
    const entries = stored.entries.map((one) => entrySchema.parse(one));
    expect(replay("dossier-2", entries)).toEqual(readDossier(JSON.stringify(stored.dossier)));
  });

  test("the files hold an entry of every kind, so that none becomes unreadable unseen", () => {
    const kinds = entrySchema.options.map((one) => one.shape.kind.value);
    const held = versions.flatMap((one) => one.stored.entries.map((entry) => entrySchema.parse(entry).kind));
    expect(kinds.filter((kind) => !held.includes(kind))).toEqual([]);
  });
});

/**
 * The wording people said yes to, by its version. A new wording is a new line here and a new consentVersion in
 * src/dialogue/person.ts; lines that stand are never changed, since people agreed to them.
 */
const wordings: Readonly<Record<string, string>> = {
  "2026-11-25": "91e7045b75269ed0",
  "2026-11-25.2": "4c5e8aebe53e3f02",
  "2026-11-25.3": "1ee9f6c7284d57fb",
};

test("a changed consent has a version of its own", () => {
  const text = `${content.sentences["consent"]}\n${content.sentences["consent-long"]}`;
  const fingerprint = createHash("sha256").update(text).digest("hex").slice(0, 16);
  expect(
    wordings[consentVersion],
    `"consent" or "consent-long" in prompts/people/vi.md changed: set consentVersion in src/dialogue/person.ts to today and add "<today>": "${fingerprint}" here`,
  ).toBe(fingerprint);
});
