import { may, placeName, type Role } from "../../domain/role.ts";
import { menu } from "../ask.ts";
import { officeName } from "../hand-on.ts";
import { newPerson, type Person } from "../person.ts";
import { phrase, say, speak } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { openQuestions } from "./desk.ts";

/** The role that a code gives, taken at once; the same role again only gets the new code's name. */
export function granted(turn: Turn, code: string, given: Omit<Role, "from">, scene: Scene): Turn {
  const role: Role = { ...given, from: scene.now };
  const person = turn.person ?? newPerson(scene.fresh.person, scene.threadId);
  const others = person.roles.filter((one) => !isSame(one, role));
  const { wrongCodes: _, ...thread } = turn.thread;
  const now: Turn = {
    ...turn,
    person: { ...person, roles: [...others, { ...role }] },
    thread: { ...thread, person: person.id },
    effects: [
      ...turn.effects,
      { kind: "spend-code", code },
      { kind: "take-seat", person: person.id, role },
      { kind: "audit", by: person.id, deed: "granted", about: code },
    ],
  };
  const told = speak(now, [roleLine(role, scene), phrase(scene, "role-kept")].join("\n"));
  if (!may([role], "answer", scene.setting.programme, scene.today)) return menu(told, scene);
  return openQuestions(say(told, scene, "role-can-answer"));
}

const isSame = (one: Role, two: Role): boolean =>
  one.role === two.role && one.place === two.place && one.office === two.office;

/** A role in words. */
export function roleLine(role: Role, scene: Scene): string {
  const place = placeName(scene.setting.programme, role.place) ?? role.place;
  const office =
    role.office === undefined ? place : officeName(scene, { office: role.office, place: role.place });
  return phrase(scene, `role-${role.role}`, { place, office });
}

/** The roles of two records of one person. */
export const bothRoles = (one: Person, two: Person | undefined): Person["roles"] => [
  ...one.roles,
  ...(two?.roles ?? []).filter((role) => !one.roles.some((other) => isSame(other, role))),
];
