import { phrase } from "../dialogue/say.ts";
import type { Effect, Scene, Setting, Turn } from "../dialogue/scene.ts";
import type { Deed, Event } from "../domain/event.ts";
import { type Day, dayOf, hours, type Instant, seconds } from "../domain/instant.ts";
import {
  askedKey,
  codeKey,
  fileIndex,
  personKey,
  roundsKey,
  stuckKey,
  switchesKey,
  triesIndex,
  triesKey,
} from "../domain/keys.ts";
import type { PrintedForm } from "../domain/printed-form.ts";
import { fault } from "../domain/result.ts";
import type { World } from "../flow/accept.ts";
import { readSwitches } from "../operation/switch.ts";
import type { Answers } from "../ports/answers.ts";
import type { Clock } from "../ports/clock.ts";
import type { FetchFile } from "../ports/fetch-file.ts";
import type { Files } from "../ports/files.ts";
import type { DossierArchives } from "../ports/dossier-archive.ts";
import type { Forms } from "../ports/forms.ts";
import type { Ids } from "../ports/ids.ts";
import type { Log } from "../ports/log.ts";
import type { Storyteller } from "../ports/storyteller.ts";
import type { Surroundings } from "../ports/surroundings.ts";
import type { Tables } from "../ports/tables.ts";
import type { ReadDocument } from "../ports/read-document.ts";
import type { ReadProof } from "../ports/read-proof.ts";
import type { SessionPapers } from "../ports/session-papers.ts";
import {
  type Change,
  type Claimed,
  type Committed,
  isStoreAway,
  type Store,
  type Versioned,
  type Work,
} from "../store/contract.ts";
import type { Announcing } from "./broadcast/look-up.ts";
import { decideDoubts, rowsIn } from "./broadcast/steps.ts";
import { readAsked } from "./broadcast/asked.ts";
import type { Packing } from "./archive.ts";
import type { FormMakers } from "./forms.ts";
import { readEvent } from "./event-text.ts";
import { releaseHeld } from "./held.ts";
import { contactsChanged } from "./contacts.ts";
import { leftBehind } from "./person-gone.ts";
import { alikeMoves, moves, receiptsOf } from "./review.ts";
import {
  type Along,
  answersWithin,
  decideWith,
  documentsWithin,
  fetched,
  filesLeft,
  type Outside,
  perform,
  type Redeemed,
} from "./perform.ts";
import { stuckFor, stuckText } from "./set-aside.ts";
import { readRounds, withRounds } from "./rounds.ts";
import type { Switchboard } from "./switches.ts";
import { after, loadState, type State, stateChange, turnOf } from "./state.ts";

type Load = (key: string) => Promise<Versioned | undefined>;

/** What a turn needs of the world. `load` may gather several turns' loads into one round trip. */
export type Parts = {
  readonly store: Store;
  readonly load: Load;
  readonly setting: Setting;
  readonly lists: World["lists"];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly files: Files;
  readonly fetchFile?: FetchFile;
  readonly answers?: Answers;
  /** What is known of the channels that announcements go through. */
  readonly announcing: Omit<Announcing, "store">;
  /** To how many people staff may announce without another's word. */
  readonly alone?: number;
  /** Needed where officers send tables, or want one. */
  readonly tables?: Tables;
  readonly readDocument?: ReadDocument;
  /** Looks at photos of papers and reads them; without it they are kept as they come. */
  readonly readProof?: ReadProof;
  /** How long after a person's last word one may write in their chat; undefined: for ever. */
  readonly reach?: (thread: string) => number | undefined;
  /** What is around the program: an administrator may ask how it is. */
  readonly around?: Surroundings;
  /** Makes the papers of a session of the council; without it they cannot be had. */
  readonly papers?: SessionPapers;
  /** Rewrites stories; without it they stay as they were arranged. */
  readonly storyteller?: Storyteller;
  /** Makes official forms; without it none can be had. */
  readonly forms?: Forms;
  /** Packs whole dossiers, with forms in them; without it none can be had. */
  readonly dossierArchives?: DossierArchives;
  /** Links to forms, with the address they lead to; without it there are none. */
  readonly formLinks?: FormMakers["links"];
  /** Whether a chat takes files. */
  readonly carries?: (thread: string) => boolean;
  /** Whether a chat takes a .zip. */
  readonly carriesArchives?: (thread: string) => boolean;
  /** Called when a turn has put news into the inbox of another chat. */
  readonly toldOthers?: () => void;
  /** Hears what each turn loads, and knows what is switched off before one loads anything. */
  readonly switches: Switchboard;
  readonly log: Log;
  /** Makes a turn's commit and sees to the messages in it. */
  readonly commit: (change: Change) => Promise<Committed>;
};

