import { type Day, dayOf, type Instant } from "./instant.ts";
import type { Programme } from "./programme.ts";

export const roleNames = ["officer", "aide", "council", "secretary", "staff", "admin"] as const;
export type RoleName = (typeof roleNames)[number];

/**
 * What somebody is for the programme: an officer, one of the group that helps the office in charge (aide), a member of
 * the council, its secretary, the programme's staff, or who looks after the assistant (admin). `place`: a commune, the
 * district ("huyen"), or the programme itself; `office`: whose officer; `until`: the last day on which it holds; `by`: the
 * code it came with, by which it can be taken away.
 */
export type Role = {
  readonly role: RoleName;
  readonly place: string;
  readonly office?: string | undefined;
  readonly from: Instant;
  readonly until?: Day | undefined;
  readonly by: string;
};

/** A role as it is offered: not yet anybody's. */
export type Offer = Omit<Role, "from" | "by">;

/**
 * answer: what is handed on to an office. approve: let an answer into what is known. replay: see what was answered.
 * see: the dossiers of a place. review: decide on them at a stage. score: in a session of the council. minutes: write
 * those of a session. register: write the programme's register, rounds and sessions. report: on a place. invite: give
 * roles, see mayGive. announce: send word to many. retain: see what goes and let go what is past its period. operate: see how the program is, and switch its jobs.
 */
export const rightNames = [
  "answer",
  "approve",
  "replay",
  "see",
  "review",
  "score",
  "minutes",
  "register",
  "report",
  "invite",
  "announce",
  "retain",
  "operate",
] as const;
export type Right = (typeof rightNames)[number];

/** An announcement to more people than this goes only once a second member of staff has agreed. */
export const mostAlone = 30;

/** An officer is of a commune, of the office in charge (at the council's stage), or of another office. */
type Kind = Exclude<RoleName, "officer"> | "commune" | "in-charge" | "office";

const rights: Readonly<Record<Kind, readonly Right[]>> = {
  commune: ["answer", "approve", "replay", "see", "review", "report"],
  "in-charge": ["answer", "approve", "replay", "see", "review", "register", "report", "invite"],
  office: ["answer", "approve", "replay"],
  aide: ["answer", "see"],
  // A member of the council sees a dossier through its session only.
  council: ["score"],
  secretary: ["see", "minutes"],
  staff: ["answer", "approve", "replay", "see", "register", "report", "announce", "invite", "retain"],
  // Whoever looks after the assistant needs no dossiers for it.
  admin: ["invite", "replay", "retain", "operate"],
};

/** Rights over the questions of an office. */
const ofOffice: readonly Right[] = ["answer", "approve", "replay"];

/** What a right is asked for. A place left out means every place; a stage left out, no stage. */
export type On = {
  readonly place?: string | undefined;
  readonly office?: string | undefined;
  readonly stage?: string | undefined;
};

/** Whether any of the roles gives the right somewhere. */
export const may = (roles: readonly Role[], right: Right, programme: Programme, today: Day): boolean =>
  roles.some((role) => gives(role, right, programme, today));

/** Whether any of the roles gives the right on this. The question to ask before anything is shown or done. */
export const mayOn = (
  roles: readonly Role[],
  right: Right,
  programme: Programme,
  on: On,
  today: Day,
): boolean =>
  roles.some((role) => gives(role, right, programme, today) && reaches(role, right, programme, on));

/** Whether any of the roles lets one give this role to somebody, and take it away. */
export const mayGive = (roles: readonly Role[], given: Offer, programme: Programme, today: Day): boolean =>
  roles.some((role) => {
    if (!gives(role, "invite", programme, today)) return false;
    if (role.role === "admin") return true;
    if (role.role === "staff") return given.role !== "admin";
    return given.role === "officer"
      ? kindOf(given, programme) === "commune"
      : ["aide", "council", "secretary"].includes(given.role);
  });

/** Whether a role holds on a day; one for a place that this programme does not know never does. */
const holds = (role: Role, programme: Programme, today: Day): boolean =>
  placeName(programme, role.place) !== undefined &&
  dayOf(role.from) <= today &&
  (role.until === undefined || today <= role.until);

