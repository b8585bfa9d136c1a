import { plain } from "./plain.ts";
import { choiceNumber } from "./choice-number.ts";
import { nearly } from "./edit-distance.ts";
import { fold } from "./fold.ts";
import { isNegator, negatedAt } from "./negation.ts";
import { mentioned } from "./mentions.ts";
import { formsOf } from "./option-forms.ts";
import type { Option, OptionForms } from "./option-forms.ts";
import { places } from "./places.ts";
import { expand } from "./teencode.ts";

export type Choice = { kind: "one"; id: string } | { kind: "many"; ids: string[] } | { kind: "none" };

const corrected =
  /^.*\b(?:nham|a khong|a khong phai|lon|y quen|doi thanh|doi lai|a ma)\b(?: (?:roi|a|nhe|em|la|chon|phai))*(?= )/;
const listing =
  /^(?:so |cau |cai )?\d{1,2}(?: (?:hoac|hay|va|voi|hay la|hoac la)(?: so| cau| cai)? \d{1,2})+(?: (?:a|nhe|em|deu|duoc|cung))*$/;
const polite: ReadonlySet<string> = new Set([
  "a",
  "da",
  "vang",
  "u",
  "uh",
  "em",
  "anh",
  "chi",
  "chu",
  "bac",
  "ben",
  "minh",
  "toi",
  "nha",
  "nhe",
  "oi",
  "roi",
  "the",
  "thi",
  "la",
  "chon",
  "lay",
  "muon",
  "thuoc",
  "loai",
  "cua",
  "cai",
  "day",
  "do",
  "o",
  "lam",
  "dang",
  "ky",
  "theo",
  "dien",
  "co",
  "ok",
]);

const all = /\b(?:tat ca|toan bo|het|ca (?:hai|ba|bon|nam|\d)|du ca|day du)\b/;
const except = /\b(?:tru|ngoai tru|bo|(?:khong|chua|thieu)(?: co)?(?= \d))\b/;
const none =
  /^(?:(?:da|a|em|ben|minh|thi) )*(?:khong|chua)(?: (?:co|cai|muc|cau|chon|gi|nao|het|ca|loai|thu|em|a))*$/;

/** The option a reply means: by place, name, synonym or initials, with slips, negation and second thoughts allowed for. */
export const choose = (text: string, options: readonly Option[]): Choice => {
  const typed = fold(text);
  if (typed === "") return { kind: "none" };
  const forms = options.map(formsOf);
  const later = typed.replace(corrected, "").trim();
  if (later !== "" && later !== typed) {
    const second = chosen(later, forms);
    if (second.length > 0) return asChoice(second);
  }
  return asChoice(chosen(typed, forms));
};

const asChoice = (ids: readonly string[]): Choice => {
  const [id] = ids;
  if (id === undefined) return { kind: "none" };
  return ids.length === 1 ? { kind: "one", id } : { kind: "many", ids: [...ids] };
};

const chosen = (typed: string, forms: readonly OptionForms[]): string[] => {
  const words = typed.split(" ");
  const exact = forms.filter((option) => option.forms.some((form) => form.join(" ") === typed));
  if (exact.length > 0) return exact.map((option) => option.id);
  const place = choiceNumber(words, forms.length);
  if (place !== undefined) return placeOrLabel(place, words, forms);
  if (listing.test(typed)) {
    const listed = new Set(places(typed, forms.length).map((at) => forms[at - 1]?.id ?? ""));
    return forms.map((option) => option.id).filter((id) => listed.has(id));
  }
  const said = mentioned(typed, forms);
  if (said.ids.length > 0) return said.ids;
  if (said.refused.size > 0) return partly(said.rest, forms).filter((id) => !said.refused.has(id));
  const spoken = expand(typed).split(" ");
  const plain = yesOrNo(spoken, forms);
  return plain.length === 1 ? plain : partly(spoken, forms);
};

// "3" among "3 sao", "4 sao" may be the place or the label.
const placeOrLabel = (place: number, words: readonly string[], forms: readonly OptionForms[]): string[] => {
  const digits = words.find((word) => /^\d+$/.test(word));
  const ids = new Set([forms[place - 1]?.id ?? ""]);
  const plain = words.length === 1 && digits !== undefined;
  if (plain)
    for (const option of forms) if (option.forms.some((form) => form.includes(digits))) ids.add(option.id);
  return forms.map((option) => option.id).filter((id) => ids.has(id));
};

