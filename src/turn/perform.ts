import { decide } from "../dialogue/decide.ts";
import { z } from "zod";
import { roleSchema } from "../dialogue/person.ts";
import { receiptLives } from "../dialogue/receipt.ts";
import type { Answered, DocumentRead, Effect, Given, Happening, Scene, Turn } from "../dialogue/scene.ts";
import { threadId } from "../domain/ids.ts";
import { seconds } from "../domain/instant.ts";
import {
  askedKey,
  alikeIndex,
  attendanceKey,
  attendedIndex,
  chatsIndex,
  codeIndex,
  codeKey,
  contactIndex,
  contactKey,
  dossierIndex,
  dossierKey,
  dossierLog,
  fileIndex,
  heldIndex,
  heldKey,
  joinedKey,
  personKey,
  leftIndex,
  questionIndex,
  questionKey,
  receiptDossierKey,
  receiptIndex,
  receiptKey,
  roleIndex,
  roundsKey,
  switchesKey,
  transcriptLog,
  windowKey,
} from "../domain/keys.ts";
import type { FileRef } from "../domain/message.ts";
import { fault } from "../domain/result.ts";
import type { Entry } from "../dossier/entry.ts";
import { filesHeld } from "../dossier/fold.ts";
import { filesOf } from "../flow/answers.ts";
import type { Deed, Event, RemoteFile } from "../domain/event.ts";
import type { Answers } from "../ports/answers.ts";
import type { FetchFile } from "../ports/fetch-file.ts";
import type { Storyteller } from "../ports/storyteller.ts";
import type { Surroundings } from "../ports/surroundings.ts";
import type { PhotoFault } from "../domain/photo.ts";
import type { Change, Versioned } from "../store/contract.ts";
import { writtenSwitches } from "../operation/switch.ts";
import { mask } from "../text/mask.ts";
import {
  type Announcing,
  announcementChange,
  answerChange,
  lookUpAnnouncements,
} from "./broadcast/look-up.ts";
import { type Archive, bookChange, lookUpBook } from "./register.ts";
import { asker, inquiryChange, lookUp } from "./desk.ts";
import { lookUpCarry } from "./carry.ts";
import { madeArchive, type Packing } from "./archive.ts";
import { besideDocument, documentChange } from "./documents.ts";
import { dossierChange, lookUpDossiers } from "./review.ts";
import { writtenRounds } from "./rounds.ts";
import { auditLine, guess, leaveSeats, noRole, offered, seatsOf, unseated } from "./roles.ts";
import { type FormMakers, madeForms } from "./forms.ts";
import { letGoWork } from "./retention/kept.ts";
import { settleChange } from "./set-aside.ts";
import { inTime } from "./in-time.ts";
import { openedArchive } from "./unpack.ts";
import { readingLane } from "./read-papers.ts";
import { lookUpSession, type Papers, sessionChange } from "./sessions.ts";
import { readDossier, readPerson } from "./state.ts";

type Load = (key: string) => Promise<Versioned | undefined>;
type Back = Extract<
  Effect,
  {
    kind:
      | "open"
      | "gather"
      | "redeem"
      | "consult"
      | "desk"
      | "register"
      | "review"
      | "announcement"
      | "session"
      | "forms"
      | "rewrite"
      | "archive"
      | "unpack"
      | "carry"
      | "read-document"
      | "look-at-photo"
      | "read-into";
  }
>;

/** Where a decision's wishes are fulfilled: the store, whoever answers questions, and whoever reads the file of a hash. */
export type Outside = Archive & {
  readonly announcing: Announcing;
  readonly answers?: Answers;
  readonly readFile?: (hash: string) => Promise<DocumentRead["read"]>;
  readonly papers?: Papers;
  readonly forms?: FormMakers;
  readonly storyteller?: Storyteller;
  readonly packing?: Packing;
  readonly around?: Surroundings;
  /** A look at the photo of a hash. */
  readonly look?: (file: FileRef) => Promise<PhotoFault | undefined>;
};

