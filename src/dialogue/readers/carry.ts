import { dayOf, daysBetween, monthsAfter, showDay } from "../../domain/instant.ts";
import type { Day } from "../../domain/instant.ts";
import {
  beginning,
  comesAlong,
  type Renewal,
  renewalOn,
  saidBefore,
  setAside,
  type Way,
  whatChanges,
} from "../../dossier/carry-over.ts";
import type { Origin } from "../../dossier/entry.ts";
import { begin, type Dossier, fold, isOpen } from "../../dossier/fold.ts";
import { other, type Value } from "../../flow/answers.ts";
import type { Carried, Renewing } from "../../flow/carry.ts";
import type { Checklist, ListName } from "../../flow/define.ts";
import { fits } from "../../flow/fits.ts";
import { mentions } from "../../flow/glean.ts";
import type { Certificate, Organisation, Product, Register } from "../../register/record.ts";
import { readPhone } from "../../text/phone.ts";
import { plain } from "../../text/plain.ts";
import { looksLikeQuestion } from "../../text/question.ts";
import { readYesNo } from "../../text/yesno.ts";
import { askNext, menu, titleOf } from "../ask.ts";
import type { Again, CarryFound, CarryWant, Earlier } from "../carry.ts";
import { readCommand } from "../command.ts";
import { askMove, lawName, wayFrom, wayOf } from "../moving.ts";
import { agree, agreedTo, answer } from "../record.ts";
import { phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { yesOrNo } from "./correction.ts";
import { isOwner } from "./join.ts";
import { reopened } from "./hand-in.ts";
import { consult } from "./question.ts";

/** Choices in one message. */
const mostOffered = 6;

const moves =
  /^(?:(?:a|da|vang|u|ok|dong y|the|thi|nho|xin|em|toi|bac|muon|cho) )*chuyen(?: (?:ho so|sang|qua|luat|moi|giup|ho|di|luon|cho|em|toi|nhe|a|nha)){0,5}$/u;
const stays =
  /^(?:(?:cu|thoi|vang|da|em|toi|muon|hay) )*(?:de|giu) nguyen(?: (?:do|day|di|nhe|a|vay|ho so|luat cu)){0,3}$/u;
const sees = /^(?:cho )?(?:em |toi )?xem(?: (?:tung muc|chi tiet|ky|khac gi|di|nao|a|nhe|danh sach)){0,3}$/u;
const differs = /\bkhac (?:gi|nhau|cho nao|the nao|o dau|nhu the nao)\b/u;
const still =
  /^(?:(?:a|da|vang|u|ok) )*(?:van (?:the|vay|dung|nhu cu|nhu the|con dung|con|nguyen)|nhu cu|nhu truoc|y cu|y nguyen|giu nguyen|de nguyen|khong doi(?: gi)?|chua doi(?: gi)?|con dung)(?: (?:a|roi|nhe|day|the))*$/u;
const changed =
  /^(?:(?:a|da|vang|u|ok|co) )*(?:doi|doi roi|da doi|thay doi|co doi|co thay doi|khac roi|khac)(?: (?:a|roi|nhe|day))*$/u;
const upgrade = /\b(?:nang hang|nang sao|len hang|len sao|them sao)\b/u;
const again =
  /\b(?:danh gia lai|phan hang lai|cong nhan lai|gia han (?:sao|giay|ocop)|lam lai ho so|lam lai (?:sao|giay (?:sao|ocop)))\b|\bhet han\b.*\b(?:36 thang|ba nam|3 nam|sao|ocop)\b|\b36 thang\b.*\bhet han\b/u;

/** What is said about a dossier of an earlier law, about answers from last time, and about doing a product again. */
export const carrying: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  ofMove(turn, text, scene) ?? ofStill(turn, text, scene) ?? ofRenewal(turn, text, scene);

function ofMove(turn: Turn, text: string, scene: Scene): Turn | undefined {
  const { dossier, thread } = turn;
  const words = plain(text);
  if (thread.pending?.kind === "move") {
    if (moves.test(words)) return moveTap(turn, "yes", scene);
    if (stays.test(words)) return moveTap(turn, "no", scene);
    if (sees.test(words)) return moveTap(turn, "see", scene);
    // How the laws differ is known without any dossier.
    return differs.test(words) ? consult(turn, text, true, scene) : undefined;
  }
  if (dossier === undefined || thread.pending !== undefined || wayOf(dossier, scene) === undefined)
    return undefined;
  if (moves.test(words)) return moveTap(turn, "ask", scene);
  // Asked once, whatever comes first; only what has an answer of its own goes before.
  const own = readCommand(text);
  const goesOn = own === undefined || ["menu", "continue", "repeat", "missing"].includes(own);
  return dossier.stayed === undefined && goesOn && !looksLikeQuestion(text) && !again.test(words)
    ? askNext(turn, scene)
    : undefined;
}

/** "vẫn thế", "đổi rồi", where what was said last time is shown. */
function ofStill(turn: Turn, text: string, scene: Scene): Turn | undefined {
  const { dossier, thread } = turn;
  const { asked } = thread;
  if (!isOpen(dossier) || asked === undefined || thread.pending !== undefined) return undefined;
  if (thread.anew === asked || saidBefore(dossier, asked) === undefined) return undefined;
  const words = plain(text);
  const said = readYesNo(text);
  if (still.test(words) || said === "yes") return stillSo(turn, asked, scene);
  return changed.test(words) || said === "no" ? noLongerSo(turn, asked, scene) : undefined;
}

function ofRenewal(turn: Turn, text: string, scene: Scene): Turn | undefined {
  const { person, dossier, thread } = turn;
  const words = plain(text);
  const reopens = readCommand(text) === "reopen";
  // What has not reached its stars is prepared again as it is.
  if (reopens && dossier?.state === "not-reached") return undefined;
  const repeats = again.test(words) || (reopens && dossier?.state === "recognised");
  const why = upgrade.test(words) ? "upgrade" : repeats ? "again" : undefined;
  if (why === undefined || !agreedTo(person) || person === undefined || renewingHere(scene) === undefined)
    return undefined;
  // While a question of a dossier is open these words may be its answer.
  if (thread.pending !== undefined || (isOpen(dossier) && thread.asked !== undefined)) return undefined;
  const handed = person.dossiers.some((one) => one.handedIn);
  return handed || !looksLikeQuestion(text)
    ? want(turn, { do: "renew", why, words: text.slice(0, 300) })
    : undefined;
}

const want = (turn: Turn, wanted: CarryWant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "carry", want: wanted }],
});

