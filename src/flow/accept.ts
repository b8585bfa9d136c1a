import { plain } from "../text/plain.ts";
import type { Day } from "../domain/instant.ts";
import type { FileRef } from "../domain/message.ts";
import { baseAmount } from "../text/base-amount.ts";
import { choose, chooseMany } from "../text/choose.ts";
import { readDay } from "../text/day.ts";
import { readEmail } from "../text/email.ts";
import { fold } from "../text/fold.ts";
import { readMoney } from "../text/money.ts";
import { readNumber } from "../text/numbers.ts";
import { readPhone } from "../text/phone.ts";
import { readQuantity } from "../text/quantity.ts";
import { withoutKeys } from "../text/teencode.ts";
import { readUrl } from "../text/url.ts";
import { readYesNo } from "../text/yesno.ts";
import { onPaper, other, type Value } from "./answers.ts";
import type { Expect, ListName, Options } from "./define.ts";

export type Listed = { readonly id: string; readonly label: string; readonly also?: readonly string[] };

/** What reading an answer may need: the day in Vietnam and the lists of the programme and the law. */
export type World = { readonly today: Day; readonly lists: Readonly<Record<ListName, readonly Listed[]>> };

export type AcceptFault =
  | "not-a-choice"
  | "not-yes-or-no"
  | "not-a-number"
  | "number-too-small"
  | "number-too-large"
  | "not-money"
  | "phone-none"
  | "phone-short"
  | "phone-long"
  | "phone-prefix"
  | "not-an-email"
  | "not-a-url"
  | "day-none"
  | "day-impossible"
  | "day-vague"
  | "text-short"
  | "text-long"
  | "want-a-file"
  | "want-words";

/** What an answer was read as. several: it fits more than one choice of the list. */
export type Reading =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "several"; readonly ids: readonly string[] }
  | { readonly kind: "fault"; readonly code: AcceptFault; readonly with?: Readonly<Record<string, string>> };

const value = (it: Value): Reading => ({ kind: "value", value: it });
const fault = (code: AcceptFault, words?: Readonly<Record<string, string>>): Reading =>
  words ? { kind: "fault", code, with: words } : { kind: "fault", code };

const lists = new WeakMap<Options, readonly Listed[]>();

/** The options as a list, made once, so that what is kept about each of them is found again. */
function listOf(options: Options): readonly Listed[] {
  const made =
    lists.get(options) ??
    Object.entries(options).map(([id, option]) => ({
      id,
      label: option.label,
      ...(option.also ? { also: option.also } : {}),
    }));
  lists.set(options, made);
  return made;
}

/** What an item can be chosen from, or undefined when it takes free words. */
export function choicesOf(expect: Expect, world: World): readonly Listed[] | undefined {
  if (expect.kind === "one" || expect.kind === "many") return listOf(expect.options);
  if (expect.kind === "from") return world.lists[expect.list];
  return undefined;
}

/** Reads typed words as the answer to an item. Never throws; what cannot be read is a fault with a code. */
export function accept(expect: Expect, text: string, world: World): Reading {
  const read = acceptTyped(expect, text, world);
  if (read.kind !== "fault" || !["number", "money", "day"].includes(expect.kind)) return read;
  // "150 trieuj": the keys of a mark that were not put together.
  const again = acceptTyped(expect, withoutKeys(text), world);
  return again.kind === "fault" ? read : again;
}

function acceptTyped(expect: Expect, text: string, world: World): Reading {
  switch (expect.kind) {
    case "one":
      return chosen(choose(withoutCourtesy(text), listOf(expect.options)));
    case "many": {
      const ids = chooseMany(text, listOf(expect.options));
      return ids.length > 0 ? value(ids) : fault("not-a-choice");
    }
    case "from":
      return fromList(text, expect.list, world);
    case "yesno": {
      const said = readYesNo(text);
      return said === undefined ? fault("not-yes-or-no") : value(said === "yes");
    }
    case "text":
      return expect.lines ? words(text, expect.max ?? 3000) : words(withoutCourtesy(text), expect.max ?? 300);
    case "number":
      return number(text, expect);
    case "money": {
      const amount = readMoney(text);
      if (amount === undefined) return fault("not-money");
      return amount < (expect.min ?? 0)
        ? fault("number-too-small", { least: String(expect.min ?? 0) })
        : value(amount);
    }
    case "phone": {
      const read = readPhone(text);
      return "phone" in read ? value(read.phone) : fault(`phone-${read.fault}`);
    }
    case "email": {
      const email = readEmail(text);
      return email === undefined ? fault("not-an-email") : value(email);
    }
    case "url": {
      const url = readUrl(text);
      return url === undefined ? fault("not-a-url") : value(url);
    }
    case "day": {
      const read = readDay(text, world.today, { prefer: expect.prefer });
      return "day" in read ? value(dayValue(read)) : fault(`day-${read.fault}`);
    }
    case "file":
      return fold(text).length >= 12 ? value(text.slice(0, 3000)) : fault("want-a-file");
    case "paper":
      // "vâng ạ" only says that it was heard.
      return (readYesNo(text) === "yes" && !isBare(text)) ||
        /\b(co|nop|giay|ban giay|co roi)\b/u.test(fold(text))
        ? value(onPaper)
        : fault("want-a-file");
  }
}

