import { expect, test } from "vitest";
import { dayOf, days, instantOf } from "../../src/domain/instant.ts";
import type { Programme } from "../../src/domain/programme.ts";
import {
  desksOf,
  may,
  mayGive,
  mayOn,
  type Offer,
  officeOf,
  type On,
  type Right,
  rightNames,
  type Role,
  stands,
} from "../../src/domain/role.ts";
import { readSetting } from "../../src/project.ts";
import { seededRandom } from "../support/seeded.ts";

/** Who there is, with the office each belongs to in each programme; "a commune" stands for any. */
type Who = {
  readonly name: string;
  readonly role: Role["role"];
  readonly place: "a commune" | "whole";
  readonly office?: readonly [string, string];
};
const everybody: readonly [Who, ...Who[]] = [
  { name: "commune officer", role: "officer", place: "a commune", office: ["ubnd-xa", "ubnd-xa"] },
  {
    name: "officer in charge",
    role: "officer",
    place: "whole",
    office: ["phong-nong-nghiep", "chi-cuc-ptnt"],
  },
  { name: "other officer", role: "officer", place: "whole", office: ["trung-tam-y-te", "so-y-te"] },
  { name: "aide", role: "aide", place: "whole", office: ["phong-nong-nghiep", "chi-cuc-ptnt"] },
  { name: "council", role: "council", place: "whole" },
  { name: "secretary", role: "secretary", place: "whole" },
  { name: "staff", role: "staff", place: "whole" },
  { name: "admin", role: "admin", place: "whole" },
];

/**
 * Who may do what, written as the plan says it, one column for each of the above.
 * x: on everything. o: for their office. op: for their office, in their commune or where no commune is known.
 * p: in their commune. s: at their office's stage. sp: there, in their commune.
 */
const table: Readonly<Record<Right, string>> = {
  //        commune charge other aide council secretary staff admin
  answer: "   op      o     o     o     -      -        x     -",
  approve: "  op      o     o     -     -      -        x     -",
  replay: "   op      o     o     -     -      -        x     x",
  see: "      p       x     -     x     -      x        x     -",
  review: "   sp      s     -     -     -      -        -     -",
  score: "    -       -     -     -     x      -        -     -",
  minutes: "  -       -     -     -     -      x        -     -",
  register: " -       x     -     -     -      -        x     -",
  report: "   p       x     -     -     -      -        x     -",
  invite: "   -       x     -     -     -      -        x     x",
  announce: " -       -     -     -     -      -        x     -",
  retain: "   -       -     -     -     -      -        x     x",
  operate: "  -       -     -     -     -      -        -     x",
};
const cell = (right: Right, who: Who): string =>
  table[right].trim().split(/\s+/u)[everybody.indexOf(who)] ?? "?";

/** Whom each may make what: the columns are the same, the rows whom. */
const giving: Readonly<Record<string, string>> = {
  "commune officer": "   - x - - - - x x",
  "officer in charge": " - - - - - - x x",
  "other officer": "     - - - - - - x x",
  aide: "              - x - - - - x x",
  council: "           - x - - - - x x",
  secretary: "         - x - - - - x x",
  staff: "             - - - - - - x x",
  admin: "             - - - - - - - x",
};

const settings = [await readSetting("bac-ha-2021"), await readSetting("bac-ha-2026")] as const;
const stageOf = { "ubnd-xa": "xa", "phong-nong-nghiep": "huyen", "chi-cuc-ptnt": "tinh" } as const;

type Seat = { readonly who: Who; readonly role: Role; readonly holds: boolean };

function allowed({ who, role, holds }: Seat, right: Right, on: On): boolean {
  const own = on.place === role.place;
  const stage = Object.entries(stageOf).find(([office]) => office === role.office)?.[1];
  if (!holds) return false;
  switch (cell(right, who)) {
    case "x":
      return true;
    case "o":
      return on.office === role.office;
    case "op":
      return on.office === role.office && (own || on.place === undefined);
    case "p":
      return own;
    case "s":
      return on.stage === stage;
    case "sp":
      return on.stage === stage && own;
    default:
      return false;
  }
}

const today = "2021-03-15";
const roleOf = (part: Partial<Role>): Role => ({
  role: "officer",
  place: "huyen",
  from: instantOf("2021-03-01"),
  by: "BH-1",
  ...part,
});

