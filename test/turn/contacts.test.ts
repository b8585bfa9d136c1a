import { afterAll, describe, expect, test } from "vitest";
import { type Contact, isOptedOut, topics } from "../../src/broadcast/contact.ts";
import {
  type AnsweredTo,
  type Conditions,
  matcher,
  matches,
  type Segment,
} from "../../src/broadcast/segment.ts";
import { segmentLists } from "../../src/broadcast/segment-lists.ts";
import { newPerson, type Person } from "../../src/dialogue/person.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import { days, hours, instantOf } from "../../src/domain/instant.ts";
import {
  contactIndex,
  contactKey,
  dossierIndex,
  dossierKey,
  personKey,
  roleIndex,
  threadKey,
} from "../../src/domain/keys.ts";
import { type Role, roleNames } from "../../src/domain/role.ts";
import { begin, type Dossier } from "../../src/dossier/fold.ts";
import { onPaper, other, type Value } from "../../src/flow/answers.ts";
import type { Condition } from "../../src/flow/define.ts";
import { readSetting } from "../../src/project.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { play } from "../../src/tools/play.ts";
import { rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { seededRandom } from "../../src/tools/seeded.ts";
import { countIn } from "../../src/turn/broadcast/audience.ts";
import { contactsAnew } from "../../src/turn/contacts-anew.ts";
import { revoke } from "../../src/turn/roles.ts";
import { readContact } from "../../src/turn/state.ts";
import { filesUnder, textOf } from "../architecture/project.ts";
import {
  announcements,
  answers,
  type Random,
  randomSegment,
  someOf,
  states,
  under,
} from "../broadcast/segments.ts";
import { answersIn } from "../support/scripted-answers.ts";

const setting = await readSetting("bac-ha-2021");
const now = instantOf("2021-06-15 10:00");
const lists = segmentLists(setting, "2021-06-15");

/** Everybody whom a segment means in a store. */
async function meantIn(
  store: OpenStore,
  segment: Segment,
  at: number,
  answered?: ReadonlyMap<string, AnsweredTo>,
): Promise<readonly Contact[]> {
  const found: Contact[] = [];
  const given = answered === undefined ? {} : { answers: () => Promise.resolve(answered) };
  for await (const { meant } of countIn(store, segment, { now: at, ...given })) found.push(...meant);
  return found;
}

const everybody = (store: OpenStore, at = now): Promise<readonly Contact[]> => meantIn(store, {}, at);

describe("contacts kept turn by turn are those made anew of persons and dossiers", () => {
  // Those that are about questions alone leave the same contact again and again.
  const conversations = filesUnder("test/conversations").filter(
    (path) => path.endsWith(".md") && !/\/(?:hoi-dap|kien-thuc)\/|\/san-pham\/(?!com)/u.test(path),
  );
  test("after every conversation there is", { timeout: 120_000 }, async () => {
    let people = 0;
    for (const path of conversations) {
      const conversation = readConversation(textOf(path));
      const one = await readSetting(conversation.programme);
      const store = await openSqlite({ file: ":memory:", programme: one.programme.id });
      const kept: OpenStore = { ...store, close: () => Promise.resolve() };
      await play(conversation, one, { ...(await answersIn(path)), opened: kept });
      const all = await everybody(store, conversation.at + days(4000));
      people += all.length;
      const made = await contactsAnew(store, one, conversation.at);
      expect([path, made.changed]).toEqual([path, 0]);
      await store.close();
    }
    expect(people).toBeGreaterThan(conversations.length / 2);
  });
});

const says =
  (talk: Rehearsal, thread: string) =>
  async (...texts: readonly string[]): Promise<string> => {
    let last: readonly string[] = [];
    for (const text of texts) last = await talk.deed({ kind: "text", text }, thread);
    return last.join("\n");
  };
const opening = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "hợp tác xã", "HTX Quế Nậm Đét", "1"];
const start = instantOf("2021-03-15 08:00");
const codeIn = (text: string): string => /BH-\w+/u.exec(text)?.[0] ?? "none";
const unchanged = async (talk: Rehearsal): Promise<number> =>
  (await contactsAnew(talk.store, setting, start)).changed;

