import type { Scene, Turn } from "../dialogue/scene.ts";
import type { PaperName, SessionFound, SessionWant } from "../dialogue/session.ts";
import { paperOf } from "../dialogue/readers/council/close.ts";
import { councilStage } from "../dialogue/readers/council/open.ts";
import { seconds } from "../domain/instant.ts";
import {
  chatsIndex,
  dossierKey,
  fileIndex,
  openSessionIndex,
  personKey,
  readyIndex,
  seatKey,
  sessionIndex,
  sessionKey,
} from "../domain/keys.ts";
import type { FileRef } from "../domain/message.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Effect } from "../dialogue/scene.ts";
import type { Files } from "../ports/files.ts";
import type { SessionPapers } from "../ports/session-papers.ts";
import {
  seatOf,
  type Seat,
  seatSchema,
  type Session,
  sessionSchema,
  withoutSeats,
  withSeats,
} from "../review/session.ts";
import type { Change } from "../store/contract.ts";
import type { Shelves } from "./desk.ts";
import { holders } from "./roles.ts";
import { inTime } from "./in-time.ts";
import { readDossier, readPerson } from "./state.ts";

type Expect = Required<Change>["expect"];

/** What makes the papers of a session and keeps them. */
export type Papers = { readonly make: SessionPapers; readonly files: Files };

/** Dossiers that are looked at for one session. */
const mostReady = 100;
/** The longest that the papers of a session may take. */
const papersWithin = seconds(10);

const kinds: Readonly<Record<PaperName, (session: string) => string>> = {
  minutes: (session) => `bien-ban-${session}.docx`,
  scores: (session) => `phieu-diem-${session}.xlsx`,
};

const readSession = (text: string): Session => sessionSchema.parse(JSON.parse(text));
const readSeat = (text: string): Seat => seatSchema.parse(JSON.parse(text));

/** A session with what its members have brought so far, and the versions of all of it. */
export async function sessionNamed(
  { load }: Pick<Shelves, "load">,
  id: string | undefined,
): Promise<Pick<SessionFound, "session" | "versions">> {
  const kept = id === undefined ? undefined : await load(sessionKey(id));
  if (kept === undefined) return { session: undefined, versions: { session: 0, seats: [] } };
  const session = readSession(kept.text);
  if (session.state === "closed") return { session, versions: { session: kept.version, seats: [] } };
  const seats = await Promise.all(session.members.map((one) => load(seatKey(session.id, one.person))));
  return {
    session: withSeats(
      session,
      seats.map((one) => (one === undefined ? undefined : readSeat(one.text))),
    ),
    versions: { session: kept.version, seats: seats.map((one) => one?.version ?? 0) },
  };
}

/** Looks up what a decision on a session wants to know; dossiers that it may change come with their versions. */
export async function lookUpSession(
  shelves: Shelves,
  want: SessionWant,
  turn: Turn,
  scene: Scene,
  papers: Papers | undefined,
): Promise<{ readonly found: SessionFound; readonly expect: Expect }> {
  const [[open], [last]] = await Promise.all([
    shelves.range(openSessionIndex, { limit: 1 }),
    shelves.range(sessionIndex, { limit: 1, down: true }),
  ]);
  const { deed } = want;
  const id = want.named ?? open?.member ?? (looksBack(deed.do) ? last?.member : undefined);
  const { session, versions } = await sessionNamed(shelves, id);
  const nothing: SessionFound = {
    ...want,
    session,
    versions,
    next: (last?.score ?? 0) + 1,
    ready: [],
    people: [],
    dossiers: [],
    chats: {},
    leads: [],
    called: [],
    files: [],
  };
  switch (deed.do) {
    case "prepare":
    case "begin": {
      const [ready, people] = await Promise.all([readyAt(shelves, scene), holders(shelves)]);
      return {
        found: { ...nothing, ready, people: people.map((one) => one.person).toReversed() },
        expect: [],
      };
    }
    case "see":
    case "pages": {
      const { product } = turn.thread.session ?? {};
      const { dossiers } = await loaded(shelves, product === undefined ? [] : [product]);
      return { found: { ...nothing, dossiers }, expect: [] };
    }
    case "count": {
      if (session === undefined) return { found: nothing, expect: [] };
      // Whoever scores themselves sees nothing of the others' points.
      const scores = session.members.some((one) => one.person === session.secretary.person);
      const who = scores ? [] : [session.secretary.person];
      return { found: { ...nothing, leads: await chatsOf(shelves, who) }, expect: [] };
    }
    case "ask-close":
    case "close":
    case "ask-send":
    case "send": {
      if (session === undefined) return { found: nothing, expect: [] };
      const ids = session.products.map((one) => one.dossier);
      const [{ dossiers, expect }, leads, called, producers] = await Promise.all([
        loaded(shelves, ids),
        chatsOf(shelves, leadsOf(session)),
        chatsOf(
          shelves,
          session.members.map((one) => one.person),
        ),
        Promise.all(ids.map((one) => shelves.range(chatsIndex(one), { limit: 1, down: true }))),
      ]);
      const chats = Object.fromEntries(
        ids.map((one, at) => [one, (producers[at] ?? []).map(({ member }) => member)]),
      );
      return {
        found: { ...nothing, dossiers, chats, leads, called },
        expect: deed.do === "close" || deed.do === "send" ? expect : [],
      };
    }
    case "drop": {
      const called =
        session === undefined ? [] : [...session.members.map((one) => one.person), ...leadsOf(session)];
      return { found: { ...nothing, called: await chatsOf(shelves, called) }, expect: [] };
    }
    case "papers": {
      if (session === undefined || session.state === "open" || papers === undefined)
        return { found: nothing, expect: [] };
      const files = await inTime(() => madeOf(shelves, papers, session, deed.which, scene), papersWithin);
      return { found: { ...nothing, files: files ?? [] }, expect: [] };
    }
    default:
      return { found: nothing, expect: [] };
  }
}

