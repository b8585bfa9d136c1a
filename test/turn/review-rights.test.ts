import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listsOf } from "../../src/app.ts";
import { newPerson } from "../../src/dialogue/person.ts";
import type { Setting, Turn } from "../../src/dialogue/scene.ts";
import { newThread, type Thread } from "../../src/dialogue/thread.ts";
import { days, instantOf } from "../../src/domain/instant.ts";
import type { Deed } from "../../src/domain/event.ts";
import { receiptDossierKey } from "../../src/domain/keys.ts";
import type { Role } from "../../src/domain/role.ts";
import type { Entry } from "../../src/dossier/entry.ts";
import { begin, type Dossier, replay } from "../../src/dossier/fold.ts";
import { other } from "../../src/flow/answers.ts";
import { readSetting } from "../../src/project.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds } from "../../src/tools/rehearsal.ts";
import { decideWith } from "../../src/turn/perform.ts";
import { dossierChange } from "../../src/turn/review.ts";
import { sceneFor } from "../../src/turn/run-thread.ts";
import { seededRandom } from "../support/seeded.ts";

const now = instantOf("2026-11-25 09:00");

/** What a seat sees, and at which stage it decides: everywhere, in its own commune, or not at all. */
type Seat = {
  readonly role: Role["role"];
  readonly office?: string;
  readonly place: "whole" | "commune" | "elsewhere";
  readonly sees: "all" | "own" | "none";
  readonly decides?: { readonly at: string; readonly where: "all" | "own" };
};

/** Who may see and decide what, written down by hand; those that decide at the council's stage also note results. */
const seatsWith = (charge: string, council: string): readonly Seat[] => [
  { role: "officer", office: "ubnd-xa", place: "commune", sees: "own", decides: { at: "xa", where: "own" } },
  { role: "officer", office: charge, place: "whole", sees: "all", decides: { at: council, where: "all" } },
  { role: "officer", office: "ubnd-xa", place: "whole", sees: "none" },
  { role: "officer", office: "ubnd-xa", place: "elsewhere", sees: "none" },
  { role: "officer", office: charge, place: "commune", sees: "none" },
  { role: "officer", office: "trung-tam-y-te", place: "whole", sees: "none" },
  { role: "officer", place: "commune", sees: "none" },
  { role: "aide", place: "whole", sees: "all" },
  { role: "aide", place: "commune", sees: "own" },
  { role: "secretary", place: "whole", sees: "all" },
  { role: "council", place: "whole", sees: "none" },
  { role: "staff", place: "whole", sees: "all" },
  { role: "admin", place: "whole", sees: "none" },
];

const situations = [
  "waits-first",
  "returned-first",
  "waits-council",
  "ready",
  "evaluated",
  "outside",
  "recognised",
  "not-reached",
  "withdrawn",
] as const;
type Situation = (typeof situations)[number];

type Known = { readonly dossier: Dossier; readonly token: string; readonly situation: Situation };

const programmes = [
  { id: "bac-ha-2021", whole: "huyen", charge: "phong-nong-nghiep", council: "huyen", outside: "tinh" },
  { id: "bac-ha-2026", whole: "bac-ha-2026", charge: "chi-cuc-ptnt", council: "tinh", outside: "bo" },
] as const;
type Of = (typeof programmes)[number];

function entriesTo(situation: Situation, of: Of, place: string, code: string): readonly Entry[] {
  const head = { at: now - days(3), by: "p" };
  const improve = ["thêm nhãn"];
  const handedIn: Entry = { ...head, kind: "handed-in", code, stage: "xa", place };
  const up: Entry = { ...head, kind: "accepted", stage: "xa", to: of.council };
  const ready: Entry = { ...head, kind: "accepted", stage: of.council };
  const scored: Entry = {
    ...head,
    kind: "evaluated",
    stage: of.council,
    session: "PH-1",
    score: 71,
    stars: 4,
    improve,
  };
  const by: Readonly<Record<Situation, readonly Entry[]>> = {
    "waits-first": [],
    "returned-first": [
      { ...head, kind: "returned", stage: "xa", reasons: [{ reason: "mờ", item: "address" }] },
    ],
    "waits-council": [up],
    ready: [up, ready],
    evaluated: [up, ready, scored],
    outside: [up, ready, scored, { ...head, kind: "sent", to: of.outside }],
    recognised: [up, ready, scored, { ...head, kind: "recognised", stars: 4 }],
    "not-reached": [up, ready, { ...head, kind: "not-reached", improve }],
    withdrawn: [{ ...head, kind: "withdrawn" }],
  };
  return [handedIn, ...by[situation]];
}

