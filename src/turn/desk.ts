import type { Found, Want } from "../dialogue/desk.ts";
import { isDocument } from "../dialogue/document.ts";
import { type Inquiry, inquirySchema, sameness } from "../dialogue/inquiry.ts";
import { receiptSchema } from "../dialogue/receipt.ts";
import type { Scene, Turn } from "../dialogue/scene.ts";
import {
  alarmsKey,
  allDesks,
  answeredIndex,
  askersIndex,
  deskIndex,
  documentKey,
  inquiryIndex,
  inquiryKey,
  leftIndex,
  officeInquiries,
  proposalIndex,
  publishedIndex,
  receiptKey,
  retentionReportKey,
  sameKey,
} from "../domain/keys.ts";
import { covers, desksOf, inCharge } from "../domain/role.ts";
import { readAlarms, wrongNow } from "../operation/alarm.ts";
import type { Surroundings } from "../ports/surroundings.ts";
import type { Change, Store, Versioned } from "../store/contract.ts";
import { readReport } from "./retention/kept.ts";
import { lookAtGuesses, lookAtHolders, lookAtLog } from "./roles.ts";
import { conditionOf } from "./condition.ts";
import { listSetAside, oneSetAside } from "./set-aside.ts";
import { loadedArticles, loadedDocuments, readKept } from "./kept-document.ts";

/** What a look at the desk needs: single values, and who stands in an index. */
export type Shelves = {
  readonly load: (key: string) => Promise<Versioned | undefined>;
  readonly range: Store["range"];
  readonly read: Store["read"];
  /** What else an administrator is told of. */
  readonly around?: Surroundings;
};

type Expect = Required<Change>["expect"];

/** Questions looked at at once. */
const mostOpen = 50;
/** Chats that a question or a proposal is brought to. */
const mostTold = 20;
const mostAsked = 5;
/** Chats told of an answer in one commit. */
const mostAtOnce = 200;

export const readInquiry = (text: string): Inquiry => inquirySchema.parse(JSON.parse(text));

/** Looks up what a decision wants to know, with the versions it was read at. */
export async function lookUp(
  shelves: Shelves,
  want: Want,
  turn: Turn,
  scene: Scene,
): Promise<{ readonly found: Found; readonly expect: Expect }> {
  switch (want.ask) {
    case "pass":
      return whereToPass(shelves, want, scene);
    case "open":
      return { found: { ...want, inquiries: await open(shelves, turn, scene) }, expect: [] };
    case "proposals": {
      const named = await shelves.range(proposalIndex, { limit: mostOpen });
      const ids = named.map((one) => one.member);
      const [inquiries, documents] = await Promise.all([
        loaded(
          shelves,
          ids.filter((id) => !isDocument(id)),
        ),
        loadedDocuments(shelves.load, ids.filter(isDocument)),
      ]);
      return { found: { ...want, inquiries, documents }, expect: [] };
    }
    case "document": {
      const key = documentKey(want.id);
      const kept = await shelves.load(key);
      const document = kept === undefined ? undefined : readKept(kept.text);
      const files = want.deed === "read" ? await loadedArticles(shelves.load, want.id) : [];
      return { found: { ...want, document, files }, expect: [{ key, version: kept?.version ?? 0 }] };
    }
    case "inquiry": {
      const kept = await shelves.load(inquiryKey(want.id));
      const inquiry = kept === undefined ? undefined : readInquiry(kept.text);
      const own = turn.person?.threads ?? [];
      const others =
        inquiry === undefined || want.handling.deed !== "reply"
          ? []
          : (await seated(shelves, scene, inquiry)).filter((one) => !own.includes(one));
      const askers = (await shelves.range(askersIndex(want.id), { limit: 1000 })).length;
      const expect = [{ key: inquiryKey(want.id), version: kept?.version ?? 0 }];
      return { found: { ...want, inquiry, askers, others: others.slice(0, mostAsked) }, expect };
    }
    case "askers": {
      const waiting = await shelves.range(askersIndex(want.reply.inquiry), { limit: mostAtOnce });
      const threads = waiting.map((one) => one.member);
      return { found: { ...want, threads, more: threads.length === mostAtOnce }, expect: [] };
    }
    case "overdue": {
      const kept = await shelves.load(inquiryKey(want.id));
      const inquiry = kept === undefined ? undefined : readInquiry(kept.text);
      const standing = inquiry === undefined ? [] : await standingBy(shelves, scene, inquiry);
      const expect = [{ key: inquiryKey(want.id), version: kept?.version ?? 0 }];
      return { found: { ...want, inquiry, standing: standing.slice(0, mostTold) }, expect };
    }
    case "holders":
      return lookAtHolders(shelves, want.why);
    case "log":
      return lookAtLog(shelves, scene);
    case "guesses":
      return lookAtGuesses(shelves, scene);
    case "retention": {
      const kept = await shelves.load(retentionReportKey);
      const expect = [{ key: retentionReportKey, version: kept?.version ?? 0 }];
      return {
        found: { ...want, report: kept === undefined ? undefined : readReport(kept.text) },
        expect: want.deed === "agree" ? expect : [],
      };
    }
    case "condition": {
      const condition = await conditionOf(
        { load: (keys) => Promise.all(keys.map(shelves.load)), range: shelves.range },
        scene.now,
        shelves.around,
      );
      const kept = await shelves.load(alarmsKey);
      const { since, day } =
        kept === undefined
          ? { since: scene.now, day: { day: scene.today, held: condition.held, doubt: condition.doubt } }
          : readAlarms(kept.text);
      const wrong = [...wrongNow({ condition, model: shelves.around?.model?.() }, { since, day })].flatMap(
        ([name, fill]) => (fill === "unknown" ? [] : [[name, fill] as const]),
      );
      return { found: { ...want, condition, wrong }, expect: [] };
    }
    case "set-aside":
      return { found: { ...want, ...(await listSetAside(shelves)) }, expect: [] };
    case "settle": {
      const { one, expect } = await oneSetAside(shelves, want.code);
      return { found: { ...want, one }, expect };
    }
    case "receipt": {
      const kept = await shelves.load(receiptKey(want.code));
      const receipt = kept === undefined ? undefined : receiptSchema.parse(JSON.parse(kept.text));
      return { found: { ...want, receipt }, expect: [] };
    }
  }
}