describe("a contact", () => {
  test("says who somebody is, what they make and what is missing", async () => {
    const talk = await rehearse(setting, start);
    await says(talk, "terminal:lan")(...opening);
    const [contact, ...more] = await everybody(talk.store, start + days(1));
    expect(more).toEqual([]);
    expect(contact).toMatchObject({
      schema: 1,
      name: "HTX Quế Nậm Đét",
      chats: [{ thread: "terminal:lan", lastAt: instantOf("2021-03-15") }],
      roles: ["producer"],
      dossiers: [{ product: "tinh-dau-que-nam-det", kind: "coop", state: "draft", round: "dot-1" }],
      trained: false,
      optedOut: [],
    });
    await talk.close();
  });

  test("is not written by a turn that changes nothing of it", async () => {
    const talk = await rehearse(setting, start);
    const lan = says(talk, "terminal:lan");
    await lan(...opening);
    const [contact] = await everybody(talk.store, start + days(1));
    const version = async () => (await talk.store.load([contactKey(contact?.id ?? "")]))[0]?.version;
    const before = await version();
    await lan("còn thiếu gì", "đợt 1 khi nào hết hạn");
    expect(await version()).toBe(before);
    await talk.wait(days(1), "terminal:lan");
    await lan("còn thiếu gì");
    expect(await version()).toBe((before ?? 0) + 1);
    await talk.close();
  });

  test("goes with the person's data, and that of a helper loses what was shared", async () => {
    const talk = await rehearse(setting, start);
    const [lan, con] = [says(talk, "terminal:lan"), says(talk, "terminal:con")];
    await lan(...opening);
    await con(codeIn(await lan("thêm người giúp")), "đồng ý");
    const both = await everybody(talk.store, start + days(1));
    expect(both.map((one) => one.dossiers.map((dossier) => dossier.helps ?? false))).toEqual([
      [false],
      [true],
    ]);
    expect(await unchanged(talk)).toBe(0);
    await lan("xoá dữ liệu", "đúng");
    const left = await everybody(talk.store, start + days(1));
    expect(left.map((one) => [one.chats[0]?.thread, one.dossiers])).toEqual([["terminal:con", []]]);
    await con("xoá dữ liệu", "đúng");
    expect(await talk.store.range(contactIndex, { limit: 10 })).toEqual([]);
    expect(await talk.store.load(both.map((one) => contactKey(one.id)))).toEqual([undefined, undefined]);
    await talk.close();
  });

  test("of a helper changes when the owner answers, and the other way round", async () => {
    const talk = await rehearse(setting, start);
    const [lan, con] = [says(talk, "terminal:lan"), says(talk, "terminal:con")];
    await lan(...opening.slice(0, 3));
    await con(codeIn(await lan("thêm người giúp")), "đồng ý");
    await lan(...opening.slice(3));
    const named = async () =>
      (await everybody(talk.store, start + days(1))).map((one) => one.dossiers[0]?.owner);
    expect(await named()).toEqual(["HTX Quế Nậm Đét", "HTX Quế Nậm Đét"]);
    await con("sửa tên chủ thể thành HTX Quế Mới", "đúng");
    const [one, two] = await named();
    expect(one).toBe(two);
    expect(await unchanged(talk)).toBe(0);
    await lan("bỏ người giúp");
    const [, left] = await everybody(talk.store, start + days(1));
    expect(left?.dossiers).toEqual([]);
    expect(await unchanged(talk)).toBe(0);
    await talk.close();
  });

  test("of two that are joined is one, also for what offices do to their dossiers later", async () => {
    const talk = await rehearse(setting, start);
    const [lan, web] = [says(talk, "terminal:lan"), says(talk, "terminal:web")];
    await lan(...opening);
    await lan("đừng gửi tin hội chợ nữa");
    await web("đăng ký lạp sườn", "đồng ý", "hộ");
    const code = codeIn(await web("lấy mã nối"));
    await lan(code);
    const all = await everybody(talk.store, start + days(1));
    expect(all).toHaveLength(1);
    expect(all[0]?.chats.map((one) => one.thread).toSorted()).toEqual(["terminal:lan", "terminal:web"]);
    expect(all[0]?.dossiers.map((one) => one.product)).toEqual(["lap-suon-bac-ha", "tinh-dau-que-nam-det"]);
    expect(all[0]?.optedOut).toEqual(["fair"]);
    expect(all.map((one) => [isOptedOut(one, "fair"), isOptedOut(one, "policy")])).toEqual([[true, false]]);
    expect(await unchanged(talk)).toBe(0);
    await talk.close();
  });

  test("of an officer is there by the role, and goes with it", async () => {
    const talk = await rehearse(setting, start);
    await talk.seat("terminal:dung", { role: "officer", place: "ta-chai", office: "ubnd-xa" });
    const [contact] = await everybody(talk.store, start + days(1));
    expect(contact).toMatchObject({ roles: ["officer"], seats: [{ role: "officer", place: "ta-chai" }] });
    await talk.unseat("terminal:dung");
    expect(await talk.store.range(contactIndex, { limit: 10 })).toEqual([]);
    await talk.seat("terminal:mai", { role: "staff", place: "huyen" });
    await talk.seat("terminal:hoa", { role: "officer", place: "huyen", office: "phong-nong-nghiep" });
    const hoa = (await everybody(talk.store, start + days(1))).find((one) => one.roles.includes("officer"));
    await revoke(talk.store, start, hoa?.id ?? "");
    expect((await everybody(talk.store, start + days(1))).map((one) => one.roles)).toEqual([["staff"]]);
    await talk.close();
  });

  test("comes with the next word where a person was known before there were contacts", async () => {
    const talk = await rehearse(setting, start);
    const lan = says(talk, "terminal:lan");
    await lan(...opening, "đăng ký lạp sườn", "đúng");
    const [before] = await everybody(talk.store, start + days(1));
    const id = before?.id ?? "";
    await talk.store.commit({
      now: start,
      put: [{ key: contactKey(id), text: null }],
      index: [{ index: contactIndex, member: id, score: null }],
    });
    await lan("còn thiếu gì");
    const [after] = await everybody(talk.store, start + days(1));
    expect(before?.dossiers).toHaveLength(2);
    expect(after).toEqual(before);
    await talk.close();
  });
});