const renewingHere = ({ setting }: Scene): Renewing | undefined =>
  setting.renewings?.find((one) => one.list === setting.programme.checklist);

/** What was said last time is still so. */
export function stillSo(turn: Turn, item: string, scene: Scene): Turn | undefined {
  const value = turn.dossier === undefined ? undefined : saidBefore(turn.dossier, item);
  return value === undefined ? undefined : askNext(answer(turn, scene, item, value), scene);
}

/** It is not: asked as if it had never been said. */
export const noLongerSo = (turn: Turn, item: string, scene: Scene): Turn | undefined =>
  turn.dossier === undefined || saidBefore(turn.dossier, item) === undefined
    ? undefined
    : askNext({ ...turn, thread: { ...turn.thread, anew: item } }, scene);

/** The choices under a dossier of an earlier law: move it, leave it, see what is different, or be asked once more. */
export function moveTap(turn: Turn, choice: string, scene: Scene): Turn | undefined {
  const { dossier } = turn;
  const way = dossier === undefined ? undefined : wayOf(dossier, scene);
  if (dossier === undefined || way === undefined) return undefined;
  const { pending: _, ...thread } = turn.thread;
  const calm: Turn = { ...turn, thread: { ...thread, misses: 0 } };
  switch (choice) {
    case "yes":
      return moveAgreed(calm, dossier.id);
    case "no":
      return moveDeclined(calm, scene);
    case "see":
      return askAgain(speak(calm, lines(dossier, way, scene).join("\n")), dossier, way, scene);
    case "ask":
      return askAgain(calm, dossier, way, scene);
    default:
      return undefined;
  }
}

const askAgain = (turn: Turn, dossier: Dossier, way: Way, scene: Scene): Turn => {
  const { stayed: _, ...asked } = dossier;
  return askMove(turn, asked, way, titleOf(scene, dossier), scene);
};

/** The yes: it is looked up once more, so that nothing that was just changed is lost. */
export const moveAgreed = (turn: Turn, dossier: string): Turn => want(turn, { do: "move", dossier });

/** The no is noted with the dossier, so that it is not asked about again. */
export function moveDeclined(turn: Turn, scene: Scene): Turn {
  const { dossier, person } = turn;
  const way = dossier === undefined ? undefined : wayOf(dossier, scene);
  if (dossier === undefined || person === undefined || way === undefined) return askNext(turn, scene);
  const entry = { kind: "stayed" as const, at: scene.now, by: person.id, law: way.to.law };
  const left: Turn = {
    ...turn,
    dossier: fold(dossier, entry),
    effects: [...turn.effects, { kind: "enter", dossier: dossier.id, entry }],
  };
  return askNext(left, scene);
}