/** Effects that bring something back are performed at once and decided upon again, this many times at most. */
const mostRounds = 4;

const bringsBack = (effect: Effect): effect is Back =>
  effect.kind === "open" ||
  effect.kind === "gather" ||
  effect.kind === "redeem" ||
  effect.kind === "consult" ||
  effect.kind === "desk" ||
  effect.kind === "register" ||
  effect.kind === "review" ||
  effect.kind === "announcement" ||
  effect.kind === "session" ||
  effect.kind === "forms" ||
  effect.kind === "rewrite" ||
  effect.kind === "archive" ||
  effect.kind === "unpack" ||
  effect.kind === "carry" ||
  effect.kind === "read-document" ||
  effect.kind === "look-at-photo" ||
  effect.kind === "read-into";

/** What was read along the way, with the versions it was read at. */
export type Along = {
  readonly opened?: OpenedVersion;
  readonly redeemed?: Redeemed;
  readonly expect: Required<Change>["expect"];
};

/** Decides, fetches what the decision asks for, and decides again until nothing more is asked for. */
export async function decideWith(
  outside: Outside,
  before: Turn,
  happening: Happening,
  scene: Scene,
): Promise<{ readonly turn: Turn; readonly along: Along }> {
  const { load } = outside;
  let turn = decide(before, happening, scene);
  let along: Along = { expect: [] };
  for (let round = 1; round < mostRounds; round += 1) {
    const wanted = turn.effects.find(bringsBack);
    if (wanted === undefined) break;
    const rest: Turn = { ...turn, effects: turn.effects.filter((effect) => effect !== wanted) };
    switch (wanted.kind) {
      case "open": {
        const kept = await load(dossierKey(wanted.dossier));
        if (kept === undefined) return { turn: rest, along };
        const dossier = readDossier(kept.text);
        along = { ...along, opened: { id: dossier.id, version: kept.version, dossier } };
        const opened: Turn = { ...rest, dossier, thread: { ...rest.thread, dossier: dossier.id } };
        turn = decide(opened, { kind: "opened" }, scene);
        break;
      }
      case "redeem": {
        const redeemed = await redeem(load, wanted.code);
        along = { ...along, ...(redeemed ? { redeemed } : {}) };
        turn = decide(rest, { kind: "redeemed", code: wanted.code, given: redeemed?.given }, scene);
        break;
      }
      case "gather": {
        const found = await Promise.all(wanted.dossiers.map((id) => load(dossierKey(id))));
        const dossiers = found.flatMap((kept) => (kept === undefined ? [] : [readDossier(kept.text)]));
        turn = decide(rest, { kind: "gathered", dossiers, why: wanted.why }, scene);
        break;
      }
      case "consult":
        turn = decide(rest, await consulted(outside, wanted, scene), scene);
        break;
      case "read-document": {
        const [read, shelf] = await Promise.all([
          documentRead(outside, wanted.file.hash),
          besideDocument(outside, rest, scene),
        ]);
        turn = decide(rest, { kind: "document-read", step: wanted.step, read, ...shelf }, scene);
        break;
      }
      case "look-at-photo": {
        const { file, item } = wanted;
        const look = outside.look;
        const fault = look === undefined ? undefined : await inTime(async () => look(file), looksWithin);
        turn = decide(rest, { kind: "photo-seen", file, item, fault }, scene);
        break;
      }
      case "read-into": {
        const key = dossierKey(wanted.read.dossier);
        const kept = await load(key);
        // Erased meanwhile: what was read goes with it.
        if (kept === undefined) return { turn: rest, along };
        along = { ...along, expect: [...along.expect, { key, version: kept.version }] };
        turn = decide(
          rest,
          { kind: "dossier-read", read: wanted.read, dossier: readDossier(kept.text) },
          scene,
        );
        break;
      }
      case "desk": {
        const { found, expect } = await lookUp(outside, wanted.want, rest, scene);
        along = { ...along, expect: [...along.expect, ...expect] };
        turn = decide(rest, { kind: "desk", found }, scene);
        break;
      }
      case "register": {
        const { found, expect } = await lookUpBook(outside, wanted.want, scene);
        along = { ...along, expect: [...along.expect, ...expect] };
        turn = decide(rest, { kind: "register", found }, scene);
        break;
      }
      case "announcement": {
        const { found, expect } = await lookUpAnnouncements(outside.announcing, wanted.want, rest, scene);
        along = { ...along, expect: [...along.expect, ...expect] };
        turn = decide(rest, { kind: "announcement", found }, scene);
        break;
      }
      case "review": {
        const { found, expect } = await lookUpDossiers(outside, wanted.want, rest, scene);
        along = { ...along, expect: [...along.expect, ...expect] };
        turn = decide(rest, { kind: "review", found }, scene);
        break;
      }
      case "forms":
        turn = decide(rest, { kind: "forms", found: await madeForms(outside.forms, wanted.want) }, scene);
        break;
      case "archive": {
        const found = await madeArchive(outside.packing, outside.read, wanted.want);
        turn = decide(rest, { kind: "archive", found }, scene);
        break;
      }
      case "unpack": {
        const found = await openedArchive(outside.packing, load, wanted.want, rest);
        turn = decide(rest, { kind: "unpack", found }, scene);
        break;
      }
      case "carry": {
        const { found, expect } = await lookUpCarry(outside, wanted.want, rest);
        along = { ...along, expect: [...along.expect, ...expect] };
        turn = decide(rest, { kind: "carry", found }, scene);
        break;
      }
      case "rewrite":
        turn = decide(rest, { kind: "rewritten", story: await outside.storyteller?.(wanted.story) }, scene);
        break;
      case "session": {
        const { found, expect } = await lookUpSession(outside, wanted.want, rest, scene, outside.papers);
        along = { ...along, expect: [...along.expect, ...expect] };
        turn = decide(rest, { kind: "session", found }, scene);
        break;
      }
    }
  }
  return { turn, along };
}