/** What is kept of many people, made at random: some helped, some in a role, some both. */
function village(random: Random, count: number) {
  const { programme } = setting;
  const list = setting.checklists[programme.checklist];
  if (list === undefined) throw new Error("no checklist");
  const words = new Map<string, number>();
  const dossiers: Dossier[] = [];
  let made = 0;
  const people = Array.from({ length: count }, (_, at): Person => {
    const id = `person-${at}`;
    const threads = Array.from({ length: 1 + under(random, 2) }, (_gap, chat) => `terminal:${at}-${chat}`);
    for (const thread of threads)
      words.set(thread, now - under(random, 60) * days(1) - under(random, 20) * hours(1));
    const roles = random() < 0.3 ? someOf(random, roleNames, 2).map((role) => roleOf(random, role)) : [];
    const consents = random() < 0.8 || roles.length === 0;
    const own =
      consents && random() < 0.85
        ? Array.from({ length: 1 + under(random, 3) }, () => dossierOf(random, id))
        : [];
    dossiers.push(...own);
    return {
      ...newPerson(id, threads[0] ?? ""),
      threads,
      roles,
      ...(consents ? { consent: { version: "x", at: now - under(random, 90) * days(1) } } : {}),
      dossiers: own.map((one) => ({ id: one.id, title: "x", handedIn: one.state !== "draft" })),
      ...(random() < 0.2 ? { optedOut: someOf(random, topics) } : {}),
      ...(random() < 0.4 ? { trained: true as const } : {}),
    };
  });
  function dossierOf(random_: Random, owner: string): Dossier {
    made += 1;
    const values: Record<string, Value> = {};
    for (const [id, item] of Object.entries(list?.items ?? {})) {
      if (random_() < 0.25) continue;
      const { expect: wanted } = item;
      if (wanted.kind === "one") values[id] = someOf(random_, Object.keys(wanted.options), 1)[0] ?? "";
      if (wanted.kind === "from")
        values[id] =
          random_() < 0.1 ? other("rượu ngô") : (someOf(random_, lists[wanted.list], 1)[0]?.id ?? "");
      if (wanted.kind === "paper") values[id] = onPaper;
      if (wanted.kind === "yesno") values[id] = random_() < 0.7;
      if (wanted.kind === "text") values[id] = "vài chữ";
    }
    const state = someOf(random_, states, 1)[0] ?? "draft";
    const handed = state !== "draft";
    return {
      ...begin(`dossier-${made}`, {
        kind: "started",
        at: now - days(60),
        by: owner,
        programme: programme.id,
        list: list?.id ?? "",
        law: list?.law ?? "",
        version: 1,
      }),
      changedAt: now - under(random_, 60) * days(1),
      answers: values,
      state,
      ...(handed && random_() < 0.8 ? { place: someOf(random_, programme.communes, 1)[0]?.id ?? "" } : {}),
      ...(handed ? { round: someOf(random_, programme.rounds, 1)[0]?.id ?? "", stage: "xa" } : {}),
      ...(state === "recognised" || state === "evaluated"
        ? { result: { at: now, stars: 3 + under(random_, 3), improve: [] } }
        : {}),
    };
  }
  function roleOf(random_: Random, role: Role["role"]): Role {
    const inCommune = role === "officer" && random_() < 0.6;
    return {
      role,
      place: inCommune ? (someOf(random_, programme.communes, 1)[0]?.id ?? "") : "huyen",
      ...(role === "officer" ? { office: inCommune ? "ubnd-xa" : "phong-nong-nghiep" } : {}),
      from: now - under(random_, 90) * days(1),
      ...(random_() < 0.3 ? { until: random_() < 0.5 ? "2021-06-14" : "2021-06-15" } : {}),
      by: "BH-1",
    };
  }
  // Some help with what is somebody else's.
  const helpers = people.filter((one) => one.consent !== undefined && random() < 0.3);
  for (const helper of helpers) {
    const at = under(random, dossiers.length);
    const dossier = dossiers[at];
    if (dossier === undefined || dossier.owner === helper.id) continue;
    dossiers[at] = { ...dossier, helpers: [...(dossier.helpers ?? []), helper.id] };
    helper.dossiers.push({ id: dossier.id, title: "x", handedIn: false });
  }
  const today = instantOf("2021-06-15");
  const ago = new Map(
    people.map((person) => {
      const lastWord = Math.max(...person.threads.map((thread) => words.get(thread) ?? 0));
      const day = new Date(lastWord + hours(7)).toISOString().slice(0, 10);
      return [person.id, Math.round((today - instantOf(day)) / days(1))];
    }),
  );
  const ofWhom = new Map(
    people.map(({ id }) => [
      id,
      dossiers.filter((dossier) => dossier.owner === id || (dossier.helpers ?? []).includes(id)),
    ]),
  );
  return { people, dossiers, words, ago, ofWhom };
}
type Village = ReturnType<typeof village>;