/** Item by item: kept, asked in another way, new, gone with the reason. */
function lines(dossier: Dossier, way: Way, scene: Scene): readonly string[] {
  const { from, to, carrying: known } = way;
  const { kept, otherwise, added, gone } = whatChanges(dossier.answers, way, scene.world);
  const named = (list: Checklist, ids: readonly string[]): string =>
    ids.map((id) => list.items[id]?.short ?? id).join(", ");
  const part = (title: string, ids: readonly string[], list: Checklist): readonly string[] =>
    ids.length === 0 ? [] : [`*${title} (${ids.length})*: ${named(list, ids)}.`];
  const reasons = Map.groupBy(gone, (id) => {
    const fate = known?.items[id];
    return fate?.become === "gone" ? fate.because : "";
  });
  return [
    ...part(phrase(scene, "difference-kept"), kept, to),
    ...part(phrase(scene, "difference-otherwise"), otherwise, to),
    ...part(phrase(scene, "difference-added"), added, to),
    ...(gone.length === 0 ? [] : [`*${phrase(scene, "difference-gone")} (${gone.length})*:`]),
    ...[...reasons].map(([because, ids]) => `• ${named(from, ids)}. ${because}`),
  ];
}

/** What was looked up: the dossier is moved, or the product that is to be done again is shown or begun. */
export function carriedOn(turn: Turn, found: CarryFound, scene: Scene): Turn {
  switch (found.want.do) {
    case "move":
      return moved(turn, found.dossiers[0], scene);
    case "renew":
      return offered(turn, found, found.want, scene);
    case "start":
      return chosen(turn, found, found.want, scene);
  }
}

function moved(turn: Turn, old: Dossier | undefined, scene: Scene): Turn {
  const way = old === undefined ? undefined : wayOf(old, scene);
  if (old === undefined || way === undefined) return askNext(turn, scene);
  const agreed = agree(turn, scene);
  if (agreed.person === undefined || !isOwner(agreed.person, old)) return say(turn, scene, "only-owner");
  const origin: Origin = { why: "moved", law: old.law, time: old.from?.time ?? 1, dossier: old.id };
  const items = comesAlong(old.answers, way, scene.world);
  const made = begun(agreed, way.to, origin, { items }, old, scene);
  return askNext(
    say(made, scene, "moved", {
      title: titleOf(scene, old),
      law: lawName(scene, way.to.law),
      count: items.length,
    }),
    scene,
  );
}

/** A new dossier made of an earlier one, which says where it went. */
function begun(
  turn: Turn,
  list: Checklist,
  origin: Origin,
  along: { readonly items: readonly Carried[]; readonly skipped?: readonly string[] },
  old: Dossier | undefined,
  scene: Scene,
): Turn {
  const { person } = turn;
  if (person === undefined) return turn;
  const id = scene.fresh.dossier;
  const head = { at: scene.now, by: person.id };
  const [started, carried] = beginning(scene.setting.programme.id, list, origin, along, head);
  const dossier = fold(begin(id, started), carried);
  const { asked: _, anew: __, pending: ___, files: ____, ...thread } = turn.thread;
  const went = { kind: "went" as const, ...head, dossier: id, law: list.law };
  const others = person.dossiers.map((one) =>
    one.id === old?.id ? { ...one, handedIn: true, went: true as const } : one,
  );
  return {
    thread: { ...thread, dossier: id },
    dossier,
    person: { ...person, dossiers: [...others, { id, title: titleOf(scene, dossier), handedIn: false }] },
    effects: [
      ...turn.effects,
      { kind: "enter", dossier: id, entry: started },
      { kind: "enter", dossier: id, entry: carried },
      ...(old === undefined
        ? []
        : [{ kind: "keep-dossier" as const, before: old, now: fold(old, went), entries: [went] }]),
    ],
  };
}

/**
 * A product that is recognised, with the end of its certificate. reckoned: that was counted from the day of the
 * decision. on: what of the person's is being done about it already.
 */
type Candidate = Earlier & {
  readonly title: string;
  readonly stars: number;
  readonly until: Day;
  readonly reckoned: boolean;
  readonly old: Dossier | undefined;
  readonly record: Product | undefined;
};

