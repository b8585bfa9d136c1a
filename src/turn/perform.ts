import { decide } from "../dialogue/decide.ts";
import { z } from "zod";
import type { Effect, Given, Happening, Scene, Turn } from "../dialogue/scene.ts";
import {
  codeIndex,
  codeKey,
  dossierIndex,
  dossierKey,
  dossierLog,
  fileIndex,
  heldIndex,
  heldKey,
  personKey,
  leftIndex,
  questionIndex,
  questionKey,
  transcriptLog,
  windowKey,
} from "../domain/keys.ts";
import { filesHeld } from "../dossier/fold.ts";
import { filesOf } from "../flow/answers.ts";
import type { Deed, RemoteFile } from "../domain/event.ts";
import type { FetchFile } from "../ports/fetch-file.ts";
import type { Change, Versioned } from "../store/contract.ts";
import { mask } from "../text/mask.ts";
import { readDossier, readPerson } from "./state.ts";

type Load = (key: string) => Promise<Versioned | undefined>;
type Back = Extract<Effect, { kind: "open" | "gather" | "redeem" }>;

/** Effects that bring something back are performed at once and decided upon again, this many times at most. */
const mostRounds = 4;

/** Decides, fetches what the decision asks for, and decides again until nothing more is asked for. */
export async function decideWith(
  load: Load,
  before: Turn,
  happening: Happening,
  scene: Scene,
): Promise<{
  readonly turn: Turn;
  readonly opened: OpenedVersion | undefined;
  readonly redeemed?: Redeemed;
}> {
  let turn = decide(before, happening, scene);
  let opened: OpenedVersion | undefined;
  let redeemed: Redeemed | undefined;
  for (let round = 1; round < mostRounds; round += 1) {
    const wanted = turn.effects.find(
      (effect): effect is Back =>
        effect.kind === "open" || effect.kind === "gather" || effect.kind === "redeem",
    );
    if (wanted === undefined) break;
    const rest: Turn = { ...turn, effects: turn.effects.filter((effect) => effect !== wanted) };
    if (wanted.kind === "open") {
      const kept = await load(dossierKey(wanted.dossier));
      if (kept === undefined) return { turn: rest, opened, ...(redeemed ? { redeemed } : {}) };
      const dossier = readDossier(kept.text);
      opened = { id: dossier.id, version: kept.version, dossier };
      turn = decide(
        { ...rest, dossier, thread: { ...rest.thread, dossier: dossier.id } },
        { kind: "opened" },
        scene,
      );
    } else if (wanted.kind === "redeem") {
      redeemed = await redeem(load, wanted.code);
      turn = decide(rest, { kind: "redeemed", code: wanted.code, given: redeemed?.given }, scene);
    } else {
      const found = await Promise.all(wanted.dossiers.map((id) => load(dossierKey(id))));
      const dossiers = found.flatMap((kept) => (kept === undefined ? [] : [readDossier(kept.text)]));
      turn = decide(rest, { kind: "gathered", dossiers, why: wanted.why }, scene);
    }
  }
  return { turn, opened, ...(redeemed ? { redeemed } : {}) };
}

/** What a code gave, with the versions it was read at: the commit spends it only if nothing has moved. */
export type Redeemed = {
  readonly code: string;
  readonly version: number;
  readonly given: Given;
  readonly personVersion: number;
  readonly dossierVersion: number;
};

const codeSchema = z.object({ person: z.string(), dossier: z.string().optional(), until: z.number() });

async function redeem(load: Load, code: string): Promise<Redeemed | undefined> {
  const kept = await load(codeKey(code));
  if (kept === undefined) return undefined;
  const { person, dossier, until } = codeSchema.parse(JSON.parse(kept.text));
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
  return {
    code,
    version: kept.version,
    given,
    personVersion: who.version,
    dossierVersion: what?.version ?? 0,
  };
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
      const files = effect.entry.kind === "answered" ? filesOf(effect.entry.value) : [];
      return {
        append: [{ log: dossierLog(effect.dossier), text: JSON.stringify(effect.entry) }],
        index: [
          { index: dossierIndex, member: effect.dossier, score: scene.now },
          ...files.map((file) => ({ index: fileIndex(file.hash), member: effect.dossier, score: scene.now })),
        ],
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
            ? [windowKey, heldKey].map((key) => ({ key: key(scene.threadId), text: null }))
            : []),
          ...(before.person === undefined || !effect.all
            ? []
            : [{ key: personKey(before.person.id), text: null }]),
        ],
        drop: [...effect.dossiers.map(dossierLog), ...(effect.all ? [transcriptLog(scene.threadId)] : [])],
        index: [
          ...effect.dossiers.flatMap((dossier) => [
            { index: dossierIndex, member: dossier, score: null },
            ...effect.files.map((hash) => ({ index: fileIndex(hash), member: dossier, score: null })),
          ]),
          ...(effect.all ? [{ index: heldIndex, member: scene.threadId, score: null }] : []),
        ],
      };
    case "remind":
      return {
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
    case "spend-code":
      return {
        put: [{ key: codeKey(effect.code), text: null }],
        index: [{ index: codeIndex, member: effect.code, score: null }],
      };
    case "replace-person":
      return { put: [{ key: personKey(effect.person), text: null }] };
    case "redeem":
    case "discard":
    case "open":
    case "gather":
      return {};
  }
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