async function fillStore(store: OpenStore, setting: Setting, of: Of): Promise<readonly Known[]> {
  const { programme } = setting;
  const known: Known[] = [];
  for (const commune of programme.communes)
    for (const situation of situations) {
      const number = known.length + 1;
      const [id, code, token] = [`dossier-x${number}`, `BH-K${1000 + number}`, `quyzo${number}q`];
      const head = { at: now - days(5), by: "p" };
      const list = programme.checklist;
      const started = {
        ...head,
        kind: "started",
        programme: programme.id,
        list,
        law: programme.law,
        version: 1,
      } as const;
      const entries: readonly Entry[] = [
        started,
        { ...head, kind: "answered", item: "product", value: other(`Mắm ${token}`) },
        { ...head, kind: "answered", item: "commune", value: commune.id },
        { ...head, kind: "answered", item: "ownerName", value: `Tổ ${token}` },
        { ...head, kind: "answered", item: "address", value: `thôn ${token}` },
        ...entriesTo(situation, of, commune.id, code),
      ];
      const dossier = replay(id, entries);
      if (dossier === undefined) throw new Error("no dossier");
      const change = dossierChange(programme, begin(id, started), dossier, entries);
      await store.commit({
        now,
        ...change,
        put: [...change.put, { key: receiptDossierKey(code), text: id }],
      });
      known.push({ dossier, token, situation });
    }
  return known;
}

const deeds = [
  "code",
  "name",
  "state",
  "list",
  "tap",
  "point",
  "all",
  "return",
  "accept",
  "result",
  "send",
] as const;
type DeedName = (typeof deeds)[number];

const waits = (one: Known): boolean => one.situation === "waits-first" || one.situation === "waits-council";

