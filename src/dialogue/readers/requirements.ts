import type { Choice } from "../../domain/message.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Answers } from "../../flow/answers.ts";
import type { Checklist, Options } from "../../flow/define.ts";
import { glean, mentions } from "../../flow/glean.ts";
import { type Need, needs } from "../../flow/needs.ts";
import { progress } from "../../flow/progress.ts";
import { plain } from "../../text/plain.ts";
import { backToItem, waitsForWords } from "../back.ts";
import { byMinistry, issuerOf, officesNamed } from "../duty.ts";
import { type Goods, goodsNamed, ownGoods } from "../goods.ts";
import { phrase, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";

const asks =
  / (?:can|can co|phai co|phai nop|nop|gom|gom co|chuan bi|doi hoi) (?:nhung |cac |may |them |du )*(?:loai )?(?:giay to gi|giay gi|giay to nao|giay nao|loai giay nao|ho so gi|thu tuc gi|gi) /u;
const gathers =
  / (?:ho so|giay to) (?:\S+ ){0,6}(?:gom|can|co) (?:nhung )?gi | (?:can|nhung|lam) (?:nhung )?giay (?:to )?(?:gi|nao) /u;
/** What has an answer of its own: one paper, one step, stars, money. */
const elsewhere =
  / (?:vay|von|nhan hieu|ma vach|tem|nhan|bao bi|dang ky kinh doanh|giay phep kinh doanh|cong bo|kiem nghiem|an toan thuc pham|ve sinh|moi truong|hoi cho|thanh lap|lap hop tac xa|xuat khau|sieu thi|thue|cau chuyen|vietgap|haccp|iso|sao|bao lau|het han|gia han|danh gia lai|khac nhau|nang hang|ho tro|tap huan|(?:giay|to|cai|phieu) (?:nay|do|ay|kia)|nghi dinh|quyet dinh|luat|nam 20\d\d) /u;
const longest = 20;
const further = /^(?:cho )?(?:xem|doc) (?:them|tiep|nua)(?: nua| di| nhe| a)*$/u;

/** Needs on the first page, which says besides what is taken for granted, and on each further one: 12 lines at most. */
const onFirst = 8;
const onOthers = 10;

/** "lạp sườn cần giấy gì nếu là hộ kinh doanh": what the checklist asks for, the longest wait first. */
export const requirements: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const words = ` ${plain(text)} `;
  if (further.test(words.trim())) {
    const more = turn.thread.offered.find((one) => one.data.startsWith("g:"));
    return more === undefined ? undefined : nextNeeds(turn, more.data, scene);
  }
  if (!(asks.test(words) || gathers.test(words)) || elsewhere.test(words)) return undefined;
  if (words.trim().split(" ").length > longest) return undefined;
  const goods = goodsNamed(turn, text, scene) ?? ownGoods(turn, scene);
  if (goods === undefined) return undefined;
  const list = scene.setting.checklists[scene.setting.programme.checklist];
  const kind = list === undefined ? undefined : kindOf(list, text, scene);
  return told(turn, goods, kind, 0, scene);
};

/** The next page, by the data of its button: g:<product or set>:<kind>.<page>. */
export function nextNeeds(turn: Turn, data: string, scene: Scene): Turn | undefined {
  const [, subject = "", rest = ""] = data.split(":");
  const [kind = "", page = ""] = rest.split(".");
  const named = subject === "own" ? ownGoods(turn, scene) : goodsById(turn, subject, scene);
  return named === undefined
    ? undefined
    : told(turn, named, kind === "" ? undefined : kind, Number(page) || 0, scene);
}

function goodsById(turn: Turn, id: string, scene: Scene): Goods | undefined {
  const { programme, sets } = scene.setting;
  const product = programme.products.find((one) => one.id === id);
  if (product !== undefined) return goodsNamed(turn, product.name, scene);
  const set = sets[programme.law]?.find((one) => one.id === id);
  return set === undefined ? undefined : { name: set.name, set, own: false };
}

/** The item that asks who registers, and its options. */
function owners(list: Checklist): { readonly id: string; readonly options: Options } | undefined {
  for (const [id, { expect }] of Object.entries(list.items))
    if (expect.kind === "one" && Object.hasOwn(expect.options, "coop"))
      return { id, options: expect.options };
  return undefined;
}

/** The kind of producer that is named: "hộ kinh doanh", "htx". */
function kindOf(list: Checklist, text: string, scene: Scene): string | undefined {
  const asked = owners(list);
  if (asked === undefined) return undefined;
  const said = glean(text, list, scene.world)[asked.id];
  if (typeof said === "string") return said;
  return / ho (?!so |tro )/u.test(` ${plain(text)} `) && Object.hasOwn(asked.options, "household")
    ? "household"
    : undefined;
}

