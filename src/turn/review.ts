import { z } from "zod";
import { ownerOf, titleOf } from "../dialogue/ask.ts";
import type { Naming, ReviewFound, ReviewWant, Which } from "../dialogue/review.ts";
import type { Scene, Turn } from "../dialogue/scene.ts";
import type { Programme } from "../domain/programme.ts";
import {
  chatsIndex,
  dossierIndex,
  dossierKey,
  dossierLog,
  fileIndex,
  handedIndex,
  queueIndex,
  readyIndex,
  receiptDossierKey,
} from "../domain/keys.ts";
import { mayOn } from "../domain/role.ts";
import type { Entry } from "../dossier/entry.ts";
import { type Dossier, filesHeld } from "../dossier/fold.ts";
import { inOrder, stageAfter, stageOf } from "../review/queue.ts";
import type { Change } from "../store/contract.ts";
import { plain } from "../text/plain.ts";
import { ofOffice, openNames, type Shelves } from "./desk.ts";
import { readDossier } from "./state.ts";

type Expect = Required<Change>["expect"];

/** Dossiers of a queue looked at at once; the rest wait their turn. */
const mostQueued = 100;
/** Dossiers among which a name is looked for, and how many are offered when several fit. */
const mostSearched = 500;
const mostOffered = 6;
/** Entries of a log, and chats of a dossier, read at once. */
const pageSize = 1_000;
/** Officers told that a dossier has come. */
const mostTold = 20;

/** Looks up what a decision on dossiers wants to know, with the versions it was read at. */
export async function lookUpDossiers(
  shelves: Shelves,
  want: ReviewWant,
  turn: Turn,
  scene: Scene,
): Promise<{ readonly found: ReviewFound; readonly expect: Expect }> {
  switch (want.ask) {
    case "queue": {
      const [dossiers, questions] = await Promise.all([
        queued(shelves, want.which, turn, scene),
        openNames(shelves, turn, scene),
      ]);
      return { found: { ...want, dossiers, questions: questions.length }, expect: [] };
    }
    case "hand-in": {
      const stage = stageOf(scene.setting.programme, want);
      const officers = stage === undefined ? [] : await officersAt(shelves, scene, stage.office, want.place);
      return { found: { ...want, officers }, expect: [] };
    }
    case "dossier": {
      const { id, several } = await whichIsMeant(shelves, want.named, turn, scene);
      const kept = id === undefined ? undefined : await shelves.load(dossierKey(id));
      const dossier = kept === undefined ? undefined : readDossier(kept.text);
      if (dossier === undefined || id === undefined)
        return { found: { ...want, dossier: undefined, several, chats: [], next: [] }, expect: [] };
      const [chats, next] = await Promise.all([
        shelves.range(chatsIndex(id), { limit: 1, down: true }),
        officersOfNext(shelves, scene, dossier),
      ]);
      return {
        found: { ...want, dossier, several, chats: chats.map((one) => one.member), next },
        expect: [{ key: dossierKey(id), version: kept?.version ?? 0 }],
      };
    }
  }
}

/** The queues that these roles decide on. */
function queuesOf(turn: Turn, which: Which, scene: Scene): readonly string[] {
  const { programme } = scene.setting;
  const roles = turn.person?.roles ?? [];
  const places = which.place === undefined ? programme.communes.map((one) => one.id) : [which.place];
  return programme.stages.flatMap((stage) => {
    const on = (place: string | undefined) => ({ stage: stage.id, office: stage.office, place });
    if (which.place === undefined && mayOn(roles, "review", programme, on(undefined), scene.today))
      return [queueIndex(stage.id)];
    return places
      .filter((place) => mayOn(roles, "review", programme, on(place), scene.today))
      .map((place) => queueIndex(stage.id, place));
  });
}

async function queued(shelves: Shelves, which: Which, turn: Turn, scene: Scene): Promise<readonly Dossier[]> {
  const lists = await Promise.all(
    queuesOf(turn, which, scene).map((index) => shelves.range(index, { limit: mostQueued })),
  );
  const named = lists.flat().toSorted((one, two) => one.score - two.score);
  const ids = [...new Set(named.slice(0, mostQueued).map((one) => one.member))];
  const dossiers = await loaded(shelves, ids);
  return inOrder(scene.setting.programme, dossiers, which.order);
}

async function loaded(shelves: Shelves, ids: readonly string[]): Promise<readonly Dossier[]> {
  const kept = await Promise.all(ids.map((id) => shelves.load(dossierKey(id))));
  return kept.flatMap((one) => (one === undefined ? [] : [readDossier(one.text)]));
}

/** The dossier that is named; only such as have been handed in and lie within the places of whoever names it. */
async function whichIsMeant(
  shelves: Shelves,
  named: Naming,
  turn: Turn,
  scene: Scene,
): Promise<{ readonly id: string | undefined; readonly several: readonly Dossier[] }> {
  if ("id" in named) return { id: named.id, several: [] };
  if ("next" in named) {
    const waiting = await queued(shelves, named.next, turn, scene);
    const at = waiting.findIndex((one) => one.id === named.next.after);
    return { id: (waiting[at + 1] ?? waiting[0])?.id, several: [] };
  }
  if ("code" in named) {
    const kept = await shelves.load(receiptDossierKey(named.code));
    return { id: kept?.text, several: [] };
  }
  const found = await calledSo(shelves, named.words, turn, scene);
  const [only, ...others] = found;
  return others.length === 0
    ? { id: only?.id, several: [] }
    : { id: undefined, several: found.slice(0, mostOffered) };
}