test("a role holds from its first day through its last, and not a day more", () => {
  const [{ programme }] = settings;
  const role = roleOf({ role: "staff", from: instantOf("2021-03-10 17:30"), until: "2021-12-31" });
  const on = (day: string) => mayOn([role], "see", programme, { place: "ta-chai" }, day);
  expect(["2021-03-09", "2021-03-10", "2021-12-31", "2022-01-01"].map(on)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test("a role that stands where the programme knows no place, or no such office, gives no dossier", () => {
  const [{ programme }, { programme: later }] = settings;
  const rightsOf = (role: Role, at: Programme) =>
    rightNames.filter((right) =>
      [undefined, "ta-chai", "bac-ha", "ban-lien"].some((place) =>
        [undefined, "xa", "huyen", "tinh"].some((stage) =>
          mayOn([role], right, at, { place, stage, office: role.office }, today),
        ),
      ),
    );
  // A commune that is one no more: "ta-chai" was, until the programme of 2026.
  const gone = roleOf({ place: "ta-chai", office: "ubnd-xa" });
  expect(rightsOf(gone, later)).toEqual([]);
  expect(rightsOf(gone, programme)).toEqual(["answer", "approve", "replay", "see", "review", "report"]);
  for (const role of ["staff", "admin", "aide", "secretary", "council"] as const)
    expect([role, rightsOf(roleOf({ role, place: "bac-ha-1999" }), programme)]).toEqual([role, []]);
  const ofQuestions = ["answer", "approve", "replay"];
  for (const odd of [
    { place: "huyen", office: "ubnd-xa" },
    { place: "ta-chai", office: "phong-nong-nghiep" },
    { place: "ta-chai", office: "trung-tam-y-te" },
  ]) {
    expect([odd, rightsOf(roleOf(odd), programme)]).toEqual([odd, ofQuestions]);
    expect(stands(programme, { role: "officer", ...odd })).toBe(false);
  }
});

test("a role is offered where its like stand, with the office that goes with it", () => {
  for (const [at, { programme }] of settings.entries())
    for (const who of everybody) {
      const place = who.place === "whole" ? programme.id : "ban-lien";
      const other = who.place === "whole" ? "ban-lien" : programme.id;
      const office = who.office?.[at];
      const offer = (where: string): Offer => ({ role: who.role, place: where, office });
      expect([who.name, stands(programme, offer(place)), stands(programme, offer(other))]).toEqual([
        who.name,
        true,
        false,
      ]);
      if (who.name !== "other officer")
        expect([who.name, officeOf(programme, { role: who.role, place })]).toEqual([who.name, office]);
    }
});

test("questions are answered at the desks of roles that hold", () => {
  const [{ programme }] = settings;
  const desks = (...roles: readonly Role[]) => desksOf(roles, programme, today);
  const commune = roleOf({ place: "ta-chai", office: "ubnd-xa" });
  expect(desks(commune, roleOf({ role: "council" }))).toEqual([{ office: "ubnd-xa", place: "ta-chai" }]);
  expect(desks({ ...commune, until: "2021-03-14" }, roleOf({ role: "admin" }))).toEqual([]);
  expect(desks(roleOf({ role: "aide" }))).toEqual([{ office: "phong-nong-nghiep", place: "huyen" }]);
  expect(desks(commune, roleOf({ role: "staff" }))).toBe("all");
});

test("5,000 people with one or two roles may do what the table says, and nothing else", () => {
  const random = seededRandom(7);
  const pick = <Of>(list: readonly [Of, ...Of[]]): Of => list[Math.floor(random() * list.length)] ?? list[0];
  const now = instantOf("2026-08-20 10:00");
  const seatIn = (programme: Programme, year: number): Seat => {
    const who = pick(everybody);
    const communes = programme.communes.map((one) => one.id);
    const place = who.place === "whole" ? pick(["huyen", programme.id]) : pick(["ban-lien", ...communes]);
    const office = who.office?.[year];
    const begins = pick([-300, -1, 0, 0, 1]);
    const ends = pick([undefined, undefined, undefined, -1, 0, 1, 90]);
    const role: Role = {
      role: who.role,
      place,
      ...(office === undefined ? {} : { office }),
      from: now + days(begins),
      ...(ends === undefined ? {} : { until: dayOf(now + days(ends)) }),
      by: "BH-1",
    };
    return { who, role, holds: begins <= 0 && (ends === undefined || ends >= 0) };
  };
  const wrong: unknown[] = [];
  let yes = 0;
  for (let count = 0; count < 5000; count += 1) {
    const year = count % 2;
    const { programme } = settings[year === 0 ? 0 : 1];
    const seats =
      random() < 0.8 ? [seatIn(programme, year)] : [seatIn(programme, year), seatIn(programme, year)];
    const roles = seats.map((one) => one.role);
    const right = pick(rightNames);
    const on: On = {
      place: pick([undefined, ...roles.map((one) => one.place), ...programme.communes.map((one) => one.id)]),
      office: pick([undefined, ...roles.map((one) => one.office), ...programme.offices.map((one) => one.id)]),
      stage: pick([undefined, ...programme.stages.map((one) => one.id)]),
    };
    // What is asked about lies in a commune, or is of the whole programme.
    const asked = on.place === "huyen" || on.place === programme.id ? { ...on, place: undefined } : on;
    const expected = seats.some((seat) => allowed(seat, right, asked));
    const anywhere = seats.some((seat) => seat.holds && cell(right, seat.who) !== "-");
    if (expected) yes += 1;
    if (mayOn(roles, right, programme, asked, dayOf(now)) !== expected)
      wrong.push({ roles, right, asked, expected });
    if (may(roles, right, programme, dayOf(now)) !== anywhere) wrong.push({ roles, right, anywhere });
    const given = seatIn(programme, year);
    const gives = seats.some(
      (seat) =>
        seat.holds && giving[given.who.name]?.trim().split(/\s+/u)[everybody.indexOf(seat.who)] === "x",
    );
    if (mayGive(roles, given.role, programme, dayOf(now)) !== gives)
      wrong.push({ roles, given: given.role, gives });
  }
  expect(wrong).toEqual([]);
  expect(yes).toBeGreaterThan(500);
});