/** Whose questions the roles answer: those of some offices, each with the place it is for, or everybody's. */
export function desksOf(
  roles: readonly Role[],
  programme: Programme,
  today: Day,
): "all" | readonly { readonly office: string; readonly place: string }[] {
  const answering = roles.filter((role) => gives(role, "answer", programme, today));
  if (answering.some(isForAll)) return "all";
  return answering.flatMap((role) => {
    const office = officeIn(role, programme);
    return office === undefined ? [] : [{ office, place: role.place }];
  });
}

const gives = (role: Role, right: Right, programme: Programme, today: Day): boolean =>
  rights[kindOf(role, programme)].includes(right) && holds(role, programme, today);

function reaches(role: Role, right: Right, programme: Programme, on: On): boolean {
  if (isForAll(role)) return true;
  // Nobody knows which commune's a question without a place is: it is for each of them.
  if (ofOffice.includes(right))
    return (
      on.office === officeIn(role, programme) && (on.place === undefined || covers(role, programme, on.place))
    );
  if (right === "review" && on.stage !== stageOf(role, programme)?.id) return false;
  return covers(role, programme, on.place);
}

/** Whether a role is for everything in the programme, not for one office or place. */
const isForAll = (role: Pick<Role, "role">): boolean => role.role === "staff" || role.role === "admin";

/** Whether one of the roles looks after the programme as a whole: they hear when somebody tries codes. */
export const watches = (roles: readonly Role[], programme: Programme, today: Day): boolean =>
  roles.some((role) => isForAll(role) && holds(role, programme, today));

/** Whoever is no commune's officer is there for all communes; a place left out is every one of them. */
export const covers = (role: Pick<Role, "place">, programme: Programme, place: string | undefined): boolean =>
  isWhole(programme, role.place) || role.place === place;

function kindOf(role: Pick<Role, "role" | "place" | "office">, programme: Programme): Kind {
  if (role.role !== "officer") return role.role;
  switch (stageOf(role, programme)?.kind) {
    case "check":
      return isCommune(programme, role.place) ? "commune" : "office";
    case "council":
      return isWhole(programme, role.place) ? "in-charge" : "office";
    default:
      return "office";
  }
}

const stageOf = (role: Pick<Role, "office">, programme: Programme) =>
  programme.stages.find((one) => one.kind !== "outside" && one.office === role.office);

const officeIn = (role: Role, programme: Programme): string | undefined =>
  role.role === "aide" ? inCharge(programme) : role.office;

/** The office in charge of the programme: where the council sits. */
export const inCharge = (programme: Programme): string | undefined =>
  programme.stages.find((one) => one.kind === "council")?.office;

/** The office that goes with a role where none is named: a commune's own, else the one in charge; most roles have none. */
export function officeOf(
  programme: Programme,
  { role, place }: Pick<Role, "role" | "place">,
): string | undefined {
  if (role === "aide") return inCharge(programme);
  if (role !== "officer") return undefined;
  return isCommune(programme, place)
    ? programme.stages.find((one) => one.kind === "check")?.office
    : inCharge(programme);
}

/** Whether a role stands where its like do: a commune's officer in a commune, everybody else in the whole programme. */
export function stands(programme: Programme, { role, place, office }: Offer): boolean {
  const inCommune = isCommune(programme, place);
  if (role !== "officer") return isWhole(programme, place);
  const known = programme.offices.some((one) => one.id === office);
  return known && (inCommune || isWhole(programme, place)) && isOfCommunes(office ?? "") === inCommune;
}

/** The place of those who are there for the whole programme. */
export const wholeOf = (programme: Programme): string =>
  programme.stages.some((one) => one.id === "huyen") ? "huyen" : programme.id;

const isCommune = (programme: Programme, place: string): boolean =>
  programme.communes.some((one) => one.id === place);

const isWhole = (programme: Programme, place: string): boolean => place === "huyen" || place === programme.id;

/** The office that stands in every commune; a question to it goes to the asker's own. */
const communeOffice = "ubnd-xa";

/** Where the same office stands once in each commune. */
export const isOfCommunes = (office: string): boolean => office === communeOffice;

/** The place as people read it; undefined when the programme knows no such place. */
export function placeName(programme: Programme, place: string): string | undefined {
  if (isWhole(programme, place)) return programme.place;
  return programme.communes.find((one) => one.id === place)?.name;
}