/** The longest that an answer may take; the lease of a thread must outlive it. */
export const answersWithin = seconds(12);

/** Asks whoever answers; late or broken is no answer, and the dialogue says what it knows by itself. */
async function consulted(
  { answers, range }: Outside,
  { question, sure, near }: Extract<Effect, { kind: "consult" }>,
  scene: Scene,
): Promise<Answered> {
  const asked = { question, at: scene.today, ...(near === undefined ? {} : { near }) };
  const answer = answers === undefined ? undefined : await inTime(async () => answers(asked), answersWithin);
  const late =
    answer === undefined ? [] : await range(receiptIndex, { to: scene.now - receiptLives, limit: 5 });
  return { kind: "answered", question, sure, answer, old: late.map((one) => one.member) };
}

/** The longest that somebody waits for a look at their photo. */
const looksWithin = seconds(5);

/** The longest that reading a document may take; the lease of a thread must outlive it too. */
export const documentsWithin = seconds(20);

const documentRead = async ({ readFile }: Outside, hash: string): Promise<DocumentRead["read"]> =>
  readFile === undefined
    ? fault("gone")
    : ((await inTime(async () => readFile(hash), documentsWithin)) ?? fault("slow"));

/** What a code gave, with the versions it was read at: the commit spends it only if nothing has moved. */
export type Redeemed = {
  readonly code: string;
  readonly version: number;
  readonly given: Given;
  readonly personVersion: number;
  readonly dossierVersion: number;
};

const codeSchema = z.union([
  z.object({ person: z.string(), dossier: z.string().optional(), until: z.number() }),
  z.object({ role: roleSchema.omit({ from: true }), until: z.number() }),
]);