/** Answers taken for granted: what is made is there already and sold. */
export function assumed(list: Checklist, goods: Goods | undefined, kind: string | undefined): Answers {
  const from = (name: string): string | undefined =>
    Object.keys(list.items).find((id) => {
      const expect = list.items[id]?.expect;
      return expect?.kind === "from" && expect.list === name;
    });
  const made = madeItem(list);
  const pairs: readonly (readonly [string | undefined, string | undefined])[] = [
    [from("products"), goods?.product?.id],
    [from("sets"), goods?.set.id],
    [owners(list)?.id, kind],
    [made?.id, made === undefined ? undefined : "existing"],
  ];
  return Object.fromEntries(
    pairs.flatMap(([id, value]) => (id === undefined || value === undefined ? [] : [[id, value]])),
  );
}

/** The item that asks whether the product is there yet. */
function madeItem(list: Checklist): { readonly id: string; readonly label: string } | undefined {
  for (const [id, { expect }] of Object.entries(list.items)) {
    const label = expect.kind === "one" ? expect.options["existing"]?.label : undefined;
    if (label !== undefined) return { id, label };
  }
  return undefined;
}

function told(
  turn: Turn,
  goods: Goods,
  kind: string | undefined,
  page: number,
  scene: Scene,
): Turn | undefined {
  const { dossier } = turn;
  const listId = goods.own && dossier !== undefined ? dossier.list : scene.setting.programme.checklist;
  const list = scene.setting.checklists[listId];
  if (list === undefined) return undefined;
  const own: Answers = goods.own && dossier !== undefined ? dossier.answers : {};
  const answers: Answers = {
    ...assumed(list, goods, kind),
    ...own,
    ...(kind === undefined ? {} : ownerAs(list, kind)),
  };
  const all = needs(list, answers)
    .map((need) => ({ need, wait: waitOf(need, list, answers, scene) }))
    .toSorted((one, two) => two.wait - one.wait);
  const from = page === 0 ? 0 : onFirst + (page - 1) * onOthers;
  const shown = all.slice(from, from + (page === 0 ? onFirst : onOthers));
  const left = all.length - from - shown.length;
  const owner = ownerName(list, answers);
  const done = goods.own && dossier !== undefined ? progress(list, dossier).done : [];
  const head = phrase(scene, page === 0 ? "needs" : "needs-more", {
    name: goods.name,
    law: lawName(list.law),
  });
  const lines = [
    head,
    ...(page === 0 ? [assumption(list, goods, owner?.label, answers, own, scene)] : []),
    ...shown.map(({ need }) => line(need, goods, owner?.names ?? [], done.includes(need.id), list, scene)),
    ...(left > 0 ? [phrase(scene, "needs-left", { count: left })] : []),
  ];
  const calm: Turn = { ...turn, thread: { ...turn.thread, misses: 0 } };
  if (left <= 0) return backToItem(turn, speak(calm, lines.join("\n")), undefined, scene);
  const subject = goods.own ? "own" : (goods.product?.id ?? goods.set.id);
  const choices: readonly Choice[] = [
    { data: `g:${subject}:${kind ?? ""}.${page + 1}`, label: phrase(scene, "choice-more") },
    ...(waitsForWords(turn) ? [{ data: "c:repeat", label: phrase(scene, "choice-go-on") }] : []),
  ];
  return speak(calm, lines.join("\n"), choices);
}

const ownerAs = (list: Checklist, kind: string): Answers => {
  const id = owners(list)?.id;
  return id === undefined ? {} : { [id]: kind };
};

/** Who registers as it is known, with all names of that kind. */
function ownerName(
  list: Checklist,
  answers: Answers,
): { readonly label: string; readonly names: readonly string[] } | undefined {
  const asked = owners(list);
  const value = asked === undefined ? undefined : answers[asked.id];
  const option = typeof value === "string" ? asked?.options[value] : undefined;
  return option === undefined
    ? undefined
    : { label: option.label, names: [option.label, ...(option.also ?? [])] };
}