/** Reads files sent as the answer to an item; `before` are the files it has already. */
export function acceptFile(expect: Expect, file: FileRef, before: readonly FileRef[]): Reading {
  if (expect.kind !== "paper" && expect.kind !== "file") return fault("want-words");
  if (before.some((one) => one.hash === file.hash)) return value(before);
  return value([...before, file].slice(-20));
}

/** The amount in the item's own unit: "2 tạ" where kilograms are asked for is 200. */
function inUnit(text: string, unit: string | undefined): number | undefined {
  const read = readQuantity(text);
  if (read?.unit === undefined || unit === undefined) return read?.amount;
  const base = baseAmount(read.amount, read.unit);
  return base !== undefined && fold(unit).split(" ").includes(base.unit) ? base.amount : read.amount;
}

const dayValue = (read: { readonly day: string; readonly precision: "day" | "month" | "year" }): string =>
  read.precision === "year"
    ? read.day.slice(0, 4)
    : read.precision === "month"
      ? read.day.slice(0, 7)
      : read.day;

const chosen = (choice: ReturnType<typeof choose>): Reading =>
  choice.kind === "one"
    ? value(choice.id)
    : choice.kind === "many"
      ? { kind: "several", ids: choice.ids }
      : fault("not-a-choice");

function fromList(text: string, list: ListName, world: World): Reading {
  const choice = choose(text, world.lists[list]);
  const ids = choice.kind === "one" ? [choice.id] : choice.kind === "many" ? choice.ids : [];
  const fitting = ids.filter((id) =>
    fits(
      text,
      world.lists[list].find((one) => one.id === id),
    ),
  );
  const [only] = fitting;
  if (only !== undefined) return fitting.length === 1 ? value(only) : { kind: "several", ids: fitting };
  // A product outside the plan is welcome, and so is a commune that calls itself one; a product set has to be the law's.
  const outside =
    list === "products" || (list === "communes" && /^(?:xa|thi tran|phuong|thon|ban) /u.test(fold(text)));
  if (!outside || fold(text).length < 3 || readYesNo(text) !== undefined || readNumber(text) !== undefined)
    return fault("not-a-choice");
  return value(other(text.slice(0, 120)));
}

/** Whether at least half of what was said stands in a name: one shared word does not make a match in a long list. */
function fits(text: string, listed: Listed | undefined): boolean {
  if (listed === undefined) return false;
  const names = ` ${[listed.label, ...(listed.also ?? [])].map((name) => plain(name)).join(" ")} `;
  const said = plain(text)
    .split(" ")
    .filter((word) => !fillers.has(word));
  const shared = said.filter(
    (word) => names.includes(` ${word} `) || (word.length >= 4 && names.includes(word.slice(0, -1))),
  );
  return said.length > 0 && shared.length * 2 >= said.length;
}

const fillers: ReadonlySet<string> = new Set([
  "a",
  "la",
  "thi",
  "o",
  "xa",
  "cai",
  "loai",
  "nhom",
  "bo",
  "san",
  "pham",
  "hang",
  "cua",
  "toi",
  "em",
  "minh",
  "chau",
  "nha",
  "da",
  "vang",
  "thuoc",
  "tai",
  "lam",
]);

/** What people add to a name out of politeness: "dạ … em nhé ạ." Without marks "a" may belong to the name. */
const before = /^(?:(?:dạ|vâng|à|ờ|ừ|thưa)[\s,]+)+/iu;
const politely =
  /(?:[\s.,;]+(?:(?:em|anh|chị|bác|cô|chú|ad)[\s,]+)?(?:nhé|nhe|nha|ạ|nhá)(?:\s+(?:em|anh|chị|bác|cô|chú|ad))?)*[\s.,;]*$/iu;

const politelyBare = /(?:[\s.,;]+nhe(?: a)?)?[\s.,;]*$/iu;

function withoutCourtesy(text: string): string {
  // Without any marks "nha" may as well be "nhà".
  const marked = /[^\p{ASCII}]/u.test(text);
  const core = text.replace(marked ? politely : politelyBare, "").replace(before, "");
  return core === "" ? text : core;
}

/** Words that answer nothing where a name or a sentence is awaited. */
const bare: ReadonlySet<string> = new Set([
  "roi",
  "ok",
  "oke",
  "u",
  "uh",
  "um",
  "vang",
  "da",
  "da vang",
  "vang a",
  "dung",
  "dung roi",
  "biet roi",
]);

const isBare = (text: string): boolean =>
  bare.has(fold(text).replace(/(?: (?:em|anh|chi|bac|co|chu|ban|ad|a|nhe|nha))+$/u, ""));

function words(text: string, max: number): Reading {
  if (!/\p{L}.*\p{L}|\p{N}{3}|\p{L}\p{N}|\p{N}\p{L}/su.test(text)) return fault("text-short");
  if (isBare(text)) return fault("text-short");
  return text.length > max ? fault("text-long", { most: String(max) }) : value(text);
}

function number(text: string, expect: Extract<Expect, { kind: "number" }>): Reading {
  const amount = inUnit(text, expect.unit) ?? readNumber(text);
  if (amount === undefined) return fault("not-a-number");
  if (expect.whole && !Number.isInteger(amount)) return fault("not-a-number");
  if (amount < (expect.min ?? 0)) return fault("number-too-small", { least: String(expect.min ?? 0) });
  if (expect.max !== undefined && amount > expect.max)
    return fault("number-too-large", { most: String(expect.max) });
  return value(amount);
}