/** Dossiers whose product, owner or commune holds all the words, the latest changed first. */
async function calledSo(
  shelves: Shelves,
  words: string,
  turn: Turn,
  scene: Scene,
): Promise<readonly Dossier[]> {
  const { programme } = scene.setting;
  const roles = turn.person?.roles ?? [];
  const sees = (place: string | undefined): boolean => mayOn(roles, "see", programme, { place }, scene.today);
  const indexes = sees(undefined)
    ? [handedIndex()]
    : programme.communes.filter((one) => sees(one.id)).map((one) => handedIndex(one.id));
  const lists = await Promise.all(
    indexes.map((index) => shelves.range(index, { limit: mostSearched, down: true })),
  );
  const ids = lists.flat().toSorted((one, two) => two.score - one.score);
  const dossiers = await loaded(
    shelves,
    ids.slice(0, mostSearched).map((one) => one.member),
  );
  const wanted = plain(words)
    .split(" ")
    .filter((word) => word !== "");
  return dossiers.filter((one) => {
    const place = programme.communes.find((commune) => commune.id === one.place)?.name ?? "";
    const name = ` ${plain(`${titleOf(scene, one)} ${ownerOf(scene, one)} ${place}`)} `;
    return wanted.length > 0 && wanted.every((word) => name.includes(` ${word} `));
  });
}

/** The chats of the officers who have it next if it is accepted now. */
async function officersOfNext(shelves: Shelves, scene: Scene, dossier: Dossier): Promise<readonly string[]> {
  const { programme } = scene.setting;
  const stage = stageOf(programme, dossier);
  const next = stage === undefined ? undefined : stageAfter(programme, stage);
  return next === undefined || next.kind === "outside"
    ? []
    : officersAt(shelves, scene, next.office, dossier.place);
}

const officersAt = async (
  shelves: Shelves,
  scene: Scene,
  office: string,
  place: string | undefined,
): Promise<readonly string[]> => (await ofOffice(shelves, scene, { office, place })).slice(0, mostTold);

/** Where a dossier is found, by what has become of it. */
function places(programme: Programme, dossier: Dossier | undefined): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (dossier === undefined || dossier.state === "draft") return found;
  const put = (index: (place?: string) => string, score: number): void => {
    found.set(index(), score);
    if (dossier.place !== undefined) found.set(index(dossier.place), score);
  };
  put(handedIndex, dossier.changedAt);
  const stage = stageOf(programme, dossier);
  if (dossier.state !== "handed-in" || stage === undefined || stage.kind === "outside") return found;
  const since = dossier.since ?? dossier.changedAt;
  if (dossier.ready) put((place) => readyIndex(stage.id, place), since);
  else put((place) => queueIndex(stage.id, place), since);
  return found;
}

/** The index entries that move when a dossier becomes what it is now. */
export function moves(
  programme: Programme,
  before: Dossier | undefined,
  now: Dossier | undefined,
): Required<Change>["index"] {
  const member = now?.id ?? before?.id;
  if (member === undefined || before === now) return [];
  const was = before?.id === member ? places(programme, before) : new Map<string, number>();
  const is = places(programme, now);
  return [
    ...[...was.keys()].filter((index) => !is.has(index)).map((index) => ({ index, member, score: null })),
    ...[...is]
      .filter(([index, score]) => was.get(index) !== score)
      .map(([index, score]) => ({ index, member, score })),
  ];
}

const handedIn = z.object({ kind: z.literal("handed-in"), code: z.string() });

/** The keys of the receipts that a dossier ever had: each time it was handed in. */
export async function receiptsOf({ read }: Pick<Shelves, "read">, id: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let from = 0; ; from += pageSize) {
    const page = await read(dossierLog(id), from, pageSize);
    for (const text of page) {
      const entry = handedIn.safeParse(JSON.parse(text));
      if (entry.success) keys.push(receiptDossierKey(entry.data.code));
    }
    if (page.length < pageSize) return keys;
  }
}

/** The part of a commit by which a dossier is no more, wherever it stands; its people and files are others' affair. */
export async function dossierGone(
  { read, range }: Pick<Shelves, "read" | "range">,
  programme: Programme,
  dossier: Dossier,
): Promise<Required<Pick<Change, "put" | "drop" | "index">>> {
  const { id } = dossier;
  const [receipts, chats] = await Promise.all([
    receiptsOf({ read }, id),
    range(chatsIndex(id), { limit: pageSize }),
  ]);
  const out = (index: string, member = id) => ({ index, member, score: null });
  return {
    put: [dossierKey(id), ...receipts].map((key) => ({ key, text: null })),
    drop: [dossierLog(id)],
    index: [
      out(dossierIndex),
      ...[...places(programme, dossier).keys()].map((index) => out(index)),
      ...chats.map(({ member }) => out(chatsIndex(id), member)),
      ...filesHeld(dossier).map((hash) => out(fileIndex(hash))),
    ],
  };
}

/** The part of a commit that keeps somebody else's dossier as it is now. */
export function dossierChange(
  programme: Programme,
  before: Dossier,
  now: Dossier,
  entries: readonly Entry[],
): Required<Pick<Change, "put" | "append" | "index">> {
  return {
    put: [{ key: dossierKey(now.id), text: JSON.stringify(now) }],
    append: entries.map((entry) => ({ log: dossierLog(now.id), text: JSON.stringify(entry) })),
    index: [{ index: dossierIndex, member: now.id, score: now.changedAt }, ...moves(programme, before, now)],
  };
}