/** What the dossier says, and what was taken for granted. */
function assumption(
  list: Checklist,
  goods: Goods,
  owner: string | undefined,
  answers: Answers,
  own: Answers,
  scene: Scene,
): string {
  const made = madeItem(list);
  const status = made !== undefined && answers[made.id] === "existing" ? made : undefined;
  const parts = [
    {
      what: owner ?? phrase(scene, "needs-any-owner"),
      known: own[owners(list)?.id ?? ""] !== undefined,
    },
    ...(status === undefined ? [] : [{ what: status.label, known: own[status.id] !== undefined }]),
    {
      what: phrase(scene, "needs-set", { set: goods.set.name, body: goods.set.body }),
      known: Object.values(own).includes(goods.set.id),
    },
  ];
  const said = (known: boolean): string =>
    parts
      .filter((one) => one.known === known)
      .map((one) => one.what)
      .join("; ");
  return [
    ...(said(true) === "" ? [] : [phrase(scene, "needs-own", { what: said(true) })]),
    ...(said(false) === "" ? [] : [phrase(scene, "needs-assumed", { what: said(false) })]),
  ].join(" ");
}

const paperOf = ({ item }: Need, scene: Scene): Paper | undefined =>
  item.expect.kind === "paper" ? scene.setting.papers[item.expect.paper] : undefined;

/** Days until it can be there, what comes before included; what nobody knows comes after all that is known to take time. */
function waitOf(need: Need, list: Checklist, answers: Answers, scene: Scene): number {
  const before = needs(list, answers).filter((one) => need.after.includes(one.id) && one.id !== need.id);
  const own = paperOf(need, scene);
  const days = own === undefined ? 0 : (own.leadTime.days ?? 0.5);
  return days + Math.max(0, ...before.map((one) => waitOf(one, list, answers, scene)));
}

function line(
  need: Need,
  goods: Goods,
  kinds: readonly string[],
  done: boolean,
  list: Checklist,
  scene: Scene,
): string {
  const paper = paperOf(need, scene);
  const fill = {
    what: need.item.short,
    must: phrase(scene, need.item.optional ? "needs-optional" : "needs-must"),
    clause: clauseOf(need.item.because, list.law),
  };
  const said =
    paper === undefined
      ? phrase(scene, "need-thing", fill)
      : phrase(scene, "need-paper", {
          ...fill,
          time: timeFor(paper, kinds, scene),
          issuer: issuerFor(paper, goods, kinds, scene),
        });
  return done ? phrase(scene, "need-done", { need: said }) : said;
}

/** The part of a list of cases, "hợp tác xã: …; hộ …", that speaks of one of these. */
const partFor = (text: string, names: readonly string[]): string | undefined =>
  text.split("; ").find((part) => names.some((name) => mentions(part, name)));

function timeFor({ leadTime }: Paper, kinds: readonly string[], scene: Scene): string {
  const text = partFor(leadTime.text, kinds) ?? leadTime.text;
  return leadTime.days === undefined || leadTime.days === 0 || leadTime.certainty === "read"
    ? text
    : phrase(scene, "needs-unsure", { text });
}

/** Who gives it to this kind of producer, for this product; the office of the product's ministry where several do. */
function issuerFor(paper: Paper, goods: Goods, kinds: readonly string[], scene: Scene): string {
  const text = issuerOf(scene, paper);
  const named = officesNamed(scene.setting.programme, text).map((office) => ({ office }));
  const { bearers } = byMinistry(named, goods.set.body);
  const [only] = bearers;
  if (named.length > 1 && bearers.length === 1 && only !== undefined) return only.office.name;
  const [first = text] = text.split("; ");
  const part = partFor(text, goods.set.body.split("; ").map(sector)) ?? partFor(text, kinds);
  // "… (hộ, hợp tác xã); … (doanh nghiệp)" is said whole to whom it may be.
  return part ?? (kinds.length === 0 && first.endsWith(")") ? text : first);
}

/** "Bộ Công Thương" as papers name its goods: "Công Thương". */
const sector = (body: string): string =>
  plain(body).includes("nong nghiep") ? "nông sản" : body.replace(/^Bộ /u, "");

/** "qd-1048-2019" as it is called. */
function lawName(id: string): string {
  const [, kind = "", number = "", year = ""] = /^([a-z]+)-(\d+)-(\d{4})$/u.exec(id) ?? [];
  return kind === "qd"
    ? `Quyết định ${number} năm ${year}`
    : kind === "nd"
      ? `Nghị định ${number} năm ${year}`
      : id;
}

/** Where the checklist's own law, or another one, says so. */
export function clauseOf(because: string | undefined, own: string): string {
  const [law = "", ...rest] = (because ?? "").split("/");
  const place = rest
    .join("/")
    .replace(/^(?:ho-so|minh-chung)\//u, "mục ")
    .replace(/^dieu-/u, "Điều ");
  const known = /^(?:mục|Điều) \d/u.test(place) ? place : "";
  return [known, law === own && known !== "" ? "" : lawName(law)].filter((part) => part !== "").join(" ");
}