/** What could be done again: recognised dossiers of theirs, and products of the register that are plainly theirs or named. */
function candidates(found: CarryFound, words: string, turn: Turn, scene: Scene): readonly Candidate[] {
  const renewing = renewingHere(scene);
  const { register, dossiers } = found;
  const linked = new Set<string>();
  const own = dossiers.flatMap((old): readonly Candidate[] => {
    if (old.state !== "recognised" || turn.person === undefined || !isOwner(turn.person, old)) return [];
    const title = titleOf(scene, old);
    const record = register.products.find(
      (one) =>
        (one.dossier !== undefined && [old.id, old.receipt?.code].includes(one.dossier)) ||
        (one.dossier === undefined && plain(one.name) === plain(title)),
    );
    if (record !== undefined) linked.add(record.id);
    const certificate = record === undefined ? undefined : lastOf(register, record);
    const counted = monthsAfter(dayOf(old.result?.at ?? old.changedAt), renewing?.lasts ?? 0);
    return [
      {
        dossier: old.id,
        title,
        stars: certificate?.stars ?? old.result?.stars ?? 0,
        until: certificate?.until ?? counted,
        reckoned: certificate === undefined,
        old,
        record,
      },
    ];
  });
  const phones = new Set(dossiers.flatMap((one) => phoneIn(one.answers["phone"])));
  const listed = register.products.flatMap((record): readonly Candidate[] => {
    const certificate = lastOf(register, record);
    if (linked.has(record.id) || certificate === undefined) return [];
    const theirs = phoneIn(makerOf(register, record)?.phone).some((one) => phones.has(one));
    if (!mentions(words, record.name) && !theirs) return [];
    const { stars, until } = certificate;
    return [
      { product: record.id, title: record.name, stars, until, reckoned: false, old: undefined, record },
    ];
  });
  const all = [...own, ...listed];
  const named = all.filter((one) => mentions(words, one.title));
  return named.length > 0 ? named : all;
}

function phoneIn(value: Value | undefined): readonly string[] {
  const read = typeof value === "string" ? readPhone(value) : undefined;
  return read !== undefined && "phone" in read ? [read.phone] : [];
}

const lastOf = (register: Register, product: Product): Certificate | undefined =>
  register.certificates
    .filter((one) => one.product === product.id)
    .toSorted((one, two) => (one.until < two.until ? -1 : 1))
    .at(-1);

const makerOf = (register: Register, product: Product): Organisation | undefined =>
  register.organisations.find((one) => one.id === product.organisation);

function offered(
  turn: Turn,
  found: CarryFound,
  { why, words }: Extract<CarryWant, { do: "renew" }>,
  scene: Scene,
): Turn {
  const all = candidates(found, words, turn, scene);
  const [only] = all;
  if (only === undefined)
    return turn.dossier?.state === "not-reached" ? reopened(turn, scene) : consult(turn, words, true, scene);
  if (all.length === 1) return shown(turn, only, why, scene);
  return say(
    turn,
    scene,
    "renew-which",
    {},
    all.slice(0, mostOffered).map((one) => ({
      data: `rn:${why}:${one.dossier === undefined ? "p" : "d"}:${one.dossier ?? one.product ?? ""}`,
      label: one.title,
    })),
  );
}

/** One of several products was chosen. */
export function renewTap(turn: Turn, why: string, rest: string): Turn | undefined {
  const [kind, ...name] = rest.split(":");
  const id = name.join(":");
  if ((why !== "again" && why !== "upgrade") || !agreedTo(turn.person)) return undefined;
  return want(turn, { do: "start", why, sure: false, ...(kind === "d" ? { dossier: id } : { product: id }) });
}

/** The yes to what was shown. */
export const renewAgreed = (turn: Turn, { why, dossier, product }: Earlier & { readonly why: Again }): Turn =>
  want(turn, { do: "start", why, sure: true, dossier, product });

function chosen(
  turn: Turn,
  found: CarryFound,
  wanted: Extract<CarryWant, { do: "start" }>,
  scene: Scene,
): Turn {
  const name = found.register.products.find((one) => one.id === wanted.product)?.name ?? "";
  const one = candidates(found, name, turn, scene).find(
    (each) => each.dossier === wanted.dossier && each.product === wanted.product,
  );
  if (one === undefined) return menu(say(turn, scene, "nothing-open"), scene);
  return wanted.sure ? renew(turn, one, wanted.why, scene) : shown(turn, one, wanted.why, scene);
}

