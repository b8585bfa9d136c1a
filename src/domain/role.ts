import type { Instant } from "./instant.ts";
import { deskNames, type Programme } from "./programme.ts";

export const roleNames = ["officer", "staff", "council", "admin"] as const;
export type RoleName = (typeof roleNames)[number];

/**
 * What somebody is for the programme. `place`: a commune, the district ("huyen"), or the programme itself; `office`: whose
 * officer; `by`: the code it came with, by which it can be taken away.
 */
export type Role = {
  readonly role: RoleName;
  readonly place: string;
  readonly office?: string | undefined;
  readonly from: Instant;
  readonly by: string;
};

/** answer: what is handed on to an office. approve: let an answer into what is known. replay: see what was answered. */
export type Right = "answer" | "approve" | "replay";

const rights: Readonly<Record<RoleName, readonly Right[]>> = {
  officer: ["answer", "approve", "replay"],
  staff: ["answer", "approve", "replay"],
  council: ["replay"],
  admin: ["answer", "approve", "replay"],
};

const gives = (role: Role, right: Right): boolean => rights[role.role].includes(right);

/** Whether any of the roles gives the right. */
export const may = (roles: readonly Role[], right: Right): boolean =>
  roles.some((role) => gives(role, right));

/** Whether a role is for everything in the programme, not for one office. */
export const isForAll = (role: Role): boolean => role.role === "staff" || role.role === "admin";

/** Whether one may answer what was handed on to an office, and, for a commune's office, to that of a commune. */
export const reaches = (
  roles: readonly Role[],
  programme: Programme,
  to: { readonly office?: string | undefined; readonly place?: string | undefined },
): boolean =>
  roles.some(
    (role) =>
      gives(role, "answer") &&
      (isForAll(role) ||
        (role.office !== undefined &&
          to.office !== undefined &&
          deskNames(programme, to.office).includes(role.office) &&
          covers(role, programme, to.place))),
  );

/** Whoever is no commune's officer is there for all communes. */
export const covers = (role: Pick<Role, "place">, programme: Programme, place: string | undefined): boolean =>
  place === undefined || role.place === place || !isCommune(programme, role.place);

const isCommune = (programme: Programme, place: string): boolean =>
  programme.communes.some((one) => one.id === place);

/** The office that stands in every commune; a question to it goes to the asker's own. */
const communeOffice = "ubnd-xa";

/** Where the same office stands once in each commune. */
export const isOfCommunes = (office: string): boolean => office === communeOffice;

/** The place as people read it; undefined when the programme knows no such place. */
export function placeName(programme: Programme, place: string): string | undefined {
  if (place === "huyen" || place === programme.id) return programme.place;
  return programme.communes.find((one) => one.id === place)?.name;
}

/** The office an officer of a place belongs to when none is named: the commune's own, else the programme's standing one. */
export function officeOf(programme: Programme, place: string): string | undefined {
  const ofCommunes = isCommune(programme, place);
  return programme.offices.find((one) => isOfCommunes(one.id) === ofCommunes)?.id;
}