describe.each(programmes)("an officer of $id, through the whole turn", (of) => {
  let store: OpenStore;
  let setting: Setting;
  let known: readonly Known[];
  beforeAll(async () => {
    setting = await readSetting(of.id);
    store = await openSqlite({ file: ":memory:", programme: of.id });
    known = await fillStore(store, setting, of);
  });
  afterAll(async () => store.close());

  const act = async (roles: readonly Role[], deed: Deed, open: Partial<Thread>) => {
    const scene = sceneFor({ setting, lists: listsOf(setting), ids: countingIds() }, "web:1", now);
    const person = { ...newPerson("person-1", "web:1"), roles: [...roles] };
    const before: Turn = {
      thread: { ...newThread, person: person.id, lastAt: now - 1, ...open },
      person,
      dossier: undefined,
      effects: [],
    };
    const load = async (key: string) => (await store.load([key]))[0];
    const announcing = { store, reaches: {}, rates: {} };
    const outside = { load, range: store.range, read: store.read, announcing };
    const { turn } = await decideWith(outside, before, deed, scene);
    return {
      told: turn.effects
        .flatMap((one) =>
          one.kind === "say"
            ? [one.message.text, ...(one.message.choices ?? []).map((each) => each.label)]
            : [],
        )
        .join("\n"),
      kept: turn.effects.filter((one) => one.kind === "keep-dossier"),
      news: turn.effects.filter((one) => one.kind === "tell"),
    };
  };

  const openIn = ({ dossier }: Known): Pick<Thread, "review"> => ({
    review: { dossier: dossier.id, seen: dossier.entries, points: ["address", "ownerName"] },
  });
  const said = (text: string): Deed => ({ kind: "text", text });
  const codeOf = (one: Known): string => one.dossier.receipt?.code ?? `BH-K${1000 + known.indexOf(one) + 1}`;

  function deedOn(name: DeedName, one: Known): readonly [Deed, Partial<Thread>] {
    const { id: dossier, entries: seen } = one.dossier;
    switch (name) {
      case "code":
        return [said(`mở ${codeOf(one)}`), {}];
      case "name":
        return [said(`mở hồ sơ ${one.token}`), {}];
      case "state":
        return [said(`hồ sơ ${one.token} thiếu gì`), {}];
      case "list":
        return [said("việc hôm nay"), {}];
      case "tap":
        return [{ kind: "tap", data: `rv:open:${dossier}`, label: "x" }, {}];
      case "point":
        return [said("xem 1"), openIn(one)];
      case "all":
        return [said("xem tất cả"), openIn(one)];
      case "return":
        return [
          said("gửi"),
          {
            ...openIn(one),
            pending: { kind: "return", dossier, seen, reasons: [{ reason: "mờ", item: "address" }] },
          },
        ];
      case "accept":
        return [said("tiếp nhận"), { ...openIn(one), pending: { kind: "accept", dossier, seen } }];
      case "result":
        return [
          said("gửi"),
          { ...openIn(one), pending: { kind: "result", dossier, seen, stars: 4, decision: "QĐ 12/QĐ-UBND" } },
        ];
      case "send":
        return [said(`gửi tỉnh ${codeOf(one)}`), {}];
    }
  }

  test("sees and does what a plain table says, for 2,000 people, and nothing else", async () => {
    const random = seededRandom(of.id === "bac-ha-2021" ? 21 : 26);
    const below = (count: number): number => Math.floor(random() * count);
    const communes = setting.programme.communes.map((one) => one.id);
    const pick = <Item>(some: readonly Item[]): Item => {
      const one = some[below(some.length)];
      if (one === undefined) throw new Error("nothing to pick from");
      return one;
    };
    const seats = seatsWith(of.charge, of.council);
    const deciding = seats.filter((one) => one.decides !== undefined);
    const decidable = known.filter((one) => waits(one) || ["evaluated", "outside"].includes(one.situation));
    const tally = { seen: 0, hidden: 0, kept: 0, refused: 0 };
    for (let run = 0; run < 2000; run += 1) {
      const one = pick(random() < 0.6 ? decidable : known);
      const place = one.dossier.place ?? communes[Math.floor(known.indexOf(one) / situations.length)] ?? "";
      const held = Array.from({ length: 1 + below(2) }, () => {
        const seat = pick(random() < 0.4 ? deciding : seats);
        // Half of those of a commune are of the very commune.
        const commune = random() < 0.5 ? place : pick(communes);
        const [from, until, holds] = pick([
          [now - days(30), undefined, true],
          [now - days(30), "2026-11-25", true],
          [now - days(30), "2027-01-01", true],
          [now - days(30), "2026-11-24", false],
          [now + days(1), undefined, false],
        ] as const);
        const at = seat.place === "whole" ? of.whole : seat.place === "commune" ? commune : "sa-pa";
        const role: Role = {
          role: seat.role,
          place: at,
          from,
          by: "BH-1",
          ...(seat.office === undefined ? {} : { office: seat.office }),
          ...(until === undefined ? {} : { until }),
        };
        return { seat, commune, holds, role };
      });
      const inForce = held.filter(({ holds }) => holds);
      const sees = (where: string): boolean =>
        inForce.some(
          ({ seat, commune }) => seat.sees === "all" || (seat.sees === "own" && commune === where),
        );
      const decides = (stage: string, where: string): boolean =>
        inForce.some(
          ({ seat, commune }) =>
            seat.decides?.at === stage && (seat.decides.where === "all" || commune === where),
        );
      const placeOf = (each: Known): string => each.dossier.place ?? "";
      const stageOf = (each: Known): string => each.dossier.stage ?? "xa";
      const mine = one.situation !== "withdrawn" && sees(place);

      const name = pick(deeds);
      const [deed, open] = deedOn(name, one);
      const { told, kept, news } = await act(
        held.map(({ role }) => role),
        deed,
        open,
      );
      const what = `${run} ${name} ${one.situation} ${place} ${JSON.stringify(held.map(({ role }) => role))}\n${told}`;

      // Nobody ever reads a word of a dossier outside their places.
      const others = known.filter((each) => each.situation === "withdrawn" || !sees(placeOf(each)));
      expect(
        others.filter((each) => told.includes(each.token)).map((each) => each.token),
        what,
      ).toEqual([]);
      tally.hidden += others.length > 0 ? 1 : 0;

      if (name === "list") {
        const waiting = known.filter((each) => waits(each) && decides(stageOf(each), placeOf(each)));
        expect(told.includes(`có ${waiting.length} hồ sơ chờ`), what).toBe(waiting.length > 0);
        expect(kept, what).toEqual([]);
        continue;
      }
      if (["code", "name", "state", "tap", "point", "all"].includes(name)) {
        expect(told.includes(one.token), what).toBe(mine);
        expect(kept, what).toEqual([]);
        tally.seen += mine ? 1 : 0;
        if (!mine && name === "code") {
          // A code elsewhere is answered like one that there is not.
          const nowhere = await act(
            held.map(({ role }) => role),
            said("mở BH-K9999"),
            {},
          );
          expect(told, what).toBe(nowhere.told.replaceAll("BH-K9999", codeOf(one)));
        }
        continue;
      }
      const notes = decides(of.council, place);
      const done =
        mine &&
        (name === "result"
          ? notes && (one.situation === "evaluated" || one.situation === "outside")
          : name === "send"
            ? notes && one.situation === "evaluated"
            : waits(one) && decides(stageOf(one), place));
      expect(kept.length, what).toBe(done ? 1 : 0);
      if (!done) expect(news, what).toEqual([]);
      tally[done ? "kept" : "refused"] += 1;
    }
    // The chances are such that none of the four is rare.
    expect(
      Object.values(tally).every((count) => count > 30),
      JSON.stringify(tally),
    ).toBe(true);
  });
});