/** What may also be about the last session, where none is open. */
const looksBack = (deed: SessionWant["deed"]["do"]): boolean =>
  ["state", "papers", "ask-send", "count", "points", "score", "here", "conflict"].includes(deed);

const leadsOf = (session: Session): readonly string[] => [
  ...new Set([session.secretary.person, ...(session.opener === undefined ? [] : [session.opener])]),
];

async function readyAt(shelves: Shelves, scene: Scene): Promise<readonly Dossier[]> {
  const stage = councilStage(scene.setting.programme);
  if (stage === undefined) return [];
  const named = await shelves.range(readyIndex(stage.id), { limit: mostReady });
  const { dossiers } = await loaded(
    shelves,
    named.map((one) => one.member),
  );
  return dossiers;
}

async function loaded(
  { load }: Pick<Shelves, "load">,
  ids: readonly string[],
): Promise<{ readonly dossiers: readonly Dossier[]; readonly expect: Expect }> {
  const kept = await Promise.all(ids.map((id) => load(dossierKey(id))));
  return {
    dossiers: kept.flatMap((one) => (one === undefined ? [] : [readDossier(one.text)])),
    expect: ids.map((id, at) => ({ key: dossierKey(id), version: kept[at]?.version ?? 0 })),
  };
}

/** The chats of people as they are now. */
async function chatsOf(
  { load }: Pick<Shelves, "load">,
  people: readonly string[],
): Promise<readonly string[]> {
  const kept = await Promise.all([...new Set(people)].map((one) => load(personKey(one))));
  return [...new Set(kept.flatMap((one) => (one === undefined ? [] : readPerson(one.text).threads)))];
}

/** The papers in the order they are asked for, up to the first that cannot be had; what was kept is not made again. */
async function madeOf(
  shelves: Shelves,
  { make, files }: Papers,
  session: Session,
  which: readonly PaperName[],
  scene: Scene,
): Promise<readonly FileRef[]> {
  const { dossiers } = await loaded(
    shelves,
    session.products.map((one) => one.dossier),
  );
  const made: FileRef[] = [];
  for (const name of which) {
    const before = session.files?.[name];
    if (before !== undefined && (await files.read(before.hash)) !== undefined) {
      made.push(before);
      continue;
    }
    const kept = await files.keep(
      await make[name](paperOf(session, dossiers, scene)),
      kinds[name](session.id),
    );
    if (!kept.ok) return made;
    made.push(kept.value);
  }
  return made;
}

/**
 * The part of a commit that keeps a session as it is now. Open, it stands beside what each member brought: whoever scores
 * expects it unmoved and writes their own part. Closed, it is one value, made of parts that have not moved either.
 */
export function sessionChange(
  { before, versions, now }: Extract<Effect, { kind: "keep-session" }>,
  at: number,
): Required<Pick<Change, "expect" | "put" | "index">> {
  const one = now ?? before;
  if (one === undefined) return { expect: [], put: [], index: [] };
  const { id } = one;
  const files = Object.values(now?.files ?? {}).filter((file) => file !== undefined);
  const wasOpen = before?.state === "open";
  const stays = now?.state === "open";
  const seats = one.members.map((member, place) => {
    const seat = now === undefined ? undefined : JSON.stringify(seatOf(now, member.person));
    const old = before === undefined ? undefined : JSON.stringify(seatOf(before, member.person));
    return {
      key: seatKey(id, member.person),
      seat,
      moved: seat !== old,
      version: versions.seats[place] ?? 0,
    };
  });
  const written = stays ? seats.filter((seat) => before !== undefined && seat.moved) : wasOpen ? seats : [];
  const text = JSON.stringify(now === undefined || !stays ? now : withoutSeats(now));
  const same = before !== undefined && stays && text === JSON.stringify(withoutSeats(before));
  return {
    expect: [
      { key: sessionKey(id), version: versions.session },
      ...written.map(({ key, version }) => ({ key, version })),
    ],
    put: [
      ...(same ? [] : [{ key: sessionKey(id), text: text ?? null }]),
      ...written.map(({ key, seat }) => ({ key, text: stays ? (seat ?? null) : null })),
    ],
    index: [
      ...(same
        ? []
        : [
            {
              index: sessionIndex,
              member: id,
              // The number of one that was dropped is not given again.
              score: Number(id.replace("PH-", "")),
            },
            { index: openSessionIndex, member: id, score: stays ? at : null },
          ]),
      ...files.map((file) => ({ index: fileIndex(file.hash), member: id, score: at })),
    ],
  };
}