/** Whether a condition of the checklist holds, written anew here. */
function met(condition: Condition, values: Readonly<Record<string, Value>>): boolean {
  if (condition.op === "not") return !met(condition.of, values);
  if (condition.op === "all") return !condition.of.some((one) => !met(one, values));
  if (condition.op === "any") return condition.of.some((one) => met(one, values));
  const value = values[condition.item];
  if (condition.op === "answered") return value !== undefined;
  const text = value === true ? "yes" : value === false ? "no" : value;
  return typeof text === "string" && condition.values.includes(text);
}

const items = Object.values(setting.checklists)
  .filter((list) => list.id === setting.programme.checklist)
  .flatMap((list) => Object.entries(list.items));
const itemFrom = (list: string): string =>
  items.find(([, { expect: wanted }]) => wanted.kind === "from" && wanted.list === list)?.[0] ?? "";

const itemOf = { communes: itemFrom("communes"), products: itemFrom("products"), sets: itemFrom("sets") };
const may = instantOf("2021-05-01");

/** Whom a segment means, found out from persons, dossiers and last words alone. */
function bruteForce(
  segment: Segment,
  one: Village,
  answered: ReadonlyMap<string, AnsweredTo>,
): readonly string[] {
  const roundOf = (dossier: Dossier): string | undefined => {
    if (dossier.round !== undefined) return dossier.round;
    // Round 1 ends with April.
    return dossier.changedAt < may ? "dot-1" : "dot-2";
  };
  const fits = (of: Conditions, dossier: Dossier): boolean => {
    const is = (wanted: readonly string[] | undefined, value: unknown): boolean =>
      wanted === undefined || (typeof value === "string" && wanted.includes(value));
    if (!is(of.communes, dossier.place ?? dossier.answers[itemOf.communes])) return false;
    if (!is(of.products, dossier.answers[itemOf.products])) return false;
    if (!is(of.sets, dossier.answers[itemOf.sets])) return false;
    if (!is(of.kinds, dossier.answers["owner"])) return false;
    if (!is(of.rounds, roundOf(dossier))) return false;
    if (!is(of.states, dossier.state)) return false;
    if (of.stars !== undefined && !of.stars.some((stars) => stars === dossier.result?.stars)) return false;
    const { missing } = of;
    return (
      missing === undefined ||
      items.some(
        ([id, item]) =>
          item.expect.kind === "paper" &&
          missing.includes(item.expect.paper) &&
          item.optional === undefined &&
          dossier.answers[id] === undefined &&
          (item.when === undefined || met(item.when, dossier.answers)),
      )
    );
  };
  const ofDossier: readonly (keyof Conditions)[] = [
    "communes",
    "products",
    "sets",
    "kinds",
    "rounds",
    "states",
    "stars",
    "missing",
  ];
  const holds = (of: Conditions, person: Person): boolean => {
    const mine = one.ofWhom.get(person.id) ?? [];
    const live = person.roles.filter((role) => role.until !== "2021-06-14");
    const { roles, places, seenWithinDays, unseenForDays } = of;
    const produces =
      person.consent !== undefined &&
      (person.roles.length === 0 || mine.some((dossier) => dossier.owner === person.id));
    const isA = (role: string): boolean =>
      role === "producer"
        ? produces
        : live.some(
            (held) =>
              held.role === role ||
              (held.role === "officer" &&
                role === (held.place === "huyen" ? "office-officer" : "commune-officer")),
          );
    if (!produces && live.length === 0) return false;
    if (roles !== undefined && !roles.some(isA)) return false;
    if (
      places !== undefined &&
      !live.some((role) => role.office === "ubnd-xa" && places.includes(role.place))
    )
      return false;
    const ago = one.ago.get(person.id) ?? 0;
    if (seenWithinDays !== undefined && ago > seenWithinDays) return false;
    if (unseenForDays !== undefined && ago < unseenForDays) return false;
    if (of.trained !== undefined && of.trained !== (person.trained ?? false)) return false;
    if (
      of.answered !== undefined &&
      answered.get(person.id)?.[of.answered.announcement] !== of.answered.answer
    )
      return false;
    return ofDossier.every((key) => of[key] === undefined) || mine.some((dossier) => fits(of, dossier));
  };
  return one.people
    .filter(
      (person) => holds(segment, person) && !(segment.except ?? []).some((except) => holds(except, person)),
    )
    .map((person) => person.id)
    .toSorted();
}

