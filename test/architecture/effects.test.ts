import { describe, expect, test } from "vitest";
import { listsOf } from "../../src/app.ts";
import { drafted } from "../../src/broadcast/announcement.ts";
import type { Effect, Turn } from "../../src/dialogue/scene.ts";
import { begin } from "../../src/dossier/fold.ts";
import type { KeptDocument } from "../../src/dialogue/document.ts";
import type { Inquiry } from "../../src/dialogue/inquiry.ts";
import type { Receipt } from "../../src/dialogue/receipt.ts";
import { newPerson } from "../../src/dialogue/person.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import { noNumbers } from "../../src/register/record.ts";
import { readSetting } from "../../src/project.ts";
import { countingIds } from "../../src/tools/rehearsal.ts";
import { sessionOf, sheetOf } from "../review/council.ts";
import { decideWith, perform } from "../../src/turn/perform.ts";
import { sceneFor } from "../../src/turn/run-thread.ts";

const setting = await readSetting("bac-ha-2021");
const scene = sceneFor({ setting, lists: listsOf(setting), ids: countingIds() }, "web:1", 1_615_770_000_000);
const nobody: Turn = { thread: newThread, person: undefined, dossier: undefined, effects: [] };

const inquiry: Inquiry = {
  schema: 1,
  id: "H1",
  what: "question",
  text: "x",
  at: 1,
  office: "ubnd-xa",
  same: "question x",
};
const dossier = begin("d", {
  kind: "started",
  at: 1,
  by: "p",
  programme: "x",
  list: "ho-so-1048",
  law: "y",
  version: 1,
});
const file = { hash: "f", name: "a.txt", mime: "text/plain", size: 1 };
const document: KeptDocument = {
  schema: 1,
  id: "V1",
  name: "Quyết định 1/QĐ-UBND",
  number: "1/QĐ-UBND",
  date: "2021-01-01",
  from: "2021-01-01",
  file: "a.txt",
  articles: 1,
  passages: 1,
  starts: [],
  names: ["a"],
  same: "1/qđ-ubnd 2021-01-01",
  at: 1,
  by: "p",
  state: "proposed",
};
const announcement = drafted({
  id: "TB-0001",
  text: "x",
  answers: [],
  topic: "other",
  urgent: false,
  segment: {},
  by: "p",
  at: 1,
});
const receipt: Receipt = { schema: 1, code: "TL-1", at: 1, question: "x", text: "y", sources: [] };

