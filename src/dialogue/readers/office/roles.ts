import type { News } from "../../../domain/event.ts";
import { clockTime, dayOf, days, hours, showDay } from "../../../domain/instant.ts";
import {
  may,
  mayGive,
  type Offer,
  placeName,
  type Right,
  type Role,
  stands,
  watches,
} from "../../../domain/role.ts";
import { plain } from "../../../text/plain.ts";
import { abilities } from "../../abilities.ts";
import { askNext, menu } from "../../ask.ts";
import { backToItem } from "../../back.ts";
import type { Found, Want } from "../../desk.ts";
import { officeName } from "../../standing.ts";
import { readOffer } from "../../offer.ts";
import { isSamePerson, newPerson, type Person } from "../../person.ts";
import { has } from "../../right.ts";
import { openQueue } from "../../review.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Effect, Reader, Scene, Turn } from "../../scene.ts";
import type { Thread } from "../../thread.ts";
import { openQuestions } from "./desk.ts";
import { yesOrNo } from "../correction.ts";

/** How long the code of a role is good for. */
export const inviteLives = days(7);
/** Roles in one message. */
const mostShown = 30;
/** So many wrong codes in an hour are more than slips; of more than that many nothing is kept. */
export const manyWrong = 10;
const mostKept = 200;

/** The role that a code gives, taken at once; the same role again holds as its new code says. */
export function granted(turn: Turn, code: string, given: Omit<Role, "from">, scene: Scene): Turn {
  const role: Role = { ...given, from: scene.now };
  const person = turn.person ?? newPerson(scene.fresh.person, scene.threadId);
  const instead = person.roles.filter((one) => isSame(one, role));
  const others = person.roles.filter((one) => !isSame(one, role));
  const { wrongCodes: _, ...thread } = turn.thread;
  const threads = instead.length > 0 ? [...new Set([...person.threads, scene.threadId])] : [scene.threadId];
  const now: Turn = {
    ...turn,
    person: { ...person, roles: [...others, { ...role }] },
    thread: { ...thread, person: person.id },
    effects: [
      ...turn.effects,
      { kind: "spend-code", code },
      { kind: "take-seat", person: person.id, role, threads, instead },
      { kind: "audit", by: person.id, deed: "granted", about: code },
    ],
  };
  const { programme } = scene.setting;
  const gives = (right: Right): boolean => may([role], right, programme, scene.today);
  const told = speak(
    now,
    [roleLine(role, scene), phrase(scene, "role-kept"), ...abilities(gives, scene)].join("\n"),
  );
  if (gives("review")) return openQueue(told);
  return gives("answer") ? openQuestions(told) : menu(told, scene);
}

const isSame = (one: Role, two: Role): boolean =>
  one.role === two.role && one.place === two.place && one.office === two.office;

/** A role in words, as a sentence of its own. */
export const roleLine = (role: Offer, scene: Scene): string =>
  phrase(scene, "role-line", { role: inWords(role, scene) });

function inWords(role: Offer, scene: Scene): string {
  const place = placeName(scene.setting.programme, role.place) ?? role.place;
  const office =
    role.office === undefined ? place : officeName(scene, { office: role.office, place: role.place });
  const name = phrase(scene, `role-${role.role}`, { place, office });
  return role.until === undefined
    ? name
    : phrase(scene, "role-until", { role: name, until: showDay(role.until) });
}

/** The roles of two records of one person; of two that are the same the one that holds longer. */
export function bothRoles(one: Person, two: Person | undefined): Person["roles"] {
  const longer = (role: Role, other: Role): boolean =>
    role.until === undefined || (other.until !== undefined && role.until > other.until);
  const theirs = two?.roles ?? [];
  const kept = one.roles.filter(
    (role) => !theirs.some((other) => isSame(role, other) && longer(other, role)),
  );
  return [...kept, ...theirs.filter((role) => !kept.some((other) => isSame(role, other)))];
}

const takenAway = /^(?:thu|thu hồi|thu hoi|thu lại|thu lai|bỏ|bo)\s+vai\s+tr[òo]\s+([\w-]{4,32})$/iu;
const listed =
  /^(?:xem )?(?:ai (?:dang )?co vai tro(?: gi)?|(?:danh sach|cac) (?:can bo|vai tro)|ai la can bo|thu (?:hoi |lai )?vai tro|vai tro cua moi nguoi)$/u;