/** After this many failures an event is set aside as stuck: the person is told, nothing is lost. */
const mostTries = 3;
/** How often a decision is made again because somebody else was faster. */
const mostStale = 5;
const standBack = seconds(1);
/** A claim is given back when less than this is left of it, so that no turn runs on a lease that may have ended. */
const margin = Math.max(answersWithin, documentsWithin) + 3_000;

/**
 * Runs the claimed events of one thread, in order, each in one commit, and gives back where the thread stands, if it is
 * known. `loadFirst` may know what came with the claim.
 */
export async function runThread(
  parts: Parts,
  claimed: Claimed,
  loadFirst: Load = parts.load,
): Promise<State | undefined> {
  let state: State | undefined;
  let load = loadFirst;
  for (const [at, work] of claimed.works.entries()) {
    const last = at === claimed.works.length - 1 || parts.clock.now() > claimed.until - margin;
    const outcome = await runEvent(parts, claimed, work, state, load, last);
    if (outcome === "given-up") return undefined;
    state = outcome;
    load = parts.load;
    if (last) break;
  }
  return state;
}

async function runEvent(
  parts: Parts,
  claimed: Claimed,
  work: Work,
  known: State | undefined,
  loadFirst: Load,
  last: boolean,
): Promise<State | "given-up"> {
  let state = known;
  let load = loadFirst;
  try {
    const begun = parts.clock.now();
    const event = readEvent(work.text);
    const deed = await deedOf(parts, event.deed);
    // A decision made again asks nobody again, and reads nothing again.
    const { answers } = parts;
    const readFile = once(fileReader(parts), (hash) => hash);
    const asking = answers === undefined ? {} : { answers: once(answers, (asked) => asked.question) };
    const outside = {
      load: parts.load,
      range: parts.store.range,
      read: parts.store.read,
      readFile,
      announcing: { ...parts.announcing, store: parts.store },
      ...(parts.around === undefined ? {} : { around: parts.around }),
      files: parts.files,
      ...(parts.tables === undefined ? {} : { tables: parts.tables }),
      ...(parts.papers === undefined ? {} : { papers: { make: parts.papers, files: parts.files } }),
      ...formMakers(parts, claimed.group),
      ...(parts.storyteller === undefined ? {} : { storyteller: once(parts.storyteller, (story) => story) }),
      ...asking,
      ...(parts.readProof === undefined
        ? {}
        : { look: once(photoLooker(parts, parts.readProof), (file) => file.hash) }),
    };
    for (let round = 0; round < mostStale; round += 1) {
      state ??= await loadState(load, claimed.group);
      load = parts.load;
      const outcome = await commitTurn(parts, outside, claimed, { ...event, deed }, begun, state, last);
      if (outcome !== "stale") return outcome;
      state = undefined;
    }
    parts.log({ what: "turn", code: "stale", event: work.id, thread: claimed.group });
    // Whoever is overtaken so often stands back for a second, not until the claim runs out.
    const now = parts.clock.now();
    const back = { lane: claimed.lane, group: claimed.group, until: now + standBack };
    await parts.commit({ now, held: [claimed], release: [back] });
    return "given-up";
  } catch (why) {
    // That the store is away says nothing about the event: it is not counted, and tried again as it stands.
    if (isStoreAway(why)) throw why;
    await failed(parts, claimed, work, why);
    return "given-up";
  }
}

/** The deed of an event; a file that a platform gave the address of is fetched, unless none are taken now. */
async function deedOf({ fetchFile, switches }: Parts, deed: Event["deed"]): Promise<Deed> {
  if (deed.kind !== "remote-file") return deed;
  return switches.isOff("uploads") ? { kind: "unreadable", why: "files-off" } : fetched(fetchFile, deed);
}

/** Gives what came of the first asking again, however often the same is asked within one turn. */
function once<Asked, Came>(
  ask: (asked: Asked) => Promise<Came>,
  key: (asked: Asked) => string,
): (asked: Asked) => Promise<Came> {
  const given = new Map<string, Promise<Came>>();
  return (asked) => {
    const known = given.get(key(asked)) ?? ask(asked);
    given.set(key(asked), known);
    return known;
  };
}