/** "chưa" for "Chưa có", "có" for "Có rồi". */
const yesOrNo = (words: readonly string[], forms: readonly OptionForms[]): string[] => {
  const denies = words.some(isNegator);
  const telling = words.filter(
    (word) => word !== "phai" && word !== "co" && !isNegator(word) && !polite.has(word),
  );
  if (telling.length > 0 || (!denies && !words.includes("co"))) return [];
  return forms
    .filter((option) =>
      option.forms.some(([first]) => (denies ? isNegator(first) : first === "co" || first === "da")),
    )
    .map((option) => option.id);
};

/** Options that hold every telling word of a short reply: "hộ" for "Hộ kinh doanh". */
const partly = (words: readonly string[], forms: readonly OptionForms[]): string[] => {
  const telling = words.filter((word, at) => !polite.has(word) && !negatedAt(words, at));
  if (telling.length === 0 || telling.length > 6 || words.some((word) => word === "khong" || word === "chua"))
    return [];
  const fits = fitting(telling, forms);
  return fits.length === forms.length && forms.length > 2 ? [] : fits.map((option) => option.id);
};

const fitting = (telling: readonly string[], forms: readonly OptionForms[]): readonly OptionForms[] => {
  const named = telling.filter((word) => !/^\d/.test(word));
  const tests: readonly ((form: readonly string[]) => boolean)[] = [
    (form) =>
      telling.every((word) => form.some((other) => nearly(word, other))) ||
      nearly(telling.join(""), form.join("")),
    // "hộ sản xuất kinh doanh" has all of "Hộ kinh doanh".
    (form) => form.length > 1 && form.every((word) => telling.includes(word)),
    // A house or hamlet number beside a name: "Bản Phố 2".
    (form) => named.length > 1 && named.every((word) => form.some((other) => nearly(word, other))),
  ];
  for (const fits of tests) {
    const found = forms.filter((option) => option.forms.some(fits));
    if (found.length > 0) return found;
  }
  return [];
};

/** The ids a reply picks from a list, in the list's order: "1,3 và 4", "tất cả trừ 2", "htx với hộ". */
export const chooseMany = (text: string, options: readonly Option[]): string[] => {
  const typed = plain(text);
  if (typed === "") return [];
  const exact = options.filter((option) => formsOf(option).forms.some((form) => form.join(" ") === typed));
  if (exact.length > 0) return exact.map((option) => option.id);
  if (all.test(typed)) {
    const [, ...rest] = typed.split(except);
    const left = new Set(picked((rest.join(" ").split(/\bcon lai\b/)[0] ?? "").trim(), options));
    return options.map((option) => option.id).filter((id) => !left.has(id));
  }
  const [kept = "", ...dropped] = typed.split(/ (?:tru|ngoai tru) /);
  if (dropped.length > 0 && kept !== "") {
    const left = new Set(picked(dropped.join(" "), options));
    return picked(kept, options).filter((id) => !left.has(id));
  }
  if (none.test(typed)) return picked(typed, options).filter((id) => sayNone(options, id));
  return picked(typed, options, /\d/u.test(typed) ? [] : text.split(/\s*[,;\n]\s*/u));
};

const sayNone = (options: readonly Option[], id: string): boolean => {
  const option = options.find((one) => one.id === id);
  return (
    option !== undefined && formsOf(option).forms.some((form) => form[0] === "khong" || form[0] === "chua")
  );
};

const picked = (typed: string, options: readonly Option[], parts: readonly string[] = []): string[] => {
  if (typed === "") return [];
  const ids = new Set(mentioned(typed, options.map(formsOf)).ids);
  for (const one of ids.size === 0 ? [] : parts) {
    // A part with a slip in it is not left out because the others were typed well.
    const choice = choose(one, options);
    if (choice.kind === "one" && one.length > 3) ids.add(choice.id);
  }
  if (ids.size === 0)
    for (const place of places(typed, options.length)) ids.add(options[place - 1]?.id ?? "");
  if (ids.size === 0) {
    const choice = choose(typed, options);
    if (choice.kind === "one") ids.add(choice.id);
    if (choice.kind === "many") for (const id of choice.ids) ids.add(id);
  }
  return options.map((option) => option.id).filter((id) => ids.has(id));
};
