import type { Choice } from "../domain/message.ts";
import { otherWords } from "../flow/answers.ts";
import { choicesOf, type Listed } from "../flow/accept.ts";
import { applies, progress } from "../flow/progress.ts";
import { mentions } from "../flow/glean.ts";
import type { Checklist, Item, ListName } from "../flow/define.ts";
import { type Dossier, isOpen, type Remark } from "../dossier/fold.ts";
import { rightsTold } from "./abilities.ts";
import { has } from "./right.ts";
import { phrase, say, speak } from "./say.ts";
import { standing } from "./standing.ts";
import type { Scene, Turn } from "./scene.ts";

/** Choices in one message; more are paged. */
export const mostChoices = 7;

export function listOfDossier(scene: Scene, dossier: Dossier): Checklist {
  const list = scene.setting.checklists[dossier.list];
  if (list === undefined) throw new Error(`no checklist ${dossier.list}`);
  return list;
}

/** The dossier's title: the product's name, or "hồ sơ mới". */
export function titleOf(scene: Scene, dossier: Dossier): string {
  const list = listOfDossier(scene, dossier);
  const id = Object.keys(list.items).find((name) => isFrom(list.items[name], "products"));
  const value = id === undefined ? undefined : dossier.answers[id];
  if (value === undefined) return phrase(scene, "untitled");
  return (
    otherWords(value) ??
    scene.setting.programme.products.find((one) => one.id === value)?.name ??
    phrase(scene, "untitled")
  );
}

/** Who registers, in their own words; empty as long as it is not known. */
export function ownerOf(scene: Scene, dossier: Dossier): string {
  const { owner } = listOfDossier(scene, dossier);
  const name = owner === undefined ? undefined : dossier.answers[owner];
  return typeof name === "string" ? name : "";
}

/** The commune a dossier belongs to, as far as the programme knows it. */
export function communeOf(scene: Scene, dossier: Dossier): string | undefined {
  const { items } = listOfDossier(scene, dossier);
  const values = Object.entries(dossier.answers).flatMap(([id, value]) =>
    isFrom(items[id], "communes") ? [value] : [],
  );
  return scene.setting.programme.communes.find((one) => values.includes(one.id))?.id;
}

const isFrom = (item: Item | undefined, list: string): boolean =>
  item?.expect.kind === "from" && item.expect.list === list;

/** The turn with the next question asked, or with what comes when nothing is left to ask. */
export function askNext(turn: Turn, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier === undefined) return menu(turn, scene);
  if (!isOpen(dossier)) return handedOver(turn, dossier, scene);
  const list = listOfDossier(scene, dossier);
  const remark = dossier.state === "returned" ? nextRemark(list, dossier) : undefined;
  if (remark !== undefined && remark.item === undefined) return askRemark(turn, dossier, remark, scene);
  const id = remark?.item ?? nextItem(list, dossier);
  const item = id === undefined ? undefined : list.items[id];
  if (id === undefined || item === undefined)
    return allAnswered({ ...turn, thread: asking(turn, undefined) }, scene);
  const page = turn.thread.asked === id ? turn.thread.page : 0;
  const asked: Turn = { ...turn, thread: { ...asking(turn, id), page } };
  const why = remark === undefined ? [] : [remarkLine(remark, item, dossier, scene)];
  return speak(
    asked,
    [...why, question(scene, dossier, list, item)].join("\n"),
    choicesFor(scene, dossier, id, item, page),
  );
}

/** Whether a dossier came back for this item, and it has not been touched since. */
export const isRemarked = (dossier: Dossier, item: string): boolean =>
  dossier.remarks?.some((one) => one.item === item && !one.done) ?? false;

/** What is still to be done of what a dossier came back for; what was put off comes last. */
export function openRemarks(
  list: Checklist,
  dossier: Dossier,
): readonly (Remark & { readonly at: number })[] {
  const all = (dossier.remarks ?? []).map((one, at) => ({ ...one, at }));
  const open = all.filter((one) => {
    const item = one.item === undefined ? undefined : list.items[one.item];
    return !one.done && (one.item === undefined || (item !== undefined && applies(item, dossier.answers)));
  });
  const later = (one: Remark): boolean => one.item !== undefined && dossier.later.includes(one.item);
  return [...open.filter((one) => !later(one)), ...open.filter(later)];
}