/** Forms are made once however often a turn is decided. */
function formMakers(
  { forms, files, formLinks, carries, dossierArchives, carriesArchives }: Parts,
  thread: string,
): { readonly forms?: FormMakers; readonly packing?: Packing } {
  if (forms === undefined) return {};
  const name = (form: PrintedForm): string => JSON.stringify(form);
  const make = { docx: once(forms.docx, name), pdf: once(forms.pdf, name) };
  return {
    ...(dossierArchives === undefined
      ? {}
      : { packing: { archives: dossierArchives, make, files, carries: carriesArchives?.(thread) ?? true } }),
    forms: {
      make,
      files,
      carries: carries?.(thread) ?? true,
      ...(formLinks === undefined ? {} : { links: formLinks }),
    },
  };
}

/** Reads the document that lies under a hash. */
const fileReader =
  ({ files, readDocument }: Parts): NonNullable<Outside["readFile"]> =>
  async (hash) => {
    // A file that is damaged or away is as good as gone: the person sends it again.
    const bytes = await files.read(hash).catch(() => undefined);
    return bytes === undefined || readDocument === undefined ? fault("gone") : readDocument(bytes);
  };

/** Looks at the photo that lies under a hash. */
const photoLooker =
  ({ files }: Parts, { look }: ReadProof): NonNullable<Outside["look"]> =>
  async ({ hash, mime }) => {
    const bytes = await files.read(hash).catch(() => undefined);
    return bytes === undefined ? undefined : look(bytes, mime);
  };

async function commitTurn(
  parts: Parts,
  outside: Outside,
  claimed: Claimed,
  event: Event & { readonly deed: Deed },
  begun: Instant,
  state: State,
  last: boolean,
): Promise<State | "stale"> {
  const setting = withRounds(parts.setting, state.rounds);
  parts.switches.see(state.switches);
  const reach = parts.reach?.(claimed.group);
  const asked = readAsked(state.asked);
  const scene: Scene = {
    ...sceneFor({ ...parts, setting }, claimed.group, parts.clock.now()),
    kept: readRounds(state.rounds),
    ...(reach === undefined ? {} : { reach }),
    ...(parts.alone === undefined ? {} : { alone: parts.alone }),
    ...(parts.readProof === undefined ? {} : { reads: true as const }),
    ...(asked === undefined ? {} : { asked }),
    ...(parts.storyteller === undefined ? {} : { rewrites: true }),
    off: readSwitches(state.switches?.text),
  };
  const before = turnOf(state);
  const { turn, along } = await decideWith(outside, before, event.deed, scene);
  const { redeemed } = along;
  const read = readAlongTheWay(state, turn, along);
  const kept = stateChange(read, turn);
  const made = perform(turn.effects, scene, event.id, before);
  const contacts = await contactsChanged(outside.load, { first: state, read, turn }, setting);
  const left = filesLeft(turnOf(read), turn);
  const moved = moves(parts.setting.programme, turnOf(read).dossier, turn.dossier);
  const erased = await erasedAlong(parts, claimed.group, turn.effects, before, event.id, scene);
  const freed =
    event.deed.kind === "timer" || event.deed.kind === "news" || event.deed.kind === "paper-read"
      ? {}
      : releaseHeld(claimed.group, read.held, scene.now);
  const change: Change = {
    ...made,
    index: [
      ...(freed.index ?? []),
      ...(made.index ?? []),
      ...left.map((hash) => ({ index: fileIndex(hash), member: turn.dossier?.id ?? "", score: null })),
      ...erased.index,
      ...moved,
      ...alikeMoves(parts.setting, turnOf(read).dossier, turn.dossier),
      ...contacts.index,
      ...chatFiles(claimed.group, before.thread, turn.thread, scene.now),
    ],
    drop: [...(made.drop ?? []), ...erased.drop],
    // What was held comes before what is said now.
    push: [...(freed.push ?? []), ...(made.push ?? []), ...erased.push],
    expect: [
      ...kept.expect,
      ...(freed.expect ?? []),
      ...(made.expect ?? []),
      ...along.expect,
      ...erased.expect,
      ...contacts.expect,
      ...spent(turn, redeemed),
      ...(turn.effects.some(keepsRounds) ? [{ key: roundsKey, version: state.rounds?.version ?? 0 }] : []),
      ...(turn.effects.some(keepsSwitches)
        ? [{ key: switchesKey, version: state.switches?.version ?? 0 }]
        : []),
      ...rightsUsed(turn, read),
    ],
    held: [claimed],
    put: [
      ...kept.put,
      ...(freed.put ?? []),
      ...(made.put ?? []),
      ...erased.put,
      ...contacts.put,
      // Whatever is said here comes after the announcement: its answers are no more what the next number means.
      ...(state.asked !== undefined && turn.effects.some((effect) => effect.kind === "say")
        ? [{ key: askedKey(claimed.group), text: null }]
        : []),
    ],
    done: [{ lane: claimed.lane, group: claimed.group, ids: [event.id] }],
    ...(last ? { release: [{ lane: claimed.lane, group: claimed.group }] } : {}),
  };
  const committed = await parts.commit(change);
  if (committed === "stale" || committed === "seen") return "stale";
  if (turn.effects.some((effect) => effect.kind === "tell")) parts.toldOthers?.();
  parts.log({
    what: "turn",
    code: event.deed.kind,
    event: event.id,
    thread: claimed.group,
    ms: parts.clock.now() - begun,
  });
  const gone = turn.effects.flatMap((effect) =>
    effect.kind === "erase" || effect.kind === "discard" ? effect.files : [],
  );
  await dropFiles(parts, [...gone, ...left]);
  for (const effect of turn.effects)
    if (effect.kind === "settle-doubts") await settleDoubts(parts, effect, scene.now);
  // What comes next in this claim sees rounds and switches as they are now.
  return turn.effects.some((effect) => keepsRounds(effect) || keepsSwitches(effect))
    ? loadState(outside.load, claimed.group)
    : after(read, turn, contacts.own);
}