async function redeem(load: Load, code: string): Promise<Redeemed | undefined> {
  const kept = await load(codeKey(code));
  if (kept === undefined) return undefined;
  const { version } = kept;
  const made = codeSchema.parse(JSON.parse(kept.text));
  if ("role" in made) return { code, version, given: made, personVersion: 0, dossierVersion: 0 };
  const { person, dossier, until } = made;
  const [who, what] = await Promise.all([
    load(personKey(person)),
    dossier === undefined ? undefined : load(dossierKey(dossier)),
  ]);
  if (who === undefined || (dossier !== undefined && what === undefined)) return undefined;
  const given = {
    until,
    person: readPerson(who.text),
    dossier: what === undefined ? undefined : readDossier(what.text),
  };
  return { code, version, given, personVersion: who.version, dossierVersion: what?.version ?? 0 };
}

/** Fetches a file that came as an address. What cannot be fetched is a deed too, so that the person gets an answer. */
export async function fetched(fetchFile: FetchFile | undefined, remote: RemoteFile): Promise<Deed> {
  const found = await fetchFile?.(remote);
  if (found === undefined) return { kind: "unreadable", why: "message-kind" };
  if (found.ok) return { kind: "file", file: found.value, text: remote.text };
  return { kind: "unreadable", why: found.code === "file-empty" ? "bytes" : found.code };
}

/** A dossier that was loaded in the middle of a turn, so that the commit can check it has not moved. */
export type OpenedVersion = {
  readonly id: string;
  readonly version: number;
  readonly dossier: NonNullable<Turn["dossier"]>;
};

/** The parts of the commit that a turn's effects make. One performer for every kind. */
export function perform(effects: readonly Effect[], scene: Scene, eventId: string, before: Turn): Change {
  const parts = effects.map((effect, at) => performer(effect, scene, `${eventId}:${at}`, before));
  return {
    now: scene.now,
    expect: parts.flatMap((part) => part.expect ?? []),
    put: parts.flatMap((part) => part.put ?? []),
    append: parts.flatMap((part) => part.append ?? []),
    drop: parts.flatMap((part) => part.drop ?? []),
    index: parts.flatMap((part) => part.index ?? []),
    push: parts.flatMap((part) => part.push ?? []),
  };
}

