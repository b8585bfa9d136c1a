import type { Day } from "../domain/instant.ts";
import { daysAfter, monthsAfter } from "../domain/instant.ts";
import type { Programme } from "../domain/programme.ts";
import { isOfCommunes, type Offer, officeOf, type RoleName, wholeOf } from "../domain/role.ts";
import { mentions } from "../flow/glean.ts";
import { readDay } from "../text/day.ts";
import { plain } from "../text/plain.ts";

const said =
  /^(?:mời|moi)\s+((?:cán bộ|can bo|tổ|to|hội đồng|hoi dong|thành viên|thanh vien|thư ký|thu ky|nhân viên|nhan vien|quản trị|quan tri|người|nguoi)(?:\s.*?)??)(?:\s+(?:đến|den|tới|toi)(?:\s+(?:hết|het))?(?:\s+(?:ngày|ngay))?\s+((?:năm |nam |tháng |thang )?\d.*))?$/iu;

/** Whoever there is for the whole programme, folded, as people call them. */
const ofProgramme: readonly (readonly [RegExp, RoleName])[] = [
  [/^(?:thanh vien )?to giup viec(?: huyen| tinh)?$/u, "aide"],
  [/^(?:thanh vien )?hoi dong(?: huyen| tinh| danh gia)?$/u, "council"],
  [/^(?:to )?thu ky(?: hoi dong)?$/u, "secretary"],
  [/^nhan vien(?: chuong trinh)?$/u, "staff"],
  [/^(?:nguoi )?quan tri(?: vien)?$/u, "admin"],
];

/** What an invitation offers: "mời cán bộ xã Tà Chải đến 31/12/2021". undefined: no invitation at all. */
export function readOffer(
  text: string,
  programme: Programme,
  today: Day,
): Offer | "who" | "until" | undefined {
  const [whole, who, last] = said.exec(text.trim().replace(/[.!]+$/u, "")) ?? [];
  if (whole === undefined || who === undefined) return undefined;
  const until = last === undefined ? undefined : lastDay(last, today);
  if (last !== undefined && (until === undefined || until < today)) return "until";
  const ends = until === undefined ? {} : { until };
  const words = plain(who);
  const role = ofProgramme.find(([pattern]) => pattern.test(words))?.[1];
  if (role !== undefined) {
    const place = wholeOf(programme);
    const office = officeOf(programme, { role, place });
    return { role, place, ...(office === undefined ? {} : { office }), ...ends };
  }
  const seat = seatOf(words, programme);
  return seat === undefined ? "who" : { role: "officer", ...seat, ...ends };
}

/** The commune or the office that an officer is of. */
function seatOf(words: string, programme: Programme): Pick<Offer, "place" | "office"> | undefined {
  const name = /^can bo (?:cua )?(.+)$/u.exec(words)?.[1];
  if (name === undefined) return undefined;
  const whole = wholeOf(programme);
  if (name === (whole === "huyen" ? "huyen" : "tinh")) return at(programme, whole);
  const named = programme.offices.filter(
    (one) => !isOfCommunes(one.id) && name.includes(" ") && ` ${plain(one.name)} `.includes(` ${name} `),
  );
  const [office, ...others] = named;
  if (office !== undefined) return others.length > 0 ? undefined : { place: whole, office: office.id };
  const [commune] = programme.communes
    .flatMap((one) => [one.name, ...one.also].map((form) => ({ id: one.id, form })))
    .filter(({ form }) => mentions(name, form))
    .toSorted((one, two) => two.form.length - one.form.length);
  return commune === undefined ? undefined : at(programme, commune.id);
}

function at(programme: Programme, place: string): Pick<Offer, "place" | "office"> {
  const office = officeOf(programme, { role: "officer", place });
  return { place, ...(office === undefined ? {} : { office }) };
}

/** The last day that is meant: of a month or a year its last. */
function lastDay(text: string, today: Day): Day | undefined {
  const read = readDay(text, today, { prefer: "future" });
  if ("fault" in read) return undefined;
  if (read.precision === "day") return read.day;
  return daysAfter(monthsAfter(read.day, read.precision === "month" ? 1 : 12), -1);
}
