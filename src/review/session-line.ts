import type { Day } from "../domain/instant.ts";
import { aligned } from "../text/aligned.ts";
import { readDay } from "../text/day.ts";
import { fold } from "../text/fold.ts";

/** What is said of a session that is to be opened: when, where, under whom. */
export type Opening = {
  readonly day?: Day;
  readonly begins?: string;
  readonly place?: string;
  readonly chair?: string;
};

const opens =
  /^\s*(?:(?:em|toi|minh) )?(?:mo|lap|tao|hop) phien(?: (?:cham|hop|danh gia|moi|diem))*(?=$|[\s,.:])/u;

/** Reads "mở phiên chấm ngày 20/5/2021, ở hội trường huyện, 8h"; undefined when it opens nothing. */
export function readOpening(text: string, today: Day): Opening | undefined {
  const { raw, bare } = aligned(text);
  const head = opens.exec(bare);
  return head === null ? undefined : readDetails(raw.slice(head[0].length), today);
}

const time =
  /(?:(?:luc|vao|tu) )?(?<![\d/.])(?<hour>\d{1,2}) ?(?:h|g|gio|:) ?(?<minute>\d{2})?(?![\d/\p{L}])/u;
const place = /(?:^|[\s,;])(?:o|tai) (?<name>[^,;]+)/u;
const chair = /(?:^|[\s,;])(?:chu tich|chu tri|nguoi chu tri)(?: la)? (?<name>[^,;]+)/u;

/** What words say of when, where and under whom. */
export function readDetails(text: string, today: Day): Opening {
  let { raw, bare } = aligned(text);
  const cut = (pattern: RegExp): Readonly<Record<string, string | undefined>> | undefined => {
    const found = pattern.exec(bare);
    if (found === null) return undefined;
    const { name } = found.groups ?? {};
    const at = name === undefined ? 0 : found.index + found[0].length - name.length;
    const said = { ...found.groups, name: raw.slice(at, at + (name?.length ?? 0)).trim() };
    const gone = ",".repeat(found[0].length);
    raw = raw.slice(0, found.index) + gone + raw.slice(found.index + gone.length);
    bare = bare.slice(0, found.index) + gone + bare.slice(found.index + gone.length);
    return said;
  };
  const clock = cut(time);
  const led = cut(chair)?.["name"];
  const where = cut(place)?.["name"];
  const when = /\d|mai|mot|nay|tuan|thang|thu/u.test(bare)
    ? readDay(raw.replaceAll(/,+/gu, " ").trim(), today, { prefer: "future" })
    : undefined;
  return {
    ...(when !== undefined && "day" in when && when.precision === "day" ? { day: when.day } : {}),
    ...(clock === undefined ? {} : { begins: `${Number(clock["hour"])} giờ ${clock["minute"] ?? "00"}` }),
    ...(where === undefined || where === "" ? {} : { place: where.slice(0, 100) }),
    ...(led === undefined || led === "" ? {} : { chair: led.slice(0, 80) }),
  };
}

/** "bỏ 3", "chỉ 1 2 5", "chỉ 1-5": which of a list stay, as places from 0; undefined when nothing is picked. */
export function readPick(text: string, count: number): readonly number[] | undefined {
  const { bare } = aligned(text);
  const found =
    /^\s*(?<how>bo|tru|khong lay|chi lay|chi|lay|chon)(?: (?:so|san pham))? (?<rest>\d[\d\s,;va&-]*)$/u.exec(
      bare,
    )?.groups;
  if (found === undefined) return undefined;
  const named = readNumbers(found["rest"] ?? "").map((one) => one - 1);
  const all = Array.from({ length: count }, (_, at) => at);
  if (named.some((one) => !all.includes(one))) return [];
  return /^(?:bo|tru|khong)/u.test(found["how"] ?? "")
    ? all.filter((one) => !named.includes(one))
    : all.filter((one) => named.includes(one));
}

/** The numbers in words, "1, 2 và 5", "1-5". */
export const readNumbers = (words: string): readonly number[] =>
  [...words.matchAll(/(?<from>\d{1,2})(?:\s*(?:-|–)\s*(?<to>\d{1,2}))?/gu)].flatMap(({ groups }) => {
    const from = Number(groups?.["from"]);
    const to = Math.max(from, Number(groups?.["to"] ?? from));
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });

const lead =
  /^\s*(?:(?:da|vang)[ ,]+)?(?:(?:ho )?ten(?: (?:cua )?(?:toi|em|minh|anh|chi))?(?: la)?|(?:toi|em|minh)(?: (?:ten|la|ten la))*|ho va ten(?: la)?)\s*:?\s+/u;
const longest = 80;

/** Reads "tên tôi là Nguyễn Văn Vinh, Phòng Kinh tế - Hạ tầng"; undefined when that is no name. */
export function readName(text: string): { readonly name: string; readonly from: string } | undefined {
  const { raw, bare } = aligned(text);
  const introduced = lead.exec(bare);
  const said = raw
    .slice(introduced?.[0].length ?? 0)
    .replaceAll(/\s+/gu, " ")
    .trim();
  const [name = "", ...rest] = said.split(/\s*[,;\n]\s*|\s+[-–]\s+/u);
  const from = rest.length === 0 ? "" : said.slice(name.length).replace(/^[\s,;–-]+/u, "");
  if (!/^\p{L}+(?: [\p{L}.]+){1,6}$/u.test(name) || name.length > longest) return undefined;
  // "mấy giờ họp": a name without anything beside it is written with capitals.
  if (introduced === null && from === "" && !name.split(" ").every((word) => /^\p{Lu}/u.test(word)))
    return undefined;
  return { name, from: from.replace(/[.\s]+$/u, "").slice(0, longest) };
}

/** Whether a name is the one that is meant, "anh Vinh" for "Nguyễn Văn Vinh". */
export function isCalled(name: string, called: string): boolean {
  const wanted = fold(called).replace(/^(?:dong chi|ong|ba|anh|chi|co|chu|bac|em) /u, "");
  return wanted !== "" && ` ${fold(name)}`.endsWith(` ${wanted}`);
}