/** The dossier in which a product is being done again already, if its producer still has it. */
const underWay = (turn: Turn, { old }: Candidate): string | undefined =>
  turn.person?.dossiers.find((one) => one.id === old?.went?.dossier)?.id;

/** Stars, end, whether it is time, what comes along; then the yes. */
function shown(turn: Turn, one: Candidate, why: Again, scene: Scene): Turn {
  const renewing = renewingHere(scene);
  const on = underWay(turn, one);
  if (on !== undefined) {
    const told = say(turn, scene, "renew-under-way", { title: one.title });
    return { ...told, effects: [...told.effects, { kind: "open", dossier: on }] };
  }
  const items = comes(one, why, scene);
  if (renewing === undefined || items === undefined) return askNext(turn, scene);
  const time = renewalOn(one.until, scene.today, renewing);
  const ask = items.filter((each) => each.ask === true).length;
  const text = [
    phrase(scene, "renew-head", { title: one.title, stars: one.stars, until: showDay(one.until) }),
    ...(one.reckoned ? [phrase(scene, "renew-reckoned")] : []),
    why === "upgrade" && time.when !== "ended" ? phrase(scene, "renew-upgrade") : whenSaid(time, scene),
    phrase(scene, ask === 0 ? "renew-fill-plain" : "renew-fill", { count: items.length - ask, ask }),
  ].join("\n");
  const pending = {
    kind: "renew" as const,
    why,
    ...(one.dossier === undefined ? {} : { dossier: one.dossier }),
    ...(one.product === undefined ? {} : { product: one.product }),
  };
  return speak({ ...turn, thread: { ...turn.thread, pending } }, text, yesOrNo(scene));
}

const whenSaid = ({ when, from, to, last }: Renewal, scene: Scene): string =>
  phrase(scene, `renew-${when}`, {
    from: showDay(from),
    to: showDay(to),
    last: showDay(last),
    days: Math.max(0, daysBetween(scene.today, to)),
  });

/** What comes along: of the earlier dossier, or of the register alone. */
function comes(one: Candidate, why: Again, scene: Scene): readonly Carried[] | undefined {
  const renewing = renewingHere(scene);
  const list = scene.setting.checklists[scene.setting.programme.checklist];
  if (renewing === undefined || list === undefined) return undefined;
  const way = one.old === undefined ? undefined : wayFrom(one.old, scene);
  const items =
    one.old === undefined || way === undefined
      ? [{ item: renewing.occasion.item, value: renewing.occasion[why] }, ...fromRegister(one, list, scene)]
      : comesAlong(one.old.answers, way, scene.world, { renewing, why });
  // Too long after its end a product is registered as if it were new: by whom, the person says.
  const ended = renewalOn(one.until, scene.today, renewing).when === "ended";
  return ended ? items.filter((each) => each.item !== renewing.occasion.item) : items;
}

/** What the register knows of a product that has no dossier here. */
function fromRegister({ record }: Candidate, list: Checklist, scene: Scene): readonly Carried[] {
  if (record === undefined) return [];
  const of = (name: ListName, id: string | undefined): readonly Carried[] => {
    const item = Object.keys(list.items).find((each) => {
      const expect = list.items[each]?.expect;
      return expect?.kind === "from" && expect.list === name;
    });
    const expect = item === undefined ? undefined : list.items[item]?.expect;
    return item !== undefined && expect !== undefined && id !== undefined && fits(expect, id, scene.world)
      ? [{ item, value: id }]
      : [];
  };
  const product = scene.setting.programme.products.find((one) => plain(one.name) === plain(record.name))?.id;
  return [
    ...of("products", product ?? other(record.name)),
    ...of("communes", record.commune),
    ...of("sets", record.set),
  ];
}

function renew(turn: Turn, one: Candidate, why: Again, scene: Scene): Turn {
  const list = scene.setting.checklists[scene.setting.programme.checklist];
  const items = comes(one, why, scene);
  if (list === undefined || items === undefined || underWay(turn, one) !== undefined)
    return shown(turn, one, why, scene);
  const origin: Origin = {
    why,
    law: one.old?.law ?? list.law,
    time: (one.old?.from?.time ?? 1) + 1,
    ...(one.dossier === undefined ? {} : { dossier: one.dossier }),
    ...(one.product === undefined ? {} : { product: one.product }),
  };
  const skipped = one.old?.list === list.id ? setAside(list, items, why) : [];
  return askNext(say(begun(turn, list, origin, { items, skipped }, one.old, scene), scene, "begun"), scene);
}