/** "mời cán bộ xã Tà Chải", "ai có vai trò gì", "thu vai trò BH-…", "nhật ký": only those who give roles have these words. */
export const roles: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!has(turn, "invite", scene)) return undefined;
  const { programme } = scene.setting;
  const offer = readOffer(text, programme, scene.today);
  if (offer !== undefined) return invited(turn, offer, scene);
  const code = takenAway.exec(text.trim())?.[1];
  if (code !== undefined) return wants(settled(turn), holdersOf("ask", code));
  const words = plain(text);
  if (listed.test(words)) return wants(turn, { ask: "holders", why: { deed: "list" } });
  return /^(?:xem )?nhat ky$/u.test(words) && looksAfterAll(turn, scene)
    ? wants(turn, { ask: "log" })
    : undefined;
};

const wants = (turn: Turn, want: Want): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "desk", want }],
});

const holdersOf = (deed: "ask" | "take", said: string): Want => ({
  ask: "holders",
  why: { deed, code: /^bh-/iu.test(said) ? said.toUpperCase() : said },
});

const settled = (turn: Turn): Turn => {
  const { pending: _, ...thread } = turn.thread;
  return { ...turn, thread };
};

const waitsFor = (turn: Turn, pending: NonNullable<Thread["pending"]>): Turn => ({
  ...turn,
  thread: { ...turn.thread, pending },
});

const givesToo = ({ person }: Turn, role: Offer, scene: Scene): boolean =>
  person !== undefined && mayGive(person.roles, role, scene.setting.programme, scene.today);

/** Only an admin may make others admin. */
const looksAfterAll = (turn: Turn, scene: Scene): boolean =>
  givesToo(turn, { role: "admin", place: scene.setting.programme.id }, scene);

/** Shows what would be given, to be confirmed. */
function invited(turn: Turn, offer: Offer | "who" | "until", scene: Scene): Turn {
  const { programme } = scene.setting;
  if (offer === "until") return say(turn, scene, "invite-until", { year: scene.today.slice(0, 4) });
  if (offer === "who" || !stands(programme, offer))
    return say(turn, scene, "invite-how", {
      place: programme.communes[0]?.name ?? "",
      year: scene.today.slice(0, 4),
    });
  if (!givesToo(turn, offer, scene))
    return say(turn, scene, "invite-not-yours", { role: inWords(offer, scene) });
  const asked = waitsFor(turn, { kind: "invite", role: { ...offer } });
  return say(asked, scene, "invite-asked", { role: inWords(offer, scene) }, yesOrNo(scene));
}

/** The yes to an invitation: a code to be passed on. */
export function inviteAgreed(turn: Turn, offer: Offer, scene: Scene): Turn {
  const { person } = turn;
  const role = inWords(offer, scene);
  if (person === undefined || !givesToo(turn, offer, scene))
    return askNext(say(turn, scene, "invite-not-yours", { role }), scene);
  const code = scene.fresh.invite;
  const until = scene.now + inviteLives;
  const given: Turn = {
    ...turn,
    effects: [
      ...turn.effects,
      { kind: "give-role", code, role: offer, until },
      { kind: "audit", by: person.id, deed: "invited", about: aboutOffer(code, offer) },
    ],
  };
  return say(given, scene, "invite-code", { code, role, day: showDay(dayOf(until)) });
}

/** An offer as a line of the audit log names it. */
export const aboutOffer = (code: string, { role, place, office, until }: Offer): string =>
  [code, role, place, office, until].filter((one) => one !== undefined).join(" ");

/** The yes to taking a role away: it is looked up again. */
export const unseatAgreed = (turn: Turn, code: string, scene: Scene): Turn =>
  has(turn, "invite", scene)
    ? wants(turn, holdersOf("take", code))
    : askNext(say(turn, scene, "unseat-none", { code }), scene);

/** What was found about roles and codes. */
export function atRoles(
  turn: Turn,
  found: Extract<Found, { ask: "holders" | "log" | "guesses" }>,
  scene: Scene,
): Turn {
  switch (found.ask) {
    case "holders":
      return found.why.deed === "list"
        ? holders(turn, found, scene)
        : unseat(turn, found, found.why.deed, found.why.code, scene);
    case "log":
      return log(turn, found, scene);
    case "guesses":
      return guessed(turn, found, scene);
  }
}

type Holders = Extract<Found, { ask: "holders" }>;
type Held = { readonly person: Person; readonly role: Role };

/** The roles found that one may take away: those that a code or a short name means, where one was said. */
const theirs = (turn: Turn, { people, why }: Holders, scene: Scene): readonly Held[] =>
  people
    .flatMap((person) => person.roles.map((role) => ({ person, role })))
    .filter(
      ({ person, role }) => why.deed === "list" || role.by === why.code || shortName(person.id) === why.code,
    )
    .filter(({ role }) => givesToo(turn, role, scene));

/** A person is called by the end of their name. */
export const shortName = (person: string): string => person.slice(-6);