/** The open inquiry that asks the same, or the number of a new one and the officers who are told of it. */
async function whereToPass(
  shelves: Shelves,
  want: Extract<Want, { ask: "pass" }>,
  scene: Scene,
): Promise<{ readonly found: Found; readonly expect: Expect }> {
  const key = sameKey(sameness(want.pass, scene.threadId));
  const known = await shelves.load(key);
  const kept = known === undefined ? undefined : await shelves.load(inquiryKey(known.text));
  const same = kept === undefined ? undefined : readInquiry(kept.text);
  const officers = same === undefined ? await seated(shelves, scene, want.pass) : [];
  return {
    found: { ...want, same, officers: officers.slice(0, mostTold) },
    expect: [
      { key, version: known?.version ?? 0 },
      // A new one must not take another's name; a known one must not have been answered meanwhile.
      same === undefined
        ? { key: inquiryKey(scene.fresh.inquiry), version: 0 }
        : { key: inquiryKey(same.id), version: kept?.version ?? 0 },
    ],
  };
}

/** The chats of an office's officers, of those in the commune where it is a commune's; where none is, of whoever is there for all. */
export async function seated(
  shelves: Shelves,
  scene: Scene,
  to: { readonly office: string; readonly place?: string | undefined },
): Promise<readonly string[]> {
  const own = await ofOffice(shelves, scene, to);
  return own.length > 0 ? own : forAll(shelves, scene);
}

/** The chats of an office's officers alone. */
export async function ofOffice(
  shelves: Shelves,
  { setting: { programme }, today }: Scene,
  to: { readonly office: string; readonly place?: string | undefined },
): Promise<readonly string[]> {
  const seats = await shelves.range(deskIndex(to.office), { limit: 500 });
  return seats.flatMap(({ member }) => {
    const { place, thread, until } = seatAt(member);
    const theirs = to.place === undefined || covers({ place }, programme, to.place);
    return theirs && (until === undefined || today <= until) ? [thread] : [];
  });
}

const forAll = async (shelves: Shelves, scene: Scene): Promise<readonly string[]> =>
  (await staffChats(shelves, scene)).slice(0, mostTold);

/** The chats of whoever is there for all offices: the programme's staff. */
export async function staffChats(
  { range }: Pick<Shelves, "range">,
  { today }: Scene,
): Promise<readonly string[]> {
  const seats = await range(deskIndex(allDesks), { limit: 500 });
  return seats
    .map((one) => seatAt(one.member))
    .filter(({ until }) => until === undefined || today <= until)
    .map((one) => one.thread);
}

/** Who sits in an index of desks: "<place> <thread>", and the last day of a role that ends. */
function seatAt(member: string) {
  const [place = "", thread = "", until] = member.split(" ");
  return { place, thread, until };
}