const keepsRounds = (effect: Effect): boolean => effect.kind === "keep-rounds";
const keepsSwitches = (effect: Effect): boolean => effect.kind === "keep-switches";

/** The state with what was loaded while deciding, so that the commit checks that none of it has moved. */
function readAlongTheWay(state: State, turn: Turn, { opened, redeemed }: Along): State {
  const given = redeemed === undefined || "role" in redeemed.given ? undefined : redeemed.given;
  const person =
    given !== undefined && turn.person?.id === given.person.id && state.person?.value.id !== given.person.id
      ? { value: given.person, version: redeemed?.personVersion ?? 0 }
      : state.person;
  const shared =
    given?.dossier !== undefined && turn.dossier?.id === given.dossier.id
      ? { value: given.dossier, version: redeemed?.dossierVersion ?? 0 }
      : state.dossier;
  return {
    ...state,
    person,
    dossier: opened === undefined ? shared : { value: opened.dossier, version: opened.version },
  };
}

/** A code is spent once: whoever comes second finds that it has moved. */
const spent = (turn: Turn, redeemed: Redeemed | undefined): Required<Change>["expect"] =>
  redeemed === undefined || !turn.effects.some((effect) => effect.kind === "spend-code")
    ? []
    : [{ key: codeKey(redeemed.code), version: redeemed.version }];

/** Whoever used a right still has it: a role that is taken away meanwhile gives nothing any more. */
const rightsUsed = ({ effects }: Turn, { person }: State): Required<Change>["expect"] =>
  person === undefined || !effects.some((effect) => effect.kind === "audit")
    ? []
    : [{ key: personKey(person.value.id), version: person.version }];

type Erased = Awaited<ReturnType<typeof leftBehind>>;

/** What goes with drafts that are erased, with a person's data, or with a stranger's chat. */
async function erasedAlong(
  parts: Parts,
  thread: string,
  effects: readonly Effect[],
  before: Turn,
  event: string,
  scene: Scene,
): Promise<Erased> {
  const erase = effects.find((effect) => effect.kind === "erase");
  const nothing: Erased = { put: [], index: [], expect: [], drop: [], push: [] };
  if (erase?.kind !== "erase") return nothing;
  const codes = await Promise.all(erase.dossiers.map((id) => receiptsOf(parts.store, id)));
  const part = erase.all
    ? await leftBehind(
        { load: parts.load, range: parts.store.range },
        { person: before.person, here: thread, awaits: erase.await === true, nobody: scene.fresh.person },
        scene.now,
        event,
      )
    : nothing;
  return { ...part, put: [...part.put, ...codes.flat().map((key) => ({ key, text: null }))] };
}

/** Doubts settled at once. */
const mostDoubts = 1_000;

/** Staff have decided what becomes of those of whom nobody knows; it can be said again, and changes only what is open. */
async function settleDoubts(
  { store }: Parts,
  { announcement, how }: Extract<Effect, { kind: "settle-doubts" }>,
  now: Instant,
): Promise<void> {
  const rows = await rowsIn(store, announcement, "doubt", mostDoubts);
  await decideDoubts(store, announcement, rows, how === "again" ? "again" : "sent-after-all", now);
}