function holders(turn: Turn, found: Holders, scene: Scene): Turn {
  const all = theirs(turn, found, scene);
  const [first] = all;
  if (first === undefined || turn.person === undefined) return say(turn, scene, "holders-none");
  const lines = all.slice(0, mostShown).map(({ person, role }) =>
    phrase(scene, "holder", {
      code: role.by,
      role: inWords(role, scene),
      from: showDay(dayOf(role.from)),
      person: shortName(person.id),
    }),
  );
  const more =
    all.length > mostShown ? [phrase(scene, "holders-more", { count: all.length - mostShown })] : [];
  const head = phrase(scene, "holders", { count: all.length });
  const how = phrase(scene, "holders-how", { code: first.role.by });
  const told = speak(turn, [head, ...lines, ...more, how].join("\n"));
  return audited(told, turn.person, "holders", String(all.length));
}

const audited = (turn: Turn, person: Person, deed: "holders" | "revoked", about: string): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "audit", by: person.id, deed, about }],
});

/** Asks whether a role is to be taken away, or takes it. */
function unseat(turn: Turn, found: Holders, deed: "ask" | "take", code: string, scene: Scene): Turn {
  const { person } = turn;
  const { offer } = found;
  const all = theirs(turn, found, scene);
  const offered = offer !== undefined && givesToo(turn, offer, scene) ? [offer] : [];
  if (person === undefined || all.length + offered.length === 0)
    return askNext(say(turn, scene, "unseat-none", { code }), scene);
  // Nobody shuts themselves out by a slip, the last admin least of all.
  if (all.some((one) => isSamePerson(person, one.person.id)))
    return askNext(say(turn, scene, "unseat-own"), scene);
  const named = [...all.map((one) => one.role), ...offered].map((role) => inWords(role, scene)).join("; ");
  if (deed === "ask")
    return say(
      waitsFor(turn, { kind: "unseat", code }),
      scene,
      "unseat-asked",
      { roles: named },
      yesOrNo(scene),
    );
  const effects: readonly Effect[] = [
    ...found.people.flatMap((one) => {
      const gone = all.filter((held) => held.person === one).map((held) => held.role);
      return gone.length === 0 ? [] : [{ kind: "unseat", person: one, gone } as const];
    }),
    ...offered.map(() => ({ kind: "spend-code", code }) as const),
  ];
  const taken = all.reduce(
    (now, held) => audited(now, person, "revoked", `${held.person.id} ${held.role.by}`),
    offered.length > 0 ? audited(turn, person, "revoked", code) : turn,
  );
  const done: Turn = { ...taken, effects: [...taken.effects, ...effects] };
  return askNext(say(done, scene, "unseat-done", { roles: named }), scene);
}

function log(turn: Turn, { lines }: Extract<Found, { ask: "log" }>, scene: Scene): Turn {
  if (lines.length === 0) return say(turn, scene, "log-empty");
  const told = lines.map((line) =>
    phrase(scene, "log-line", {
      day: showDay(dayOf(line.at)),
      time: clockTime(line.at),
      by: shortName(line.by),
      deed: phrase(scene, `deed-${line.deed}`),
      about: line.about,
    }),
  );
  return speak(turn, [phrase(scene, "log"), ...told].join("\n"));
}

/** One more wrong code; once it is too many, whoever looks after the programme hears of it, once an hour. */
function guessed(turn: Turn, found: Extract<Found, { ask: "guesses" }>, scene: Scene): Turn {
  const { recent, old, watchers } = found;
  if (recent.length >= mostKept) return turn;
  const count = recent.length + 1;
  const tells = count >= manyWrong && watchers.length > 0;
  const chats = [...new Set([...recent, scene.threadId])];
  const channels = [...new Set(chats.map((chat) => chat.slice(0, chat.indexOf(":"))))];
  const news: News = { what: "guesses", count, chats: chats.length, channels: channels.join(", ") };
  return {
    ...turn,
    effects: [
      ...turn.effects,
      { kind: "guess", old, told: tells },
      { kind: "audit", by: turn.person?.id ?? scene.threadId, deed: "guessed", about: String(count) },
      ...(tells ? [{ kind: "tell", threads: watchers, news } as const] : []),
    ],
  };
}

/** How long a wrong code counts. */
export const guessesCount = hours(1);

/** Somebody tries codes: staff and admins are told where they write anyway. */
export function guessesHeard(turn: Turn, news: Extract<News, { what: "guesses" }>, scene: Scene): Turn {
  const { programme } = scene.setting;
  if (!watches(turn.person?.roles ?? [], programme, scene.today)) return turn;
  const { count, chats, channels } = news;
  return backToItem(turn, say(turn, scene, "guesses-seen", { count, chats, channels }), undefined, scene);
}