describe("whom a segment means", () => {
  const random = seededRandom(412);
  const one = village(random, 260);
  const answered = new Map<string, AnsweredTo>(
    one.people.map((person) => [
      person.id,
      Object.fromEntries(
        announcements.flatMap((id) => (random() < 0.7 ? [[id, someOf(random, answers, 1)[0] ?? ""]] : [])),
      ),
    ]),
  );
  const opened = openSqlite({ file: ":memory:", programme: "bac-ha-2021" }).then(async (store) => {
    await store.commit({
      now,
      put: [
        ...one.people.map((person) => ({ key: personKey(person.id), text: JSON.stringify(person) })),
        ...one.dossiers.map((dossier) => ({ key: dossierKey(dossier.id), text: JSON.stringify(dossier) })),
        ...[...one.words].map(([thread, lastAt]) => ({
          key: threadKey(thread),
          text: JSON.stringify({ ...newThread, lastAt }),
        })),
      ],
      index: [
        ...one.dossiers.map((dossier) => ({
          index: dossierIndex,
          member: dossier.id,
          score: dossier.changedAt,
        })),
        // Those without a dossier are found by nothing else here.
        ...one.people.map((person) => ({ index: roleIndex, member: person.id, score: now })),
      ],
    });
    await contactsAnew(store, setting, now);
    return store;
  });
  afterAll(async () => (await opened).close());

  test(
    "is what going through all persons and dossiers finds, for 10,000 of them",
    { timeout: 120_000 },
    async () => {
      const store = await opened;
      const contacts = (await store.load(one.people.map((person) => contactKey(person.id)))).flatMap((kept) =>
        kept === undefined ? [] : [readContact(kept.text)],
      );
      expect(contacts).toHaveLength(one.people.length);
      let some = 0;
      for (let at = 0; at < 10_000; at += 1) {
        const segment = randomSegment(random, lists);
        const isMeant = matcher(segment, now);
        const found = contacts
          .filter((contact) => isMeant(contact, answered.get(contact.id)))
          .map(({ id }) => id);
        const wanted = bruteForce(segment, one, answered);
        // A comparison of its own for each would take longer than all the counting.
        if (found.toSorted().join() !== wanted.join()) expect([segment, found]).toEqual([segment, wanted]);
        if (wanted.length > 0) some += 1;
        if (at % 100 === 0) {
          const counted = await meantIn(store, segment, now, answered);
          expect(counted.map(({ id }) => id).toSorted()).toEqual(wanted);
          expect(counted.every((contact) => matches(segment, contact, now, answered.get(contact.id)))).toBe(
            true,
          );
        }
      }
      // Most random segments would mean nobody if nothing were right.
      expect(some).toBeGreaterThan(2_500);
    },
  );
});