/** The chats of the office in charge and of whoever is there for all, without those whose own desk it lies on. */
async function standingBy(shelves: Shelves, scene: Scene, inquiry: Inquiry): Promise<readonly string[]> {
  const office = inCharge(scene.setting.programme);
  const [own, standing, all] = await Promise.all([
    ofOffice(shelves, scene, inquiry),
    office === undefined ? [] : ofOffice(shelves, scene, { office }),
    forAll(shelves, scene),
  ]);
  return [...new Set([...standing, ...all])].filter((chat) => !own.includes(chat));
}

/** What waits for a person with their roles, oldest first. */
async function open(shelves: Shelves, turn: Turn, scene: Scene): Promise<readonly Inquiry[]> {
  return loaded(shelves, await openNames(shelves, turn, scene));
}

/** The names of what waits for a person with their roles, oldest first. */
export async function openNames(shelves: Shelves, turn: Turn, scene: Scene): Promise<readonly string[]> {
  const desks = desksOf(turn.person?.roles ?? [], scene.setting.programme, scene.today);
  const indexes =
    desks === "all"
      ? [inquiryIndex]
      : desks.flatMap(({ office, place }) => [officeInquiries(office), officeInquiries(office, place)]);
  const lists = await Promise.all(
    [...new Set(indexes)].map((index) => shelves.range(index, { limit: mostOpen })),
  );
  const named = lists.flat().toSorted((one, two) => one.score - two.score);
  // What came late to the standing office may lie on two desks of one person.
  return [...new Set(named.map((one) => one.member))].slice(0, mostOpen);
}

async function loaded(shelves: Shelves, ids: readonly string[]): Promise<readonly Inquiry[]> {
  const kept = await Promise.all(ids.map((id) => shelves.load(inquiryKey(id))));
  return kept.flatMap((one) => (one === undefined ? [] : [readInquiry(one.text)]));
}

type Part = Required<Pick<Change, "put" | "index">>;

/** The part of a commit that keeps an inquiry as it is now, in the indexes of what it has become; `now` undefined: no more. */
export function inquiryChange(before: Inquiry | undefined, now: Inquiry | undefined): Part {
  const one = now ?? before;
  if (one === undefined) return { put: [], index: [] };
  const waits = now !== undefined && now.reply === undefined;
  const score = (index: string, at: number | null) => ({ index, member: one.id, score: at });
  return {
    put: [
      { key: inquiryKey(one.id), text: now === undefined ? null : JSON.stringify(now) },
      { key: sameKey(one.same), text: waits ? one.id : null },
    ],
    index: [
      score(inquiryIndex, waits ? one.at : null),
      score(officeInquiries(one.office, one.place), waits ? one.at : null),
      ...(one.late === undefined || one.late.to === one.office
        ? []
        : [score(officeInquiries(one.late.to), waits ? one.at : null)]),
      score(proposalIndex, now?.article?.state === "proposed" ? now.article.at : null),
      // What was not approved to be known is found here, once it has been told long enough.
      score(answeredIndex, now?.reply !== undefined && now.article === undefined ? now.reply.at : null),
      score(publishedIndex, now?.article?.state === "published" ? now.article.at : null),
    ],
  };
}

/** A chat among those that wait for an inquiry, or no more: then `at` is null. */
export const asker = (inquiry: string, thread: string, at: number | null) => [
  { index: askersIndex(inquiry), member: thread, score: at },
  { index: leftIndex(thread), member: inquiryKey(inquiry), score: at },
];

/** Takes chats out of the inquiries they wait for; those that nobody else waits for are no more. */
export async function inquiriesLeft(
  { load, range }: Pick<Shelves, "load" | "range">,
  threads: readonly string[],
  keys: readonly string[],
): Promise<Part & { readonly expect: Expect }> {
  const parts = await Promise.all(
    keys.map(async (key) => {
      const id = key.slice(inquiryKey("").length);
      const [kept, waiting] = await Promise.all([load(key), range(askersIndex(id), { limit: 100 })]);
      const index = threads.flatMap((thread) => asker(id, thread, null));
      if (kept === undefined || waiting.some((one) => !threads.includes(one.member)))
        return { put: [], index, expect: [] };
      const change = inquiryChange(readInquiry(kept.text), undefined);
      const expect = [{ key, version: kept.version }];
      return { put: change.put, index: [...index, ...change.index], expect };
    }),
  );
  return {
    put: parts.flatMap((part) => part.put),
    index: parts.flatMap((part) => part.index),
    expect: parts.flatMap((part) => part.expect),
  };
}