/** One of every kind: a kind without an example does not compile. */
const examples = {
  say: { kind: "say", message: { text: "x" } },
  enter: { kind: "enter", dossier: "d", entry: { kind: "undone", at: 1, by: "p" } },
  open: { kind: "open", dossier: "d" },
  gather: { kind: "gather", dossiers: [], why: "data" },
  "pass-on": { kind: "pass-on", question: "x" },
  erase: { kind: "erase", dossiers: ["d"], files: ["f"], all: true },
  "give-code": { kind: "give-code", code: "BH-1", person: "p", dossier: undefined, until: 3 },
  "spend-code": { kind: "spend-code", code: "BH-1" },
  redeem: { kind: "redeem", code: "BH-1" },
  "replace-person": { kind: "replace-person", person: "p", into: "q" },
  discard: { kind: "discard", files: ["f"] },
  consult: { kind: "consult", question: "x", sure: true },
  desk: { kind: "desk", want: { ask: "proposals" } },
  review: { kind: "review", want: { ask: "queue", which: {}, why: "asked" } },
  "keep-dossier": { kind: "keep-dossier", before: dossier, now: dossier, entries: [] },
  session: { kind: "session", want: { deed: { do: "state" } } },
  rewrite: { kind: "rewrite", story: "x" },
  forms: { kind: "forms", want: { dossier: "d", as: "files", whose: "producer", forms: [] } },
  archive: {
    kind: "archive",
    want: {
      dossier,
      whose: "producer",
      name: "x",
      cover: { file: "x", title: "x", foot: "x", blocks: [] },
      forms: [],
    },
  },
  unpack: { kind: "unpack", want: { file, sure: false } },
  carry: { kind: "carry", want: { do: "move", dossier: "d" } },
  "keep-session": {
    kind: "keep-session",
    before: undefined,
    versions: { session: 0, seats: [] },
    now: sessionOf(sheetOf("s06"), []),
  },
  "keep-inquiry": { kind: "keep-inquiry", before: undefined, now: inquiry },
  "read-document": { kind: "read-document", file, step: "show" },
  "look-at-photo": { kind: "look-at-photo", file, item: "x" },
  "read-paper": { kind: "read-paper", dossier: "d", file },
  "read-into": {
    kind: "read-into",
    read: { kind: "paper-read", dossier: "d", file: "f", reading: { by: "text", legible: false }, asked: 1 },
  },
  "keep-document": { kind: "keep-document", before: undefined, now: document, files: [] },
  "await-reply": { kind: "await-reply", inquiry: "H1" },
  "reply-told": { kind: "reply-told", inquiry: "H1", threads: ["web:1"] },
  "keep-receipt": { kind: "keep-receipt", receipt, old: ["TL-2"] },
  "keep-rounds": {
    kind: "keep-rounds",
    rounds: [{ id: "dot-3-2021", title: "x", from: "2021-10-01", until: "2021-11-30" }],
  },
  "keep-switches": { kind: "keep-switches", off: { model: { at: 1, by: "p", reason: "x" } } },
  "settle-aside": {
    kind: "settle-aside",
    one: { kind: "held", id: "web:1", code: "C-22222", at: 1, thread: "web:1", about: "1" },
    how: "drop",
  },
  announcement: { kind: "announcement", want: { ask: "announcements" } },
  "keep-announcement": { kind: "keep-announcement", before: undefined, now: announcement },
  "settle-doubts": { kind: "settle-doubts", announcement: "TB-0001", how: "again" },
  "keep-answer": { kind: "keep-answer", announcement: "TB-0001", person: "p", number: 1, before: undefined },
  tell: { kind: "tell", threads: ["web:2"], news: { what: "inquiry", inquiry: "H1" } },
  "take-seat": {
    kind: "take-seat",
    person: "p",
    role: { role: "officer", place: "ta-chai", office: "ubnd-xa", from: 1, by: "BH-1" },
    threads: ["web:1"],
  },
  register: { kind: "register", want: { ask: "list", wanted: { list: "products", page: 0 } } },
  "keep-records": { kind: "keep-records", writing: { changes: [], numbers: noNumbers } },
  "keep-attendance": {
    kind: "keep-attendance",
    attendance: { schema: 1, training: "TH-1", who: "p", role: "officer", at: 1 },
  },
  unseat: {
    kind: "unseat",
    person: { ...newPerson("p", "web:1") },
    gone: [{ role: "staff", place: "huyen", from: 1, by: "BH-1" }],
  },
  "give-role": { kind: "give-role", code: "BH-1", role: { role: "staff", place: "huyen" }, until: 3 },
  "let-go": { kind: "let-go", records: [{ kind: "returned", id: "d", code: "BH-1" }], by: "p" },
  guess: { kind: "guess", old: [], told: false },
  audit: { kind: "audit", by: "p", deed: "listed", about: "1" },
  remind: { kind: "remind", name: "forget", at: 2 },
} as const satisfies { readonly [Kind in Effect["kind"]]: Extract<Effect, { kind: Kind }> };

const brings: readonly string[] = [
  "open",
  "gather",
  "redeem",
  "consult",
  "desk",
  "register",
  "carry",
  "review",
  "announcement",
  "session",
  "forms",
  "rewrite",
  "archive",
  "unpack",
  "read-document",
  "look-at-photo",
  "read-into",
];
/** Files lie outside the store, and rows of a list are each written by themselves: after the commit. */
const afterwards: readonly string[] = ["discard", "settle-doubts"];

describe("effects", () => {
  test.each(
    Object.values(examples).filter((one) => !brings.includes(one.kind) && !afterwards.includes(one.kind)),
  )("$kind becomes part of the commit", (effect) => {
    const { now: _, ...parts } = perform([effect], scene, "e", nobody);
    expect(Object.values(parts).flat()).not.toEqual([]);
  });

  test("those that bring something back are gone when a turn is decided", async () => {
    const asks = async (text: string): Promise<Turn> => {
      const person = {
        schema: 3 as const,
        id: "p",
        roles: [],
        consent: { version: "1", at: 1 },
        threads: [],
        dossiers: [{ id: "d", title: "x", handedIn: false }],
      };
      const { turn } = await decideWith(
        {
          load: () => Promise.resolve(undefined),
          range: () => Promise.resolve([]),
          read: () => Promise.resolve([]),
          announcing: {
            store: { load: () => Promise.resolve([]), range: () => Promise.resolve([]) },
            reaches: {},
            rates: {},
          },
        },
        { ...nobody, person },
        { kind: "text", text },
        scene,
      );
      return turn;
    };
    for (const text of ["dữ liệu của tôi", "tiếp tục", "nộp hồ sơ ở đâu", "gặp cán bộ"])
      expect((await asks(text)).effects.filter((one) => brings.includes(one.kind))).toEqual([]);
  });
});