describe("going through contacts", () => {
  const contact = (at: number, joinedAt: number): Contact => ({
    schema: 1,
    id: `person-${at}`,
    joinedAt,
    name: "",
    chats: [],
    roles: ["producer"],
    seats: [],
    dossiers: [],
    trained: false,
    optedOut: [],
  });
  const filled = async (all: readonly Contact[], place: (one: Contact) => number): Promise<OpenStore> => {
    const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
    await store.commit({
      now,
      put: all.map((one) => ({ key: contactKey(one.id), text: JSON.stringify(one) })),
      index: all.map((one) => ({ index: contactIndex, member: one.id, score: place(one) })),
    });
    return store;
  };

  test("meets everybody once where many stand at one place, and can go on after any page", async () => {
    const all = Array.from({ length: 4_700 }, (_, at) => contact(at, now - 5 + Math.floor(at / 900)));
    const store = await filled(all, (one) => one.joinedAt);
    const whole = (await everybody(store)).map(({ id }) => id);
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole.length).toBe(4_700);
    const parts: string[] = [];
    let from: { readonly place: number; readonly passed: readonly string[] } | undefined;
    for (let page = 0; page < 20; page += 1) {
      const pages = countIn(store, {}, { now, ...(from && { from }) });
      const next = await pages.next();
      if (next.done === true) break;
      parts.push(...next.value.meant.map(({ id }) => id));
      from = next.value.cursor;
    }
    expect(parts).toEqual(whole);
    await store.close();
  });

  test("says so instead of passing anybody over where more stand at one place than a page holds", async () => {
    const store = await filled(
      Array.from({ length: 1_500 }, (_, at) => contact(at, now)),
      () => now,
    );
    await expect(everybody(store)).rejects.toThrow("stand at one place");
    await store.close();
  });

  test("does not meet who joins meanwhile, and misses nobody for whoever goes", async () => {
    const all = Array.from({ length: 3_000 }, (_, at) => contact(at, now - 10_000 + at));
    const store = await filled(all, (one) => one.joinedAt);
    const found: string[] = [];
    let page = 0;
    for await (const { meant } of countIn(store, {}, { now })) {
      found.push(...meant.map(({ id }) => id));
      page += 1;
      const late = contact(10_000 + page, now + 5 * page);
      const gone = `person-${page - 1}`;
      await store.commit({
        now,
        put: [
          { key: contactKey(late.id), text: JSON.stringify(late) },
          { key: contactKey(gone), text: null },
        ],
        index: [
          { index: contactIndex, member: late.id, score: late.joinedAt },
          { index: contactIndex, member: gone, score: null },
        ],
      });
    }
    expect(found).toEqual(all.map(({ id }) => id));
    await store.close();
  });
});