const nextRemark = (list: Checklist, dossier: Dossier): ReturnType<typeof openRemarks>[number] | undefined =>
  openRemarks(list, dossier)[0];

/** A dossier that came back asks for nothing that may be left out: only what it came back for, and what must be there. */
function nextItem(list: Checklist, dossier: Dossier): string | undefined {
  const at = progress(list, dossier);
  return dossier.state === "draft" ? at.next : at.open.find((id) => list.items[id]?.optional !== true);
}

/** A remark about no item in particular: the person says when it is done. */
function askRemark(
  turn: Turn,
  dossier: Dossier,
  remark: Remark & { readonly at: number },
  scene: Scene,
): Turn {
  const asked: Turn = { ...turn, thread: asking(turn, undefined) };
  return say(asked, scene, "remark-asked", { reason: remark.reason, ...remarkCount(dossier) }, [
    { data: `z:${remark.at}`, label: phrase(scene, "choice-dealt") },
  ]);
}

const remarkLine = (remark: Remark, item: Item, dossier: Dossier, scene: Scene): string =>
  phrase(scene, "remark-on-item", { what: item.short, reason: remark.reason, ...remarkCount(dossier) });

const remarkCount = (dossier: Dossier): { readonly number: number; readonly total: number } => {
  const all = dossier.remarks ?? [];
  return { number: all.filter((one) => one.done).length + 1, total: all.length };
};

/** Where a dossier stands that an office has. */
function handedOver(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const { asked: _, ...thread } = turn.thread;
  const fill = {
    title: titleOf(scene, dossier),
    code: dossier.receipt?.code ?? "",
    standing: standing(dossier, scene),
  };
  return say(
    { ...turn, thread },
    scene,
    "is-handed-in",
    fill,
    dossier.state === "not-reached" ? [{ data: "c:reopen", label: phrase(scene, "choice-reopen") }] : [],
  );
}

const asking = (turn: Turn, id: string | undefined): Turn["thread"] => {
  const { asked: _, ...rest } = turn.thread;
  return id === undefined ? { ...rest, page: 0 } : { ...rest, asked: id };
};

function allAnswered(turn: Turn, scene: Scene): Turn {
  return say(turn, scene, turn.dossier?.state === "returned" ? "all-dealt" : "all-answered", {}, [
    { data: "c:read-back", label: phrase(scene, "choice-read-back") },
    { data: "c:hand-in", label: phrase(scene, "choice-hand-in") },
  ]);
}

/** The first words of all. */
export function hello(turn: Turn, scene: Scene): Turn {
  return say(turn, scene, isOfficial(turn, scene) ? "hello-officer" : "hello");
}

/** Whoever has a role here is no producer first of all. */
const isOfficial = (turn: Turn, scene: Scene): boolean => rightsTold.some((right) => has(turn, right, scene));

/** The first choices of all: register, ask, a person; for those with a role, what waits for them or what they can type. */
export function menu(turn: Turn, scene: Scene): Turn {
  if (has(turn, "answer", scene))
    return say(turn, scene, "menu-officer", {}, [
      ...(has(turn, "review", scene) ? [{ data: "rv:list", label: phrase(scene, "choice-queue") }] : []),
      { data: "c:questions", label: phrase(scene, "choice-questions") },
      ...(has(turn, "approve", scene)
        ? [{ data: "c:proposals", label: phrase(scene, "choice-proposals") }]
        : []),
      { data: "c:ask", label: phrase(scene, "choice-ask") },
    ]);
  if (isOfficial(turn, scene))
    return say(turn, scene, "menu-officer", {}, [
      { data: "c:help", label: phrase(scene, "choice-help") },
      { data: "c:ask", label: phrase(scene, "choice-ask") },
    ]);
  return say(turn, scene, "menu", {}, [
    { data: "c:register", label: phrase(scene, "choice-register") },
    { data: "c:ask", label: phrase(scene, "choice-ask") },
    { data: "c:person", label: phrase(scene, "choice-person") },
  ]);
}

function question(scene: Scene, dossier: Dossier, list: Checklist, item: Item): string {
  const at = progress(list, dossier);
  const inSection = (name: string): boolean => list.items[name]?.section === item.section;
  const done = at.done.filter(inSection).length;
  const total =
    done + at.open.filter(inSection).length + at.blocked.filter((one) => inSection(one.item)).length;
  const section = list.sections.find((one) => one.id === item.section);
  if (dossier.state === "returned") return [`*${item.ask}*`, ...hintsOf(item, scene)].join("\n");
  const head = phrase(scene, done === 0 ? "question-first" : "question", {
    section: section?.title ?? "",
    number: done + 1,
    total,
    ask: item.ask,
  });
  return [head, ...hintsOf(item, scene)].join("\n");
}