function performer(effect: Effect, scene: Scene, id: string, before: Turn): Partial<Change> {
  switch (effect.kind) {
    case "say":
      return { push: [{ lane: "outbox", group: scene.threadId, id, text: JSON.stringify(effect.message) }] };
    case "enter": {
      const files = filesIn(effect.entry);
      return {
        append: [{ log: dossierLog(effect.dossier), text: JSON.stringify(effect.entry) }],
        index: [
          { index: dossierIndex, member: effect.dossier, score: scene.now },
          ...files.map((file) => ({ index: fileIndex(file.hash), member: effect.dossier, score: scene.now })),
          ...(effect.entry.kind === "handed-in"
            ? [{ index: chatsIndex(effect.dossier), member: scene.threadId, score: scene.now }]
            : []),
        ],
        ...(effect.entry.kind === "handed-in"
          ? { put: [{ key: receiptDossierKey(effect.entry.code), text: effect.dossier }] }
          : {}),
      };
    }
    case "pass-on":
      return {
        put: [
          {
            key: questionKey(id),
            text: JSON.stringify({ thread: scene.threadId, at: scene.now, text: mask(effect.question) }),
          },
        ],
        index: [
          { index: questionIndex, member: id, score: scene.now },
          { index: leftIndex(scene.threadId), member: questionKey(id), score: scene.now },
        ],
      };
    case "erase":
      return {
        put: [
          ...effect.dossiers.map((dossier) => ({ key: dossierKey(dossier), text: null })),
          ...(effect.all
            ? [windowKey, heldKey, askedKey].map((key) => ({ key: key(scene.threadId), text: null }))
            : []),
          ...(before.person === undefined || !effect.all
            ? []
            : [
                personKey(before.person.id),
                contactKey(before.person.id),
                ...(before.person.was ?? []).map(joinedKey),
              ].map((key) => ({ key, text: null }))),
        ],
        drop: [...effect.dossiers.map(dossierLog), ...(effect.all ? [transcriptLog(scene.threadId)] : [])],
        index: [
          ...effect.dossiers.flatMap((dossier) => [
            { index: dossierIndex, member: dossier, score: null },
            ...effect.files.map((hash) => ({ index: fileIndex(hash), member: dossier, score: null })),
            ...(before.person?.threads ?? []).map((thread) => ({
              index: chatsIndex(dossier),
              member: thread,
              score: null,
            })),
          ]),
          ...(effect.products ?? []).map(({ dossier, product }) => ({
            index: alikeIndex(product),
            member: dossier,
            score: null,
          })),
          ...(effect.all ? [{ index: heldIndex, member: scene.threadId, score: null }] : []),
          ...(before.person === undefined || !effect.all
            ? []
            : [
                ...before.person.dossiers.flatMap((one) =>
                  (before.person?.threads ?? []).map((thread) => ({
                    index: chatsIndex(one.id),
                    member: thread,
                    score: null,
                  })),
                ),
                ...leaveSeats(before.person.roles, before.person.threads),
                noRole(before.person.id),
                { index: contactIndex, member: before.person.id, score: null },
              ]),
        ],
      };
    case "remind":
      return {
        // A file made for somebody stays as long as its timer.
        ...(effect.name.startsWith("file:")
          ? { index: [{ index: effect.name, member: scene.threadId, score: scene.now }] }
          : {}),
        push: [
          {
            lane: "timers",
            group: `${effect.name}:${scene.threadId}`,
            id,
            text: JSON.stringify({ thread: scene.threadId, name: effect.name }),
            due: effect.at,
          },
        ],
      };
    case "give-code":
      return {
        put: [
          {
            key: codeKey(effect.code),
            text: JSON.stringify({ person: effect.person, dossier: effect.dossier, until: effect.until }),
          },
        ],
        index: [{ index: codeIndex, member: effect.code, score: effect.until }],
      };
    case "give-role":
      return offered(effect.code, effect.role, effect.until);
    case "let-go":
      return { push: [letGoWork(effect.records, effect.by, id)] };
    case "spend-code":
      return {
        put: [{ key: codeKey(effect.code), text: null }],
        index: [{ index: codeIndex, member: effect.code, score: null }],
      };
    case "replace-person":
      return {
        put: [
          { key: personKey(effect.person), text: null },
          { key: contactKey(effect.person), text: null },
          // Dossiers go on naming their owner as they did.
          ...[effect.person, ...(before.person?.was ?? [])].map((was) => ({
            key: joinedKey(was),
            text: effect.into,
          })),
        ],
        index: [noRole(effect.person), { index: contactIndex, member: effect.person, score: null }],
      };
    case "keep-dossier":
      return dossierChange(scene.setting.programme, effect.before, effect.now, effect.entries);
    case "keep-session":
      return sessionChange(effect, scene.now);
    case "keep-inquiry":
      return inquiryChange(effect.before, effect.now);
    case "keep-document":
      return documentChange(effect);
    case "await-reply":
      return { index: asker(effect.inquiry, scene.threadId, scene.now) };
    case "reply-told":
      return { index: effect.threads.flatMap((thread) => asker(effect.inquiry, thread, null)) };
    case "keep-receipt": {
      const { receipt, old } = effect;
      const key = receiptKey(receipt.code);
      return {
        // A code that is taken already is made anew.
        expect: [{ key, version: 0 }],
        put: [
          { key, text: JSON.stringify(receipt) },
          ...old.map((one) => ({ key: receiptKey(one), text: null })),
        ],
        index: [
          { index: receiptIndex, member: receipt.code, score: receipt.at },
          ...old.map((member) => ({ index: receiptIndex, member, score: null })),
        ],
      };
    }
    case "keep-announcement":
      return announcementChange(effect, scene.now);
    case "keep-answer":
      return answerChange(effect, scene.threadId, scene.now);
    case "keep-rounds":
      return { put: [{ key: roundsKey, text: writtenRounds(effect.rounds) }] };
    case "settle-aside":
      return settleChange(effect.one, effect.how);
    case "keep-switches":
      return { put: [{ key: switchesKey, text: writtenSwitches(effect.off) }] };
    case "tell":
      return {
        push: effect.threads.map((thread, at) => {
          const deed = { kind: "news", news: effect.news } as const;
          const event: Event = { id: `${id}:${at}`, thread: threadId(thread), at: scene.now, deed };
          return { lane: "inbox", group: thread, id: event.id, text: JSON.stringify(event) };
        }),
      };
    case "take-seat":
      return {
        index: [
          { index: roleIndex, member: effect.person, score: scene.now },
          ...leaveSeats(effect.instead ?? [], effect.threads),
          ...seatsOf(effect.role, effect.threads).map((seat) => ({ ...seat, score: scene.now })),
        ],
      };
    case "unseat":
      return unseated(effect.person, effect.gone);
    case "guess":
      return guess(effect, scene, id);
    case "audit":
      return { append: [auditLine(scene.now, effect.by, effect.deed, effect.about)] };
    case "keep-records":
      return bookChange(effect.writing);
    case "keep-attendance": {
      const { training, who, role, name } = effect.attendance;
      const key = attendanceKey(training, who);
      return {
        put: [{ key, text: JSON.stringify(effect.attendance) }],
        index: [
          { index: attendedIndex(training), member: `${role} ${who}`, score: scene.now },
          // A name is the person's data, and is erased with it.
          ...(name === undefined
            ? []
            : [{ index: leftIndex(scene.threadId), member: key, score: scene.now }]),
        ],
      };
    }
    case "discard":
      return {
        index: effect.files.map((hash) => ({ index: fileIndex(hash), member: scene.threadId, score: null })),
      };
    case "read-paper":
      return {
        push: [
          {
            lane: readingLane,
            group: effect.dossier,
            id,
            text: JSON.stringify({
              thread: scene.threadId,
              dossier: effect.dossier,
              file: effect.file,
              at: scene.now,
              ...(effect.used === undefined ? {} : { used: true }),
            }),
          },
        ],
      };
    case "look-at-photo":
    case "read-into":
    case "consult":
    case "desk":
    case "register":
    case "review":
    case "announcement":
    case "settle-doubts":
    case "session":
    case "forms":
    case "archive":
    case "unpack":
    case "carry":
    case "rewrite":
    case "read-document":
    case "redeem":
    case "open":
    case "gather":
      return {};
  }
}

/** The files that come into a dossier with an entry. */
function filesIn(entry: Entry): readonly FileRef[] {
  if (entry.kind === "answered") return filesOf(entry.value);
  if (entry.kind === "signed") return entry.files;
  if (entry.kind === "carried") return entry.items.flatMap((one) => filesOf(one.value));
  return entry.kind === "printed" && entry.files !== undefined ? [entry.files.docx, entry.files.pdf] : [];
}

/** Files that a turn took out of its dossier, by an undo or a change: no longer held by it. */
export function filesLeft(before: Turn, after: Turn): readonly string[] {
  if (
    before.dossier === undefined ||
    before.dossier.id !== after.dossier?.id ||
    before.dossier === after.dossier
  )
    return [];
  const held = new Set(filesHeld(after.dossier));
  return filesHeld(before.dossier).filter((hash) => !held.has(hash));
}

/** What an undo would bring back counts as held. */