/** Which files a chat holds: those whose paper is not known yet, and one that waits for a word. */
export const filesOfChat = ({ files = [], pending }: Turn["thread"]): readonly string[] => [
  ...files.map((one) => one.hash),
  ...(pending !== undefined && "file" in pending && pending.file !== undefined ? [pending.file.hash] : []),
];

/** The index entries that move when a chat holds other files than before. */
function chatFiles(
  thread: string,
  before: Turn["thread"],
  now: Turn["thread"],
  at: Instant,
): NonNullable<Change["index"]> {
  const [had, has] = [filesOfChat(before), filesOfChat(now)];
  const entry = (hash: string, score: number | null) => ({ index: fileIndex(hash), member: thread, score });
  return [
    ...had.filter((hash) => !has.includes(hash)).map((hash) => entry(hash, null)),
    ...has.filter((hash) => !had.includes(hash)).map((hash) => entry(hash, at)),
  ];
}

/** Deletes files that no dossier holds any more. */
async function dropFiles(parts: Parts, hashes: readonly string[]): Promise<void> {
  for (const hash of new Set(hashes)) {
    const held = await parts.store.range(fileIndex(hash), { limit: 1 });
    if (held.length > 0) continue;
    // The turn is committed: a file that will not go now must not make the event fail.
    await parts.files.drop(hash).catch((why: unknown) => {
      parts.log({ what: "file-left", code: why instanceof Error ? why.name : "unknown" });
    });
  }
}

export function sceneFor(
  parts: Pick<Parts, "setting" | "lists" | "ids">,
  threadId: string,
  now: Instant,
): Scene {
  const today = dayAt(now);
  return {
    setting: parts.setting,
    threadId,
    now,
    today,
    world: { today, lists: parts.lists },
    fresh: freshNames(parts.ids),
  };
}

/** Each name is made when it is first asked for: most turns need none, and chance is dear. */
function freshNames(ids: Ids): Scene["fresh"] {
  const made = new Map<string, string>();
  const name = (kind: string): string => {
    const known = made.get(kind) ?? ids.next(kind);
    made.set(kind, known);
    return known;
  };
  return {
    get person() {
      return name("person");
    },
    get dossier() {
      return name("dossier");
    },
    get code() {
      return name("code");
    },
    get invite() {
      return name("invite");
    },
    get receipt() {
      return name("receipt");
    },
    get inquiry() {
      return name("inquiry");
    },
    get document() {
      return name("document");
    },
    get announcement() {
      return name("announcement");
    },
  };
}

let lastHour: { readonly hour: number; readonly day: Day } = { hour: -1, day: "" };

/** The day in Vietnam, worked out once an hour: midnight there is a full hour everywhere. */
function dayAt(now: Instant): Day {
  const hour = Math.floor(now / hours(1));
  if (hour !== lastHour.hour) lastHour = { hour, day: dayOf(now) };
  return lastHour.day;
}

/** Counts a failure; the third one sets the event aside, tells the person, and lets the next events go on. */
async function failed(parts: Parts, claimed: Claimed, work: Work, why: unknown): Promise<void> {
  const now = parts.clock.now();
  const key = triesKey(work.id);
  const tries = Number((await parts.load(key))?.text ?? "0") + 1;
  parts.log({
    what: "turn",
    code: "failed",
    event: work.id,
    thread: claimed.group,
    tries,
    fault: why instanceof Error ? why.name : "unknown",
  });
  const held = [claimed];
  const back = { lane: claimed.lane, group: claimed.group };
  if (tries < mostTries) {
    await parts.commit({
      now,
      held,
      put: [{ key, text: String(tries) }],
      index: [{ index: triesIndex, member: work.id, score: now }],
      release: [{ ...back, until: now + 1_000 * tries }],
    });
    return;
  }
  parts.log({ what: "turn", code: "stuck", event: work.id, thread: claimed.group });
  const message = { text: phrase(sceneFor(parts, claimed.group, now), "stuck") };
  await parts.commit({
    now,
    held,
    put: [
      { key, text: null },
      {
        key: stuckKey(work.id),
        text: stuckText(work.text, {
          thread: claimed.group,
          fault: why instanceof Error ? why.name : "unknown",
        }),
      },
    ],
    index: [{ index: triesIndex, member: work.id, score: null }, ...stuckFor(claimed.group, work.id, now)],
    push: [{ lane: "outbox", group: claimed.group, id: `${work.id}:stuck`, text: JSON.stringify(message) }],
    done: [{ ...back, ids: [work.id] }],
    release: [back],
  });
}