function hintsOf(item: Item, scene: Scene): readonly string[] {
  const hints = [
    item.hint === undefined ? undefined : phrase(scene, "hint", { hint: item.hint }),
    item.certainty === "unconfirmed" ? phrase(scene, "not-confirmed") : undefined,
    item.expect.kind === "many" ? phrase(scene, "many") : undefined,
    item.expect.kind === "paper" || item.expect.kind === "file" ? phrase(scene, "send-photo") : undefined,
    item.optional && takesDigits(item) ? phrase(scene, "or-skip") : undefined,
  ];
  return hints.filter((hint) => hint !== undefined);
}

/** Items whose answer can be a bare number: their extras are not numbered, since "1" would be taken for an answer. */
const takesDigits = (item: Item): boolean => ["number", "money", "phone", "day"].includes(item.expect.kind);

/** The choices of one question; more than fit are paged. */
export function choicesFor(
  scene: Scene,
  dossier: Dossier,
  id: string,
  item: Item,
  page: number,
): readonly Choice[] {
  const skip: readonly Choice[] = item.optional
    ? [{ data: `k:${id}`, label: phrase(scene, "choice-skip") }]
    : [];
  if (item.expect.kind === "paper" || item.expect.kind === "file")
    return [
      ...(item.expect.kind === "paper"
        ? [{ data: `a:${id}:on-paper`, label: phrase(scene, "choice-on-paper") }]
        : []),
      { data: `l:${id}`, label: phrase(scene, "choice-later") },
      {
        data: `w:${id}`,
        label: phrase(scene, item.expect.kind === "paper" ? "choice-what-paper" : "choice-why"),
      },
      ...skip,
    ];
  if (item.expect.kind === "yesno")
    return [
      { data: `a:${id}:yes`, label: phrase(scene, "value-yes") },
      { data: `a:${id}:no`, label: phrase(scene, "value-no") },
      ...skip,
    ];
  const listed = choicesOf(item.expect, scene.world);
  if (listed === undefined) return takesDigits(item) ? [] : skip;
  return paged(scene, id, suggested(scene, dossier, item) ?? listed, page, skip, listed);
}

/** What the programme suggests for a list item: the product's own communes and sets before all others. */
function suggested(scene: Scene, dossier: Dossier, item: Item): readonly Listed[] | undefined {
  if (item.expect.kind !== "from" || item.expect.list === "products") return undefined;
  const product = scene.setting.programme.products.find((one) =>
    Object.values(dossier.answers).includes(one.id),
  );
  if (product === undefined) return likely(scene, dossier, item.expect.list);
  const first = item.expect.list === "communes" ? product.communes : [product.set, ...product.otherSets];
  const all = scene.world.lists[item.expect.list];
  const front = first.flatMap((id) => all.filter((one) => one.id === id));
  return [...front, ...all.filter((one) => !first.includes(one.id))];
}

/** Sets whose words stand in the name of a product outside the plan: "mật ong rừng" suggests honey. */
function likely(scene: Scene, dossier: Dossier, list: ListName): readonly Listed[] | undefined {
  if (list !== "sets") return undefined;
  const title = titleOf(scene, dossier);
  const all = scene.world.lists.sets;
  const front = all.filter((one) => [one.label, ...(one.also ?? [])].some((name) => mentions(title, name)));
  return [...front, ...all.filter((one) => !front.includes(one))];
}

function paged(
  scene: Scene,
  id: string,
  ordered: readonly Listed[],
  page: number,
  skip: readonly Choice[],
  listed: readonly Listed[],
): readonly Choice[] {
  const choice = (one: Listed): Choice => ({ data: `a:${id}:${one.id}`, label: one.label });
  if (listed.length + skip.length <= mostChoices) return [...ordered.map(choice), ...skip];
  const size = mostChoices - 1 - skip.length;
  const pages = Math.ceil(ordered.length / size);
  const shown = ordered.slice((page % pages) * size, (page % pages) * size + size);
  return [
    ...shown.map(choice),
    { data: `n:${id}:${(page + 1) % pages}`, label: phrase(scene, "choice-more") },
    ...skip,
  ];
}
