import { calendarDay } from "../text/day-forms.ts";
import { fold } from "../text/fold.ts";
import { outline } from "./outline.ts";

/** What a document says of itself; days as YYYY-MM-DD. What is not found, or found in two ways, is left out. */
export type DocumentFacts = {
  readonly kind?: string;
  readonly number?: string;
  readonly title?: string;
  readonly date?: string;
  readonly from?: string;
};

const kinds = [
  "Luật",
  "Pháp lệnh",
  "Nghị định",
  "Nghị quyết",
  "Quyết định",
  "Thông tư liên tịch",
  "Thông tư",
  "Chỉ thị",
  "Kế hoạch",
  "Hướng dẫn",
  "Thông báo",
  "Báo cáo",
  "Đề án",
  "Chương trình",
  "Quy chế",
  "Quy định",
  "Công văn",
  "Tờ trình",
  "Công điện",
];

/** Those that officers add most. */
export const commonKinds = ["Quyết định", "Kế hoạch", "Hướng dẫn", "Thông báo", "Công văn"] as const;

/** The kind that a number ends with, where it names it. */
const shortKinds: Readonly<Record<string, string>> = {
  QĐ: "Quyết định",
  NĐ: "Nghị định",
  NQ: "Nghị quyết",
  TT: "Thông tư",
  CT: "Chỉ thị",
  KH: "Kế hoạch",
  HD: "Hướng dẫn",
  TB: "Thông báo",
  BC: "Báo cáo",
  ĐA: "Đề án",
};

const numberForm =
  /^(?:Luật\s+)?số\s*:?\s*(?<number>\d{1,5}[a-z]?\s*\/\s*(?:\d{4}\s*\/\s*)?[\p{Lu}Đ][\p{L}\d]*(?:\s?[-&.]\s?[\p{Lu}Đ][\p{L}\d]*)*)/imu;
const wordedDay = String.raw`ngày\s+(?<day>\d{1,2})\s+tháng\s+(?<month>\d{1,2})\s+năm\s+(?<year>\d{4})`;
const writtenDay = String.raw`(?:ngày\s+)?(?<day2>\d{1,2})[/.-](?<month2>\d{1,2})[/.-](?<year2>\d{4})`;
const inForce = new RegExp(
  String.raw`(?<own>này\s+)?(?:có|bắt đầu có)\s+hiệu\s+lực(?:\s+thi\s+hành)?,?(?:\s+kể)?\s+từ\s+(?:(?<signed>ngày\s+(?:được\s+)?(?:ký|ban\s+hành))|${wordedDay}|${writtenDay})`,
  "giu",
);

type Groups = Readonly<Record<string, string | undefined>>;
const dayIn = (groups: Groups): string | undefined =>
  calendarDay(
    Number(groups["year"] ?? groups["year2"]),
    Number(groups["month"] ?? groups["month2"]),
    Number(groups["day"] ?? groups["day2"]),
  )?.toString();

/** The kind of document that words name; the number they are, as it is printed. */
export const kindNamed = (text: string): string | undefined =>
  kinds.find((kind) => fold(kind) === fold(text).trim());
export function numberNamed(text: string): string | undefined {
  const typed = text.trim().replace(/^(?:số(?: hiệu)?|so(?: hieu)?)\s*:?\s*(?:là|la)?\s*/iu, "");
  const number = numberForm.exec(`số ${typed}`)?.groups?.["number"]?.replaceAll(/\s/gu, "");
  return number === number?.toLowerCase() ? number?.toUpperCase() : number;
}

/** Reads number, kind, date, title and first day in force from a cleaned Vietnamese document. */
export function documentFacts(text: string): DocumentFacts {
  const { head } = outline(text);
  // What follows "Căn cứ" speaks of other documents.
  const based = head.findIndex((one) => /^Căn cứ\s/u.test(one));
  const top = (based < 0 ? head : head.slice(0, based)).slice(0, 30);
  const lines = top.flatMap((one) => one.split(/ \| |\n/u));
  const number = lines
    .map((line) => numberForm.exec(line.trim())?.groups?.["number"])
    .find((one) => one !== undefined)
    ?.replaceAll(/\s/gu, "");
  const date = lines
    .map((line) => new RegExp(wordedDay, "iu").exec(line)?.groups)
    .map((groups) => (groups === undefined ? undefined : dayIn(groups)))
    .find((one) => one !== undefined);
  const at = top.findIndex((line) => kindOf(line) !== undefined);
  const byNumber = shortKinds[/\/(?<kind>\p{Lu}+)(?:-|$)/u.exec(number ?? "")?.groups?.["kind"] ?? ""];
  const kind = kindOf(top[at] ?? "") ?? byNumber;
  const title = at < 0 ? "" : titleAfter(top, at);
  const from = firstDay(text, date);
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(number === undefined ? {} : { number }),
    ...(title === "" ? {} : { title }),
    ...(date === undefined ? {} : { date }),
    ...(from === undefined ? {} : { from }),
  };
}

const kindOf = (line: string): string | undefined =>
  line === line.toUpperCase() ? kinds.find((kind) => fold(kind) === fold(line)) : undefined;

/** The lines right below the kind, up to the first that is a sentence. */
function titleAfter(top: readonly string[], at: number): string {
  const rest = top.slice(at + 1, at + 4);
  const end = rest.findIndex(
    (line) => /[.;:,]$|^(?:Kính gửi|Thực hiện .*,$)|\| /u.test(line) || !/\p{L}/u.test(line),
  );
  const title = (end < 0 ? rest.slice(0, 2) : rest.slice(0, end)).join(" ");
  return title.split(" ").length <= 60 ? title : "";
}

function firstDay(text: string, date: string | undefined): string | undefined {
  const days = daysSaid(text, date);
  // Parts that come into force on days of their own are for a person to sort out.
  return days.size === 1 ? [...days][0] : undefined;
}

/** The days on which a document, or a part of it, says that it comes into force. */
export const firstDays = (text: string, date: string | undefined): readonly string[] =>
  [...daysSaid(text, date)].flatMap((day) => day ?? []);

function daysSaid(text: string, date: string | undefined): ReadonlySet<string | undefined> {
  const found = [...text.matchAll(inForce)].map(({ groups = {} }) => ({
    own: groups["own"] !== undefined,
    day: groups["signed"] === undefined ? dayIn(groups) : date,
  }));
  const own = found.some((one) => one.own) ? found.filter((one) => one.own) : found;
  return new Set(own.map((one) => one.day));
}
