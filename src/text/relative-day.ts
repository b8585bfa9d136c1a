import type { Temporal } from "temporal-polyfill";
import type { DayReading } from "./day.ts";
import { calendarDay } from "./day-forms.ts";

const days: readonly (readonly [RegExp, number])[] = [
  [
    /\b(?:hom nay|bua nay|nay la|sang nay|trua nay|chieu nay|toi nay|bay gio|hien nay|hien tai|vua xong|ngay nay)\b|^nay$/,
    0,
  ],
  [/\b(?:hom qua|bua qua|sang qua|trua qua|chieu qua|toi qua|dem qua|ngay qua)\b/, -1],
  [/\b(?:ngay mai|sang mai|trua mai|chieu mai|toi mai|mai nhe|mai em|de mai)\b|^mai$/, 1],
  [/\b(?:hom kia|bua kia|hom truoc nua)\b/, -2],
  [/\b(?:ngay kia|ngay mot|mai mot)\b|^mot$/, 2],
];
const counted =
  /\b(\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (ngay|hom|bua|tuan|thang|nam)(?: (truoc|nua|sau|roi))?\b/;
const ago = /\b(?:cach day|truoc day)\b/;
const later = /\b(?:sau|trong) \S+ (?:ngay|tuan|thang|nam)\b/;
const weekday =
  /\b(?:thu (2|3|4|5|6|7|hai|ba|tu|nam|sau|bay)|(chu nhat|cn))\b(?: (?:tuan )?(nay|truoc|sau|toi|roi))?/;
const monthOf =
  /(?:\bngay (\d{1,2}) |\b(1[3-9]|[23]\d) |(?<!\d |\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) ))\bthang (nay|truoc|sau|toi|roi)\b/;
const vague =
  /\btuan (?:nay|truoc|sau|toi|roi)\b|\b(?:gan day|moi day|dao nay|lau roi|hom truoc|hom no|hom bua|hoi truoc|sap toi|may hom|it lau|lau lam|truoc tet|sau tet)\b/;
const names: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  tu: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
};

/** A day counted from today in a folded text: "hôm qua", "3 ngày trước", "thứ hai tuần sau", "15 tháng này". */
export const relativeDay = (
  folded: string,
  text: string,
  now: Temporal.PlainDate,
  prefer: "past" | "future",
): DayReading | undefined => {
  // The place "Hôm" and the name "Mai" are rare enough; "kìa" with its mark is one day further.
  for (const [pattern, shift] of days) {
    if (pattern.test(folded))
      return dayReading(
        now.add({ days: shift === -2 && /k\u00eca/i.test(text.normalize("NFC")) ? -3 : shift }),
      );
  }
  return (
    weekDay(folded, now, prefer) ??
    monthDay(folded, now) ??
    countedDay(folded, now, prefer) ??
    (vague.test(folded) ? { fault: "vague" } : undefined)
  );
};

const dayReading = (date: Temporal.PlainDate): DayReading => ({ day: date.toString(), precision: "day" });

const countedDay = (
  folded: string,
  now: Temporal.PlainDate,
  prefer: "past" | "future",
): DayReading | undefined => {
  const match = counted.exec(folded);
  if (match === null) return undefined;
  const [, count = "", unit = "", tail] = match;
  const amount = names[count] ?? Number(count);
  const past = tail === "truoc" || tail === "roi" || ago.test(folded);
  const future = tail === "nua" || tail === "sau" || later.test(folded);
  if (!past && !future) return undefined;
  const times = past ? -amount : amount;
  if (unit === "tuan") return dayReading(now.add({ weeks: times }));
  if (unit === "thang")
    return { day: now.with({ day: 1 }).add({ months: times }).toString(), precision: "month" };
  if (unit === "nam")
    return { day: now.with({ day: 1, month: 1 }).add({ years: times }).toString(), precision: "year" };
  return dayReading(now.add({ days: prefer === "past" && !future ? -amount : times }));
};

const weekDay = (
  folded: string,
  now: Temporal.PlainDate,
  prefer: "past" | "future",
): DayReading | undefined => {
  const match = weekday.exec(folded);
  if (match === null) return undefined;
  const [, name = "", sunday, which] = match;
  const target = sunday === undefined ? (names[name] ?? Number(name)) - 1 : 7;
  const monday = now.subtract({ days: now.dayOfWeek - 1 });
  if (which !== undefined) {
    const weeks = which === "nay" ? 0 : which === "truoc" || which === "roi" ? -1 : 1;
    return dayReading(monday.add({ weeks, days: target - 1 }));
  }
  const ahead = (target - now.dayOfWeek + 7) % 7;
  return dayReading(now.add({ days: prefer === "future" ? ahead : ahead === 0 ? 0 : ahead - 7 }));
};

const monthDay = (folded: string, now: Temporal.PlainDate): DayReading | undefined => {
  const match = monthOf.exec(folded);
  if (match === null) return undefined;
  const [, named, large, which] = match;
  const day = named ?? large;
  const months = which === "nay" ? 0 : which === "truoc" || which === "roi" ? -1 : 1;
  const first = now.with({ day: 1 }).add({ months });
  if (day === undefined) return { day: first.toString(), precision: "month" };
  const date = calendarDay(first.year, first.month, Number(day));
  return date === undefined ? { fault: "impossible" } : dayReading(date);
};
